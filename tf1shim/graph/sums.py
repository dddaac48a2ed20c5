"""`tf.add` as an op.

TF1: `tf.add(x, y)` makes an ``Add``; only the operator ``x + y`` makes an ``AddV2`` (ops/math_ops.py). Programs that
    rewrite or search graphs look for the type.
TF2: both make an ``AddV2``.
Here: as in TF 1.15, for what is not a composite tensor.
"""

import numbers

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.ops import gen_math_ops

_PLAIN = (tf.Tensor, tf.Variable, numbers.Number, np.ndarray, np.generic, list, tuple, str, bytes)


@tf.autograph.experimental.do_not_convert
def add(x, y, name=None):
    """The sum of two tensors, element by element, with broadcasting.

    Args:
        x, y: tensors, or what becomes one.
        name: of the op, "Add" by default.
    """
    if isinstance(x, _PLAIN) and isinstance(y, _PLAIN):
        return gen_math_ops.add(x, y, name)
    return tf.add(x, y, name)
