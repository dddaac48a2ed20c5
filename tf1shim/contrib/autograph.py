"""tf.contrib.autograph: `tf.autograph`, which it became."""

import tensorflow.compat.v1 as _tf

do_not_convert = _tf.autograph.experimental.do_not_convert
to_code = _tf.autograph.to_code
to_graph = _tf.autograph.to_graph
set_verbosity = _tf.autograph.set_verbosity
trace = _tf.autograph.trace
Feature = _tf.autograph.experimental.Feature
