"""Puts fake quantization after weights and activations (contrib/quantize/python/quantize.py)."""

import functools
import re

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import ops
from tensorflow.python.platform import tf_logging as logging

from tf1shim.contrib.quantize import common, input_to_ops, layer_patterns, quant_ops

_SUMS = {"Add", "AddV2", "Mul"}
_RELUS = {"Relu", "Relu6"}
_PASS_ON = {"Reshape", "Identity", "BatchToSpaceND", "SpaceToBatchND", "MaxPool", "Max"}
_MADE_BY_OPERATOR = re.compile(r"add(_\d+)?")
_FAKE_QUANTS = {"FakeQuantWithMinMaxVars", "FakeQuantWithMinMaxArgs", "FakeQuantWithMinMaxVarsPerChannel"}


def Quantize(graph, is_training, weight_bits=8, activation_bits=8, symmetric=False, ema_decay=0.999, quant_delay=None,
             vars_collection=tf.GraphKeys.GLOBAL_VARIABLES, scope=None):
    """Quantize a graph's layers: their weights, their activations, and what is added to them.

    Args:
        graph: the graph.
        is_training: whether ranges are taken from the batches.
        weight_bits, activation_bits: bits of a quantized weight, of an activation.
        symmetric: whether ranges are symmetric around zero.
        ema_decay: of the activations' ranges' moving averages.
        quant_delay: steps before quantization sets in.
        vars_collection: collection of the ranges' variables.
        scope: name scope to quantize; all of the graph where None.

    Raises:
        ValueError: a tensor that is to be quantized is read by nobody who could be changed.
    """
    if scope and not scope.endswith("/"):
        scope += "/"
    readers = input_to_ops.InputToOps(graph)
    insert = functools.partial(_InsertQuantOp, is_training=is_training, ema_decay=ema_decay, quant_delay=quant_delay,
                               vars_collection=vars_collection)
    insert_activation = functools.partial(insert, moving_avg=True, bits=activation_bits)
    done = set()
    for layer in layer_patterns.find_layers(graph):
        context = _scope_of(layer.layer_op.name)
        if layer.weight_tensor is not None:
            weights = layer.weight_tensor.op
            insert(context, "weights_quant", weights, readers.ConsumerOperations(weights), moving_avg=False,
                   narrow_range=True, bits=weight_bits, symmetric=symmetric, consumer_scope=scope)
        outer = _scope_of(context) if layer.bypass_op else context
        if layer.activation_op is not None:
            insert_activation(outer, "act_quant", layer.activation_op,
                              readers.ConsumerOperations(layer.activation_op), symmetric=symmetric, init_min=0.0,
                              producer_scope=scope)
            done.add(layer.activation_op)
        if layer.bypass_op is not None:
            insert_activation(context, "conv_quant", layer.bias_add_op,
                              readers.ConsumerOperations(layer.bias_add_op), symmetric=symmetric,
                              producer_scope=scope, consumer_scope=scope)
            done.add(layer.bias_add_op)
            _after_sum(insert_activation, outer, "add_quant", layer.bypass_op, readers, _RELUS | {"Identity"}, done,
                       symmetric=symmetric, producer_scope=scope, consumer_scope=scope)
        if layer.post_activation_bypass_op is not None:
            _after_sum(insert_activation, _scope_of(layer.post_activation_bypass_op.name),
                       "post_activation_bypass_quant", layer.post_activation_bypass_op, readers, _RELUS, done,
                       symmetric=symmetric, producer_scope=scope)
    readers = input_to_ops.InputToOps(graph)
    for op in graph.get_operations():
        if _is_quantizable_sum(op, done):
            logging.info("Inserting fake quant op activation_%s_quant after %s", op.type, op.name)
            insert_activation(op.name, f"activation_{_type_of_1_15(op)}_quant", op, readers.ConsumerOperations(op),
                              producer_scope=scope)


def _after_sum(insert, context, name, op, readers, activations, done, **kwargs):
    """Quantize a sum, unless an activation follows: at inference the two are one."""
    consumers = readers.ConsumerOperations(op)
    if any(consumer.type in activations for consumer in consumers):
        logging.info("Skipping %s, because its followed by an activation.", op.name)
        return
    insert(context, name, op, consumers, **kwargs)
    done.add(op)


