"""The order in which a convolutional network's nodes are computed, and the sizes of their inputs and outputs.

Source: TF 1.15, contrib/receptive_field/python/util/graph_compute_order.py.
"""

import collections
import math

from tf1shim.contrib.receptive_field import parse_layer_parameters

_node_info = collections.namedtuple("NodeInfo", "order node input_size output_size")


def parse_graph_nodes(graph_def):
    """A GraphDef's nodes by name."""
    return {node.name: node for node in graph_def.node}


def get_compute_order(graph_def, input_node_name="", input_node_size=None):
    """Order and sizes of a network's nodes.

    Args:
        graph_def: a GraphDef.
        input_node_name: name of the node whose output's size is known.
        input_node_size: that size: height and width in pixels.

    Returns:
        ``(infos, nodes)``: dicts by node name. An info is a named tuple: ``order``, the length of the longest way
        from an input; ``node``, the NodeDef; ``input_size`` and ``output_size``, height and width of its first input
        and of its output, None where they are not known.
    """
    nodes = parse_graph_nodes(graph_def)
    infos = collections.defaultdict(_node_info)
    for node in graph_def.node:
        _visit(node.name, nodes, infos, input_node_name, input_node_size)
    return infos, nodes


def _inputs(node):
    return [name.partition(":")[0] for name in node.input if not name.startswith("^")]


def _visit(wanted, nodes, infos, input_name, input_size):
    """Fill in the info of a node and of all that it depends on; without recursion, networks are deep."""
    pending = [wanted]
    while pending:
        name = pending[-1]
        node = nodes[name]
        before = [] if name == input_name else [each for each in _inputs(node) if each not in infos]
        if name in infos or not before:
            pending.pop()
            if name not in infos:
                infos[name] = _info(node, infos, input_name, input_size, nodes)
        else:
            pending.extend(before)


def _info(node, infos, input_name, given_size, nodes):
    if node.name == input_name:
        return _node_info(0, node, None, given_size)
    parents = [infos[name] for name in _inputs(node)]
    order = max([parent.order + 1 for parent in parents], default=0)
    size = parents[0].output_size if parents else None
    return _node_info(order, node, size, None if size is None else _output_size(node, nodes, size))


def _output_size(node, nodes, size):
    kernel_x, kernel_y, stride_x, stride_y, _, _, padding_x, padding_y = parse_layer_parameters.get_layer_params(
        node, nodes, size, force=True)
    # TF 1.15 took the width's parameters for the height and the other way round; so do those who rely on it.
    return [_pixels(size[0], kernel_x, stride_x, padding_x), _pixels(size[1], kernel_y, stride_y, padding_y)]


def _pixels(size, kernel, stride, total_padding):
    if None in (size, kernel, stride, total_padding):
        return None
    return math.ceil((size + total_padding - kernel + 1) / stride)
