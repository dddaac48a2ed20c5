"""Gradient functions that outlive their graph.

TF registers the gradient of every `tf.custom_gradient` call under a name of its own, for good; the function holds the
tensors, and so the graph. (Keras' losses make such calls: a graph for each model fitted would never be given back.)
Here: when a graph is dropped, its functions go over to the graph itself, and their entries vanish with it.
"""

import weakref

_KEPT = "_tf1shim_gradients"


def hand_over(graph):
    """Let ``graph`` hold the gradient functions of its own custom gradients, in place of TensorFlow's registry."""
    from tensorflow.python.framework import ops

    registry = getattr(ops, "gradient_registry", None) or ops._gradient_registry
    entries = registry._registry
    kept = {}
    for operation in graph.get_operations():
        if operation.type == "IdentityN":
            name = _gradient_name(operation)
            if name in entries and not hasattr(entries[name]["type"], _KEPT):
                kept[name] = entries[name]["type"]
    if not kept:
        return
    setattr(graph, _KEPT, {**getattr(graph, _KEPT, {}), **kept})
    for name in kept:
        entries[name] = {**entries[name], "type": _from_graph(weakref.ref(graph), name)}
        weakref.finalize(graph, entries.pop, name, None).atexit = False


def _from_graph(graph, name):
    def gradient(operation, *grads):
        return getattr(graph(), _KEPT)[name](operation, *grads)

    setattr(gradient, _KEPT, True)
    return gradient


def _gradient_name(operation):
    try:
        return operation.get_attr("_gradient_op_type").decode()
    except ValueError:
        return None
