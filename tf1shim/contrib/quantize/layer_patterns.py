"""The layers of a graph that are quantized, and their parts."""

import collections

from tensorflow.python.platform import tf_logging as logging

from tf1shim.contrib.quantize.graph_matcher import GraphMatcher, OneofPattern
from tf1shim.contrib.quantize.graph_matcher import OpTypePattern as Op

LAYERS = "Conv2D|MatMul|DepthwiseConv2dNative"
_ADD = "Add|AddV2"

LayerMatch = collections.namedtuple(
    "LayerMatch", ["layer_op", "weight_tensor", "activation_op", "bypass_op", "post_activation_bypass_op",
                   "bias_add_op"])


def _in_any_order(types, *inputs):
    return Op(types, inputs=list(inputs), ordered_inputs=False)


class _Patterns:
    """Reading from the weights to the end: variable, layer, bias or folded batch norm, bypass, activation, bypass."""

    def __init__(self):
        variable = Op("Variable|VariableV2")
        part = Op("Identity", inputs=[variable])
        parts = Op("ConcatV2", inputs=[part, "*", "*"])
        # The three places where a layer's weights come from, as they are looked for.
        self.weights = [Op("Identity", inputs=[OneofPattern([part, parts, variable])]), Op("ReadVariableOp"),
                        Op("Mul")]
        self.layer = _in_any_order(LAYERS, Op("*"), OneofPattern(self.weights))
        # The end of an atrous convolution.
        spaced = Op("BatchToSpaceND", inputs=[self.layer, "*", "*"])
        output = OneofPattern([spaced, self.layer])
        # The depthwise part of a separable convolution: another layer comes right after it.
        self.separable = _in_any_order(LAYERS, output, Op("*"))
        # A folded batch norm of a training graph: output * reciprocal + offset + bias.
        corrected = _in_any_order(_ADD, _in_any_order("Mul", Op("*"), output), Op("*"))
        self.folded = _in_any_order(_ADD, corrected, Op("*"))
        passed_on = Op("Identity", inputs=[self.folded])
        self.bias = _in_any_order(_ADD + "|BiasAdd", output, "*")
        self.bypass = _in_any_order(_ADD, OneofPattern([self.bias, self.folded, passed_on]), "*")
        self.activation = Op("Relu|Relu6|Identity", inputs=[
            OneofPattern([self.bias, self.folded, passed_on, self.bypass, self.layer])])
        self.late_bypass = _in_any_order(_ADD, "*", self.activation)


def find_layers(graph):
    """The `LayerMatch` of each layer of a graph, those with most around them first."""
    patterns = _Patterns()
    found = {}

    def first(result, candidates, get):
        return next((value for value in (get(one) for one in candidates) if value is not None), None)

    def note(result, whole, weights=patterns.weights):
        layer = result.get_op(patterns.layer)
        ends = first(result, [patterns.bias, patterns.folded], result.get_op)
        weight = first(result, weights, result.get_tensor)
        if whole:
            row = LayerMatch(layer, weight, result.get_op(patterns.activation), result.get_op(patterns.bypass),
                             result.get_op(patterns.late_bypass), ends)
        else:
            row = LayerMatch(layer, weight, ends, None, None, None)
        found.setdefault(layer, row)

    for result in GraphMatcher(patterns.late_bypass).match_graph(graph):
        note(result, True)
    for result in GraphMatcher(patterns.activation).match_graph(graph):
        if result.get_op(patterns.layer) not in found and not _feeds_a_norm(result.get_op(patterns.activation)):
            note(result, True)
    # The last layer has no activation: what it adds last is quantized.
    for result in GraphMatcher(OneofPattern([patterns.bias, patterns.folded])).match_graph(graph):
        note(result, False)
    for result in GraphMatcher(patterns.separable).match_graph(graph):
        layer = result.get_op(patterns.layer)
        weight = first(result, patterns.weights[:2], result.get_tensor)
        found.setdefault(layer, LayerMatch(layer, weight, layer, None, None, None))
    return list(found.values())


def _feeds_a_norm(activation):
    """Whether an activation is only an identity between a layer and its fused batch norm."""
    readers = activation.outputs[0].consumers()
    if activation.type != "Identity" or len(readers) != 1 or readers[0].type not in (
            "FusedBatchNorm", "FusedBatchNormV3"):
        return False
    logging.info("Skipping quantizing %s, because it is the output of a conv/fc followed by a identity, feeding a "
                 "fused batch norm.", activation.name)
    return True
