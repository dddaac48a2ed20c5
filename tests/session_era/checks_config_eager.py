"""`tf.ConfigProto` given to an eager session is applied through `tf.config`; this process has run nothing yet."""

import warnings

import tf1shim

tf1shim.activate(mode="eager")

import tensorflow as tf  # noqa: E402


def check_applied_before_anything_ran():
    tf.reset_default_graph()  # the first line of many programs; it must not start the runtime
    config = tf.ConfigProto(
        intra_op_parallelism_threads=2, inter_op_parallelism_threads=3, allow_soft_placement=True,
        log_device_placement=False, device_count={"CPU": 2, "GPU": 0},
        gpu_options=tf.GPUOptions(allow_growth=True, per_process_gpu_memory_fraction=0.5, visible_device_list="0"))
    config.graph_options.optimizer_options.global_jit_level = tf.OptimizerOptions.ON_1
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        tf.Session(config=config)
    said = [str(w.message) for w in seen if "ConfigProto" in str(w.message)]
    assert len(said) == 1 and "instead: tf.config" in said[0], said
    assert tf.config.threading.get_intra_op_parallelism_threads() == 2
    assert tf.config.threading.get_inter_op_parallelism_threads() == 3
    assert tf.config.get_soft_device_placement()
    assert len(tf.config.list_logical_devices("CPU")) == 2
    assert tf.config.optimizer.get_jit()
    tf.config.optimizer.set_jit(False)


def check_too_late_is_said():
    tf.constant(1.0)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=7))
    said = [str(w.message) for w in seen if "any more" in str(w.message)]
    assert len(said) == 1 and "intra_op_parallelism_threads" in said[0], seen
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=2, allow_soft_placement=True))
    assert not [w for w in seen if "ConfigProto:" in str(w.message)], seen


def check_what_has_no_counterpart_is_said():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        tf.Session(config=tf.ConfigProto(device_filters=["/job:ps"]))
    assert any("device_filters" in str(w.message) for w in seen)
