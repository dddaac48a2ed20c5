"""tf.contrib.tfprof.tfprof_logger."""

import tensorflow.compat.v1 as _tf

write_op_log = _tf.profiler.write_op_log
