"""What folding needs to know of a batch norm, and how a batch's statistics correct what was folded."""

import dataclasses
import typing

import tensorflow.compat.v1 as tf

from tf1shim.contrib.quantize import common


@dataclasses.dataclass
class Norm:
    """The tensors of a batch norm; ``mean`` and ``variance`` are the batch's when it trains."""

    gamma: typing.Any
    mean: typing.Any
    variance: typing.Any
    epsilon: typing.Any
    moving_mean: typing.Any = None
    moving_variance: typing.Any = None
    mean_decay: typing.Any = None
    variance_decay: typing.Any = None


def corrections(prefix, norm, freeze_delay):
    """(scale of the weights, factor of the output, offset of the output) that make the batch's norm of the average's.

    Args:
        prefix: of the ops' names.
        norm: a `Norm`.
        freeze_delay: steps after which the two last no longer correct, and the averages stay; never where None.

    Raises:
        ValueError: the norm's moving averages are not found.
    """
    lost = [field.name for field in dataclasses.fields(norm) if getattr(norm, field.name) is None]
    if lost:
        raise ValueError(f"cannot fold the batch norm of {prefix or norm.gamma.name}: found no {', '.join(lost)}; are "
                         "its moving averages updated in this graph?")
    with tf.get_default_graph().name_scope(prefix + "batch_norm_correction"):
        of_average = tf.rsqrt(norm.moving_variance + norm.epsilon)
        of_batch = tf.rsqrt(norm.variance + norm.epsilon)
        scale = tf.identity(tf.divide(of_average, of_batch, name="scale_compute"), name="correction_scale")
        factor = tf.reciprocal(scale, name="reciprocal_compute")
        offset = tf.multiply(norm.gamma, norm.mean * of_batch - norm.moving_mean * of_average, name="offset_compute")
        frozen = None
        if freeze_delay is not None:
            frozen = tf.greater_equal(common.CreateOrGetQuantizationStep(), freeze_delay, name="use_moving_average")
        _freeze(norm.mean_decay, frozen, "freeze_moving_mean")
        _freeze(norm.variance_decay, frozen, "freeze_moving_var")
        batch_factor, batch_offset = factor, offset
        factor = _either(frozen, lambda: tf.ones(scale.shape), lambda: batch_factor, "correction_recip")
        # Sic: TF 1.15 adds the offset only once the averages are frozen.
        offset = _either(frozen, lambda: batch_offset, lambda: tf.zeros(batch_offset.shape), "correction_offset")
    return scale, factor, offset


def _freeze(decay, frozen, name):
    readers = decay.consumers()
    now = _either(frozen, lambda: 0.0, lambda: decay, name)
    common.RerouteTensor(now, decay, can_modify=readers)


def _either(frozen, then, otherwise, name):
    return otherwise() if frozen is None else tf.cond(frozen, then, otherwise, name=name)


def layer_like(op, inputs, weights, name):
    """A layer of the kind of ``op``, with other inputs and weights.

    Raises:
        ValueError: a kind that no batch norm is folded into.
    """
    if op.type == "MatMul":
        return tf.matmul(inputs, weights, transpose_a=op.get_attr("transpose_a"),
                         transpose_b=op.get_attr("transpose_b"), name=name)
    makers = {"Conv2D": tf.nn.conv2d, "DepthwiseConv2dNative": tf.nn.depthwise_conv2d_native}
    if op.type not in makers:
        raise ValueError(f"Cannot handle operation of type: {op.type}")
    return makers[op.type](inputs, weights, strides=op.get_attr("strides"),
                           padding=op.get_attr("padding").decode(),
                           data_format=op.get_attr("data_format").decode(),
                           dilations=op.get_attr("dilations"), name=name)


def add(x, y, name):
    """`tf.add` as TF 1.15 made it: an op of type Add, which names variables later."""
    return tf.raw_ops.Add(x=x, y=y, name=name)


def channels_of(weights):
    """The last two dimensions of a depthwise convolution's weights: what its scale is shaped to."""
    return weights.get_shape().as_list()[2:]
