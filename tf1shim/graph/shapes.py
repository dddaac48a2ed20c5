"""Shapes of random ops that hold small NumPy integers.

TF1: ``tf.truncated_normal([max(labels) + 1])`` with labels of uint8, as in tutorials: NumPy 1 made int64 of it.
TF2: NumPy 2 leaves it a uint8 (NEP 50), and the ops refuse shapes of that type.
Here: NumPy's integers of other types in a shape given as a list or tuple count as Python's.
"""

import functools
import importlib


def install(journal):
    """Wrap the function with which random ops read their shape."""
    import numpy as np

    if np.lib.NumpyVersion(np.__version__) < "2.0.0":
        return
    try:
        module = importlib.import_module("tensorflow.python.ops.shape_util")
        genuine = module.shape_tensor
    except (ImportError, AttributeError):  # it stood there first
        module = importlib.import_module("tensorflow.python.framework.tensor_util")
        genuine = module.shape_tensor

    @functools.wraps(genuine)
    def shape_tensor(shape):
        if isinstance(shape, (list, tuple)):
            shape = [int(d) if refused(d) else d for d in shape]
        return genuine(shape)

    def refused(size):
        return isinstance(size, np.integer) and not isinstance(size, (np.int32, np.int64))

    journal.set_attr(module, "shape_tensor", shape_tensor)
