"""Write TFRecords, read them back through queue runners and train on them."""
from __future__ import print_function

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

np.random.seed(5)
tf.set_random_seed(5)

workdir = tempfile.mkdtemp()


def _int64_feature(value):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))

def _bytes_feature(value):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))

def _float_feature(values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def convert_to(filename, n):
    writer = tf.python_io.TFRecordWriter(filename)
    for i in range(n):
        label = i % 3
        image = np.full([4, 4], 40 * label + 20, np.uint8) + np.random.randint(0, 15, size=[4, 4]).astype(np.uint8)
        example = tf.train.Example(features=tf.train.Features(feature={
            'label': _int64_feature(label),
            'image_raw': _bytes_feature(image.tobytes()),
            'extra': _float_feature([float(i), 0.5])}))
        writer.write(example.SerializeToString())
    writer.close()


for k in range(2):
    convert_to(os.path.join(workdir, 'train-%d.tfrecords' % k), 60)
filenames = sorted(tf.gfile.Glob(os.path.join(workdir, '*.tfrecords')))
print([os.path.basename(f) for f in filenames])
print('records in the first file:', sum(1 for _ in tf.python_io.tf_record_iterator(filenames[0])))


def inputs(filenames, batch_size, num_epochs):
    with tf.name_scope('input'):
        filename_queue = tf.train.string_input_producer(filenames, num_epochs=num_epochs, shuffle=False)
        reader = tf.TFRecordReader()
        _, serialized_example = reader.read(filename_queue)
        features = tf.parse_single_example(
            serialized_example,
            features={
                'image_raw': tf.FixedLenFeature([], tf.string),
                'label': tf.FixedLenFeature([], tf.int64),
                'extra': tf.FixedLenFeature([2], tf.float32),
            })
        image = tf.decode_raw(features['image_raw'], tf.uint8)
        image.set_shape([16])
        image = tf.cast(image, tf.float32) * (1. / 255) - 0.5
        label = tf.cast(features['label'], tf.int32)
        return tf.train.batch([image, label, features['extra']], batch_size=batch_size,
                              num_threads=1, capacity=100)


images, labels, extra = inputs(filenames, batch_size=20, num_epochs=10)
print('batch:', images.get_shape(), labels.get_shape(), extra.get_shape())

with tf.variable_scope('softmax_linear'):
    weights = tf.get_variable('weights', [16, 3],
                              initializer=tf.truncated_normal_initializer(stddev=1.0 / 4))
    biases = tf.get_variable('biases', [3], initializer=tf.constant_initializer(0.0))
    logits = tf.nn.xw_plus_b(images, weights, biases)

loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
train_op = tf.train.FtrlOptimizer(0.8).minimize(loss)
correct = tf.reduce_sum(tf.to_int32(tf.nn.in_top_k(logits, labels, 1)))

init_op = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer())
sess = tf.Session()
sess.run(init_op)
coord = tf.train.Coordinator()
threads = tf.train.start_queue_runners(sess=sess, coord=coord)
step = 0
try:
    while not coord.should_stop():
        _, loss_value, n_right, e = sess.run([train_op, loss, correct, extra])
        step += 1
        if step % 12 == 0:
            print('Step %d: loss = %.4f, %d of 20 right, first record %d' % (step, loss_value, n_right, e[0, 0]))
except tf.errors.OutOfRangeError:
    print('Done training for 10 epochs, %d steps.' % step)
finally:
    coord.request_stop()
coord.join(threads)
sess.close()

# a plain FIFO queue
q = tf.FIFOQueue(capacity=5, dtypes=[tf.float32], shapes=[[]])
enqueue = q.enqueue_many([[1., 2., 3.]])
dequeue = q.dequeue_many(2)
with tf.Session() as sess:
    sess.run(enqueue)
    print('dequeued', sess.run(dequeue), 'left', sess.run(q.size()))

shutil.rmtree(workdir)
