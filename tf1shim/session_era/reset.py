"""`tf.reset_default_graph` and `keras.backend.clear_session`, in graph mode and eagerly.

Sources: TF 1.15 `python/framework/ops.py` (reset_default_graph), keras 2.3.1 `backend/tensorflow_backend.py`.
"""

import gc
import threading

from tf1shim import report
from tf1shim.session_era import custom_gradients, default_session, keras_state, openings, orphans

_NESTED = ("Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, "
           "exit the nesting and create a new graph.")


def reset_default_graph():
    """Drop the default graph of this thread, and what Keras keeps about it.

    Contexts that nobody will ever leave (a session entered by hand or never closed) are closed first, with a warning.
    Eagerly, every loaded Keras starts afresh, and eager sessions let go of what they hold.

    Raises:
        AssertionError: inside a ``with`` block of a graph or session; the message says where it was opened.
    """
    _leave_what_was_left_open("tf.reset_default_graph()")
    if _executing_eagerly():
        report.legacy_call("tf.reset_default_graph",
                           "tf.keras.backend.clear_session(), or simply build a new model")
    _drop_default_graph("tf.reset_default_graph")
    if _executing_eagerly():
        _start_afresh()


def clear_session():
    """Keras' `clear_session`: a new default graph, fresh layer names, a new session at the next `get_session`.

    The session it had is let go of, not closed: in TF 1.15 who holds it can go on using it, and programs do.

    Raises:
        AssertionError: inside a ``with`` block of a graph or session, as TF 1.15.
    """
    _leave_what_was_left_open("keras.backend.clear_session()")
    _drop_default_graph("keras.backend.clear_session")
    if _executing_eagerly():
        _start_afresh()
        return
    for backend in keras_state.keras2_backends():
        backend._SESSION.session = None
        backend.clear_session()


def _start_afresh():
    default_session.drop()
    keras_state.forget_models()
    keras_state.clear_kernel_cache()
    # Models are cycles; without this their memory comes back at some later time, which on a GPU is too late.
    gc.collect()


def _drop_default_graph(call):
    from tensorflow.python.framework import ops

    graph = ops._default_graph_stack._global_default_graph
    if graph is not None:
        orphans.mark(graph, call, *report.user_site())
        keras_state.forget_graph(graph)
        custom_gradients.hand_over(graph)
    ops.reset_default_graph()


def _leave_what_was_left_open(call):
    from tensorflow.python.framework import ops

    here = openings.open_here()
    blocking = [o for o in here if o.stack is None or o.stack is ops._default_graph_stack]
    for opening in reversed(blocking):
        if opening.how.will_be_left():
            raise AssertionError(
                f"{_NESTED} The block opened at {opening.how.file}, line {opening.how.line} (thread "
                f"{threading.current_thread().name}) is still open: call {call} before it or after it.")
    graphs = [o.subject for o in blocking if o.stack is not None]
    if len(ops._default_graph_stack.stack) > len(graphs):
        # Entered before we could see it.
        raise AssertionError(_NESTED)
    if not blocking:
        return
    graphs += [o.subject for o in blocking if o.stack is None]
    sessions = [o for o in here if o.stack is openings.session_stack()
                and any(o.subject.graph is graph for graph in graphs)]
    for opening in [o for o in reversed(here) if o in blocking or o in sessions]:
        opening.close()
    for opening in sessions:
        _close_session(opening.subject)
    places = ", ".join(sorted({f"{o.how.file}, line {o.how.line}" for o in blocking}))
    report.notice(f"{call}: a session or graph context entered at {places} was never left; it has been closed. "
                  f"Use `with tf.Session() as sess:` or call close() when done")


def _close_session(session):
    from tensorflow.compat.v1 import InteractiveSession

    entered = (getattr(session, "_default_graph_context_manager", None) is not None
               or getattr(session, "_contexts", None))
    # A session that only was made the default one (`as_default`) is its owner's to close, as in TF1.
    if entered or isinstance(session, InteractiveSession):
        session.close()


def _executing_eagerly():
    from tensorflow.python.eager import context

    return context.executing_eagerly()
