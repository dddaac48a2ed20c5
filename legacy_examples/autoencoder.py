""" Denoising auto encoder on MNIST digits. """
from __future__ import division, print_function, absolute_import

import tensorflow as tf
import numpy as np

# Import MNIST data
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets("data/mnist", one_hot=True, seed=99)

tf.set_random_seed(0)
np.random.seed(0)

# Training Parameters
learning_rate = 0.01
num_steps = 150
batch_size = 64
display_step = 50

# Network Parameters
num_hidden_1 = 64 # 1st layer num features
num_hidden_2 = 24 # 2nd layer num features (the latent dim)
num_input = 784 # MNIST data input (img shape: 28*28)

X = tf.placeholder("float", [None, num_input])
noise = tf.placeholder_with_default(0.0, [], name='noise')

weights = {
    'encoder_h1': tf.Variable(tf.random_normal([num_input, num_hidden_1], stddev=0.05)),
    'encoder_h2': tf.Variable(tf.random_normal([num_hidden_1, num_hidden_2], stddev=0.1)),
    'decoder_h1': tf.Variable(tf.random_normal([num_hidden_2, num_hidden_1], stddev=0.1)),
    'decoder_h2': tf.Variable(tf.random_normal([num_hidden_1, num_input], stddev=0.05)),
}
biases = {
    'encoder_b1': tf.Variable(tf.random_normal([num_hidden_1], stddev=0.1)),
    'encoder_b2': tf.Variable(tf.random_normal([num_hidden_2], stddev=0.1)),
    'decoder_b1': tf.Variable(tf.random_normal([num_hidden_1], stddev=0.1)),
    'decoder_b2': tf.Variable(tf.random_normal([num_input], stddev=0.1)),
}

# Building the encoder
def encoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['encoder_h1']), biases['encoder_b1']))
    layer_2 = tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['encoder_h2']), biases['encoder_b2']))
    return layer_2

# Building the decoder
def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights['decoder_h1']), biases['decoder_b1']))
    layer_2 = tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights['decoder_h2']), biases['decoder_b2']))
    return layer_2

# Construct model
encoder_op = encoder(X + noise * tf.random_normal(tf.shape(X)))
decoder_op = decoder(encoder_op)

y_pred = decoder_op
y_true = X

loss = tf.reduce_mean(tf.pow(y_true - y_pred, 2))
optimizer = tf.train.RMSPropOptimizer(learning_rate).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(1, num_steps+1):
        batch_x, _ = mnist.train.next_batch(batch_size)
        _, l = sess.run([optimizer, loss], feed_dict={X: batch_x, noise: 0.2})
        if i % display_step == 0 or i == 1:
            print('Step %i: Minibatch Loss: %f' % (i, l))

    # Encode and decode images from test set
    g = sess.run(decoder_op, feed_dict={X: mnist.test.images[:16]})
    code = encoder_op.eval({X: mnist.test.images[:16]})
    print('code', code.shape, 'reconstruction', g.shape)
    print('error of the first four:',
          np.round(np.mean((g - mnist.test.images[:16]) ** 2, axis=1)[:4], 4))
