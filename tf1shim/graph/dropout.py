"""The arithmetic of dropout.

TF1: `tf.nn.dropout` made a tensor of the rate, multiplied the input by ``1 / (1 - rate)``, ``dropout/mul``, and that by
    the mask, ``dropout/mul_1`` (ops/nn_ops.py); programs fetch the result by that name.
TF2: the factor is a number of Python, or the input is divided, and dropped values are replaced: the last bit differs
    for most rates, and what was infinite is 0 where TF 1.15 gave NaN. The names are others, too.
Here: the same operations as in TF 1.15, in the same order.
"""

import numbers

from tf1shim.graph.intercept import intercept


def install(journal):
    """Make graphs' dropout of TF 1.15's operations."""
    from tensorflow.python.ops import nn_ops

    intercept(journal, nn_ops.dropout_v2, _dropout)


def _dropout(original, args, kwargs):
    import tensorflow.compat.v1 as tf

    def dropout(x, rate, noise_shape=None, seed=None, name=None):
        with tf.name_scope(name, "dropout", [x]):
            x = tf.convert_to_tensor(x, name="x")
            if not x.dtype.is_floating:
                return original(x, rate, noise_shape, seed, name)  # its words for what it refuses
            rate = tf.convert_to_tensor(rate, dtype=x.dtype, name="rate")
            rate.shape.assert_has_rank(0)
            if tf.get_static_value(rate) == 0:
                return x
            draw = tf.random_uniform(_noise_shape(x, noise_shape), seed=seed, dtype=x.dtype)
            scale = 1 / (1 - rate)
            kept = draw >= rate
            result = x * scale * tf.cast(kept, x.dtype)
            result.set_shape(x.shape)
            return result

    rate = args[1] if len(args) > 1 else kwargs.get("rate")
    refused_or_nothing_to_do = rate is None or isinstance(rate, numbers.Real) and not 0 < rate < 1
    if refused_or_nothing_to_do or tf.executing_eagerly():
        return original(*args, **kwargs)
    return dropout(*args, **kwargs)


def _noise_shape(x, given):
    """The shape of the mask: that of ``x`` unless given, and its sizes where None is given."""
    import tensorflow.compat.v1 as tf

    if given is None:
        return tf.shape(x)
    try:
        sizes = tf.TensorShape(given).as_list()
    except (TypeError, ValueError):  # of tensors, or of no known rank
        return given
    if x.shape.rank != len(sizes):
        return given
    return tf.TensorShape([size if asked is None else asked for asked, size in zip(sizes, x.shape.as_list())])
