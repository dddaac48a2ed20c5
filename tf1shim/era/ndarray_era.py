"""Methods of `numpy.ndarray` and of NumPy's scalars, and arrays of size 1 as numbers, for legacy callers.

TF1: ``a.ptp()``, ``a.itemset(i, x)``, ``a.tostring()``, ``np.float32(1).tostring()``; ``float(a)``, ``"%f" % a`` and
    ``x[i] = a`` with an array of size 1; an empty array is false.
TF2: NumPy 2.0 to 2.5 removed them; `numpy.ndarray` and `numpy.generic` are C types that take no new attributes.
Here: they stand in the types' own dictionaries, and what they find there depends on who calls: legacy code gets the old
    answer, everybody else NumPy's own (for the methods, AttributeError). Only what this NumPy refuses is touched, and
    only on a CPython whose type objects are laid out as expected.
"""

import ctypes
import functools
import gc
import sys

import numpy as np

from tf1shim import report, settings
from tf1shim.importing import scope

_TRAINING = "tensorflow.python.training."

def install(journal):
    """Give legacy callers the old methods and conversions; undone with the journal."""
    if not settings.current().era or sys.implementation.name != "cpython":
        return
    from tf1shim.era import faces

    rows = faces.rows()
    for kind, example, methods in ((np.generic, np.float32(0), _OF_SCALARS), (np.ndarray, np.empty(0), _METHODS)):
        entries = gc.get_referents(kind.__dict__)
        if len(entries) != 1 or not isinstance(entries[0], dict):
            return
        for name, method in methods.items():
            full = f"numpy.{kind.__name__}.{name}"
            if full in rows and not hasattr(example, name):
                set_entry(journal, kind, entries[0], name, _LegacyMethod(full, method, vars(kind).get(name)))
    for name, (index, probe, answer) in _CONVERSIONS.items():
        if f"numpy.ndarray.{name}" in rows and _refused(probe) and at_index(name, index):
            native = vars(np.ndarray)[name]
            set_entry(journal, np.ndarray, entries[0], name, _conversion(name, native, answer))
            donor = type("", (), {name: answer})  # its slot holds CPython's own "call what the dictionary says"
            set_slot(journal, np.ndarray, index, slots(donor)[index])


def is_legacy(frame):
    """Whether the code that runs in a frame is legacy code."""
    return frame is not None and scope.is_legacy(frame.f_globals)  # None: C++, in a thread of its own


def _of_training(frame):
    """Whether TensorFlow's own code of TF 1 asks, of what a program gave it: its global step may be of shape (1,)."""
    return frame is not None and str(frame.f_globals.get("__name__")).startswith(_TRAINING)


class _LegacyMethod:
    """A method that only legacy code finds.

    Others find ``native``, which NumPy 2.0 to 2.2 left there to say that the method is gone, or nothing.
    """

    def __init__(self, name, function, native):
        self._name, self._function, self._native = name, function, native

    def __get__(self, instance, owner=None):
        if not is_legacy(sys._getframe().f_back):
            if self._native is not None:
                return self._native.__get__(instance, owner)
            raise AttributeError(f"{owner!r} has no attribute {self._name.rpartition('.')[-1]!r}")
        _note(self._name)
        return self._function if instance is None else functools.partial(self._function, instance)


def _conversion(name, native, answer):
    def convert(self):
        if self.size == 1 and not self.ndim:
            return native(self)
        try:
            return native(self)
        except (TypeError, ValueError):
            frame = sys._getframe().f_back
            if self.size > 1 or not (is_legacy(frame) or _of_training(frame)):
                raise
        _note(f"numpy.ndarray.{name}")
        return answer(self)

    convert.__name__ = name
    return convert


def _note(name):
    from tf1shim.era import faces

    row = faces.rows().get(name)
    if row is not None:
        report.legacy_call(name, row["instead"], f"{row['gone']} removed it")


def itemset(a, *args):
    """Set the element at a flat index or at one index per axis: ``a.itemset(i, x)``, ``a.itemset(x)``."""
    *where, value = args
    if len(where) == 1 and not isinstance(where[0], tuple):
        a.flat[where[0]] = value
    else:
        a[tuple(where[0]) if len(where) == 1 else tuple(where)] = value


def newbyteorder(a, new_order="S"):
    """The same bytes, read in another byte order."""
    return a.view(a.dtype.newbyteorder(new_order))


def newbyteorder_of_scalar(a, new_order="S"):
    """The number that the same bytes are in another byte order."""
    return newbyteorder(np.asarray(a), new_order)[()]


def tostring(a, order="C"):
    """The bytes of the array or scalar, as `numpy.ndarray.tobytes`."""
    return a.tobytes(order)


_METHODS = {"itemset": itemset, "newbyteorder": newbyteorder, "ptp": np.ptp, "tostring": tostring}
_OF_SCALARS = {"newbyteorder": newbyteorder_of_scalar, "ptp": np.ptp, "tostring": tostring}
# name: (its place in CPython's PyNumberMethods, what NumPy once took, the answer)
_CONVERSIONS = {
    "__float__": (18, lambda: float(np.ones(1)), lambda a: float(a.item())),
    "__int__": (16, lambda: int(np.ones(1)), lambda a: int(a.item())),
    "__bool__": (9, lambda: bool(np.ones(0)), lambda a: a.size > 0 and bool(a.item())),
}


def _refused(probe):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            probe()
        except (TypeError, ValueError):
            return True
    return False


def slots(kind):
    """A type's table of number methods, as addresses. It lies behind nine fields of PyTypeObject."""
    word = ctypes.sizeof(ctypes.c_void_p)
    table = ctypes.c_void_p.from_address(id(kind) + object.__basicsize__ + 10 * word).value
    return (ctypes.c_void_p * 33).from_address(table)


def at_index(name, index):
    """Whether a class with this method alone has its one number method there: the layout is as expected."""
    probe = type("", (), {name: None})
    return [i for i, address in enumerate(slots(probe)) if address] == [index]


def set_slot(journal, kind, index, address):
    """Put another function in a type's table of number methods; ``journal`` puts the old one back."""
    table, modified = slots(kind), functools.partial(ctypes.pythonapi.PyType_Modified, ctypes.py_object(kind))
    old, table[index] = table[index], address
    modified()

    def restore():
        table[index] = old
        modified()

    journal.on_undo(restore, f"numpy.{kind.__name__}'s number method {index}")


def set_entry(journal, kind, entries, name, value):
    """Set a name in a C type's own dictionary; ``journal`` puts back what stood there."""
    modified = functools.partial(ctypes.pythonapi.PyType_Modified, ctypes.py_object(kind))
    journal.on_undo(modified, f"numpy.{kind.__name__}")
    journal.set_item(entries, name, value)
    modified()
