"""tf.contrib.memory_stats: memory of a device, asked when the op runs.

TF 1.15 had kernels for it; TensorFlow 2 tells the runtime's own count of GPUs by
`tf.config.experimental.get_memory_info`. On a CPU, whose allocator does not count, TF 1.15 gave 0, and so does this.
Source: TF 1.15, contrib/memory_stats/python/ops/memory_stats_ops.py.
"""

import numpy as np
import tensorflow.compat.v1 as tf


def BytesInUse():
    """int64 scalar: bytes now in use on the current device."""
    return _statistic("current", "BytesInUse")


def MaxBytesInUse():
    """int64 scalar: most bytes ever in use on the current device."""
    return _statistic("peak", "MaxBytesInUse")


def BytesLimit():
    """int64 scalar: bytes the current device may use; 0 where that is not told."""
    return _statistic("limit", "BytesLimit")


def _statistic(key, name):
    result = tf.py_func(lambda: np.int64(_ask(key)), [], tf.int64, stateful=True, name=name)
    result.set_shape([])
    return result


def _ask(key):
    asked = getattr(tf.config.experimental, "get_memory_info", None)
    if asked is None or not tf.config.experimental.list_physical_devices("GPU"):
        return 0
    return asked("GPU:0").get(key, 0)
