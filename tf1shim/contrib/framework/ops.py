"""Graph and name-scope helpers of tf.contrib.framework (source: contrib/framework/python/ops/ops.py, variables.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import ops

__all__ = ["get_graph_from_inputs", "get_name_scope", "zero_initializer"]


def get_graph_from_inputs(op_input_list, graph=None):
    """Return the graph of the inputs, or the default graph where they have none.

    Args:
        op_input_list: list or tuple of tensors, operations and other values.
        graph: a `tf.Graph` that all inputs must belong to, or None.

    Raises:
        TypeError: ``op_input_list`` is no list or tuple, or ``graph`` no graph.
        ValueError: the inputs are from different graphs.
    """
    if not isinstance(op_input_list, (list, tuple)):
        raise TypeError("The op_input_list is not a list or tuple.")
    if graph is not None and not isinstance(graph, tf.Graph):
        raise TypeError("Input graph needs to be a Graph: %s" % (graph,))
    given = graph is not None
    for item in op_input_list:
        found = _graph_of(item)
        if found is not None and graph is not None and found is not graph:
            raise ValueError("%s is not from the passed-in graph." % (item,) if given else
                             "%s must be from the same graph as the other inputs." % (item,))
        graph = graph or found
    return graph or tf.get_default_graph()


def _graph_of(item):
    if isinstance(item, (tf.Tensor, tf.Operation, tf.SparseTensor, tf.IndexedSlices, tf.Variable)):
        return item.graph
    element = getattr(item, "_as_graph_element", None)
    return element().graph if element is not None else None


def get_name_scope():
    """The current name scope of the default graph, e.g. ``"scope1/scope2"``."""
    return ops.get_default_graph().get_name_scope()


def zero_initializer(ref, use_locking=True, name="zero_initializer"):
    """Fill an uninitialised variable with zeros (TF 1.15: an op of its own that saved a copy; here an assignment).

    Args:
        ref: the variable.
        use_locking: lock during the assignment.
        name: name of the op.

    Returns:
        The variable's new value; running it fails where the variable has a value already.
    """
    with tf.name_scope(name):
        fresh = tf.Assert(tf.logical_not(tf.is_variable_initialized(ref)), ["input is already initialized"])
        with tf.control_dependencies([fresh]):
            zeros = tf.zeros(ref.shape, ref.dtype.base_dtype)
        if hasattr(ref, "handle"):
            with tf.control_dependencies([ref.assign(zeros, read_value=False)]):
                return ref.read_value()
        return tf.assign(ref, zeros, use_locking=use_locking)
