"""tf.contrib.metrics.python.ops.set_ops: `tf.sets`."""

import tensorflow.compat.v1 as tf

set_size = tf.sets.size
set_intersection = tf.sets.intersection
set_difference = tf.sets.difference
set_union = tf.sets.union
