"""What an evaluation found, as events of TensorBoard (source: contrib/learn/.../estimators/estimator.py)."""

import os

import numpy as np
import tensorflow.compat.v1 as tf


def write(folder, values):
    """Write {name: value}, "global_step" among them, into the events of a folder.

    Numbers are written as such, arrays as tensors, texts not at all.
    """
    summary = tf.Summary()
    for name, value in values.items():
        if name != "global_step":
            _add(summary, name, value)
    writer = tf.summary.FileWriterCache.get(os.fspath(folder))
    writer.add_summary(summary, values["global_step"])
    writer.flush()


def _add(summary, name, value):
    if isinstance(value, (str, bytes)):
        tf.logging.warn("Skipping summary for %s, cannot be a float or a tensor.", name)
    elif np.isscalar(value):
        summary.value.add(tag=name, simple_value=float(value))
    else:
        try:
            summary.value.add(tag=name).tensor.CopyFrom(tf.make_tensor_proto(value))
        except (TypeError, ValueError):
            del summary.value[-1]
            tf.logging.warn("Skipping summary for %s, cannot be made a tensor.", name)
