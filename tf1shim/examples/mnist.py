"""The network of the fully connected MNIST tutorial: `tensorflow.examples.tutorials.mnist.mnist`.

Source of the behaviour: tensorflow/examples/tutorials/mnist/mnist.py of TF 1.x (scope, variable and summary names).
"""

import math

import tensorflow.compat.v1 as tf

NUM_CLASSES = 10
IMAGE_SIZE = 28
IMAGE_PIXELS = IMAGE_SIZE * IMAGE_SIZE


def inference(images, hidden1_units, hidden2_units):
    """Logits [batch, 10] of a two-hidden-layer ReLU network on ``images`` [batch, 784]."""
    hidden1 = _layer("hidden1", images, IMAGE_PIXELS, hidden1_units, tf.nn.relu)
    hidden2 = _layer("hidden2", hidden1, hidden1_units, hidden2_units, tf.nn.relu)
    return _layer("softmax_linear", hidden2, hidden2_units, NUM_CLASSES, lambda x: x)


def loss(logits, labels):
    """Mean softmax cross-entropy of ``logits`` [batch, 10] and class ``labels`` [batch]."""
    return tf.losses.sparse_softmax_cross_entropy(labels=tf.to_int64(labels), logits=logits)


def training(loss, learning_rate):
    """Gradient-descent train op that counts ``global_step``; adds a scalar summary of the loss."""
    tf.summary.scalar("loss", loss)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    return tf.train.GradientDescentOptimizer(learning_rate).minimize(
        loss, global_step=global_step)


def evaluation(logits, labels):
    """Number of examples [] whose label has the largest logit."""
    return tf.reduce_sum(tf.cast(tf.nn.in_top_k(logits, labels, 1), tf.int32))


def _layer(name, inputs, size_in, size_out, activation):
    with tf.name_scope(name):
        weights = tf.Variable(
            tf.truncated_normal([size_in, size_out], stddev=1.0 / math.sqrt(float(size_in))),
            name="weights")
        biases = tf.Variable(tf.zeros([size_out]), name="biases")
        return activation(tf.matmul(inputs, weights) + biases)
