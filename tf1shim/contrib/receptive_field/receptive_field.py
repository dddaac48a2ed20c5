"""Receptive fields, from a network's graph.

Source: TF 1.15, contrib/receptive_field/python/util/receptive_field.py.
"""

import collections

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.receptive_field import graph_compute_order, parse_layer_parameters

# Of one axis, in pixels of a node's output; the padding is None where it cannot be known.
_Field = collections.namedtuple("_Field", "size stride padding")
_ONE = _Field(1, 1, 0)
_DIRECTIONS = ("horizontal", "vertical")


class ReceptiveField:
    """Where in a network's input the features of its output come from.

    Args:
        size: of the part of the input that one feature depends on, (x, y) in pixels.
        stride: from one feature's part to the next one's, (x, y) in pixels.
        padding: how far the first feature's part begins before the input, (x, y) in pixels.
    """

    def __init__(self, size, stride, padding):
        self.size = np.asarray(size)
        self.stride = np.asarray(stride)
        self.padding = np.asarray(padding)

    def compute_input_center_coordinates(self, y, axis=None):
        """The centres, in the input, of what features at ``y``, [..., axes], depend on.

        Args:
            y: features' coordinates.
            axis: which axes they are for; all, without it.

        Raises:
            ValueError: if the last dimension is not the number of axes.
        """
        y, axis = self._checked("feature coordinates `y`", y, axis)
        return -self.padding[axis] + y * self.stride[axis] + (self.size[axis] - 1) / 2

    def compute_feature_coordinates(self, x, axis=None):
        """The coordinates of the features whose parts have their centres at ``x``; arguments as for the reverse."""
        x, axis = self._checked("input center coordinates `x`", x, axis)
        return (x + self.padding[axis] + (1 - self.size[axis]) / 2) / self.stride[axis]

    def _checked(self, what, coordinates, axis):
        axis = list(range(self.size.size) if axis is None else axis)
        coordinates = np.asarray(coordinates)
        if coordinates.shape[-1] != len(axis):
            raise ValueError(f"Dimensionality of the {what} ({coordinates.shape[-1]}) does not match dimensionality "
                             f"of `axis` ({len(axis)})")
        return coordinates, axis

    def __iter__(self):
        return iter(np.concatenate([self.size, self.stride, self.padding]))


def compute_receptive_field_from_graph_def(graph_def, input_node, output_node, stop_propagation=None,
                                           input_resolution=None):
    """The receptive field of a network's output.

    Args:
        graph_def: the graph, or its GraphDef.
        input_node: the network's input, a tensor or a node's name.
        output_node: its output, likewise.
        stop_propagation: names, or beginnings of names, of nodes that are not followed further.
        input_resolution: height and width of the input in pixels, where the paddings depend on them.

    Returns:
        ReceptiveField: also a sequence of size, stride and padding, each for x and y.

    Raises:
        ValueError: if a node is not found, or two ways through the network are not aligned.
    """
    if isinstance(graph_def, tf.Graph):
        graph_def = graph_def.as_graph_def()
    input_node, output_node = (
        node.op.name if isinstance(node, tf.Tensor) else node for node in (input_node, output_node))
    infos, nodes = graph_compute_order.get_compute_order(graph_def, input_node, input_resolution)
    if output_node not in infos:
        raise ValueError("Output node was not found")
    fields = {output_node: (_ONE, _ONE)}
    aligned_so_far = True  # whether all paddings are known, and ways can be compared
    for info in sorted(infos.values(), key=lambda info: -info.order):
        name = info.node.name
        if name == input_node:
            break
        if name not in fields:
            continue  # the output does not depend on it
        before = _before(info, nodes, fields[name], aligned_so_far)
        aligned_so_far = all(field.padding is not None for field in before)
        for source in _followed(info.node, stop_propagation or ()):
            fields[source] = _wider(fields.get(source, before), before, aligned_so_far)
    if input_node not in fields:
        raise ValueError("Input node was not found")
    return ReceptiveField(*zip(*fields[input_node]))


def _before(info, nodes, fields, padding_known):
    """The fields, in a layer's input, of what its output sees by ``fields``."""
    kernel_x, kernel_y, stride_x, stride_y, padding_x, padding_y, _, _ = parse_layer_parameters.get_layer_params(
        info.node, nodes, info.input_size)
    known = padding_known and None not in (padding_x, padding_y)
    return tuple(
        _Field(stride * field.size + kernel - stride, stride * field.stride,
               stride * field.padding + padding if known else None)
        for field, kernel, stride, padding in zip(
            fields, (kernel_x, kernel_y), (stride_x, stride_y), (padding_x, padding_y)))


def _followed(node, stops):
    names = (name for name in node.input if not name.startswith(tuple(stops)))
    return [name for name in names if not name.startswith("^")]


def _wider(found, other, comparable):
    """Of the fields by two ways to one node, the wider on each axis.

    Raises:
        ValueError: if the ways are not aligned.
    """
    if comparable:
        for one, two, direction in zip(found, other, _DIRECTIONS):
            if one.stride != two.stride:
                raise ValueError("Graph is not aligned since effective stride from different paths is different in "
                                 f"{direction} direction")
            if (one.size - 1) / 2 - one.padding != (two.size - 1) / 2 - two.padding:
                raise ValueError("Graph is not aligned since center shift from different paths is different in "
                                 f"{direction} direction")
    return tuple(two if one.size < two.size else one for one, two in zip(found, other))
