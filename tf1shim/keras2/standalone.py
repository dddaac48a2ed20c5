"""`import keras` in graph mode: the module tree of keras 2.3.1, as faces.

`modules.json` says which sources a module path is made of; `keras231_names.json` which names it had.
"""

import functools
import importlib
import json
import operator
import os
import types

from tf1shim import errors
from tf1shim.faces.face import new_face
from tf1shim.keras2 import installed, mirror

_VERSIONS = {"keras": "2.3.1", "keras_applications": "1.0.8", "keras_preprocessing": "1.1.2"}
_HERE = os.path.dirname(__file__)
_MISSING = object()
_faces = {}


def module(dotted):
    """The face of ``keras``, ``keras_applications`` or ``keras_preprocessing``, or of a module below.

    Raises:
        ModuleNotFoundError: keras 2.3.1 had no such module, or no Keras 2 is installed.
    """
    try:
        installed.root()
    except errors.TF1ShimError as error:
        raise ModuleNotFoundError(f"No module named {dotted!r}: {error}", name=dotted) from None
    if dotted not in _names() and dotted not in _extra_modules():
        raise ModuleNotFoundError(f"No module named {dotted!r} (nor had keras 2.3.1)", name=dotted)
    if dotted not in _faces:
        from tf1shim.keras2 import patches

        patches.install()
        _faces[dotted] = new_face(
            dotted, functools.partial(_lookup, dotted), functools.partial(_public_names, dotted))
    return _faces[dotted]


def forget():
    """Drop the faces; the next import builds them anew."""
    _faces.clear()


def _lookup(path, name):
    if name == "__version__":
        return _VERSIONS[path.partition(".")[0]]
    if name.startswith("__"):
        raise AttributeError(name)
    child = f"{path}.{name}"
    if child in _extra_modules() or child in _names():
        return module(child)
    value = _from_sources(path, name)
    if value is _MISSING and name in _names().get(path, ()):
        value = _incidental(path, name)
    if value is _MISSING:
        if name in _names().get(path, ()):
            return errors.unavailable(child, "tf1shim does not provide it")
        raise AttributeError(f"module {path!r} has no attribute {name!r} (nor had it in keras 2.3.1)")
    return mirror.mirror(value) if mirror.is_layer_class(value) else value


def _from_sources(path, name):
    for source in _sources(path):
        value = getattr(_load_source(source), name, _MISSING)
        if value is not _MISSING and not (isinstance(value, types.ModuleType) and ":" in source):
            return value
    return _MISSING


@functools.lru_cache(maxsize=None)
def _load_source(source):
    kind, colon, path = source.partition(":")
    if not colon:
        return importlib.import_module(source)
    try:
        return installed.api(path) if kind == "api" else installed.module(path)
    except (ImportError, AttributeError):
        return None  # not in this version; the next source is asked


def _incidental(path, name):
    """What a module of keras 2.3.1 had imported, and programs took from there: K, np, a sister module, another's
    class."""
    if name == "K":
        return module("keras.backend")
    if name == "tf":
        return tensorflow()
    for prefix in ("keras", "keras.utils", "keras.engine", "keras.legacy"):
        if f"{prefix}.{name}" in _names():
            return module(f"{prefix}.{name}")
    for other in _names():
        if other != path and name in _names()[other]:
            value = _from_sources(other, name)
            if value is not _MISSING:
                return value
    try:
        return importlib.import_module({"np": "numpy"}.get(name, name))
    except ImportError:
        return _MISSING


def tensorflow(path=""):
    """The face of TensorFlow, as legacy code sees it, or of a module below."""
    face = _tensorflow_face()
    return operator.attrgetter(path)(face) if path else face


def give_tensorflow(face):
    """Tell where `tensorflow` comes from: a function without arguments; the importing room does."""
    global _tensorflow_face
    _tensorflow_face = face


def _tensorflow_face():
    return importlib.import_module("tensorflow.compat.v1")


def _public_names(path):
    names = set(_names().get(path, ()))
    stem = path + "."
    names.update(n[len(stem):] for n in (*_names(), *_extra_modules())
                 if n.startswith(stem) and "." not in n[len(stem):])
    return {n for n in names if not n.startswith("_") and n not in _FUTURE}


_FUTURE = ("absolute_import", "division", "print_function")


def _sources(path):
    table = _modules()["sources"]
    while path not in table:
        path, dot, _ = path.rpartition(".")
        if not dot:
            return ()
    return table[path]


@functools.lru_cache(maxsize=None)
def _names():
    with open(os.path.join(_HERE, "keras231_names.json"), encoding="utf-8") as file:
        return {name: frozenset(text.split()) for name, text in json.load(file).items()}


@functools.lru_cache(maxsize=None)
def _modules():
    with open(os.path.join(_HERE, "modules.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _extra_modules():
    return frozenset(_modules()["extra"])
