"""Graphs without masks: the weights hold the zeros (contrib/model_pruning/python/strip_pruning_vars_lib.py)."""

import tensorflow.compat.v1 as tf


def graph_def_from_checkpoint(checkpoint_dir, output_node_names):
    """The graph of the latest checkpoint of a folder, its variables made constants.

    Raises:
        ValueError: there is no checkpoint.
    """
    state = tf.train.get_checkpoint_state(checkpoint_dir)
    if not (state and state.model_checkpoint_path):
        raise ValueError(f"Could not find a checkpoint at: {checkpoint_dir}.")
    path = state.model_checkpoint_path
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        tf.train.import_meta_graph(path + ".meta", clear_devices=True).restore(session, path)
        return tf.graph_util.convert_variables_to_constants(session, graph.as_graph_def(), output_node_names)


def strip_pruning_vars_fn(input_graph_def, output_node_names):
    """A graph of constants with each product of a weight and its mask made a constant.

    Args:
        input_graph_def: a `GraphDef` without variables.
        output_node_names: names of the nodes wanted.

    Returns:
        `GraphDef`.
    """
    products = [node.name for node in input_graph_def.node if node.name.endswith("/masked_weight")]
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        tf.import_graph_def(input_graph_def, name="")
        values = dict(zip(products, session.run([name + ":0" for name in products])))
    stripped = tf.GraphDef(versions=input_graph_def.versions, library=input_graph_def.library)
    for node in input_graph_def.node:
        copy = stripped.node.add()
        if node.name in values:
            copy.name, copy.op, copy.device = node.name, "Const", node.device
            copy.attr["dtype"].type = node.attr["T"].type
            copy.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(values[node.name]))
        else:
            copy.CopyFrom(node)
    return tf.graph_util.extract_sub_graph(stripped, output_node_names)


def _node_name(tensor_name):
    """The name of the node that a tensor or a control input comes from."""
    return tensor_name.lstrip("^").partition(":")[0]
