"""Names bound to native TensorFlow before tf1shim was imported: legacy modules get the face in their place."""

import sys
import types
import warnings

from tf1shim.errors import TF1ShimWarning
from tf1shim.importing import finder, scope


def early_importers(root):
    """Legacy modules that already hold the native package ``root`` or something of it: list of module names."""
    return [name for name, module in _legacy_modules() if any(True for _ in _held(module, root))]


def rebind(provider, journal, root):
    """Replace native objects in legacy modules by what the face gives under the same public name.

    Args:
        provider: has ``module(dotted)`` for the face of a module.
        journal: takes the rebinding back.
        root: top-level package, ``"tensorflow"`` or ``"keras"``.

    Warns:
        TF1ShimWarning: of each object whose public name is not known, and which so stays TensorFlow 2's.
    """
    for name, module in list(_legacy_modules()):
        for bound, value, public in list(_held(module, root)):
            try:
                replacement = _face_value(provider, value, public)
            except (ImportError, AttributeError):
                replacement = None
            if replacement is None:
                warnings.warn_explicit(
                    f"{bound!r} was taken from {root} before tf1shim was imported and stays "
                    "TensorFlow 2's; put `import tf1shim` first",
                    TF1ShimWarning, getattr(module, "__file__", None) or name, 1, name)
            elif replacement is not value:
                journal.set_item(vars(module), bound, replacement)


def _face_value(provider, value, public):
    if isinstance(value, types.ModuleType):
        return provider.module(public)
    if public is None:
        return None
    parent, _, last = public.rpartition(".")
    return getattr(provider.module(parent), last)


def _legacy_modules():
    for name, module in list(sys.modules.items()):
        if not isinstance(module, types.ModuleType):
            continue
        # Modules without a file are generated (TensorFlow's op wrappers), but for an interactive __main__.
        if getattr(module, "__file__", None) is None and name != "__main__":
            continue
        if scope.is_legacy(vars(module)):
            yield name, module


def _held(module, root):
    """(bound name, value, public dotted name or None) of everything of ``root`` in a module's globals."""
    exported = _exported(root)
    for bound, value in list(vars(module).items()):
        if bound.startswith("__"):
            continue
        if isinstance(value, types.ModuleType):
            name = _public_module(value)
            if name == root or name.startswith(root + "."):
                yield bound, value, name
        elif isinstance(value, (type, types.FunctionType)):
            public = exported.get(id(value))
            # TensorFlow's internals are the same object on both sides.
            private = str(getattr(value, "__module__", "")).startswith("tensorflow.python.")
            if public or (not private and str(value.__module__).startswith(root + ".")):
                yield bound, value, public


def _exported(root):
    """id -> shortest public dotted name, of everything in the native package's loaded API modules."""
    names = {}
    for module in list(sys.modules.values()):
        public = _public_module(module)
        if not (public == root or public.startswith(root + ".")) or ".python" in public or finder.is_supplied(module):
            continue
        for name, value in list(vars(module).items()):
            if isinstance(value, (type, types.FunctionType)) and not name.startswith("_"):
                full = f"{public}.{name}"
                if len(full) < len(names.get(id(value), full + " ")):
                    names[id(value)] = full
    return names


def _public_module(module):
    # TensorFlow's API modules are called tensorflow._api.v2.nn, tensorflow._api.v2.compat.v1.nn, ...
    name = getattr(module, "__name__", "")
    for prefix in ("tensorflow._api.v2.v2.", "tensorflow._api.v2.", "keras.api._v2.",
                   "keras._tf_keras.", "tf_keras.api._v2.", "keras.api."):
        if name.startswith(prefix):
            return "tensorflow." + name[len(prefix):]
    return name
