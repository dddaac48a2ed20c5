"""Variational auto-encoder; the reparametrisation noise comes from the graph-level seed."""
from __future__ import division
from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.set_random_seed(16)
mnist = input_data.read_data_sets('data/mnist', one_hot=True, seed=16)

image_dim = 784
hidden_dim = 64
latent_dim = 2


def glorot_init(shape):
    return tf.random_normal(shape=shape, stddev=1. / tf.sqrt(shape[0] / 2.))


weights = {name: tf.Variable(glorot_init(shape), name=name) for name, shape in [
    ('encoder_h1', [image_dim, hidden_dim]),
    ('z_mean', [hidden_dim, latent_dim]),
    ('z_std', [hidden_dim, latent_dim]),
    ('decoder_h1', [latent_dim, hidden_dim]),
    ('decoder_out', [hidden_dim, image_dim])]}
biases = {name: tf.Variable(glorot_init([size]), name=name + '_b') for name, size in [
    ('encoder_b1', hidden_dim), ('z_mean', latent_dim), ('z_std', latent_dim),
    ('decoder_b1', hidden_dim), ('decoder_out', image_dim)]}

input_image = tf.placeholder(tf.float32, shape=[None, image_dim])
encoder = tf.nn.tanh(tf.matmul(input_image, weights['encoder_h1']) + biases['encoder_b1'])
z_mean = tf.matmul(encoder, weights['z_mean']) + biases['z_mean']
z_std = tf.matmul(encoder, weights['z_std']) + biases['z_std']

# Sampler: Normal (gaussian) random distribution
eps = tf.random_normal(tf.shape(z_std), dtype=tf.float32, mean=0., stddev=1.0, name='epsilon')
z = z_mean + tf.exp(z_std / 2) * eps


def decode(z):
    hidden = tf.nn.tanh(tf.matmul(z, weights['decoder_h1']) + biases['decoder_b1'])
    return tf.nn.sigmoid(tf.matmul(hidden, weights['decoder_out']) + biases['decoder_out'])


def vae_loss(x_reconstructed, x_true):
    encode_decode_loss = x_true * tf.log(1e-10 + x_reconstructed) + (1 - x_true) * tf.log(1e-10 + 1 - x_reconstructed)
    encode_decode_loss = -tf.reduce_sum(encode_decode_loss, 1)
    kl_div_loss = 1 + z_std - tf.square(z_mean) - tf.exp(z_std)
    kl_div_loss = -0.5 * tf.reduce_sum(kl_div_loss, 1)
    return tf.reduce_mean(encode_decode_loss + kl_div_loss)


loss_op = vae_loss(decode(z), input_image)
train_op = tf.train.RMSPropOptimizer(learning_rate=0.001).minimize(loss_op)
noise_input = tf.placeholder(tf.float32, shape=[None, latent_dim])
decoder = decode(noise_input)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(1, 121):
        batch_x, _ = mnist.train.next_batch(64)
        _, l = sess.run([train_op, loss_op], feed_dict={input_image: batch_x})
        if i % 40 == 0 or i == 1:
            print('Step %i, Loss: %.2f' % (i, l))

    axis = np.linspace(-2, 2, 5)
    canvas = np.empty((28 * 5, 28 * 5))
    for i, yi in enumerate(axis):
        for j, xi in enumerate(axis):
            x_mean = sess.run(decoder, feed_dict={noise_input: np.array([[xi, yi]])})
            canvas[i * 28:(i + 1) * 28, j * 28:(j + 1) * 28] = x_mean[0].reshape(28, 28)
    print('canvas', canvas.shape, 'ink %.3f' % canvas.mean())
