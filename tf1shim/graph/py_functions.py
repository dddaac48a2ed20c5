"""The types of what functions in `tf.py_func` return.

TF1: with the NumPy of its time, ``np.int32(1) + 1`` is an int64 and ``np.float32(1) * 0.5`` a float64; so a program
    that counts in an int32 declares ``Tout=tf.int64``.
TF2: NumPy 2 keeps the narrow type, and the operation fails: "value returned by pyfunc is int32, but expects int64".
Here: on such a NumPy, a number returned in a narrower type of the declared kind is made as wide as declared.
"""

import functools
import inspect

import numpy as np


def install(journal):
    """Widen what functions return, on a NumPy that keeps scalars narrow; undone with the journal."""
    if (np.float32(1) + 1.0).dtype != np.float32:
        return
    from tensorflow.python.ops import script_ops

    journal.wrap(script_ops, "_internal_py_func", _make)


def _make(wrapped, instance, args, kwargs):
    given = inspect.signature(wrapped).bind(*args, **kwargs).arguments
    if not given.get("eager"):
        given["func"] = _widening(given["func"], given["Tout"])
    return wrapped(**given)


def _widening(function, types):
    import tensorflow.compat.v1 as tf

    many = isinstance(types, (list, tuple))
    wanted = [np.dtype(tf.as_dtype(each).as_numpy_dtype) for each in (types if many else [types])]

    @functools.wraps(function)
    def call(*args):
        got = function(*args)
        if isinstance(got, (list, tuple)):
            return [_as_wide(*pair) for pair in zip(got, wanted)] if len(got) == len(wanted) else got
        return _as_wide(got, wanted[0]) if len(wanted) == 1 else got

    return call


def _as_wide(value, wanted):
    if isinstance(value, (np.ndarray, np.generic)):
        have = value.dtype
        if have.kind == wanted.kind and have.kind in "iuf" and have.itemsize < wanted.itemsize:
            return value.astype(wanted)
    return value
