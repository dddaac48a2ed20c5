"""`tf.ConfigProto` and `tf.GPUOptions` under eager execution: applied through `tf.config`, as far as that still
goes."""

import tensorflow as tf

from tf1shim import report

# Of no effect outside a graph session, and harmless to leave out.
_SILENT = {"graph_options.place_pruned_graph", "operation_timeout_in_ms", "placement_period", "experimental",
           "cluster_def", "session_inter_op_thread_pool", "use_per_session_threads", "isolate_session_state",
           "gpu_options.force_gpu_compatible", "gpu_options.experimental"}

_INSTEAD = ("tf.config, before the first tensor or model: set_visible_devices, experimental.set_memory_growth, "
            "set_soft_device_placement, threading")


def apply(config):
    """Apply what a `tf.ConfigProto` says to the eager runtime.

    Args:
        config: `tf.ConfigProto`.

    The user is told of ``tf.config``. What comes too late (devices or threads already set up) or has no counterpart is
    said in one warning.
    """
    report.legacy_call("tf.ConfigProto", _INSTEAD)
    late, unknown = [], []
    for path, value in _set_fields(config):
        action = _ACTIONS.get(path)
        if action is None:
            if path not in _SILENT:
                unknown.append(path)
            continue
        try:
            action(value)
        except (RuntimeError, ValueError) as error:
            late.append(f"{path} ({error})")
    if late:
        report.notice("tf.ConfigProto: could not be applied any more, because the devices are already in use or "
                      "set up otherwise: " + "; ".join(late) + ". Make the session before the first tensor or model")
    if unknown:
        report.notice("tf.ConfigProto: has no counterpart in eager mode and is ignored: " + ", ".join(unknown))


def _set_fields(message, prefix=""):
    for field, value in message.ListFields():
        path = prefix + field.name
        if path in ("gpu_options", "graph_options", "graph_options.optimizer_options"):
            yield from _set_fields(value, path + ".")
        else:
            yield path, value


def _gpus():
    return tf.config.list_physical_devices("GPU")


def _allow_growth(value):
    for gpu in tf.config.get_visible_devices("GPU"):
        tf.config.experimental.set_memory_growth(gpu, value)


def _memory_fraction(fraction):
    from tensorflow.python.eager import context

    runtime = context.context()
    if not _gpus():
        return
    if runtime._initialized:
        raise RuntimeError("the GPUs are initialised")
    # tf.config knows absolute limits only, and a device's size is not known before it is initialised.
    options = runtime._compute_gpu_options

    def with_fraction():
        computed = options()
        computed.per_process_gpu_memory_fraction = fraction
        return computed

    runtime._compute_gpu_options = with_fraction


def _visible_devices(listed):
    gpus = _gpus()
    if gpus:
        wanted = [int(index) for index in listed.split(",") if index.strip()]
        tf.config.set_visible_devices([gpus[i] for i in wanted if i < len(gpus)], "GPU")


def _device_count(counts):
    for kind, count in counts.items():
        devices = tf.config.list_physical_devices(kind)
        if kind == "CPU" and count > 1:
            tf.config.set_logical_device_configuration(
                devices[0], [tf.config.LogicalDeviceConfiguration()] * count)
        elif len(tf.config.get_visible_devices(kind)) > count:
            tf.config.set_visible_devices(devices[:count], kind)


def _intra_threads(count):
    if tf.config.threading.get_intra_op_parallelism_threads() != count:
        tf.config.threading.set_intra_op_parallelism_threads(count)


def _inter_threads(count):
    if tf.config.threading.get_inter_op_parallelism_threads() != count:
        tf.config.threading.set_inter_op_parallelism_threads(count)


_ACTIONS = {
    "gpu_options.allow_growth": _allow_growth,
    "gpu_options.per_process_gpu_memory_fraction": _memory_fraction,
    "gpu_options.visible_device_list": _visible_devices,
    "device_count": _device_count,
    "intra_op_parallelism_threads": _intra_threads,
    "inter_op_parallelism_threads": _inter_threads,
    "allow_soft_placement": lambda value: tf.config.set_soft_device_placement(value),
    "log_device_placement": lambda value: tf.debugging.set_log_device_placement(value),
    # ON_1 = 1, ON_2 = 2; OFF = -1
    "graph_options.optimizer_options.global_jit_level": lambda value: tf.config.optimizer.set_jit(value > 0),
}
