"""Fake quantization whose range is known, is the last batch's, or is a moving average of the batches'
(contrib/quantize/python/quant_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.training import moving_averages


def FixedQuantize(inputs, init_min=-6.0, init_max=6.0, scope=None):
    """Fake quantization to a given range."""
    with tf.name_scope(scope, "FixedQuantize", values=[inputs]):
        return tf.fake_quant_with_min_max_args(inputs, min=init_min, max=init_max)


def LastValueQuantize(inputs, per_channel=False, init_min=-6.0, init_max=6.0, vars_collection=None,
                      name_prefix="LastValueQuant", reuse=None, is_training=True, num_bits=8, narrow_range=False,
                      symmetric=False):
    """Fake quantization to the range of the last batch; for weights.

    Args:
        inputs: the tensor.
        per_channel: a range for each entry of the last dimension.
        init_min, init_max: the variables' first values.
        vars_collection: collection of the variables, besides the global ones.
        name_prefix: of the variables' scope.
        reuse: as in `tf.variable_scope`.
        is_training: whether the range is taken from the batches.
        num_bits: 2 to 8.
        narrow_range: whether the lowest quantized value is 1.
        symmetric: whether the range is made symmetric around zero.

    Returns:
        the quantized values.
    """
    def assign(variable, value, end):
        return tf.assign(variable, value, name=f"Assign{end}Last")

    return _quantize(inputs, assign, per_channel, init_min, init_max, vars_collection, name_prefix, reuse, is_training,
                     num_bits, narrow_range, symmetric)


def MovingAvgQuantize(inputs, per_channel=False, init_min=-6.0, init_max=6.0, ema_decay=0.999,
                      vars_collection=tf.GraphKeys.MOVING_AVERAGE_VARIABLES, name_prefix="MovingAvgQuantize",
                      reuse=None, is_training=True, num_bits=8, narrow_range=False, symmetric=False):
    """Fake quantization to a moving average, of decay ``ema_decay``, of the batches' ranges; for activations.

    The other arguments are those of `LastValueQuantize`.
    """
    def assign(variable, value, end):
        return moving_averages.assign_moving_average(variable, value, ema_decay, name=f"Assign{end}Ema")

    return _quantize(inputs, assign, per_channel, init_min, init_max, vars_collection, name_prefix, reuse, is_training,
                     num_bits, narrow_range, symmetric)


def _quantize(inputs, assign, per_channel, init_min, init_max, collection, prefix, reuse, is_training, num_bits,
              narrow_range, symmetric):
    with tf.variable_scope(None, default_name=prefix, values=[inputs], reuse=reuse) as scope:
        scope.set_partitioner(None)  # a range is one number, or one per channel
        shape = inputs.get_shape()
        if per_channel and len(shape) not in (1, 2, 4):
            raise AssertionError(f"Expected 1D, 2D or 4D input, was: {shape} in  scope: {prefix}")
        collections = ([collection] if collection else []) + [tf.GraphKeys.GLOBAL_VARIABLES]
        low, high = (
            tf.get_variable(name, shape=[shape[-1]] if per_channel else [], initializer=tf.constant_initializer(first),
                            collections=list(collections), trainable=False, aggregation=tf.VariableAggregation.MEAN)
            for name, first in (("min", init_min), ("max", init_max)))
        if is_training:
            least, most = _range_of(inputs, per_channel, num_bits, narrow_range, symmetric)
            low, high = assign(low, least, "Min"), assign(high, most, "Max")
        fake = tf.fake_quant_with_min_max_vars_per_channel if per_channel else tf.fake_quant_with_min_max_vars
        return fake(inputs, low, high, num_bits=num_bits, narrow_range=narrow_range)


def _range_of(inputs, per_channel, num_bits, narrow_range, symmetric):
    """The ends of a batch's range, which holds zero."""
    axis = list(range(len(inputs.get_shape()) - 1)) if per_channel else None
    if axis == []:
        least = most = inputs
    else:
        least = tf.reduce_min(inputs, axis=axis, name="BatchMin")
        most = tf.reduce_max(inputs, axis=axis, name="BatchMax")
    if not symmetric:
        return tf.minimum(least, 0.0), tf.maximum(most, 0.0)
    # Of two's complement numbers there is one more below zero than above.
    ratio = -1 if narrow_range else -((1 << num_bits) - 2) / (1 << num_bits)
    return tf.minimum(least, most / ratio), tf.maximum(most, least * ratio)
