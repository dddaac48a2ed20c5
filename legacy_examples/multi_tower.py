"""Data parallelism inside one graph: the same tower several times, gradients averaged on the CPU."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import re

import numpy as np
import tensorflow as tf

FLAGS = tf.app.flags.FLAGS

tf.app.flags.DEFINE_integer('num_towers', 2, """How many towers to use.""")
tf.app.flags.DEFINE_integer('batch_size', 32, """Number of images to process in a batch.""")
tf.app.flags.DEFINE_integer('max_steps', 40, """Number of batches to run.""")
tf.app.flags.DEFINE_boolean('log_device_placement', False, """Whether to log device placement.""")

TOWER_NAME = 'tower'
MOVING_AVERAGE_DECAY = 0.99


def _variable_with_weight_decay(name, shape, stddev, wd):
  with tf.device('/cpu:0'):
    var = tf.get_variable(name, shape, initializer=tf.truncated_normal_initializer(stddev=stddev, dtype=tf.float32))
  if wd is not None:
    weight_decay = tf.multiply(tf.nn.l2_loss(var), wd, name='weight_loss')
    tf.add_to_collection('losses', weight_decay)
  return var


def inference(images):
  with tf.variable_scope('local1') as scope:
    weights = _variable_with_weight_decay('weights', [20, 24], 0.2, 0.004)
    biases = tf.get_variable('biases', [24], initializer=tf.constant_initializer(0.1))
    local1 = tf.nn.relu(tf.matmul(images, weights) + biases, name=scope.name)
  with tf.variable_scope('softmax_linear') as scope:
    weights = _variable_with_weight_decay('weights', [24, 4], 1 / 24.0, None)
    biases = tf.get_variable('biases', [4], initializer=tf.constant_initializer(0.0))
    return tf.add(tf.matmul(local1, weights), biases, name=scope.name)


def tower_loss(scope, images, labels):
  logits = inference(images)
  cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(
      labels=labels, logits=logits, name='cross_entropy_per_example')
  tf.add_to_collection('losses', tf.reduce_mean(cross_entropy, name='cross_entropy'))
  losses = tf.get_collection('losses', scope)
  total_loss = tf.add_n(losses, name='total_loss')
  for l in losses + [total_loss]:
    loss_name = re.sub('%s_[0-9]*/' % TOWER_NAME, '', l.op.name)
    print('  ', scope, loss_name)
  return total_loss


def average_gradients(tower_grads):
  average_grads = []
  for grad_and_vars in zip(*tower_grads):
    grads = [tf.expand_dims(g, 0) for g, _ in grad_and_vars]
    grad = tf.reduce_mean(tf.concat(axis=0, values=grads), 0)
    average_grads.append((grad, grad_and_vars[0][1]))
  return average_grads


def data():
  rng = np.random.RandomState(17)
  centres = rng.normal(size=(4, 20))
  labels = rng.randint(0, 4, size=1024)
  return (centres[labels] + rng.normal(size=(1024, 20))).astype(np.float32), labels.astype(np.int32)


def train():
  with tf.Graph().as_default(), tf.device('/cpu:0'):
    tf.set_random_seed(17)
    global_step = tf.get_variable('global_step', [], initializer=tf.constant_initializer(0), trainable=False)
    lr = tf.train.exponential_decay(0.1, global_step, 20, 0.5, staircase=True)
    opt = tf.train.GradientDescentOptimizer(lr)

    images, labels = data()
    batches = tf.data.Dataset.from_tensor_slices((images, labels)).repeat().batch(FLAGS.batch_size)
    iterator = batches.make_one_shot_iterator()

    tower_grads = []
    with tf.variable_scope(tf.get_variable_scope()):
      for i in range(FLAGS.num_towers):
        with tf.device('/cpu:0'):
          with tf.name_scope('%s_%d' % (TOWER_NAME, i)) as scope:
            share = FLAGS.batch_size // FLAGS.num_towers
            image_batch = tf.placeholder(tf.float32, [share, 20])
            label_batch = tf.placeholder(tf.int32, [share])
            tf.add_to_collection('feeds', image_batch)
            tf.add_to_collection('feeds', label_batch)
            loss = tower_loss(scope, image_batch, label_batch)
            tf.get_variable_scope().reuse_variables()
            tower_grads.append(opt.compute_gradients(loss))

    grads = average_gradients(tower_grads)
    apply_gradient_op = opt.apply_gradients(grads, global_step=global_step)
    variable_averages = tf.train.ExponentialMovingAverage(MOVING_AVERAGE_DECAY, global_step)
    variables_averages_op = variable_averages.apply(tf.trainable_variables())
    train_op = tf.group(apply_gradient_op, variables_averages_op)

    sess = tf.Session(config=tf.ConfigProto(
        allow_soft_placement=True, log_device_placement=FLAGS.log_device_placement,
        device_count={'CPU': 2}))
    sess.run(tf.global_variables_initializer())
    next_batch = iterator.get_next()
    feeds = tf.get_collection('feeds')
    for step in range(FLAGS.max_steps):
      xs, ys = sess.run(next_batch)
      parts = []
      for xp, yp in zip(np.split(xs, FLAGS.num_towers), np.split(ys, FLAGS.num_towers)):
        parts += [xp, yp]
      _, loss_value = sess.run([train_op, loss], feed_dict=dict(zip(feeds, parts)))
      assert not np.isnan(loss_value), 'Model diverged with loss = NaN'
      if step % 10 == 9:
        print('step %d, loss = %.4f (learning rate %.3f)' % (step, loss_value, sess.run(lr)))

    restore = variable_averages.variables_to_restore()
    print(sorted(restore))
    average = variable_averages.average(tf.trainable_variables()[0])
    print('mean absolute weight %.5f, of the average %.5f' % tuple(
        sess.run([tf.reduce_mean(tf.abs(tf.trainable_variables()[0])), tf.reduce_mean(tf.abs(average))])))


def main(argv=None):  # pylint: disable=unused-argument
  train()


if __name__ == '__main__':
  tf.app.run()
