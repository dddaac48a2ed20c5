"""`tf.Session` and `tf.InteractiveSession` that look at the context when they are made.

In a graph, or given one, they are TensorFlow's own. Eagerly they are an `EagerSession`, whose `run` evaluates what
eager programs have: tensors, variables, callables, symbolic outputs of Keras models.

Source of the behaviour: TF 1.15 `python/client/session.py`.
"""

import inspect
import weakref

import tensorflow.compat.v1 as tf

from tf1shim import report
from tf1shim.session_era import default_graph, device_config, fetching, openings

_WARN = "call models and functions directly; tensors have .numpy()"
_SIGNATURE = inspect.Signature([
    inspect.Parameter("target", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=""),
    inspect.Parameter("graph", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None),
    inspect.Parameter("config", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None),
])
_sessions = weakref.WeakSet()


class EagerSession(tf.Session):
    """A session without a graph of its own.

    Args:
        target: ignored but for ``""``; eager execution is local.
        graph: None or this thread's eager default graph.
        config: a `tf.ConfigProto`, applied through `tf.config`.
    """

    # The genuine __init__ is not called: it would start a runtime session for a graph that stays empty.
    def __init__(self, target="", graph=None, config=None):
        if target:
            report.notice(f"tf.Session(target={target!r}): the target is ignored in eager mode")
        self._session = None  # BaseSession.__del__ asks for it
        self._closed = False
        self._graph = graph if graph is not None else default_graph.current()
        self._target = target
        self._config = config
        self._contexts = []
        self._evaluator = fetching.Evaluator(config)
        if config is not None:
            device_config.apply(config)
        _sessions.add(self)

    def __del__(self):
        self.close()

    @property
    def graph(self):
        """The eager stand-in for the default graph at the time the session was made."""
        return self._graph

    @property
    def graph_def(self):
        """A GraphDef without nodes."""
        return self._graph.as_graph_def()

    @property
    def sess_str(self):
        """The target."""
        return self._target

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        """Evaluate a structure of fetches.

        Args:
            fetches: eager tensors, variables, initialisers, callables (called without arguments), symbolic Keras
                tensors, graph tensors and operations; alone or nested in lists, tuples, dicts.
            feed_dict: values for the Keras inputs, graph placeholders and `K.learning_phase()` that the fetches need.
            options: ignored for everything but graph tensors.
            run_metadata: likewise.

        Returns:
            The same structure with NumPy values.

        Raises:
            RuntimeError: the session is closed.
            TypeError: something that cannot be fetched or fed, as in TF1.
            tf.errors.InvalidArgumentError: a Keras input that is needed has not been fed.
        """
        self._check_open()
        return self._evaluator.run(fetches, feed_dict, options, run_metadata)

    def make_callable(self, fetches, feed_list=None, accept_options=False):
        """A function of the values of ``feed_list`` that runs ``fetches``."""
        feeds = list(feed_list or ())

        def call(*values, options=None, run_metadata=None):
            if len(values) != len(feeds):
                raise ValueError(f"Expected {len(feeds)} feed values, got {len(values)}")
            return self.run(fetches, dict(zip(feeds, values)), options, run_metadata)

        return call

    def partial_run_setup(self, fetches, feeds=None):
        """Not to be had eagerly."""
        raise NotImplementedError("Session.partial_run needs a graph: run the program in graph mode "
                                  "(tf1shim mode 'graph')")

    def partial_run(self, handle, fetches, feed_dict=None):
        """Not to be had eagerly."""
        self.partial_run_setup(fetches)

    def list_devices(self):
        """The devices of the local runtime, as TF1's session lists them."""
        self._check_open()
        with tf.Session(graph=tf.Graph(), config=self._config) as session:
            return session.list_devices()

    def as_default(self):
        """A context in which this is the default session; it does not close it."""
        return openings.session_stack().get_controller(self)

    def __enter__(self):
        if self._contexts:
            raise RuntimeError("Session context managers are not re-entrant. Use `Session.as_default()` "
                               "if you want to enter a session multiple times.")
        self._contexts = [self._graph.as_default(), self.as_default()]
        for context in self._contexts:
            context.__enter__()
        return self

    def __exit__(self, *exc):
        for context in reversed(self._contexts):
            context.__exit__(*exc)
        self._contexts = []
        self.close()

    def close(self):
        """Forget everything; `run` raises from now on."""
        self._closed = True
        if hasattr(self, "_evaluator"):  # __init__ may have raised before
            self._evaluator.close()

    def forget(self):
        """Let go of what was evaluated so far; the session stays usable."""
        self._evaluator.forget()

    def _check_open(self):
        if self._closed:
            raise RuntimeError("Attempted to use a closed Session.")


class EagerInteractiveSession(EagerSession):
    """An `EagerSession` that is the default session from its making until it is closed."""

    def __init__(self, target="", graph=None, config=None):
        super().__init__(target, graph, config)
        self._default = self.as_default()
        self._default.__enter__()

    def close(self):
        """Close, and be the default session no longer."""
        context, self._default = getattr(self, "_default", None), None
        if context is not None:
            context.close()
        super().close()


def _chooser(genuine, eager, name):
    class Chooser(type(genuine)):
        def __new__(mcs, class_name, bases, namespace):
            # A program's own subclass, defined eagerly, is to be an eager session too.
            if tf.executing_eagerly():
                bases = tuple(eager if isinstance(base, Chooser) else base for base in bases)
                if eager in bases:
                    return type(genuine)(class_name, bases, namespace)
            return super().__new__(mcs, class_name, bases, namespace)

        def __call__(cls, *args, **kwargs):
            if cls is not mine:  # a program's subclass, defined in a graph
                return super().__call__(*args, **kwargs)
            bound = _SIGNATURE.bind(*args, **kwargs).arguments
            stand_in = isinstance(bound.get("graph"), default_graph.EagerGraph)
            if not stand_in and (bound.get("graph") is not None or not tf.executing_eagerly()):
                return genuine(**bound)
            report.legacy_call(f"tf.{name}", _WARN)
            return eager(**bound)

        def __instancecheck__(cls, instance):
            return isinstance(instance, (genuine, eager)) if cls is mine else super().__instancecheck__(instance)

        def __subclasscheck__(cls, subclass):
            return issubclass(subclass, (genuine, eager)) if cls is mine else super().__subclasscheck__(subclass)

    # Made past Chooser.__new__: this one class is to derive from the genuine one in either mode.
    namespace = {"__module__": "tensorflow", "__doc__": genuine.__doc__, "__qualname__": name}
    mine = type.__new__(Chooser, name, (genuine,), namespace)
    return mine


Session = _chooser(tf.Session, EagerSession, "Session")
InteractiveSession = _chooser(tf.InteractiveSession, EagerInteractiveSession, "InteractiveSession")


def get_default_session():
    """TF1's `tf.get_default_session`: this thread's innermost default session, or None."""
    if tf.executing_eagerly():
        report.legacy_call("tf.get_default_session", _WARN)
    return tf.get_default_session()


def forget_all():
    """Let every eager session go of what it has evaluated so far."""
    for session in list(_sessions):
        session.forget()
