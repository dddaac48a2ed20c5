"""A fully connected network on MNIST that writes summaries for TensorBoard, then reads them back."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import argparse
import glob
import os
import tempfile

import tensorflow as tf

from tensorflow.examples.tutorials.mnist import input_data

FLAGS = None


def variable_summaries(var):
  """Attach a lot of summaries to a Tensor (for TensorBoard visualization)."""
  with tf.name_scope('summaries'):
    mean = tf.reduce_mean(var)
    tf.summary.scalar('mean', mean)
    with tf.name_scope('stddev'):
      stddev = tf.sqrt(tf.reduce_mean(tf.square(var - mean)))
    tf.summary.scalar('stddev', stddev)
    tf.summary.histogram('histogram', var)


def train():
  tf.set_random_seed(77)
  mnist = input_data.read_data_sets(FLAGS.data_dir, fake_data=False, seed=77)
  sess = tf.InteractiveSession()

  with tf.name_scope('input'):
    x = tf.placeholder(tf.float32, [None, 784], name='x-input')
    y_ = tf.placeholder(tf.int64, [None], name='y-input')

  with tf.name_scope('input_reshape'):
    image_shaped_input = tf.reshape(x, [-1, 28, 28, 1])
    tf.summary.image('input', image_shaped_input, 2)

  def nn_layer(input_tensor, input_dim, output_dim, layer_name, act=tf.nn.relu):
    with tf.name_scope(layer_name):
      with tf.name_scope('weights'):
        weights = tf.Variable(tf.truncated_normal([input_dim, output_dim], stddev=0.1))
        variable_summaries(weights)
      with tf.name_scope('biases'):
        biases = tf.Variable(tf.constant(0.1, shape=[output_dim]))
        variable_summaries(biases)
      with tf.name_scope('Wx_plus_b'):
        preactivate = tf.matmul(input_tensor, weights) + biases
        tf.summary.histogram('pre_activations', preactivate)
      activations = act(preactivate, name='activation')
      tf.summary.histogram('activations', activations)
      return activations

  hidden1 = nn_layer(x, 784, 50, 'layer1')

  with tf.name_scope('dropout'):
    keep_prob = tf.placeholder(tf.float32)
    tf.summary.scalar('dropout_keep_probability', keep_prob)
    dropped = tf.nn.dropout(hidden1, keep_prob)

  y = nn_layer(dropped, 50, 10, 'layer2', act=tf.identity)

  with tf.name_scope('cross_entropy'):
    with tf.name_scope('total'):
      cross_entropy = tf.losses.sparse_softmax_cross_entropy(labels=y_, logits=y)
  tf.summary.scalar('cross_entropy', cross_entropy)

  with tf.name_scope('train'):
    train_step = tf.train.AdamOptimizer(FLAGS.learning_rate).minimize(cross_entropy)

  with tf.name_scope('accuracy'):
    correct_prediction = tf.equal(tf.argmax(y, 1), y_)
    accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
  tf.summary.scalar('accuracy', accuracy)

  merged = tf.summary.merge_all()
  train_writer = tf.summary.FileWriter(FLAGS.log_dir + '/train', sess.graph)
  test_writer = tf.summary.FileWriter(FLAGS.log_dir + '/test')
  tf.global_variables_initializer().run()

  def feed_dict(train):
    if train:
      xs, ys = mnist.train.next_batch(100)
      k = FLAGS.dropout
    else:
      xs, ys = mnist.test.images, mnist.test.labels
      k = 1.0
    return {x: xs, y_: ys, keep_prob: k}

  for i in range(FLAGS.max_steps):
    if i % 10 == 0:  # Record summaries and test-set accuracy
      summary, acc = sess.run([merged, accuracy], feed_dict=feed_dict(False))
      test_writer.add_summary(summary, i)
      print('Accuracy at step %s: %s' % (i, acc))
    elif i % 25 == 24:  # Record execution stats
      run_metadata = tf.RunMetadata()
      summary, _ = sess.run([merged, train_step],
                            feed_dict=feed_dict(True),
                            options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE),
                            run_metadata=run_metadata)
      train_writer.add_run_metadata(run_metadata, 'step%03d' % i)
      train_writer.add_summary(summary, i)
      print('Adding run metadata for', i, len(run_metadata.step_stats.dev_stats) > 0)
    else:  # Record a summary
      summary, _ = sess.run([merged, train_step], feed_dict=feed_dict(True))
      train_writer.add_summary(summary, i)
  train_writer.close()
  test_writer.close()


def read_back():
  tags = set()
  curve = []
  for path in glob.glob(os.path.join(FLAGS.log_dir, 'test', 'events*')):
    for event in tf.train.summary_iterator(path):
      for value in event.summary.value:
        tags.add(value.tag)
        if value.tag == 'cross_entropy_1':
          curve.append((event.step, round(value.simple_value, 4)))
  for tag in sorted(tags):
    print(' ', tag)
  print(curve)


def main(_):
  if tf.gfile.Exists(FLAGS.log_dir):
    tf.gfile.DeleteRecursively(FLAGS.log_dir)
  tf.gfile.MakeDirs(FLAGS.log_dir)
  train()
  read_back()
  tf.gfile.DeleteRecursively(FLAGS.log_dir)


if __name__ == '__main__':
  parser = argparse.ArgumentParser()
  parser.add_argument('--max_steps', type=int, default=50, help='Number of steps to run trainer.')
  parser.add_argument('--learning_rate', type=float, default=0.005, help='Initial learning rate')
  parser.add_argument('--dropout', type=float, default=0.9, help='Keep probability for training dropout.')
  parser.add_argument('--data_dir', type=str, default='data/mnist')
  parser.add_argument('--log_dir', type=str, default=os.path.join(tempfile.mkdtemp(), 'logs'))
  FLAGS, unparsed = parser.parse_known_args()
  tf.app.run(main=main)
