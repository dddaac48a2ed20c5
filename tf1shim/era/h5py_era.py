"""h5py as it was before 3.0: ``dataset.value``, and strings that still answer to ``.decode()``."""

import h5py
import numpy as np


class _Decodable(str):
    """A string read from a file; programs decode it, as they had to when it came as bytes."""

    def decode(self, *args, **kwargs):
        """The string itself."""
        return str(self)


class _Anyone(type(h5py.Group)):
    """isinstance as with h5py's own class."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls._native)


class _Attributes(h5py.AttributeManager):
    def __getitem__(self, name):
        return _old(super().__getitem__(name))


def _old(value):
    if type(value) is str:
        return _Decodable(value)
    if getattr(value, "dtype", None) == np.dtype(object):
        made = value.copy()
        made[...] = [_old(v) for v in value.ravel()] if value.ndim == 1 else value
        return made
    return value


class _Holder:
    """What file and group share: what they hand out has the old ways too."""

    @property
    def attrs(self):
        """The attributes; string values answer to ``.decode()``."""
        return _Attributes(self)

    def __getitem__(self, name):
        return _as_old(super().__getitem__(name))


class Dataset(h5py.Dataset, metaclass=_Anyone):
    """`h5py.Dataset` with ``.value``."""

    _native = h5py.Dataset
    attrs = _Holder.attrs

    @property
    def value(self):
        """The whole dataset: ``dataset[()]``."""
        return self[()]


class Group(_Holder, h5py.Group, metaclass=_Anyone):
    """`h5py.Group` that hands out old datasets."""

    _native = h5py.Group


class File(_Holder, h5py.File, metaclass=_Anyone):
    """`h5py.File`, opened for reading and writing by default, as before 3.0."""

    _native = h5py.File

    def __init__(self, name, mode=None, *args, **kwargs):
        super().__init__(name, _old_default(name) if mode is None else mode, *args, **kwargs)


def _old_default(name):
    """h5py < 3: "a", falling back to reading where the file cannot be written."""
    import os

    if not isinstance(name, (str, bytes, os.PathLike)):  # an open file
        return "a"
    readable_only = os.path.exists(name) and not os.access(name, os.W_OK)
    return "r" if readable_only else "a"


def _as_old(thing):
    if type(thing) is h5py.Dataset:
        return Dataset(thing.id)
    if type(thing) is h5py.Group:
        return Group(thing.id)
    return thing
