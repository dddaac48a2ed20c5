"""Faces of ``tensorflow.python.*`` and ``tensorflow.core.*`` modules, for the names in them that moved or went.

Everything else is read from, and written to, the native module: a program that sets ``nn_ops.foo`` means it for
TensorFlow itself.
"""

import functools
import sys
import types

from tf1shim import capabilities, errors
from tf1shim.faces import providers
from tf1shim.importing import finder

_MADE_OF_KERAS = ("tensorflow.python.layers.", "tensorflow.python.ops.rnn_cell")
_faces = {}


def wrap(module):
    """The face of a native ``tensorflow.python`` module where the table has entries for it, else the module itself."""
    name = getattr(module, "__name__", "")
    if name not in _faced() or finder.is_supplied(module):
        return module
    face = _faces.get(name)
    if face is None or vars(face)["_tf1shim_native"] is not module:
        face = _faces[name] = PrivateFace(module)
    return face


def build_gone_module(name):
    """A module for a ``tensorflow.python.*`` name whose module went: reads its names where they live now.

    Returns None for a module the table does not know.
    """
    modules = providers.private_table()["modules"]
    source = None
    if name not in modules:
        try:
            source = providers.resolve(_below(name))
        except (ImportError, AttributeError):
            return None
        if not isinstance(source, types.ModuleType):
            return None
    module = types.ModuleType(name, "Moved in TensorFlow 2; supplied by tf1shim.")
    module.__path__ = []

    def home():
        provider = modules.get(name)
        return source or (provider and _resolved(name, provider))

    def __getattr__(attribute):
        if attribute == "__all__":
            return _public_names(home(), name)
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        full = f"{name}.{attribute}"
        named = providers.private_table()["names"].get(full)
        if named is not None:
            return _resolved(full, named)
        value = getattr(home(), attribute, None)
        if value is None or isinstance(value, types.ModuleType):
            value = finder.load(full) or value
        if value is None:
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
        return value

    module.__getattr__ = __getattr__
    return module


def _resolved(full, provider):
    """What a provider gives; where a package is missing, an error or placeholder that says what to install."""
    try:
        return providers.resolve(provider)
    except AttributeError as error:
        if "is not available with Keras 3" not in str(error):
            raise
        return errors.unavailable(full, "no Keras 2 is installed", capabilities.KERAS2_HINT)
    except ImportError as error:
        remedy = providers.remedy(error)
        if remedy is None:
            raise
        raise ModuleNotFoundError(f"{full} needs {error.name}: {remedy}", name=error.name) from None


class PrivateFace(types.ModuleType):
    """A view of a native module, with the table's names laid over it."""

    def __init__(self, native):
        super().__init__(native.__name__, native.__doc__)
        here = self.__dict__
        here["_tf1shim_native"] = native
        for dunder in ("__file__", "__path__", "__spec__", "__package__", "__loader__"):
            if dunder in vars(native):
                here[dunder] = vars(native)[dunder]

    def __getattr__(self, name):
        native = self.__dict__["_tf1shim_native"]
        if name == "__all__":
            return _public_names(native, native.__name__)
        if name.startswith("__"):
            return getattr(native, name)
        full = f"{native.__name__}.{name}"
        table = providers.private_table()
        if full in table["overrides"]:
            if full.startswith(_MADE_OF_KERAS):
                providers.resolve("tf1shim.keras2.patches:install")()
            return _resolved(full, table["overrides"][full])
        try:
            value = getattr(native, name)
        except AttributeError:
            if full in table["names"]:
                return _resolved(full, table["names"][full])
            child = finder.load(full)
            if child is None:
                raise
            return wrap(child)
        return wrap(value) if isinstance(value, types.ModuleType) else value

    def __setattr__(self, name, value):
        if name.startswith("__"):
            return super().__setattr__(name, value)
        setattr(self.__dict__["_tf1shim_native"], name, value)

    def __delattr__(self, name):
        delattr(self.__dict__["_tf1shim_native"], name)

    def __dir__(self):
        return dir(self.__dict__["_tf1shim_native"])


def install(journal):
    """Let the finder supply modules of the table that went."""
    for name in sorted(providers.private_table()["modules"]):
        finder.supply(name, build_gone_module, journal, gone=_is_gone)


def _below(name):
    """The provider of a module that lies below one of the table, or an empty list."""
    modules = providers.private_table()["modules"]
    above, rest = name, ""
    while "." in above:
        above, _, last = above.rpartition(".")
        rest = f".{last}{rest}"
        provider = modules.get(above)
        if provider:
            return [base + rest for base in ([provider] if isinstance(provider, str) else provider)]
    return []


@functools.lru_cache(maxsize=None)
def _installed(name):
    return capabilities.is_installed_module(name)


def _is_gone(name):
    module = sys.modules.get(name)
    return (module is None or finder.is_supplied(module)) and not _installed(name)


def _public_names(module, name):
    """What ``from name import *`` gives: the module's own choice, or all that is public, and the table's names."""
    stem = name + "."
    named = {full[len(stem):] for full in providers.private_table()["names"] if full.startswith(stem)}
    own = getattr(module, "__all__", None) or [n for n in dir(module) if not n.startswith("_")]
    return sorted({*own, *(n for n in named if "." not in n and not n.startswith("_"))})


@functools.lru_cache(maxsize=None)
def _faced():
    table = providers.private_table()
    names = set()
    for full in (*table["names"], *table["overrides"], *table["modules"]):
        while "." in full:
            full = full.rpartition(".")[0]
            names.add(full)
    return names
