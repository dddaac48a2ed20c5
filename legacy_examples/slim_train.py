"""Trains a small slim model: arg_scope, batch norm, regularisation, flags.

  python slim_train.py --max_number_of_steps=60
"""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import numpy as np
import tensorflow as tf

from tensorflow.contrib import slim

tf.app.flags.DEFINE_integer('max_number_of_steps', 30, 'The maximum number of training steps.')
tf.app.flags.DEFINE_integer('batch_size', 32, 'The number of samples in each batch.')
tf.app.flags.DEFINE_float('learning_rate', 0.05, 'Initial learning rate.')
tf.app.flags.DEFINE_float('weight_decay', 0.0005, 'The weight decay on the model weights.')
tf.app.flags.DEFINE_string('optimizer', 'momentum', 'One of "momentum", "rmsprop" or "sgd".')
tf.app.flags.DEFINE_boolean('batch_norm', True, 'Whether to use batch normalisation.')
tf.app.flags.DEFINE_enum('activation', 'relu', ['relu', 'elu'], 'Nonlinearity.')

FLAGS = tf.app.flags.FLAGS


def stripes(n, seed):
  """Images of horizontal, vertical and diagonal stripes, with noise."""
  rng = np.random.RandomState(seed)
  labels = rng.randint(0, 3, size=n)
  i, j = np.mgrid[:12, :12]
  patterns = np.stack([(i // 2) % 2, (j // 2) % 2, ((i + j) // 2) % 2]).astype(np.float32)
  images = patterns[labels] + rng.normal(scale=0.8, size=(n, 12, 12))
  return images[..., None].astype(np.float32), labels.astype(np.int64)


def model_arg_scope(is_training):
  batch_norm_params = {'is_training': is_training, 'decay': 0.9, 'updates_collections': tf.GraphKeys.UPDATE_OPS}
  with slim.arg_scope([slim.conv2d, slim.fully_connected],
                      activation_fn=getattr(tf.nn, FLAGS.activation),
                      weights_initializer=slim.variance_scaling_initializer(),
                      weights_regularizer=slim.l2_regularizer(FLAGS.weight_decay),
                      normalizer_fn=slim.batch_norm if FLAGS.batch_norm else None,
                      normalizer_params=batch_norm_params if FLAGS.batch_norm else None) as sc:
    return sc


def build(images, num_classes=3, is_training=True, reuse=None):
  with tf.variable_scope('StripeNet', reuse=reuse):
    with slim.arg_scope(model_arg_scope(is_training)):
      net = slim.repeat(images, 2, slim.conv2d, 6, [3, 3], scope='conv1')
      net = slim.max_pool2d(net, [2, 2], scope='pool1')
      net = slim.conv2d(net, 8, 3, padding='VALID', scope='conv2')
      net = slim.flatten(net)
      net = slim.fully_connected(net, 16, scope='fc3')
      net = slim.dropout(net, 0.8, is_training=is_training, scope='dropout3')
      return slim.fully_connected(net, num_classes, activation_fn=None, normalizer_fn=None, scope='logits')


def main(_):
  tf.logging.set_verbosity(tf.logging.WARN)
  with tf.Graph().as_default():
    tf.set_random_seed(12)
    train_images, train_labels = stripes(320, 1)
    test_images, test_labels = stripes(200, 2)

    images = tf.placeholder(tf.float32, [None, 12, 12, 1])
    labels = tf.placeholder(tf.int64, [None])
    one_hot = slim.one_hot_encoding(labels, 3)
    logits = build(images)
    tf.losses.softmax_cross_entropy(one_hot, logits, label_smoothing=0.05)
    total_loss = tf.losses.get_total_loss()
    print('losses:', len(tf.losses.get_losses()), 'regularisers:', len(tf.losses.get_regularization_losses()))

    global_step = slim.get_or_create_global_step()
    lr = tf.train.exponential_decay(FLAGS.learning_rate, global_step, 10, 0.8, staircase=True)
    optimizer = {'momentum': lambda: tf.train.MomentumOptimizer(lr, 0.9),
                 'rmsprop': lambda: tf.train.RMSPropOptimizer(lr),
                 'sgd': lambda: tf.train.GradientDescentOptimizer(lr)}[FLAGS.optimizer]()
    train_op = slim.learning.create_train_op(total_loss, optimizer, clip_gradient_norm=4)

    predictions = tf.argmax(build(images, is_training=False, reuse=True), 1)
    accuracy = tf.reduce_mean(tf.to_float(tf.equal(predictions, labels)))

    for var in slim.get_model_variables():
      print(var.op.name, var.get_shape().as_list())

    with tf.Session() as sess:
      sess.run(tf.global_variables_initializer())
      for step in range(FLAGS.max_number_of_steps):
        start = (step * FLAGS.batch_size) % len(train_images)
        batch = slice(start, start + FLAGS.batch_size)
        loss = sess.run(train_op, {images: train_images[batch], labels: train_labels[batch]})
        if step % 10 == 0 or step == FLAGS.max_number_of_steps - 1:
          print('step %d: total loss %.4f, learning rate %.4f' % (step, loss, sess.run(lr)))
      print('test accuracy: %.3f' % sess.run(accuracy, {images: test_images, labels: test_labels}))


if __name__ == '__main__':
  tf.app.run()
