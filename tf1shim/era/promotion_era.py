"""The types that arithmetic of NumPy's scalars with numbers of Python gives, for legacy callers.

TF1: both are computed in the number's full type: ``np.float32(0.1) + 0.2`` is a float64, ``np.uint8(200) + 100`` 300.
TF2: NumPy 2 (NEP 50) keeps the scalar's type: a float32, and 44. Sums of losses lose half their digits.
Here: operators answer legacy callers as NumPy 1 did. They stand in the types themselves, as in `ndarray_era`; everybody
    else gets NumPy's own answer. Arrays are left alone: NumPy would warn of their divisions at our lines.
"""

import gc
import operator
import sys

import numpy as np

from tf1shim import settings
from tf1shim.era import ndarray_era
from tf1shim.era.ndarray_era import is_legacy

# name: its place in CPython's PyNumberMethods
_OPERATORS = {"add": 0, "sub": 1, "mul": 2, "mod": 3, "pow": 5, "floordiv": 29, "truediv": 30}
_FULL = {float: np.float64, int: np.int64, complex: np.complex128}


def install(journal):
    """Give legacy callers NumPy 1's types; undone with the journal."""
    if not settings.current().era or sys.implementation.name != "cpython" or not _keeps_the_scalars_type():
        return
    from tf1shim.era import faces

    if "numpy.generic.__add__" not in faces.rows():
        return
    numbers = {kind for kind in np.sctypeDict.values() if issubclass(kind, np.number)}
    for kind in numbers - set(_FULL.values()):
        entries = gc.get_referents(kind.__dict__)
        if len(entries) == 1 and isinstance(entries[0], dict):
            for name, index in _OPERATORS.items():
                _replace(journal, kind, entries[0], name, index)


def _keeps_the_scalars_type():
    return (np.float32(3) + 3.0).dtype == np.float32


def _replace(journal, kind, entries, name, index):
    names = (f"__{name}__", f"__r{name}__")
    if not all(each in entries for each in names) or not ndarray_era.at_index(names[0], index):
        return
    compute = getattr(operator, names[0])
    ours = {names[0]: _operator(names[0], entries[names[0]], compute),
            names[1]: _operator(names[1], entries[names[1]], lambda scalar, number: compute(number, scalar))}
    for each, function in ours.items():
        ndarray_era.set_entry(journal, kind, entries, each, function)
    donor = type("", (), ours)  # its slot holds CPython's own "call what the dictionary says"
    ndarray_era.set_slot(journal, kind, index, ndarray_era.slots(donor)[index])


def _operator(name, native, compute):
    def operate(self, other, *modulus):
        full = _FULL.get(type(other))
        if full is None or modulus or not is_legacy(sys._getframe().f_back):
            return native(self, other, *modulus)
        try:
            number = full(other)
        except OverflowError:  # beyond 64 bits: an object, in every NumPy
            return native(self, other)
        return compute(self, number)

    operate.__name__ = name
    return operate
