"""What a `tf.function` without results gives where it is called in a graph.

TF1: the operation of the call, which is what runs it (``sess.run(agent.initialize())``; eager/function.py).
TF2: None, so that nothing can run the call.
Here: the operation.
"""

from tf1shim.faces import providers

_PLACES = [  # of the class, newest first
    "tensorflow.python.eager.polymorphic_function.concrete_function:ConcreteFunction",
    "tensorflow.python.eager.polymorphic_function.monomorphic_function:ConcreteFunction",
    "tensorflow.python.eager.function:ConcreteFunction",
]
_CALLS = ("PartitionedCall", "StatefulPartitionedCall")


def install(journal):
    """Let calls without results give their operation; ``journal`` takes it back."""
    journal.wrap(providers.resolve(_PLACES), "_call_flat", _call)


def _call(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    result = wrapped(*args, **kwargs)
    if result is not None or instance.outputs or tf.executing_eagerly():
        return result
    graph = tf.get_default_graph()
    if graph.building_function:
        return result
    return next((op for op in reversed(graph.get_operations()) if op.type in _CALLS), None)
