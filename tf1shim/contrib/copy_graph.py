"""``tf.contrib.copy_graph``: ops and variables into another graph (contrib/copy_graph/python/util/copy_elements.py)."""

import tensorflow.compat.v1 as tf


def copy_variable_to_graph(org_instance, to_graph, scope=""):
    """A variable of the same first value, in another graph.

    Args:
        org_instance: the variable.
        to_graph: the graph to copy it to.
        scope: name to put before its own.

    Returns:
        The new variable.

    Raises:
        TypeError: not a variable.
    """
    if not isinstance(org_instance, tf.Variable):
        raise TypeError(f"{org_instance} is not a Variable")
    graph = org_instance.graph
    common = (tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.TRAINABLE_VARIABLES)
    collections = [_scoped(key, "" if key in common else scope) for key in _collections_of(org_instance)]
    with graph.as_default(), tf.Session(graph=graph) as session:
        value = session.run(org_instance.initialized_value())
    with to_graph.as_default():
        return tf.Variable(
            value, trainable=_holds(graph, tf.GraphKeys.TRAINABLE_VARIABLES, org_instance),
            name=_scoped(org_instance.op.name, scope), collections=collections, validate_shape=False)


def copy_op_to_graph(org_instance, to_graph, variables, scope=""):
    """An operation or tensor and all it needs, in another graph.

    Args:
        org_instance: Operation or Tensor.
        to_graph: the graph to copy it to.
        variables: the variables that were copied there.
        scope: name to put before all names.

    Returns:
        The new Operation or Tensor; or what is there already of that name.

    Raises:
        TypeError: neither an operation nor a tensor.
    """
    # Names of variables end in ":0".
    if not isinstance(org_instance, (tf.Operation, tf.Tensor, tf.Variable)):
        raise TypeError(f"Could not copy instance: {org_instance}")
    name = _scoped(org_instance.name, scope)
    for variable in variables:
        if variable.name == name:
            return to_graph.get_tensor_by_name(name)
    try:
        return to_graph.as_graph_element(name)
    except (KeyError, ValueError):
        pass
    if isinstance(org_instance, tf.Tensor):
        op = copy_op_to_graph(org_instance.op, to_graph, variables, scope)
        copy = op.outputs[org_instance.value_index]
        for key in _collections_of(org_instance):
            to_graph.add_to_collection(_scoped(key, scope), copy)
        return copy
    return _copied_op(org_instance, to_graph, variables, scope)


def _copied_op(op, to_graph, variables, scope):
    def copied(element):
        return copy_op_to_graph(element, to_graph, variables, scope)

    controls, inputs = [copied(x) for x in op.control_inputs], [copied(x) for x in op.inputs]
    attributes = {key: value for key, value in op.node_def.attr.items() if key != "_class"}
    # From the root, whatever scope, control dependency or device is open.
    with to_graph.as_default(), to_graph.control_dependencies(None), to_graph.control_dependencies(controls):
        return to_graph.create_op(
            op.type, inputs, [output.dtype for output in op.outputs], name=_scoped(op.name, scope) + "/",
            attrs=attributes, op_def=op.op_def)


def get_copied_op(org_instance, graph, scope=""):
    """What has the name of ``org_instance``, within ``scope``, in ``graph``.

    Raises:
        KeyError: nothing has.
    """
    return graph.as_graph_element(_scoped(org_instance.name, scope))


def _scoped(name, scope):
    return f"{scope}/{name}" if scope else name


def _collections_of(element):
    graph = element.graph
    return [key for key in graph.get_all_collection_keys() if _holds(graph, key, element)]


def _holds(graph, key, element):
    # Compared by identity: == of tensors may be an op.
    return any(item is element for item in graph.get_collection_ref(key))
