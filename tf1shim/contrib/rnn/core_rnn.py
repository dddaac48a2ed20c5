"""``tf.contrib.rnn.python.ops.core_rnn``: the loops over time that TensorFlow still has."""

import tensorflow.compat.v1 as tf

static_rnn = tf.nn.static_rnn
static_state_saving_rnn = tf.nn.static_state_saving_rnn
static_bidirectional_rnn = tf.nn.static_bidirectional_rnn
