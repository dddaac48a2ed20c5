"""The mechanism of a face: a plain module with a PEP 562 ``__getattr__`` that memoises.

Plain, because attribute access on a subclass of ModuleType with a class-level ``__getattr__`` costs four times as much
even on a hit.
"""

import importlib.machinery
import types

from tf1shim import errors
from tf1shim.importing.finder import dict_of

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import

_MISSING = object()


class _Namespace(types.ModuleType):
    """A face below the root, whose ``__dict__`` is whole when a program reads it.

    TF1: ``tf.train.__dict__[name]``, ``tf.nn.__dict__.get(name)``, ``vars(tf.logging)`` find all public names.
    """

    __slots__ = ()

    @property
    def __dict__(self):
        namespace = dict_of(self)
        fill = namespace.get("__tf1shim_fill__")
        if fill is not None:
            fill()
        return namespace


def new_face(name, lookup, names, native=None, memoise=True, varying=None):
    """Make a face.

    Args:
        name: its ``__name__``, the dotted name of the native module it stands for.
        lookup: called with an attribute name that is not in its dict yet; returns the value or raises AttributeError.
        names: called without arguments; returns the iterable of public names for ``dir`` and ``import *``.
        native: the native module, for ``__file__``, ``__path__`` and ``__doc__``; or None.
        memoise: keep looked-up values in the face's dict (off where the native values change).
        varying: name -> function that returns the value of the moment, for names that are asked for each time.

    Returns:
        A `types.ModuleType`; ``importlib.reload`` of it forgets what was memoised.
    """
    whole = memoise and "." in name
    face = (_Namespace if whole else types.ModuleType)(name, getattr(native, "__doc__", None))
    namespace = dict_of(face)
    looked_up = set()

    varying = varying or {}

    def __getattr__(attribute):
        if attribute in varying:
            return varying[attribute]()
        if attribute == "__all__":
            return sorted(names())
        if attribute == "__path__" and native is None:
            return []
        value = lookup(attribute)
        if memoise:
            namespace[attribute] = value
            looked_up.add(attribute)
        return value

    def __dir__():
        return sorted({*names(), *(n for n in namespace if not n.startswith("__tf1shim"))})

    def refresh():
        while looked_up:
            namespace.pop(looked_up.pop(), None)
        if whole:
            namespace["__tf1shim_fill__"] = fill
        return face

    def fill():
        del namespace["__tf1shim_fill__"]
        _complete(namespace, names(), __getattr__)

    for dunder in ("__file__", "__path__", "__version__"):
        if native is not None and dunder in vars(native) and dunder != "__version__":
            namespace[dunder] = vars(native)[dunder]
    origin = f"TF 1.15 face by tf1shim of {getattr(native, '__file__', name)}"
    face.__spec__ = importlib.machinery.ModuleSpec(name, None, origin=origin, is_package=True)
    face.__package__ = name
    namespace.update(__getattr__=__getattr__, __dir__=__dir__, __tf1shim_refresh__=refresh)
    return refresh()


def new_namespace(name, doc, names, lookup, whole=True):
    """A module of which `importing.finder` makes a supplied one, its ``__dict__`` whole when a program reads it.

    Args:
        name, doc: its ``__name__`` and ``__doc__``.
        names: called without arguments; returns the public names.
        lookup: called with the module and a name that is not in its dict yet; memoises.
        whole: make the dict whole when it is read.
    """
    module = (_Namespace if whole else types.ModuleType)(name, doc)
    namespace = dict_of(module)

    def fill():
        del namespace["__tf1shim_fill__"]
        _complete(namespace, names(), lambda attribute: lookup(module, attribute))

    namespace.update(__path__=[], __getattr__=lambda attribute: lookup(module, attribute), __dir__=names,
                     __tf1shim_fill__=fill)
    return module


def _complete(namespace, names, lookup):
    """Look up what is not in a namespace yet; it keeps only what can be used."""
    for attribute in names:
        if attribute not in namespace:
            try:
                value = lookup(attribute)
            except (AttributeError, ImportError):
                continue
            if errors.is_unavailable(value):
                namespace.pop(attribute, None)


def is_face(module):
    """Whether a module is a face."""
    return "__tf1shim_refresh__" in dict_of(module) if isinstance(module, types.ModuleType) else False


def first_attribute(sources, name):
    """The attribute ``name`` of the first source that has it; raises AttributeError where none has."""
    for source in sources:
        value = getattr(source, name, _MISSING)
        if value is not _MISSING:
            return value
    raise AttributeError(name)
