"""Kernel, stride and padding of a node of a graph, as far as receptive fields depend on them.

Source: TF 1.15, contrib/receptive_field/python/util/parse_layer_parameters.py.
"""

import collections
import logging

from tensorflow.python.framework import tensor_util

_log = logging.getLogger(__name__)

# What gives each place of its output what one place of its input holds.
_POINTWISE = frozenset([
    "Add", "AddV2", "BiasAdd", "Cast", "Ceil", "ConcatV2", "Const", "Floor", "FusedBatchNorm", "FusedBatchNormV2",
    "FusedBatchNormV3", "GreaterEqual", "Identity", "LRN", "Log", "Mul", "Pow", "RealDiv", "Relu", "Relu6", "Round",
    "Rsqrt", "SelectV2", "Softplus", "Sub", "VariableV2",
])

_Axis = collections.namedtuple("_Axis", "kernel stride padding total_padding")
_UNCHANGED = _Axis(1, 1, 0, 0)
_UNKNOWN = _Axis(None, None, None, None)


def get_layer_params(node, name_to_node, input_resolution=None, force=False):
    """What a layer does to receptive fields.

    Args:
        node: the layer's NodeDef.
        name_to_node: dict of all nodes by name.
        input_resolution: height and width of the layer's input in pixels; without it the padding of 'SAME' is known
            only where it does not depend on it.
        force: give None eight times for an op that is not known, instead of an error.

    Returns:
        (kernel x, kernel y, stride x, stride y, padding left, padding top, total padding x, total padding y)

    Raises:
        ValueError: for an op that is not known, or weights, windows or paddings that are no constants.
    """
    y, x = _axes(node, name_to_node, input_resolution or (None, None), force)
    return x.kernel, y.kernel, x.stride, y.stride, x.padding, y.padding, x.total_padding, y.total_padding


def _axes(node, nodes, resolution, force):
    """The layer's `_Axis` for height and for width."""
    if node.op in ("Conv2D", "DepthwiseConv2dNative"):
        kernel = _size_of_weights(node, nodes)
    elif node.op in ("MaxPool", "MaxPoolV2", "AvgPool"):
        kernel = _size_of_window(node, nodes)
    elif node.op == "Pad":
        return _paddings(node, nodes)
    elif node.op in _POINTWISE:
        return _UNCHANGED, _UNCHANGED
    elif force:
        return _UNKNOWN, _UNKNOWN
    else:
        raise ValueError(f"Unknown layer for operation '{node.name}': {node.op}")
    strides = _strides(node, nodes)
    return tuple(
        _Axis(size, stride, *_padding(node, size, stride, pixels))
        for size, stride, pixels in zip(kernel, strides, resolution))


def _constant(nodes, name, ending, what):
    if not name.endswith(ending):
        raise ValueError(f"{what} name does not end with '{ending}'")
    node = nodes[name]
    if node.op != "Const":
        raise ValueError(f"{what} op is not Const")
    return tensor_util.MakeNdarray(node.attr["value"].tensor)


def _strides(node, nodes):
    if node.op == "MaxPoolV2":
        return tuple(_constant(nodes, node.input[2], "/strides", "Strides")[1:3])
    return tuple(node.attr["strides"].list.i[1:3])


def _size_of_window(node, nodes):
    sizes = (_constant(nodes, node.input[1], "/ksize", "Kernel size") if node.op == "MaxPoolV2"
             else node.attr["ksize"].list.i)
    for place, which in ((0, "first"), (3, "last")):
        if sizes[place] != 1:
            raise ValueError(f"pool ksize for {which} dim is not 1")
    return tuple(sizes[1:3])


def _size_of_weights(node, nodes):
    read = node.input[1]
    if not read.endswith("/read"):
        raise ValueError("Weight layer's name input to conv layer does not end with '/read'")
    weights = nodes[read[:-len("/read")]]
    if weights.op == "VariableV2":
        dims = weights.attr["shape"].shape.dim
    elif weights.op == "Const":
        dims = weights.attr["value"].tensor.tensor_shape.dim
    else:
        raise ValueError(f"Weight layer {weights.name} is not of type VariableV2 or Const: {weights.op}")
    if len(dims) != 4:
        raise ValueError(f"Weight layer {weights.name} does not have rank 4. Instead, it has: {len(dims)}")
    return dims[0].size, dims[1].size


def _paddings(node, nodes):
    paddings = _constant(nodes, node.input[1], "/paddings", "Padding layer").tolist()
    for place, which in ((0, "first"), (3, "last")):
        if any(paddings[place]):
            raise ValueError(f"padding is not zero for {which} tensor dim")
    return tuple(_UNCHANGED._replace(padding=before, total_padding=before + after) for before, after in paddings[1:3])


def _padding(node, kernel, stride, pixels):
    """(left or top, total) padding of one axis; None where it depends on the number of pixels, which is not known."""
    kind = node.attr["padding"].s
    if kind == b"VALID":
        return 0, 0
    if kind != b"SAME":
        raise ValueError(f"Invalid padding operation {kind}")
    if pixels is not None:
        total = max(kernel - (pixels % stride or stride), 0)
        return total // 2, total
    if kernel == 1:
        return 0, 0
    if stride == 1:
        return (kernel - 1) // 2, kernel - 1
    if stride == 2 and kernel % 2 == 0:
        return (kernel - 1) // 2, None  # one more on the other side, or not
    _log.warning("Padding depends on input size, which means that the effective padding may be different depending on "
                 "the input image dimensionality. In this case, alignment check will be skipped. If you know the input "
                 "resolution, please set it.")
    return None, None
