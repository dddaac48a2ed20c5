"""Filters learnt on a picture that scipy.misc writes, reads, crops and resizes."""
import os
import shutil
import tempfile

import numpy as np
import scipy.misc
import scipy.ndimage.filters
import tensorflow as tf


def draw(size=48):
    rows, cols = np.mgrid[0:size, 0:size].astype(np.float)
    waves = np.sin(cols / 3.) * np.cos(rows / 5.)
    disc = ((rows - size / 2) ** 2 + (cols - size / 2) ** 2 < (size / 3) ** 2).astype(np.float)
    return np.dstack([waves, disc, waves * disc])


def get_image(path, size):
    image = scipy.misc.imread(path, mode='RGB')
    if image.shape[:2] != size:
        image = scipy.misc.imresize(image, size, interp='bilinear')
    return image.astype(np.float32) / 127.5 - 1.


folder = tempfile.mkdtemp()
try:
    path = os.path.join(folder, 'picture.png')
    scipy.misc.imsave(path, draw())
    picture = scipy.misc.imread(path)
    print('saved', picture.shape, picture.dtype, 'range', picture.min(), picture.max(), 'sum', picture.sum())
    small = get_image(path, (32, 32))
    print('small', small.shape, 'mean %.5f std %.5f' % (small.mean(), small.std()))
    half = scipy.misc.imresize(picture, 0.5, interp='nearest')
    percent = scipy.misc.imresize(picture[:, :, 0], 25)
    print('half', half.shape, half.sum(), 'quarter', percent.shape, percent.dtype)
    gray = np.asarray(scipy.misc.toimage(small[:, :, 0], cmin=-1., cmax=1.))
    print('gray', gray.shape, gray.dtype, gray[::8, 16])
finally:
    shutil.rmtree(folder)

target = np.stack([scipy.ndimage.filters.gaussian_filter(small[:, :, c], 1.) for c in range(3)], -1)

tf.set_random_seed(9)
x = tf.placeholder(tf.float32, [None, 32, 32, 3], name='x')
y = tf.placeholder(tf.float32, [None, 32, 32, 3], name='y')
with tf.variable_scope('filter'):
    w = tf.get_variable('w', [5, 5, 3, 1], initializer=tf.truncated_normal_initializer(stddev=0.05))
    b = tf.get_variable('b', [3], initializer=tf.zeros_initializer())
blurred = tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'SAME') + b
loss = tf.reduce_mean(tf.square(blurred - y)[:, 2:-2, 2:-2])
train = tf.train.AdamOptimizer(0.02).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(201):
        if step % 50 == 0:
            print('step %d loss %.5f' % (step, sess.run(loss, {x: [small], y: [target]})))
        sess.run(train, {x: [small], y: [target]})
    learnt = sess.run(w)
    print('filter sums', np.round(learnt.sum(axis=(0, 1)).ravel(), 2))
    print('strongest tap', [np.unravel_index(np.argmax(learnt[:, :, c, 0]), (5, 5)) == (2, 2) for c in range(3)])
