"""NumPy as it was about 1.16: functions that are gone, and those that have become stricter."""

import functools
import os

import numpy as np

from tf1shim import report, settings
from tf1shim.era import numpy_arguments, numpy_objects

NINF = -np.inf
PZERO, NZERO = 0.0, -0.0
SCTYPES = {
    "int": [np.int8, np.int16, np.int32, np.int64],
    "uint": [np.uint8, np.uint16, np.uint32, np.uint64],
    "float": [np.float16, np.float32, np.float64, np.longdouble],
    "complex": [np.complex64, np.complex128, np.clongdouble],
    "others": [bool, object, bytes, str, np.void],
}


def asscalar(a):
    """The one element of an array of size 1, as a Python scalar."""
    return a.item()


def msort(a):
    """A copy of ``a`` sorted along its first axis."""
    return np.sort(a, axis=0)


def alen(a):
    """The length of the first axis of ``a``; 1 for a scalar."""
    try:
        return len(a)
    except TypeError:
        return len(np.array(a, ndmin=1))


def in1d(ar1, ar2, assume_unique=False, invert=False):
    """Whether each element of ``ar1``, flattened, is in ``ar2``: bool array [ar1.size]."""
    return np.isin(np.ravel(ar1), ar2, assume_unique=assume_unique, invert=invert)


def asfarray(a, dtype=np.float64):
    """``a`` as an array of a floating type; other types give float64."""
    dtype = dtype if np.issubdtype(dtype, np.inexact) else np.float64
    return np.asarray(a, dtype=dtype)


def find_common_type(array_types, scalar_types):
    """The type that arrays of these types and scalars of those have in common."""
    arrays = [np.dtype(t) for t in array_types]
    scalars = [np.dtype(t) for t in scalar_types]
    if not arrays or not scalars:
        return np.result_type(*(arrays or scalars))
    common, scalar = np.result_type(*arrays), np.result_type(*scalars)
    # A scalar changes the type of an array only where it is of another kind.
    order = "biufc"
    higher = order.find(scalar.kind) > order.find(common.kind)
    return np.result_type(common, scalar) if higher else common


def obj2sctype(rep, default=None):
    """The scalar type of an object, or ``default``."""
    try:
        return np.dtype(rep).type
    except TypeError:
        return default


def fast_copy_and_transpose(a):
    """A transposed copy of ``a``."""
    return np.array(a).T.copy()


def disp(mesg, device=None, linefeed=True):
    """Print a message to ``device`` (stdout)."""
    print(mesg, end="\n" if linefeed else "", file=device)


def recfromtxt(fname, **kwargs):
    """What `numpy.genfromtxt` reads, each column of its own type, as records (masked with ``usemask=True``)."""
    kwargs.setdefault("dtype", None)
    table = np.genfromtxt(fname, **kwargs)
    if kwargs.get("usemask"):
        from numpy.ma import mrecords

        return table.view(mrecords.MaskedRecords)
    return table.view(np.recarray)


def recfromcsv(fname, **kwargs):
    """`recfromtxt` of comma-separated values below a line of names, which become lower-case."""
    return recfromtxt(fname, **{"case_sensitive": "lower", "names": True, "delimiter": ",", **kwargs})


def random_integers(low, high=None, size=None):
    """Integers from ``low`` to ``high``, both included (from 1 where ``high`` is not given)."""
    low, high = (1, low) if high is None else (low, high)
    return np.random.randint(low, high + 1, size=size)


# NumPy 2 reads copy=False as "never copy"; its word for the old meaning is None.
_COPY_IF_NEEDED = None if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else False
_array, _asarray, _load, _fromstring = np.array, np.asarray, np.load, np.fromstring


@functools.wraps(_array)
def array(object, *args, **kwargs):
    """`numpy.array`, with ragged lists as object arrays and ``copy=False`` as "copy if needed"."""
    if kwargs.get("copy", True) is False:
        kwargs["copy"] = _COPY_IF_NEEDED
    return _made(_array, object, args, kwargs)


@functools.wraps(_asarray)
def asarray(a, *args, **kwargs):
    """`numpy.asarray`, with ragged lists as object arrays."""
    return _made(_asarray, a, args, kwargs)


