"""NumPy functions that made an object array of a ragged list, until NumPy 1.24 made an error of it; of tensors, too.

`numpy.array` and `numpy.asarray` themselves are in `numpy_era`.
"""

import functools

import numpy as np

from tf1shim import report
from tf1shim.era import numpy_arguments, numpy_objects


def _taking_ragged(function, native=None):
    """``function`` (a stand-in for ``native`` itself, or that), given an object array for a ragged list."""

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ValueError as error:
            ragged = args[at] if len(args) > at else None
            if "inhomogeneous" not in str(error) or not isinstance(ragged, (list, tuple)):
                raise
        except NotImplementedError as error:
            made = numpy_objects.of_list(name, args[at] if len(args) > at else None, error)
            return function(*args[:at], made, *args[at + 1:], **kwargs)
        return function(*args[:at], _objects(name, ragged), *args[at + 1:], **kwargs)

    name = function.__name__
    at = 1 if name == "save" else 0  # save's first argument is the file
    stand_in.__wrapped__ = native or function  # which the faces compare with what NumPy has
    return stand_in


def _joining(function, native=None, spread=False):
    """``function`` (or the stand-in for ``native``), of parts that may be lists of tensors.

    The parts are its first argument, or with ``spread`` its arguments.
    """

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except NotImplementedError as error:
            parts = args if spread else args[0] if args else None
            if not isinstance(parts, (list, tuple)):
                raise
            made = [numpy_objects.of_list(function.__name__, part, error) if isinstance(part, (list, tuple)) else part
                    for part in parts]
        return function(*made, **kwargs) if spread else function(made, *args[1:], **kwargs)

    stand_in.__wrapped__ = native or function
    return stand_in


def _saving_ragged(function):
    """``function``, which saves many arrays by name, given object arrays for ragged lists."""

    @functools.wraps(function)
    def stand_in(file, *args, **kwargs):
        return function(file, *map(array, args), **{key: array(value) for key, value in kwargs.items()})

    def array(value):
        try:
            return np.asanyarray(value) if isinstance(value, (list, tuple)) else value
        except ValueError as error:
            if "inhomogeneous" not in str(error):
                raise
        return _objects(function.__name__, value)

    return stand_in


def _objects(name, ragged):
    report.legacy_call(f"numpy.{name} of a ragged list", "numpy.array(..., dtype=object)",
                       "NumPy 1.24 makes no array of a ragged list by itself")
    return np.array(ragged, dtype=object)


shape, size, ndim, copy, asanyarray = map(
    _taking_ragged, (np.shape, np.size, np.ndim, np.copy, np.asanyarray))
nan_to_num, mean, std, var = map(_taking_ragged, (np.nan_to_num, np.mean, np.std, np.var))
prod, cumsum, cumprod = map(_taking_ragged, (np.prod, np.cumsum, np.cumprod))
max_, min_, amax, amin = map(_taking_ragged, (np.max, np.min, np.amax, np.amin))
ravel, transpose, squeeze, repeat = map(
    _taking_ragged, (np.ravel, np.transpose, np.squeeze, np.repeat))
split, array_split, save = map(_taking_ragged, (np.split, np.array_split, np.save))
reshape = _taking_ragged(numpy_arguments.reshape, np.reshape)
sum_ = _taking_ragged(numpy_arguments.sum_, np.sum)
permutation = _taking_ragged(np.random.permutation)
concatenate, append = _joining(np.concatenate), _joining(np.append, spread=True)
vstack, hstack, dstack, column_stack = (
    _joining(getattr(numpy_arguments, name), getattr(np, name))
    for name in ("vstack", "hstack", "dstack", "column_stack"))
savez, savez_compressed = map(_saving_ragged, (np.savez, np.savez_compressed))
