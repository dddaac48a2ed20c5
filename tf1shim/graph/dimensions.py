"""Dimensions that are not of an integer type.

TF1: `Dimension` took what ``int()`` takes, if it was whole: ``tf.placeholder(tf.float32, [None, 28 / 2])``,
    ``tf.get_variable("w", [units / 2, 3])``, ``BasicLSTMCell(units / 2)``, which Python 2's division had made common.
TF2: only integers.
Here: whole numbers and their texts are dimensions again. TF 1.15's rule: ``int(value)``, and an error where a number is
    not whole.
"""

import functools
import numbers


def install(journal):
    """Let `Dimension` take them."""
    from tensorflow.python.framework import tensor_shape

    genuine = tensor_shape.Dimension.__init__

    @functools.wraps(genuine)
    def init(self, value):
        # Thousands of dimensions are made in every graph, nearly all of them integers.
        if value.__class__ is not int and isinstance(value, (numbers.Real, str, bytes)):
            value = _whole(value)
        genuine(self, value)

    journal.set_attr(tensor_shape.Dimension, "__init__", init)


def _whole(value):
    if hasattr(value, "__index__"):
        return value
    whole = int(value)
    if whole != value and not isinstance(value, (str, bytes)):
        raise ValueError(f"Ambiguous dimension: {value}")
    return whole
