"""`tf.get_default_graph` under eager execution: a graph that can be entered without turning eager execution off."""

import contextlib
import threading

import tensorflow.compat.v1 as tf

from tf1shim import report
from tf1shim.session_era import openings

_thread = threading.local()


class EagerGraph(tf.Graph):
    """Stands for the default graph in eager mode: empty, and harmless to enter, in any thread."""

    def as_default(self):
        """A context that changes nothing; inside it `reset_default_graph` is refused, as in TF1."""
        return openings.Opening(lambda: contextlib.nullcontext(self), self)

    def finalize(self):
        """Nothing to finalize: nothing is ever built here."""


def get_default_graph():
    """TF1's `tf.get_default_graph`: inside a graph that graph, eagerly this thread's `EagerGraph`."""
    if not tf.executing_eagerly():
        return tf.get_default_graph()
    report.legacy_call("tf.get_default_graph", "nothing: eagerly there is no graph to pass about")
    return current()


def current():
    """This thread's `EagerGraph`."""
    if getattr(_thread, "graph", None) is None:
        _thread.graph = EagerGraph()
    return _thread.graph


def drop():
    """Let the next `current` be a new graph; returns the old one, or None."""
    graph, _thread.graph = getattr(_thread, "graph", None), None
    return graph
