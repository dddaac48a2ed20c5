"""Graph surgery of tf.contrib.framework (source: contrib/framework/python/framework/graph_util.py)."""

import copy

import tensorflow.compat.v1 as tf

__all__ = ["fuse_op", "get_placeholders"]


def get_placeholders(graph):
    """List the outputs of all placeholders of ``graph``; raises TypeError for anything but a `tf.Graph`."""
    if not isinstance(graph, tf.Graph):
        raise TypeError("Input graph needs to be a Graph: %s" % graph)
    return [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]


def fuse_op(graph_def, input_nodes, output_nodes, output_dtypes, output_quantized, op_name,
            op_type):
    """Replace the nodes between ``input_nodes`` and ``output_nodes`` by one node.

    Args:
        graph_def: the `tf.GraphDef` to read; it stays as it is.
        input_nodes: list of names of the nodes that feed the fused one.
        output_nodes: list of names of the nodes that read the fused one; each must have one input.
        output_dtypes: list of type enums, the fused node's outputs.
        output_quantized: bool, written into the node's attributes.
        op_name: name of the new node.
        op_type: op of the new node.

    Returns:
        A new `tf.GraphDef`.

    Raises:
        TypeError: no GraphDef, a name list that is a string, or a node in between that reads from outside.
    """
    if not isinstance(graph_def, tf.GraphDef):
        raise TypeError("graph_def must be a graph_pb2.GraphDef proto.")
    for label, nodes in (("input_nodes", input_nodes), ("output_nodes", output_nodes)):
        if isinstance(nodes, str):
            raise TypeError(f"{label} must be a list.")
    by_name = {node.name: node for node in graph_def.node}
    reads = {name: [_node_name(i) for i in node.input] for name, node in by_name.items()}
    for name in (*input_nodes, *output_nodes):
        assert name in by_name, "%s is not in graph" % name
    before = _reachable(input_nodes, reads)
    upstream = _reachable(output_nodes, reads)
    for name in upstream - before - set(output_nodes):
        _check_closed(name, reads, before, set(input_nodes))

    fused = tf.GraphDef()
    fused.node.extend(copy.deepcopy(n) for n in graph_def.node if n.name in before)
    node = fused.node.add(name=op_name, op=op_type, input=input_nodes)
    node.attr["_output_types"].list.type[:] = output_dtypes
    node.attr["_output_quantized"].b = output_quantized
    for index, name in enumerate(output_nodes):
        assert len(by_name[name].input) == 1
        reader = copy.deepcopy(by_name[name])
        reader.input[:] = [op_name + (f":{index}" if index else "")]
        fused.node.append(reader)
    fused.node.extend(copy.deepcopy(n) for n in graph_def.node
                      if n.name not in upstream and n.name not in before)
    fused.library.CopyFrom(graph_def.library)
    fused.versions.CopyFrom(graph_def.versions)
    return fused


def _node_name(text):
    return text.lstrip("^").partition(":")[0]


def _reachable(names, reads):
    seen, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(reads[name])
    return seen


def _check_closed(start, reads, before, inputs):
    seen, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in before and name not in inputs:
            raise TypeError("Node %s uses input %s not in input_nodes." % (start, name))
        if name not in inputs:
            todo.extend(reads[name])
