"""Keras' learning phase under eager execution: a number that can be read, set, and fed.

Source: keras 2.3.1 `backend/tensorflow_backend.py` (learning_phase, set_learning_phase). It is one per thread, as the
default graph that it belonged to was.
"""

import contextlib
import threading


class _State(threading.local):
    phase = None
    inside = False
    stepping = False


_state = _State()


class LearningPhase(int):
    """What `K.learning_phase()` gives: 0 (test) or 1 (train), usable as a key of a feed_dict."""

    __slots__ = ()

    def __repr__(self):
        return f"<learning phase {int(self)}>"


def get():
    """The phase that was set in this thread, else 0."""
    return LearningPhase(_state.phase or 0)


def fixed():
    """The phase that was set in this thread, or None."""
    return _state.phase


def fix(value):
    """Set the phase of this thread to 0 or 1, or with None let it go.

    Raises:
        ValueError: any other value, as TF 1.15.
    """
    if value is not None and value not in (0, 1):
        raise ValueError("Expected learning phase to be 0 or 1.")
    _state.phase = None if value is None else int(value)


def resolve(fed):
    """``training=`` for an evaluation: what was fed (a bool), else what was set, else False."""
    return fed if fed is not None else bool(get())


def inside():
    """Whether a layer call that the phase was applied to is running in this thread."""
    return _state.inside


def stepping():
    """Whether Keras' own train, test or predict step is running in this thread."""
    return _state.stepping


def within():
    """Context of a layer call that the phase has been applied to."""
    return _flag("inside")


def step():
    """Context of Keras' own train, test or predict step."""
    return _flag("stepping")


@contextlib.contextmanager
def _flag(name):
    before = getattr(_state, name)
    setattr(_state, name, True)
    try:
        yield
    finally:
        setattr(_state, name, before)
