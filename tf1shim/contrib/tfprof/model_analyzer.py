"""tf.contrib.tfprof.model_analyzer."""

import tensorflow.compat.v1 as _tf

_builder = _tf.profiler.ProfileOptionBuilder
TRAINABLE_VARS_PARAMS_STAT_OPTIONS = _builder.trainable_variables_parameter()
FLOAT_OPS_OPTIONS = _builder.float_operation()


def print_model_analysis(graph, run_meta=None, op_log=None, tfprof_cmd="scope",
                         tfprof_options=TRAINABLE_VARS_PARAMS_STAT_OPTIONS):
    """`tf.profiler.profile` under its older name and arguments."""
    return _tf.profiler.profile(graph, run_meta, op_log, tfprof_cmd, tfprof_options)
