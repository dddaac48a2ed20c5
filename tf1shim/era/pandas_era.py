"""pandas as it was before 1.0: ``.ix``, ``.as_matrix``, ``.append`` on the frames that legacy code makes, and
``row[0]`` by position where the labels are names.

The frames are subclasses that stay themselves through pandas' operations; a frame that somebody else made has none of
it.
"""

import functools
import numbers

import numpy as np
import pandas as pd


class _AnyOf(type):
    """isinstance as with pandas' own class: a library's frame is a DataFrame too."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls._native)


class _Ix:
    """``.ix``: labels, or positions where a whole number is no label."""

    def __init__(self, owner):
        self._owner = owner

    def _indexer(self, key):
        axes = key if isinstance(key, tuple) else (key,)
        indexes = (self._owner.index, getattr(self._owner, "columns", None))
        return tuple(_place(k, index) for k, index in zip(axes, indexes))

    def __getitem__(self, key):
        places = self._indexer(key)
        return self._owner.iloc[places] if len(places) > 1 else self._owner.iloc[places[0]]

    def __setitem__(self, key, value):
        places = self._indexer(key)
        self._owner.iloc[places if len(places) > 1 else places[0]] = value


def _place(key, index):
    """The positions that ``key`` means on ``index``: by label if the index has such labels, else by position."""
    positional = not pd.api.types.is_integer_dtype(index)
    if isinstance(key, slice):
        whole = all(isinstance(k, numbers.Integral) or k is None for k in (key.start, key.stop))
        return key if positional and whole else index.slice_indexer(key.start, key.stop, key.step)
    if isinstance(key, numbers.Integral) and positional and key not in index:
        return key
    if isinstance(key, (list, tuple)) or hasattr(key, "dtype"):
        if getattr(key, "dtype", None) == np.dtype(bool) or (len(key) and isinstance(key[0], bool)):
            return list(key)
        return [_place(k, index) for k in key]
    return index.get_loc(key)


class _Old:
    """The methods that frames and series had."""

    ix = property(_Ix)

    def as_matrix(self, columns=None):
        """The values as an array."""
        return self.to_numpy() if columns is None else self[columns].to_numpy()

    get_values = as_matrix

    @property
    def _constructor(self):
        return DataFrame if isinstance(self, pd.DataFrame) else Series

    @property
    def _constructor_sliced(self):
        return Series

    @property
    def _constructor_expanddim(self):
        return DataFrame


class Series(_Old, pd.Series, metaclass=_AnyOf):
    """`pandas.Series` with the old methods."""

    _native = pd.Series

    def __getitem__(self, key):
        try:
            return super().__getitem__(key)
        except KeyError:
            place = self._positions(key)
            if place is None:
                raise
        return self.iloc[place]

    def __setitem__(self, key, value):
        place = self._positions(key)
        if place is None or not all(-len(self) <= k < len(self) for k in np.atleast_1d(place)):
            super().__setitem__(key, value)
        else:
            self.iloc[place] = value

    def _positions(self, key):
        """Whole numbers that are no labels, on an index of something else; None for any other key."""
        whole = [key] if isinstance(key, numbers.Integral) else key
        if not isinstance(whole, (list, np.ndarray)) or pd.api.types.is_numeric_dtype(self.index):
            return None
        if not len(whole) or not all(isinstance(k, numbers.Integral) and not isinstance(k, bool) for k in whole):
            return None
        return None if any(k in self.index for k in whole) else key

    def append(self, to_append, ignore_index=False, verify_integrity=False):
        """This series and others, one after the other."""
        others = to_append if isinstance(to_append, (list, tuple)) else [to_append]
        return pd.concat([self, *others], ignore_index=ignore_index,
                         verify_integrity=verify_integrity)


class DataFrame(_Old, pd.DataFrame, metaclass=_AnyOf):
    """`pandas.DataFrame` with the old methods."""

    _native = pd.DataFrame

    def append(self, other, ignore_index=False, verify_integrity=False, sort=False):
        """This frame's rows and others'; a dict or series is one row."""
        if isinstance(other, dict):
            other = pd.Series(other)
        if isinstance(other, pd.Series):
            other = other.to_frame().T.infer_objects()
        elif isinstance(other, list) and other and not isinstance(other[0], pd.DataFrame):
            other = pd.DataFrame(other)
        others = other if isinstance(other, (list, tuple)) else [other]
        return DataFrame(pd.concat([self, *others], ignore_index=ignore_index,
                                   verify_integrity=verify_integrity, sort=sort))


def _old_result(native):
    @functools.wraps(native)
    def function(*args, **kwargs):
        result = native(*args, **kwargs)
        if type(result) is pd.DataFrame:
            return DataFrame(result)
        return Series(result) if type(result) is pd.Series else result

    return function


read_csv = _old_result(pd.read_csv)
read_table = _old_result(pd.read_table)
read_excel = _old_result(pd.read_excel)
read_pickle = _old_result(pd.read_pickle)
read_json = _old_result(pd.read_json)
read_hdf = _old_result(pd.read_hdf)
concat = _old_result(pd.concat)
merge = _old_result(pd.merge)
get_dummies = _old_result(pd.get_dummies)
