"""h5py as it was before 3.0: ``dataset.value``, strings with a ``.decode()``, lists of bytes of a fixed length."""

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

    def create(self, name, data, shape=None, dtype=None):
        """Add an attribute, or replace it."""
        super().create(name, data if dtype else _fixed(data), shape, dtype)


def _fixed(data):
    """Bytes in a list as NumPy makes an array of them, which is what was written; h5py 3 gives each its own length."""
    array = np.asarray(data) if isinstance(data, (list, tuple)) and data and isinstance(data[0], bytes) else None
    return data if array is None or array.dtype.kind != "S" else array


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

    def create_dataset(self, name, shape=None, dtype=None, data=None, **kwargs):
        """Add a dataset."""
        made = super().create_dataset(name, shape, dtype, data if dtype else _fixed(data), **kwargs)
        return _as_old(made)


    def create_group(self, name, *args, **kwargs):
        """Add a group."""
        return _as_old(super().create_group(name, *args, **kwargs))

    def require_group(self, name):
        """The group; added where there is none."""
        return _as_old(super().require_group(name))

    def require_dataset(self, name, *args, **kwargs):
        """The dataset; added where there is none."""
        return _as_old(super().require_dataset(name, *args, **kwargs))

    @property
    def parent(self):
        """The group that holds this one."""
        return _as_old(super().parent)

    @property
    def fid(self):
        """The low-level identifier of the file."""
        return h5py.h5i.get_file_id(self.id)


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
