"""The session Keras' backend keeps: `K.get_session` and `K.set_session` under eager execution."""

import sys
import threading

_thread = threading.local()


def get():
    """This thread's default session if it has one, else the one that was set, else (or if closed) a new one."""
    import tensorflow.compat.v1 as tf

    from tf1shim.session_era.session import EagerSession

    default = tf.get_default_session()
    if default is not None:
        return default
    if getattr(_thread, "session", None) is None or getattr(_thread.session, "_closed", False):
        _thread.session = EagerSession()
    return _thread.session


def put(session):
    """Make ``session`` what `get` returns in this thread."""
    _thread.session = session


def of_graph(graph):
    """A genuine session on a graph, the same as long as the graph lives."""
    import tensorflow.compat.v1 as tf

    session = getattr(graph, "_tf1shim_session", None)
    if session is None:
        session = graph._tf1shim_session = tf.Session(graph=graph)
    return session


def drop():
    """Forget the session of this thread, and let all eager sessions go of what they remember.

    None is closed: in TF 1.15 a session outlives the reset of the graph, for who holds it.
    """
    _thread.session = None
    made = sys.modules.get("tf1shim.session_era.session")
    if made is not None:
        made.forget_all()
    graphs = sys.modules.get("tf1shim.session_era.default_graph")
    if graphs is not None:
        graphs.drop()
