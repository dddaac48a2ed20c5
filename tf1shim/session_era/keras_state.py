"""What the loaded Kerases remember about a graph, a session or earlier models, and how to make them forget it.

Only Kerases that are loaded are touched: the one inside TensorFlow, the package `keras` of either generation, and
`tf_keras`. What belongs to the calling thread is forgotten; other threads, which may be building a model, keep theirs.
"""

import sys

_KERAS2_BACKENDS = (
    "tensorflow.python.keras.backend",
    "keras.src.backend",
    "keras.backend",
    "tf_keras.src.backend",
    "tf_keras.backend",
)
_PER_GRAPH = ("PER_GRAPH_OBJECT_NAME_UIDS", "_GRAPH_LEARNING_PHASES", "_GRAPH_VARIABLES",
              "_GRAPH_TF_OPTIMIZERS")
# Of Keras 3's per-thread state, what is a memory of models; the rest is settings, which TF1's reset kept, and what
# running scopes put back themselves.
_KERAS3_MEMORIES = ("object_name_uids", "global_seed_generator", "uninitialized_variables")


def keras2_backends():
    """The backend modules of every Keras 2 that is loaded (the state lives in their globals)."""
    found = []
    for name in _KERAS2_BACKENDS:
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "PER_GRAPH_OBJECT_NAME_UIDS") and module not in found:
            found.append(module)
    return found


def keras3_state():
    """Keras 3's module of global state, or None where Keras 3 is not loaded."""
    return sys.modules.get("keras.src.backend.common.global_state")


def forget_graph(graph):
    """Drop what Keras 2 keeps about a graph: name counters, learning phase, variables, the session bound to it.

    The session is let go of, not closed: TF1 programs go on using one they hold.
    """
    for backend in keras2_backends():
        for name in _PER_GRAPH:
            getattr(backend, name, {}).pop(graph, None)
        holder = backend._SESSION
        session = getattr(holder, "session", None)
        if session is not None and session.graph is graph:
            holder.session = None
        if getattr(backend._GRAPH, "graph", None) is graph:
            backend._GRAPH.graph = None


def forget_models():
    """Eager mode: start every loaded Keras afresh in this thread; layer names count from the beginning again."""
    for backend in keras2_backends():
        graph = getattr(backend._GRAPH, "graph", None)
        if graph is not None:
            forget_graph(graph)
        getattr(backend, "OBSERVED_NAMES", set()).clear()
        dummy = backend._DUMMY_EAGER_GRAPH
        dummy.learning_phase_is_set = False
        backend._GRAPH_LEARNING_PHASES.pop(dummy.key, None)
    state = keras3_state()
    if state is not None:
        for name in _KERAS3_MEMORIES:
            vars(state.GLOBAL_STATE_TRACKER).pop(name, None)


def clear_kernel_cache():
    """Give back what eager execution caches for ops it has met."""
    from tensorflow.python.eager import context

    runtime = context.context()
    # Nothing has run yet, and starting the runtime would put the devices beyond configuring.
    if runtime._context_handle is not None:
        runtime.clear_kernel_cache()
