"""`keras.utils.HDF5Matrix` and `keras.utils.io_utils.H5Dict`.

Source: keras 2.3.1 `utils/io_utils.py`; tf.keras of TF 1.15 had the first as well.
"""

import collections
import io
import os

import numpy as np


class HDF5Matrix:
    """Part of an HDF5 dataset that can stand for an array in fit, predict and evaluate.

    Args:
        datapath: path of the file.
        dataset: name of the dataset in it.
        start, end: the rows it covers.
        normalizer: function applied to the rows that are read, or None.
    """

    refs = collections.defaultdict(int)

    def __init__(self, datapath, dataset, start=0, end=None, normalizer=None):
        import h5py

        if datapath not in self.refs:
            self.refs[datapath] = h5py.File(datapath, "r")
        self.data = self.refs[datapath][dataset]
        self.start, self.normalizer = start, normalizer
        self.end = self.data.shape[0] if end is None else end
        first = self._normal(self.data[0:1])
        self._base_shape, self._base_dtype = first.shape[1:], first.dtype

    def _normal(self, rows):
        return rows if self.normalizer is None else self.normalizer(rows)

    def __len__(self):
        return self.end - self.start

    def __getitem__(self, key):
        """Rows by slice, number, array or list of numbers, counted from ``start``.

        Raises:
            IndexError: beyond ``end``.
        """
        if isinstance(key, slice):
            first, last, _ = key.indices(len(self)) if key.stop is None else (
                key.start or 0, key.stop, None)
            if last + self.start > self.end:
                raise IndexError(key)
            return self._normal(self.data[first + self.start:last + self.start])
        if isinstance(key, (int, np.integer)):
            if key + self.start >= self.end:
                raise IndexError(key)
            return self._normal(self.data[int(key) + self.start])
        rows = np.asarray(key) + self.start
        if rows.max() >= self.end:
            raise IndexError(key)
        # HDF5 reads rows in rising order, each once.
        wanted, back = np.unique(rows, return_inverse=True)
        return self._normal(self.data[wanted.tolist()][back])

    @property
    def shape(self):
        """(rows, ...)."""
        return (len(self), *self._base_shape)

    @property
    def dtype(self):
        """NumPy type of the entries."""
        return self._base_dtype

    @property
    def ndim(self):
        """Number of axes."""
        return self.data.ndim

    @property
    def size(self):
        """Number of entries."""
        return int(np.prod(self.shape))

    @staticmethod
    def _to_type_spec(value):
        import tensorflow as tf

        return tf.TensorSpec(shape=value.shape, dtype=value.dtype)


class H5Dict:
    """A dictionary over an HDF5 file or group, or over a plain dict.

    Args:
        path: path, `h5py.Group` or dict.
        mode: how to open a file: ``a``, ``r`` or ``w``.

    Raises:
        TypeError: ``path`` is none of these.
    """

    def __init__(self, path, mode="a"):
        import h5py

        self._is_file = isinstance(path, (str, os.PathLike))
        if self._is_file:
            path = h5py.File(path, mode=mode)
        elif isinstance(path, dict):
            if mode == "w":
                path.clear()
        elif not isinstance(path, h5py.Group):
            raise TypeError(f"Required Group, str, Path or dict. Received: {type(path)}.")
        self.data, self.read_only = path, mode == "r"

    @staticmethod
    def is_supported_type(path):
        """Whether `H5Dict` can be made from ``path``."""
        import h5py

        return isinstance(path, (h5py.Group, dict, str, os.PathLike))

    def __setitem__(self, name, value):
        if self.read_only:
            raise ValueError("Cannot set item in read-only mode.")
        name = name.decode() if isinstance(name, bytes) else name
        if isinstance(self.data, dict):
            self.data[name] = value
            return
        if name in self.data:
            raise KeyError(f"Cannot set attribute. Group with name {name!r} exists.")
        if isinstance(value, np.ndarray) or np.isscalar(value) and not isinstance(value, (str, bytes)):
            self.data.create_dataset(name, data=value)
        else:
            self.data.attrs[name] = value

    def __getitem__(self, name):
        name = name.decode() if isinstance(name, bytes) else name
        if isinstance(self.data, dict):
            if name not in self.data and not self.read_only:
                self.data[name] = {}
            value = self.data[name]
            return H5Dict(value) if isinstance(value, dict) else value
        if name in self.data.attrs:
            return self._attribute(name)
        if name not in self.data:
            if self.read_only:
                raise KeyError(f"Cannot create group in read-only mode: {name}")
            return H5Dict(self.data.create_group(name))
        value = self.data[name]
        return np.array(value) if hasattr(value, "dtype") else H5Dict(value)

    def _attribute(self, name):
        """Text and bytes as they were given: h5py 3 reads both as text, and tells them apart by the encoding."""
        import h5py

        value = self.data.attrs[name]
        kind = h5py.check_string_dtype(self.data.attrs.get_id(name).dtype)
        if kind is None:
            return value
        encoded = lambda one: one.encode() if isinstance(one, str) and kind.encoding == "ascii" else one  # noqa: E731
        return [encoded(one) for one in value.tolist()] if isinstance(value, np.ndarray) else encoded(value)

    def __contains__(self, name):
        return name in self.data or (not isinstance(self.data, dict) and name in self.data.attrs)

    def __iter__(self):
        return iter(self.data)

    iter = __iter__

    def __len__(self):
        return len(self.data)

    def get(self, name, default=None):
        """The entry, or ``default`` where there is none."""
        return self[name] if name in self else default  # noqa: SIM401  this is get

    def update(self, *others, **named):
        """Set several entries."""
        for name, value in dict(*others, **named).items():
            self[name] = value

    def close(self):
        """Close the file, if it was opened here."""
        if self._is_file:
            self.data.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


h5dict = H5Dict


def save_to_binary_h5py(save_function, stream):
    """Have ``save_function`` write into an HDF5 file in memory, and write that to ``stream``."""
    import h5py

    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        save_function(file)
    stream.write(buffer.getvalue())


def load_from_binary_h5py(load_function, stream):
    """Have ``load_function`` read an HDF5 file that ``stream`` holds; returns what it returns."""
    import h5py

    with h5py.File(io.BytesIO(stream.read()), "r") as file:
        return load_function(file)
