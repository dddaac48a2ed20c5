"""Which variables Keras' session initialises.

Keras 2.3.1: `K.get_session` initialises every global variable of the graph that has no value yet (its
    `backend/tensorflow_backend.py`).
Installed: those that Keras made itself, as in TF 1.15's tf.keras.
Here: keras 2.3.1's way where standalone Keras is in use.
"""

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change what counts as a variable of Keras; ``journal`` takes it back."""
    journal.wrap(installed.backend(), "_get_variables", _all_variables)


def _all_variables(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    graph = args[0] if args else kwargs.get("graph")
    variables = wrapped(*args, **kwargs)
    if graph is None or not mirror.in_use():
        return variables
    present = graph.get_collection_ref(tf.GraphKeys.GLOBAL_VARIABLES)
    if getattr(graph, "_tf1shim_variables", 0) != len(present):  # asked before each step: look at new ones only
        graph._tf1shim_variables = len(present)
        for variable in present:
            variables.add(variable)
    return variables
