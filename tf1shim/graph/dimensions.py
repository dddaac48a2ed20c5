"""Dimensions that are not of an integer type.

TF1: `Dimension` took what ``int()`` takes, if it was whole: ``tf.placeholder(tf.float32, [None, 28 / 2])``,
    ``tf.get_variable("w", [units / 2, 3])``, ``BasicLSTMCell(units / 2)``, which Python 2's division had made common.
    Truth values count: ``Embedding(10, embedding_dim=True)``.
TF2: only integers; True stays True, which protobuf 7 refuses when the shape is written into a node.
Here: whole numbers and their texts are dimensions again. TF 1.15's rule: ``int(value)``, and an error where a number is
    not whole.
"""

import functools
import numbers

import numpy as np

_MAYBE_WHOLE = (numbers.Real, np.bool_, str, bytes)


def install(journal):
    """Let `Dimension` take them."""
    from tensorflow.python.framework import tensor_shape

    genuine = tensor_shape.Dimension.__init__

    @functools.wraps(genuine)
    def init(self, value):
        # Thousands of dimensions are made in every graph, nearly all of them integers.
        if value.__class__ is not int and isinstance(value, _MAYBE_WHOLE):
            value = _whole(value)
        genuine(self, value)

    journal.set_attr(tensor_shape.Dimension, "__init__", init)


def _whole(value):
    whole = int(value)
    if whole != value and not isinstance(value, (str, bytes)):
        raise ValueError(f"Ambiguous dimension: {value}")
    return whole
