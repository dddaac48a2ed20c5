"""Dimensions that are not of an integer type.

TF1: `Dimension` took what ``int()`` takes, if it was whole: ``tf.placeholder(tf.float32, [None, 28 / 2])``,
    ``tf.get_variable("w", [units / 2, 3])``, ``BasicLSTMCell(units / 2)``, which Python 2's division had made common.
TF2: only integers.
Here: whole numbers and their texts are dimensions again. TF 1.15's rule: ``int(value)``, and an error where a number is
    not whole.
"""

import numbers


def install(journal):
    """Let `Dimension` take them."""
    from tensorflow.python.framework import tensor_shape

    journal.wrap(tensor_shape.Dimension, "__init__", _whole)


def _whole(function, instance, args, kwargs):
    value = args[0] if args else kwargs.get("value")
    if isinstance(value, (numbers.Real, str, bytes)) and not hasattr(value, "__index__"):
        whole = int(value)
        if whole != value and not isinstance(value, (str, bytes)):
            raise ValueError(f"Ambiguous dimension: {value}")
        args, kwargs = (whole,), {}
    return function(*args, **kwargs)
