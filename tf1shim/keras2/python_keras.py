"""`tensorflow.python.keras` in graph mode: the same Keras 2 that `tf.keras` is.

From TF 2.6 on that path holds a stale copy that shares nothing with `tf.keras`; mixing the two fails in strange ways.
`python_keras.json` says where the modules of TF 1.15 that moved since are now; the others kept their path.
"""

import functools
import importlib
import json
import os
import types

from tf1shim import capabilities
from tf1shim.faces import private
from tf1shim.keras2 import installed, patches

_MISSING = object()
_STEM = "tensorflow.python.keras"
_OLD_STEM = "_impl.keras"  # TF 1.4 to 1.8: tensorflow.python.keras._impl.keras


def __getattr__(name):
    """``tree``: the package, native where the program runs eagerly."""
    if name != "tree":
        raise AttributeError(name)
    from tensorflow.python import tf2

    # How the program runs, not the context of the moment: graph-mode code may be inside `context.eager_mode()`.
    if tf2.enabled():
        return importlib.import_module(_STEM)
    patches.install()
    return _module("")


@functools.lru_cache(maxsize=None)
def _module(path):
    made = types.ModuleType(f"{_STEM}.{path}" if path else _STEM, "tf.keras of this TensorFlow, by tf1shim.")
    made.__path__ = []
    made.__getattr__ = functools.partial(_lookup, path, made)
    made.__dir__ = functools.partial(_names, path)
    return made


def _lookup(path, module, name):
    if name.startswith("__"):
        raise AttributeError(name)
    below = f"{path}.{name}" if path else name
    value = _module(_real(below)) if _is_module(below) else _from_sources(path, name)
    if value is _MISSING:
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
    vars(module)[name] = value
    return value


def _real(path):
    """The path without TF 1.4's detour."""
    if path == _OLD_STEM:
        return ""
    return path[len(_OLD_STEM) + 1:] if path.startswith(_OLD_STEM + ".") else path


def _is_module(path):
    if path in ("_impl", _OLD_STEM):
        return True
    path = _real(path)
    if any(row == path or row.startswith(path + ".") for row in _table()):
        return True
    return any(isinstance(found, types.ModuleType) for found in (_load(f"impl:{path}"),))


def _from_sources(path, name):
    for source in _sources(path):
        value = getattr(_load(source), name, _MISSING)
        if value is not _MISSING:
            return value
    return _imported(name)


def _imported(name):
    """A module of TensorFlow that the files of tf.keras imported in TF 1.15, as in ``keras.backend.math_ops``."""
    name = {"variables_module": "variables", "dtypes_module": "dtypes"}.get(name, name)
    if name.endswith("_ops") or name in ("variables", "dtypes", "nn", "tensor_shape", "tensor_util"):
        for package in ("ops", "framework"):
            full = f"tensorflow.python.{package}.{name}"
            if capabilities.is_installed_module(full):
                return private.wrap(importlib.import_module(full))
    return _MISSING


def _sources(path):
    if not path:
        return ("api:", "impl:")
    return _table().get(path) or (f"api:{path}", f"impl:{path}")


@functools.lru_cache(maxsize=None)
def _load(source):
    kind, colon, path = source.partition(":")
    if not colon:
        return importlib.import_module(source)
    try:
        if kind == "api":
            return installed.api(path)
        return installed.module(path) if path else importlib.import_module(installed.root())
    except (ImportError, AttributeError):
        return None


def _names(path):
    return sorted({n for source in _sources(path) for n in dir(_load(source)) if not n.startswith("_")})


@functools.lru_cache(maxsize=None)
def _table():
    path = os.path.join(os.path.dirname(__file__), "python_keras.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)
