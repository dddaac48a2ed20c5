"""Folding of the batch norms that are one op."""

import tensorflow.compat.v1 as tf
from tensorflow.core.framework import attr_value_pb2

from tf1shim.contrib.quantize import common, norms
from tf1shim.contrib.quantize.graph_matcher import GraphMatcher, OneofPattern
from tf1shim.contrib.quantize.graph_matcher import OpTypePattern as Op

_GRADIENT = "FoldFusedBatchNormGrad"


class _Patterns:
    """A layer, perhaps with the end of an atrous convolution, an identity or a reshape, and its norm."""

    def __init__(self):
        self.inputs, self.weights, self.gamma, self.beta, self.mean, self.variance, self.average, self.decay = (
            Op("*") for _ in range(8))
        self.layer = Op("Conv2D|DepthwiseConv2dNative|MatMul", inputs=[self.inputs, self.weights])
        self.spaced = Op("BatchToSpaceND", inputs=[self.layer, "*", "*"])
        passed_on = Op("Identity", inputs=[OneofPattern([self.spaced, self.layer])])
        output = OneofPattern([passed_on, self.layer, self.spaced])
        shaped = Op("Reshape", inputs=[output, "*"])
        self.norm = Op("FusedBatchNorm|FusedBatchNormV3", inputs=[
            OneofPattern([shaped, output]), self.gamma, self.beta, self.mean, self.variance])
        self.shaped_back = Op("Reshape", inputs=[self.norm, "*"])
        self.end = OneofPattern([self.shaped_back, self.norm])
        # average - (average - statistic) * decay
        self.difference = Op("Sub", inputs=[self.average, self.norm])
        self.update = Op("Mul", inputs=[self.difference, self.decay])


def fold(graph, freeze_delay):
    """Fold them all.

    Args:
        graph: the graph.
        freeze_delay: see `fold_batch_norms.FoldBatchNorms`.

    Raises:
        ValueError: nobody reads a norm's output, or its moving averages are not found.
    """
    patterns, layers = _Patterns(), {}
    for result in GraphMatcher(patterns.end).match_graph(graph):
        layer = result.get_op(patterns.layer)
        if layer not in layers and _output(patterns, result) is not None:
            # The norm's tensors are made now, before any layer is rewritten.
            layers[layer] = result, _norm_of(graph, patterns, result)
    for layer, (result, norm) in layers.items():
        _fold_one(graph, patterns, layer, result, norm, freeze_delay)


def _output(patterns, result):
    """The tensor that the folded layer replaces, or None where there is nothing to do."""
    op = result.get_op(patterns.norm)
    if result.get_op(patterns.layer).type == "MatMul":
        op = result.get_op(patterns.shaped_back)
        if op is None:
            return None
    return op.outputs[0] if op.outputs[0].consumers() else None


def _norm_of(graph, patterns, result):
    op = result.get_op(patterns.norm)
    norm = norms.Norm(gamma=result.get_tensor(patterns.gamma), mean=result.get_tensor(patterns.mean),
                      variance=result.get_tensor(patterns.variance), epsilon=op.get_attr("epsilon"))
    if not op.get_attr("is_training"):
        return norm
    # Only the statistics are read from now on; their gradients are not those of the op.
    op._set_attr("_gradient_op_type", attr_value_pb2.AttrValue(s=_GRADIENT.encode()))
    norm.mean = op.outputs[1]
    scope, separator, _ = op.name.rpartition("/")
    with graph.as_default(), graph.name_scope(scope + separator):
        # The op gives the unbiased variance, for the moving average; the batch was normed by the biased one.
        count = tf.cast(tf.size(result.get_tensor(patterns.layer)) / tf.size(norm.mean), tf.float32)
        norm.variance = tf.multiply(op.outputs[2], (count - 1) / count, name="Undo_Bessel_Correction")
    for update in GraphMatcher(patterns.update).match_graph(graph):
        average, statistic = update.get_op(patterns.difference).inputs
        decay = update.get_tensor(patterns.decay)
        if statistic.name == op.outputs[1].name:
            norm.moving_mean, norm.mean_decay = average, decay
        if statistic.name == op.outputs[2].name:
            norm.moving_variance, norm.variance_decay = average, decay
    return norm


def _fold_one(graph, patterns, layer, result, norm, freeze_delay):
    scope, separator, last = layer.name.rpartition("/")
    weights = result.get_tensor(patterns.weights)
    spaced = result.get_op(patterns.spaced)
    scale = factor = None
    with graph.as_default(), graph.name_scope(scope + separator):
        with graph.name_scope(scope + separator + "BatchNorm_Fold" + separator):
            multiplier = norm.gamma * tf.rsqrt(norm.variance + norm.epsilon)
            bias = tf.subtract(result.get_tensor(patterns.beta), norm.mean * multiplier, name="bias")
            if result.get_op(patterns.norm).get_attr("is_training"):
                scale, factor, offset = norms.corrections("", norm, freeze_delay)
            if layer.type == "DepthwiseConv2dNative":
                shape = norms.channels_of(weights)
                multiplier = tf.reshape(multiplier, shape, name="scale_reshape")
                if scale is not None:
                    scale = tf.reshape(scale, shape, name="correction_reshape")
        if scale is not None:
            weights = tf.multiply(scale, weights, name="correction_mult")
        weights = tf.multiply(weights, multiplier, name="mul_fold")
        folded = norms.layer_like(layer, result.get_tensor(patterns.inputs), weights, last + "_Fold")
        if spaced is not None:
            folded = tf.batch_to_space_nd(folded, spaced.inputs[1], spaced.inputs[2],
                                          name=spaced.name.rpartition("/")[2] + "_Fold")
        if factor is not None:
            folded = tf.multiply(factor, folded, name="post_conv_mul")
            folded = norms.add(folded, offset, "correction_add")
        folded = norms.add(folded, bias, "add_fold")
        output = _output(patterns, result)
        if output is None or not common.RerouteTensor(folded, output):
            raise ValueError(f"Folding batch norms failed, {layer.name} had no outputs.")


@tf.RegisterGradient(_GRADIENT)
def _gradient(op, grad_y, grad_mean, grad_variance, *unused):
    """The gradients of a batch's mean and unbiased variance alone."""
    inputs = op.inputs[0]
    count = tf.cast(tf.size(inputs) / tf.size(grad_mean), tf.float32)
    of_variance = 2 * grad_variance * (inputs - op.outputs[1]) / (count - 1)
    return grad_mean / count + of_variance, None, None, None, None
