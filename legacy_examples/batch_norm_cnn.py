# tf.layers CNN with batch normalisation, learning rate decay and weight decay
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.set_random_seed(777)  # reproducibility

mnist = input_data.read_data_sets('data/mnist', one_hot=False, reshape=False, validation_size=3000)


class Model:
    def __init__(self, sess, name):
        self.sess = sess
        self.name = name
        self._build_net()

    def _build_net(self):
        with tf.variable_scope(self.name):
            self.training = tf.placeholder(tf.bool, name='training')
            self.X = tf.placeholder(tf.float32, [None, 28, 28, 1])
            self.Y = tf.placeholder(tf.int64, [None])
            reg = tf.contrib.layers.l2_regularizer(1e-3)

            net = tf.layers.conv2d(self.X, 8, [3, 3], strides=2, padding='same', use_bias=False,
                                   kernel_regularizer=reg)
            net = tf.layers.batch_normalization(net, training=self.training, momentum=0.8)
            net = tf.nn.relu(net)
            net = tf.layers.max_pooling2d(net, pool_size=[2, 2], strides=2, padding='same')
            net = tf.layers.conv2d(net, 12, 3, padding='same', activation=tf.nn.relu,
                                   kernel_initializer=tf.contrib.layers.xavier_initializer(),
                                   kernel_regularizer=reg)
            net = tf.layers.average_pooling2d(net, 2, 2)
            net = tf.layers.flatten(net)
            net = tf.layers.dense(net, 32, activation=tf.nn.relu, kernel_regularizer=reg)
            net = tf.layers.dropout(net, rate=0.2, training=self.training)
            self.logits = tf.layers.dense(net, 10)

        self.cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
            logits=self.logits, labels=self.Y)) + tf.add_n(
                tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
        self.global_step = tf.Variable(0, trainable=False)
        self.lr = tf.train.piecewise_constant(self.global_step, [20, 40], [0.02, 0.01, 0.005])
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            self.optimizer = tf.train.MomentumOptimizer(self.lr, 0.9, use_nesterov=True).minimize(
                self.cost, self.global_step)
        self.accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(self.logits, 1), self.Y), tf.float32))

    def get_accuracy(self, x, y):
        return self.sess.run(self.accuracy, feed_dict={self.X: x, self.Y: y, self.training: False})

    def train(self, x, y):
        return self.sess.run([self.cost, self.lr, self.optimizer],
                             feed_dict={self.X: x, self.Y: y, self.training: True})


sess = tf.Session()
m1 = Model(sess, "m1")
sess.run(tf.global_variables_initializer())

print('update ops:', len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
total = 0
for v in tf.trainable_variables():
    print(v.name, v.shape)
    total += np.prod(v.shape.as_list())
print('parameters', total)

for step in range(60):
    batch_xs, batch_ys = mnist.train.next_batch(64)
    c, lr, _ = m1.train(batch_xs, batch_ys)
    if step % 15 == 14:
        print('step', '%03d' % (step + 1), 'cost =', '{:.4f}'.format(c), 'lr =', '{:.3f}'.format(lr))

moving_mean = [v for v in tf.global_variables() if 'moving_mean' in v.name][0]
print('moving mean', np.round(sess.run(moving_mean)[:4], 3))
print('Accuracy: {:.3f}'.format(m1.get_accuracy(mnist.test.images, mnist.test.labels)))
print('epochs completed:', mnist.train.epochs_completed)