def _made(function, value, args, kwargs):
    try:
        return function(value, *args, **kwargs)
    except OverflowError:
        dtype, rest = _dtype(args, kwargs)
        return function(numpy_arguments.wrapped_around(value, dtype), dtype, **rest)
    except ValueError as error:
        return _ragged(function, error, value, args, kwargs)
    except NotImplementedError as error:
        return function(numpy_objects.of_list(function.__name__, value, error), *args, **kwargs)


def _dtype(args, kwargs):
    """(dtype, the other keyword arguments) of a call of array or asarray."""
    rest = dict(kwargs)
    return (args[0] if args else rest.pop("dtype", None)), rest


def _ragged(function, error, value, args, kwargs):
    dtype, rest = _dtype(args, kwargs)
    if "inhomogeneous" not in str(error):
        raise error
    if dtype is not None:
        if not isinstance(value, (list, tuple)):
            raise error
        return function(_numbers(value), dtype, **rest)
    report.legacy_call(f"numpy.{function.__name__} of a ragged list", "dtype=object",
                       "NumPy 1.24 makes no array of a ragged list by itself")
    return function(value, *args, **{**kwargs, "dtype": np.object_})


def _numbers(value):
    """A list with its arrays of size 1 as numbers: beside numbers they counted as such where the type was given."""
    if isinstance(value, (list, tuple)):
        return [_numbers(v) for v in value]
    return value.reshape(()) if isinstance(value, np.ndarray) and value.size == 1 else value


@functools.wraps(_load)
def load(file, *args, **kwargs):
    """`numpy.load`; object arrays only where the program or the setting ``allow_pickle`` allows them.

    Raises:
        ValueError: as NumPy does, with the line that mends it and the setting.
    """
    given = "allow_pickle" in kwargs or len(args) > 1
    if not given and settings.current().allow_pickle:
        kwargs["allow_pickle"] = given = True
    try:
        loaded = _load(file, *args, **kwargs)
    except ValueError as error:
        raise _pickle_error(error, file) if "allow_pickle" in str(error) else error from None
    if not given and isinstance(loaded, np.lib.npyio.NpzFile):
        loaded = _Npz(loaded, file)
    return loaded


class _Npz:
    """An .npz file whose object arrays are refused with the same clear error, when they are read."""

    def __init__(self, npz, file):
        self._npz, self._file = npz, file

    @property
    def __class__(self):  # for isinstance: programs tell archives from arrays
        return type(self._npz)

    def __getitem__(self, key):
        try:
            return self._npz[key]
        except ValueError as error:
            raise _pickle_error(error, self._file) if "allow_pickle" in str(error) else error from None

    def __getattr__(self, name):
        return getattr(self._npz, name)

    def __iter__(self):
        return iter(self._npz)

    def __len__(self):
        return len(self._npz)

    def __contains__(self, key):
        return key in self._npz

    def keys(self):
        """The names of the arrays."""
        return self._npz.keys()

    def items(self):
        """(name, array) pairs."""
        return [(key, self[key]) for key in self._npz]

    def values(self):
        """The arrays."""
        return [self[key] for key in self._npz]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._npz.close()


def _pickle_error(error, file):
    path, line = report.user_site()
    name = os.fspath(file) if isinstance(file, (str, os.PathLike)) else "the file"
    return ValueError(
        f"{error}: {name} holds pickled objects, and unpickling runs code. If you trust the file, "
        f"write allow_pickle=True in the call at {path}:{line}, or set TF1SHIM_ALLOW_PICKLE=1 for "
        "one run")


@functools.wraps(_fromstring)
def fromstring(string, dtype=float, count=-1, *, sep="", **kwargs):
    """`numpy.fromstring`; without ``sep`` the bytes themselves are read, into a new array."""
    if sep != "":
        return _fromstring(string, dtype=dtype, count=count, sep=sep, **kwargs)
    report.legacy_call("numpy.fromstring of bytes", "numpy.frombuffer",
                       "NumPy 2.3 reads no bytes by fromstring")
    data = string.encode("latin-1") if isinstance(string, str) else bytes(string)
    return np.frombuffer(data, dtype=dtype, count=count).copy()
