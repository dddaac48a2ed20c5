"""Folding of the batch norms that are several ops, found by the names that tf.contrib.layers gives them."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.quantize import common, input_to_ops, norms


def fold(graph, is_training, freeze_delay):
    """Fold them all.

    Args:
        graph: the graph.
        is_training: whether batches' statistics are used.
        freeze_delay: see `fold_batch_norms.FoldBatchNorms`.

    Raises:
        ValueError: a layer that no norm can be folded into, shapes that do not go together, or nobody to read it.
    """
    readers = input_to_ops.InputToOps(graph)
    for prefix in common.BatchNormGroups(graph):
        scaled = _is_scaled(graph, readers, prefix)
        shift = graph.get_operation_by_name(prefix + "BatchNorm/batchnorm_1/add_1")
        if not shift.outputs[0].consumers():
            continue  # folded already
        folded = _fold_one(graph, prefix, scaled, shift, is_training, freeze_delay)
        end = common.GetEndpointActivationOp(graph, prefix)
        if end is None:
            outer = prefix.rpartition("/")[0].rpartition("/")[0] if prefix.endswith("/") else prefix.rpartition("/")[0]
            end = graph.get_operation_by_name((outer + "/" if outer else "") + "AddV2")
        if common.RerouteTensor(folded, shift.outputs[0], can_modify=[end]) != 1:
            raise ValueError(f"Unexpected inputs to op: {end.name}")


def _is_scaled(graph, readers, prefix):
    """Whether there is a gamma: then one product only reads the reciprocal of the deviation."""
    consumers = readers.ConsumerOperations(graph.get_operation_by_name(prefix + "BatchNorm/batchnorm_1/Rsqrt"))
    return sum(op.type == "Mul" for op in consumers) == 1


def _fold_one(graph, prefix, scaled, shift, is_training, freeze_delay):
    """The folded layer's output."""
    product = graph.get_operation_by_name(f"{prefix}BatchNorm/batchnorm_1/{'mul_1' if scaled else 'mul'}")
    layer, spaced = product.inputs[0].op, None
    if layer.type == "BatchToSpaceND":
        layer, spaced = layer.inputs[0].op, layer
    if layer.type not in ("Conv2D", "MatMul", "DepthwiseConv2dNative"):
        raise ValueError(f"Cannot handle operation of type: {layer.type}")
    weights, multiplier = layer.inputs[1], product.inputs[1]
    norm = _norm_of(graph, prefix, scaled)
    scale = factor = None
    if is_training:
        scale, factor, offset = norms.corrections(prefix, norm, freeze_delay)
    if layer.type == "DepthwiseConv2dNative":
        shape = norms.channels_of(weights)
        scale_op = graph.get_operation_by_name(f"{prefix}BatchNorm/batchnorm_1/{'mul' if scaled else 'Rsqrt'}")
        multiplier = tf.reshape(scale_op.outputs[0], shape, prefix + "scale_reshape")
        if scale is not None:
            scale = tf.reshape(scale, shape, prefix + "correction_reshape")
    if scale is not None:
        with tf.device(product.device):
            weights = tf.multiply(scale, weights, prefix + "correction_mult")
    weights = _same_shape("mul_fold", weights, tf.multiply(weights, multiplier, name=prefix + "mul_fold"))
    folded = norms.layer_like(layer, layer.inputs[0], weights, layer.name + "_Fold")
    if spaced is not None:
        folded = tf.batch_to_space_nd(folded, spaced.inputs[1], spaced.inputs[2], name=spaced.name + "_Fold")
    if factor is not None:
        with tf.device(folded.device):
            folded = tf.multiply(factor, folded, prefix + "post_conv_mul")
            folded = norms.add(folded, offset, prefix + "correction_add")
    return _same_shape("add_fold", folded, norms.add(folded, shift.inputs[1], prefix + "add_fold"))


def _same_shape(name, before, after):
    if not before.get_shape().is_compatible_with(after.get_shape()):
        raise ValueError(f"{name} should not change tensor shape: input {before.get_shape()}, "
                         f"output {after.get_shape()}")
    return after


def _norm_of(graph, prefix, scaled):
    resource = tf.get_variable_scope().use_resource
    read = "/Read/ReadVariableOp" if resource else "/read"

    def find(suffix):
        return _closest(graph, "BatchNorm/" + suffix, prefix)

    average = find("moving_mean" + read)
    gamma = find("gamma" + (read if resource else "")) if scaled else tf.ones(average.shape)
    return norms.Norm(
        gamma=gamma, mean=find("moments/Squeeze"), variance=find("moments/Squeeze_1"),
        epsilon=find("batchnorm_1/add/y"), moving_mean=average, moving_variance=find("moving_variance" + read),
        mean_decay=find("AssignMovingAvg/decay"), variance_decay=find("AssignMovingAvg_1/decay"))


def _closest(graph, suffix, prefix):
    """The tensor of a name's end whose name has most parts in common with the prefix, or None."""
    wanted, best, most = set(prefix.split("/")), None, 0
    for op in graph.get_operations():
        if op.name.endswith(suffix):
            common_parts = len(set(op.name.split("/")) & wanted)
            if common_parts > most or (best is None and not prefix):
                best, most = op, common_parts
    return best.outputs[0] if best is not None else None
