"""Static shapes of gamma draws.

TF1: ``tf.random_gamma(shape, alpha)`` has the sizes of ``alpha`` where they are known, others left open
    (ops/random_ops.py adds zeros in the shape of ``beta``).
TF2: the parameters are broadcast to a shape computed as a tensor; with one open size of ``alpha``, sizes of 1 are open.
Here: the result's shape is narrowed to what the parameters say.
"""

import numpy as np

from tf1shim.graph.intercept import intercept


def install(journal):
    """Narrow the shapes of gamma draws."""
    from tensorflow.python.ops import random_ops

    intercept(journal, random_ops.random_gamma, _with_known_sizes)


def _with_known_sizes(original, args, kwargs):
    import tensorflow.compat.v1 as tf

    draws = original(*args, **kwargs)
    if tf.executing_eagerly() or draws.shape.is_fully_defined() or draws.shape.rank is None:
        return draws
    named = dict(zip(("shape", "alpha", "beta"), args), **kwargs)
    beta = named.get("beta")
    each = tf.broadcast_static_shape(*(
        tf.TensorShape(value.shape if hasattr(value, "shape") else np.shape(value))
        for value in (named["alpha"], 1.0 if beta is None else beta)))
    if each.rank is not None:
        draws.set_shape(tf.TensorShape([None] * (draws.shape.rank - each.rank)).concatenate(each))
    return draws
