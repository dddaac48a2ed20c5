"""The faces of libraries that are not TensorFlow: native, with the era's names laid over."""

import functools
import importlib
import importlib.machinery
import json
import os
import types

from tf1shim import errors, report, settings
from tf1shim.faces import providers

_MISSING = object()
_answering = {}  # top-level package -> its EraFaces


class EraFaces:
    """Answers for one top-level package of the table.

    Args:
        root: the package's name.
        native: ``native(dotted)`` imports and returns a native module.
        journal: takes back that it answers.
    """

    direct = True  # judged by the module that imports, never on behalf of the standard library

    def __init__(self, root, native, journal):
        self._native = native
        self._faces = {}
        journal.set_item(_answering, root, self)

    def before(self):
        """Nothing has to happen before a native import."""

    def module(self, dotted, native=None):
        """The module object that legacy code gets.

        Args:
            dotted: its name.
            native: the native module, where the package holds it under a name that cannot be imported
                (``matplotlib.pyplot.style``).

        Raises:
            ModuleNotFoundError: neither the installed library nor the table has such a module.
        """
        face = self._faces.get(dotted)
        if face is not None:
            return face
        if native is None:
            native = self._native_or_none(dotted)
        if native is None:
            native = self._substitute(dotted)
        if dotted not in _faced():
            if native is None:
                raise ModuleNotFoundError(f"No module named {dotted!r}", name=dotted)
            return native
        if native is None:
            parent = dotted.rpartition(".")[0]
            if not parent:
                raise ModuleNotFoundError(f"No module named {dotted!r}", name=dotted)
            self.module(parent)  # a package that holds names of the table, if its own package is there
        face = self._faces[dotted] = EraFace(dotted, native, self.module)
        return face

    def _native_or_none(self, dotted):
        try:
            return self._native(dotted)
        except ModuleNotFoundError as error:
            if error.name and (dotted == error.name or dotted.startswith(error.name + ".")):
                return None
            raise

    def _substitute(self, dotted):
        """The module that stands in for one that is gone, by its own row or that of a package above it."""
        above, rest = dotted, ""
        while above:
            row = rows().get(above)
            if row is not None and row.get("module"):
                try:
                    module = providers.resolve(row["from"] + rest)
                except ImportError:
                    return None
                _note(above, row)
                return module
            above, _, last = above.rpartition(".")
            rest = f".{last}{rest}"
        return None


def unpickled(dotted):
    """What a pickled face is in this process: its face, or the module itself where legacy code gets that."""
    faces = _answering.get(dotted.partition(".")[0])
    return faces.module(dotted) if faces else importlib.import_module(dotted)


class EraFace(types.ModuleType):
    """A view of a native module (None where the module itself is gone).

    Reads memoise, but for the era's own names, whose every call site is noted. What a program sets goes to the native
    module: ``np.load = ...`` is meant for everybody.
    """

    def __init__(self, name, native, module):
        super().__init__(name, getattr(native, "__doc__", None))
        here = self.__dict__
        for dunder in ("__file__", "__path__", "__version__", "__all__"):
            if native is not None and dunder in vars(native):
                here[dunder] = vars(native)[dunder]
        origin = f"face by tf1shim of {getattr(native, '__file__', None) or name}"
        here["__spec__"] = importlib.machinery.ModuleSpec(name, None, origin=origin)
        here["_tf1shim_native"] = native
        here["__getattr__"] = functools.partial(_look_up, self, name, native, module)
        here["__dir__"] = lambda: dir(native) if native is not None else _names_below(name)

    def __reduce__(self):
        return unpickled, (self.__name__,)

    def __setattr__(self, name, value):
        here = self.__dict__
        native = here["_tf1shim_native"]
        if native is None or isinstance(value, EraFace):  # the import system binding a submodule
            here[name] = value
            return
        here.pop(name, None)
        setattr(native, name, value)

    def __delattr__(self, name):
        self.__dict__.pop(name, None)
        delattr(self.__dict__["_tf1shim_native"], name)


def _look_up(face, module_name, native, module, name):
    full = f"{module_name}.{name}"
    row = rows().get(full)
    value = _native_value(native, name, gone=row is not None)
    if row is not None and (value is _MISSING or row.get("override")):
        if row.get("override") and value is not _MISSING:
            # The name lives on with another meaning: the stand-in decides call by call whether that matters.
            stand_in = providers.resolve(row["from"])
            if getattr(stand_in, "__wrapped__", value) is not value:
                stand_in = value  # the program has put its own in place
            elif stand_in is not value and isinstance(stand_in, types.FunctionType):
                # To be pickled by the name it is found by.
                stand_in.__module__, _, stand_in.__qualname__ = row["from"].partition(":")
            vars(face)[name] = stand_in
            return stand_in
        if not row.get("module"):
            return _given(full, row)
    if isinstance(value, types.ModuleType) and full in _faced():
        return module(full, value)
    if value is _MISSING and full in _faced():
        try:
            return module(full)
        except ImportError:
            pass
    if value is _MISSING:
        raise AttributeError(f"module {module_name!r} has no attribute {name!r}")
    if not module_name.startswith(_PATCHED_OFTEN):
        vars(face)[name] = value
    return value


def _native_value(native, name, gone):
    try:
        return getattr(native, name, _MISSING) if native is not None else _MISSING
    except ImportError:  # so scikit-learn tells of what it has removed
        if gone:
            return _MISSING
        raise


# Tests replace attributes of these while they run, so what is read is not kept.
_PATCHED_OFTEN = ("time", "inspect", "asyncio", "unittest")


def _given(full, row):
    _note(full, row)
    if "reason" in row:
        return errors.unavailable(full, row["reason"], row["instead"])
    try:
        return providers.resolve(row["from"])
    except ImportError as error:
        return errors.unavailable(full, f"{row['gone']} removed it, and its stand-in needs "
                                        f"{error.name or error}", row["instead"])


def _note(full, row):
    report.legacy_call(full, row["instead"], f"{row['gone']} removed {full}")


def _names_below(module_name):
    stem = module_name + "."
    return sorted({n[len(stem):].partition(".")[0] for n in rows() if n.startswith(stem)})


@functools.lru_cache(maxsize=None)
def _table():
    with open(os.path.join(os.path.dirname(__file__), "table.json"), encoding="utf-8") as file:
        return json.load(file)


def roots():
    """The top-level packages of the table."""
    return {name.partition(".")[0] for name in _table()}


def rows():
    """The rows in force: full dotted name -> row."""
    return _rows(settings.current().era_off)


@functools.lru_cache(maxsize=None)
def _rows(off):
    import fnmatch

    return {name: row for name, row in _table().items()
            if not any(fnmatch.fnmatchcase(name, pattern) for pattern in off)}


def _faced():
    return _faced_of(settings.current().era_off)


@functools.lru_cache(maxsize=None)
def _faced_of(off):
    """Modules that hold, or lead to, a row."""
    found = set()
    for name, row in _rows(off).items():
        above = name if row.get("module") else name.rpartition(".")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition(".")[0]
    return frozenset(found)
