"""`tensorflow.contrib` and every path below it, as modules that read `tf1shim.contrib`.

Every module path of TF 1.15's tf.contrib imports. A name is looked for in the implementation of the path's own last
part, then in that of its tf.contrib.X; a name TF 1.15 had and we have not is a stand-in that raises when used.
"""

import functools
import glob
import importlib
import json
import os
import types

from tf1shim import capabilities, errors
from tf1shim.faces import face, providers
from tf1shim.importing import finder

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import

_MISSING = object()
# Modules whose package exports a function of the same name; in TF 1.15 no other did.
_HIDDEN_BY_FUNCTIONS = {"contrib.framework.python.framework.experimental",
                        "contrib.framework.python.ops.arg_scope"}
# Trees that only passed on a tree of tf's own; the last is where TF 1.1 to 1.4 had it.
_TWINS = {"contrib.keras": "tensorflow.keras", "contrib.keras.api.keras": "tensorflow.keras",
          "contrib.keras.python.keras": "tensorflow.keras"}


def build(dotted):
    """The module for ``tensorflow.contrib[.x.y]``, or None where TF 1.15 had none."""
    path = dotted.partition(".")[2]
    if providers.tf115_same(path) != path:
        return finder.load(f"tensorflow.{providers.tf115_same(path)}")
    if path not in providers.tf115_modules() and not _is_ours(path) and not _leads_to_twin(path):
        return None
    return face.new_namespace(
        dotted, f"{path.replace('contrib', 'tf.contrib', 1)}, by tf1shim.", functools.partial(_names, path),
        functools.partial(_lookup, path), whole=path != "contrib")  # all of tf.contrib is too much at once


def give_tensorflow(module):
    """Tell where the faces of `tensorflow` come from: ``module(dotted)``."""
    global _tensorflow_face
    _tensorflow_face = module


def _tensorflow_face(dotted):
    return importlib.import_module(dotted)


def install(journal):
    """Let the finder supply tensorflow.contrib."""
    finder.supply("tensorflow.contrib", build, journal, hidden=True)


def _lookup(path, module, name):
    if name == "__all__":
        return _names(path)
    if name.startswith("__"):
        raise AttributeError(name)
    full = f"{path}.{name}"
    if full in providers.tf115_modules() and full not in _HIDDEN_BY_FUNCTIONS:
        # also where a function of ours has the module's name
        return finder.load(f"tensorflow.{full}")
    value = _implemented(path, name)
    if value is _MISSING or isinstance(value, types.ModuleType):
        child = finder.load(f"tensorflow.{full}")
        value = value if child is None else child
    if value is _MISSING:
        value = _stand_in(path, name)
    finder.dict_of(module)[name] = value
    return value


def _implemented(path, name):
    for implementation in _implementations(path):
        value = getattr(implementation, name, _MISSING)
        if value is not _MISSING:
            return value
    return getattr(_passed_on(path), name, _MISSING)


def _passed_on(path):
    """The module outside of tf.contrib that TF 1.15's file of a path was no more than a second home of, or None."""
    dotted = providers.tf115_contrib_star(path)
    try:
        return _tensorflow_face(dotted) if dotted else None
    except ImportError:
        return None


def _stand_in(path, name):
    full = f"{path}.{name}"
    package = ".".join(path.split(".")[:2])
    known = (name in providers.tf115_names(path) or name in providers.tf115_names(package)
             or name in providers.tf115_contrib_file(path))
    reason, instead = _reasons().get(full) or _reasons().get(f"{package}.{name}") or (
        _reasons().get(package) or (None, None))
    if not (known or reason):
        raise AttributeError(
            f"module 'tensorflow.{path}' has no attribute {name!r}: tf1shim does not provide it")
    if reason is None:
        reason = "tf1shim does not provide it"
        have = [n for n in _names(package) if not n.startswith("_")]
        close = _nearest(name, have)
        instead = f"of {package.replace('contrib', 'tf.contrib', 1)} there is {close}" if close else None
    return errors.unavailable(f"tf.{full}", reason, instead)


def _nearest(name, have):
    import difflib

    return ", ".join(difflib.get_close_matches(name, have, n=3))


@functools.lru_cache(maxsize=None)
def _implementations(path):
    """Our modules for a path, most special first: contrib.layers.python.layers.initializers ->
    tf1shim.contrib.layers.initializers, tf1shim.contrib.layers. Where a file has no counterpart, its folder counts:
    contrib.distributions.python.ops.bijectors.exp -> tf1shim.contrib.distributions.bijectors."""
    parts = path.split(".")[1:]
    if not parts:
        return ()
    first, rest = parts[0], parts[1:]
    own = _below(first, rest) or (_below(first, rest[:-1]) if rest else None)
    found = _twin(path) + ([own] if own else [])
    module = _import(f"tf1shim.contrib.{first}")
    if module is not None:
        found.append(module)
    return tuple(found)


def _below(first, rest):
    """Our module below tf1shim.contrib.X for the rest of a path or for its end, or None."""
    for start in range(len(rest)):
        module = _import(".".join(["tf1shim.contrib", first, *rest[start:]]))
        if module is not None:
            return module
    return None


def _twin(path):
    """The module of tf's own that a path passes on, in a list, or an empty one."""
    for stem in sorted(_TWINS, key=len, reverse=True):
        if path == stem or path.startswith(stem + "."):
            try:
                return [_tensorflow_face(_TWINS[stem] + path[len(stem):])]
            except ModuleNotFoundError:
                return []
    return []


def _leads_to_twin(path):
    return any(stem.startswith(path + ".") for stem in _TWINS)


def _is_ours(path):
    """Whether a module of ours stands behind this very path, not only behind its tf.contrib.X."""
    first, *rest = path.split(".")[1:]
    return bool(_twin(path) or (_below(first, rest) if rest else _import(f"tf1shim.contrib.{first}")))


def _import(name):
    try:
        return providers.load(name)
    except ModuleNotFoundError as error:
        # Only a hole in our own tree means "not provided"; a missing library is told, with what installs it.
        if error.name and (name == error.name or name.startswith(error.name + ".")):
            return None
        remedy = providers.remedy(error)
        if remedy is None:
            raise
        raise ModuleNotFoundError(
            f"{name.replace('tf1shim', 'tf', 1)} needs {error.name}: {remedy}", name=error.name) from None
    except AttributeError as error:
        if "not available with Keras 3" not in str(error):
            raise
        raise ModuleNotFoundError(
            f"{name.replace('tf1shim', 'tf', 1)}: no Keras 2 is installed: {capabilities.KERAS2_HINT}",
            name="tf_keras") from None


def _names(path):
    names = set()
    try:
        implementations = _implementations(path)
    except ImportError:  # an extra is missing: using the module says which, listing it does not
        implementations = ()
    for implementation in implementations[-1:]:
        names.update(getattr(implementation, "__all__", None)
                     or (n for n in vars(implementation) if not n.startswith("_")))
    stem = path + "."
    names.update(m[len(stem):] for m in providers.tf115_modules()
                 if m.startswith(stem) and "." not in m[len(stem):] and m != path + ".python")
    return sorted(names)


@functools.lru_cache(maxsize=None)
def _reasons():
    """name -> (reason, instead), from the data files beside the implementations."""
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "contrib", "data")
    rows = {}
    for file in sorted(glob.glob(os.path.join(folder, "unavailable*.json"))):
        with open(file, encoding="utf-8") as stream:
            rows.update({k: (v["reason"], v.get("instead")) for k, v in json.load(stream).items()})
    return rows
