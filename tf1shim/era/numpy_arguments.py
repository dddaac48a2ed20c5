"""NumPy functions that live on but no longer take what they took about 1.18.

Each stand-in changes the old arguments into today's and calls the function itself.
"""

import functools
import inspect
import types
import warnings

import numpy as np

from tf1shim import report

_LAZY = (types.GeneratorType, map, filter, zip)


def _renamed(function, old, new):
    """``function`` that also takes its argument ``new`` under its old name."""
    try:
        if new not in inspect.signature(function).parameters:  # a NumPy that has the old name alone
            return function
    except ValueError:  # C code, which says nothing of itself: unravel_index, which has taken both
        pass

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        if old in kwargs and new not in kwargs:
            kwargs[new] = kwargs.pop(old)
            report.legacy_call(f"numpy.{function.__name__}({old}=)", f"{new}=",
                               f"NumPy 2 has renamed {old}")
        return function(*args, **kwargs)

    return stand_in


reshape = _renamed(np.reshape, "newshape", "shape")
unravel_index = _renamed(np.unravel_index, "dims", "shape")
percentile = _renamed(np.percentile, "interpolation", "method")
nanpercentile = _renamed(np.nanpercentile, "interpolation", "method")
quantile = _renamed(np.quantile, "interpolation", "method")


def _stacking(function):
    """``function`` that also takes the arrays to stack as a generator, a map, ..."""

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        if args and isinstance(args[0], _LAZY):
            args = (list(args[0]), *args[1:])
        return function(*args, **kwargs)

    return stand_in


vstack, hstack, dstack = _stacking(np.vstack), _stacking(np.hstack), _stacking(np.dstack)
stack, column_stack = _stacking(np.stack), _stacking(np.column_stack)


def _listing(function):
    """``function`` that gives its several arrays as a list, which programs append to and change."""

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        result = function(*args, **kwargs)
        return list(result) if type(result) is tuple else result

    return stand_in


meshgrid, broadcast_arrays, gradient = _listing(np.meshgrid), _listing(np.broadcast_arrays), _listing(np.gradient)
atleast_1d, atleast_2d, atleast_3d = _listing(np.atleast_1d), _listing(np.atleast_2d), _listing(np.atleast_3d)
_sum, _cross, _delete, _full = np.sum, np.cross, np.delete, np.full


@functools.wraps(_sum)
def sum_(a, *args, **kwargs):
    """`numpy.sum`; a generator is summed as Python does, whatever the axis."""
    if isinstance(a, types.GeneratorType):
        return sum(a)
    return _sum(a, *args, **kwargs)


def _without_normed(function):
    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        normed = kwargs.pop("normed", None)
        if normed is not None and kwargs.get("density") is None:
            kwargs["density"] = bool(normed)
        return function(*args, **kwargs)

    return stand_in


histogram, histogram2d = _without_normed(np.histogram), _without_normed(np.histogram2d)
histogramdd = _without_normed(np.histogramdd)


@functools.wraps(np.corrcoef)
def corrcoef(x, y=None, rowvar=True, bias=None, ddof=None, **kwargs):
    """`numpy.corrcoef`; ``bias`` and ``ddof`` have had no effect since NumPy 1.10."""
    return corrcoef.__wrapped__(x, y, rowvar, **kwargs)


@functools.wraps(_cross)
def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """`numpy.cross`, also of vectors in the plane, which stand for (x, y, 0).

    Two of them give the third component alone.
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    first, second = np.moveaxis(np.asarray(a), axisa, -1), np.moveaxis(np.asarray(b), axisb, -1)
    flat = [v.shape[-1] == 2 for v in (first, second)]
    if not any(flat):
        return _cross(a, b, axisa, axisb, axisc)
    if all(flat):
        return first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    first, second = (
        np.concatenate([v, np.zeros_like(v[..., :1])], -1) if in_plane else v
        for v, in_plane in zip((first, second), flat))
    return _cross(first, second, axisc=axisc)


@functools.wraps(_delete)
def delete(arr, obj, axis=None):
    """`numpy.delete`; whole numbers may be given as floats."""
    if isinstance(obj, float) or getattr(getattr(obj, "dtype", None), "kind", "") == "f":
        obj = np.asarray(obj).astype(np.intp)
    return _delete(arr, obj, axis)


def _none_as_scalar(function):
    """``function``, for which a shape of None is (): the `shape` of a space of gym or of a layer that has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            function(None)
        return function  # a NumPy before 2.5
    except TypeError:
        pass

    @functools.wraps(function)
    def stand_in(shape, *args, **kwargs):
        return function(() if shape is None else shape, *args, **kwargs)

    return stand_in


zeros, ones, empty = _none_as_scalar(np.zeros), _none_as_scalar(np.ones), _none_as_scalar(np.empty)


@functools.wraps(_full)
def full(shape, fill_value, dtype=None, *args, **kwargs):
    """`numpy.full`; a number beyond an integer type wraps around, and a shape of None is ()."""
    shape = () if shape is None else shape
    try:
        return _full(shape, fill_value, dtype, *args, **kwargs)
    except OverflowError:
        return _full(shape, wrapped_around(fill_value, dtype), dtype, *args, **kwargs)


def wrapped_around(value, dtype):
    """An array of numbers in an integer type that does not hold them all, as C converts them.

    Raises:
        OverflowError: ``dtype`` is none, or the numbers pass 64 bits.
    """
    if dtype is None or np.dtype(dtype).kind not in "iu":
        raise OverflowError(f"{value} is out of bounds for {dtype}")
    report.legacy_call("numpy.array of numbers beyond its dtype", "a dtype that holds them, then .astype",
                       "NumPy 2 lets no number wrap around by itself")
    return np.asarray(value).astype(dtype)
