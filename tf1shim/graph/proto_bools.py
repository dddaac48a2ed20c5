"""Truth values in `tf.train.Int64List`.

TF1: ``tf.train.Int64List(value=[True, np.bool_(False)])`` and ``feature.int64_list.value.append(flag)`` hold 1 and 0.
TF2: protobuf 7 refuses a bool for an integer, and NumPy 2 makes no index of its own.
Here: what is refused is tried again with numbers in place of truth values, where legacy code asks.
"""

import functools
import sys

import numpy as np

from tf1shim.importing import scope

_TRUTH = (bool, np.bool_)


def install(journal):
    """Let truth values in, where they are refused; undone with the journal."""
    from tensorflow.core.example.feature_pb2 import Int64List

    if not any(_refused(Int64List, truth) for truth in (True, np.True_)):
        return
    container = type(Int64List().value)
    journal.set_attr(Int64List, "__init__", _init(Int64List.__init__))
    journal.set_attr(container, "append", _append(container.append))
    journal.set_attr(container, "extend", _extend(container.extend))


def _refused(message, truth):
    try:
        message(value=[truth])
    except TypeError:
        return True
    return False


def _numbers(values):
    return [int(value) if isinstance(value, _TRUTH) else value for value in values]


def _asked_by_legacy():
    return scope.is_legacy(sys._getframe(2).f_globals)


def _init(native):
    @functools.wraps(native)
    def __init__(self, *args, **kwargs):
        values = kwargs.get("value")
        if hasattr(values, "__next__"):  # an iterator can be read only once
            values = kwargs["value"] = list(values)
        try:
            native(self, *args, **kwargs)
        except TypeError:
            if not np.iterable(values) or not _asked_by_legacy():
                raise
            self.Clear()
            native(self, *args, **{**kwargs, "value": _numbers(values)})

    return __init__


def _append(native):
    @functools.wraps(native)
    def append(self, value):
        try:
            native(self, value)
        except TypeError:
            if not isinstance(value, _TRUTH) or not _asked_by_legacy():
                raise
            native(self, int(value))

    return append


def _extend(native):
    @functools.wraps(native)
    def extend(self, values):
        if hasattr(values, "__next__"):
            values = list(values)
        length = len(self)
        try:
            native(self, values)
        except TypeError:
            if not np.iterable(values) or not _asked_by_legacy():
                raise
            del self[length:]  # those before the refused one
            native(self, _numbers(values))

    return extend