def _is_quantizable_sum(op, done):
    """Whether a sum or product has a quantized tensor among what it reads, and no activation right after it."""
    if op in done or op.type not in _SUMS:
        return False
    if len(op.outputs) == 1:
        consumers = op.outputs[0].consumers()
        if len(consumers) == 1 and consumers[0].type in _RELUS:
            logging.info("Skipping quant after %s", op.name)
            return False
    for tensor in op.inputs:
        source = tensor.op
        while source.type in _PASS_ON:
            source = source.inputs[0].op
        if source.type == "FakeQuantWithMinMaxVars" or source.name.find("delayed_quant/Merge") > 0:
            return True
        if source.type in _SUMS and any(_is_quantizable_sum(one.op, done) for one in source.inputs):
            return True
    return False


def _followed_by_fake_quant(tensor):
    consumers = tensor.consumers()
    while consumers:
        consumer = consumers.pop()
        if consumer.type in _FAKE_QUANTS:
            return True
        if consumer.type in ("Reshape", "Identity"):
            consumers += [reader for output in consumer.outputs for reader in output.consumers()]
    return False


def _InsertQuantOp(context, name, producer, consumers, is_training, moving_avg=True, init_min=-6.0, init_max=6.0,
                   bits=8, symmetric=False, ema_decay=0.999, quant_delay=None,
                   vars_collection=tf.GraphKeys.GLOBAL_VARIABLES, narrow_range=False, producer_scope=None,
                   consumer_scope=None):
    """Put a fake quantization between an op and its readers.

    Args:
        context, name: the new variables lie in ``context/name``.
        producer: the op whose first output is quantized.
        consumers: the ops that shall read the quantized values.
        is_training, init_min, init_max, bits, symmetric, ema_decay, vars_collection, narrow_range: see `quant_ops`.
        moving_avg: whether the range is a moving average, else it is the last batch's.
        quant_delay: steps before it sets in.
        producer_scope, consumer_scope: nothing is done where producer or a consumer is not in the scope.

    Raises:
        ValueError: not all consumers could be changed.
    """
    if producer_scope and not producer.name.startswith(producer_scope):
        logging.info('_InsertQuantOp ignores context="%s" name="%s" because producer "%s" is not in scope "%s"',
                     context, name, producer.name, producer_scope)
        return
    if consumer_scope and not all(consumer.name.startswith(consumer_scope) for consumer in consumers):
        logging.info('_InsertQuantOp context="%s" name="%s" ignores consumers that are not in scope "%s"',
                     context, name, consumer_scope)
        return
    prefix = f"{context}/{name}" if context else name
    current = ops.get_name_scope()
    if current:
        prefix = common.DropStringPrefix(prefix, current + "/")
    inputs = producer.outputs[0]
    if _followed_by_fake_quant(inputs):
        return
    how = quant_ops.LastValueQuantize
    if moving_avg:
        how = functools.partial(quant_ops.MovingAvgQuantize, ema_decay=ema_decay)
    quantized = how(inputs, init_min=init_min, init_max=init_max, is_training=is_training, num_bits=bits,
                    symmetric=symmetric, narrow_range=narrow_range, vars_collection=vars_collection,
                    name_prefix=prefix)
    if quant_delay and quant_delay > 0:
        active = tf.greater_equal(common.CreateOrGetQuantizationStep(), quant_delay, name=prefix + "/activate_quant")
        at_once = quantized
        quantized = tf.cond(active, lambda: at_once, lambda: inputs, name=prefix + "/delayed_quant")
    if consumers and common.RerouteTensor(quantized, inputs, can_modify=consumers) < len(consumers):
        raise ValueError("No inputs quantized for ops: [%s]" % ", ".join(consumer.name for consumer in consumers))


def _scope_of(name):
    return name.rpartition("/")[0]


def _type_of_1_15(op):
    """The type that TF 1.15 had, which names the ranges' variables: `tf.add` made an Add, the operator an AddV2.

    TensorFlow 2 makes an AddV2 of both; but what the operator made is called ``add``, ``add_1``, ...
    """
    if op.type == "AddV2" and not _MADE_BY_OPERATOR.fullmatch(op.name.rpartition("/")[2]):
        return "Add"
    return op.type
