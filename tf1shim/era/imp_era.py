"""The module `imp`, over importlib."""

import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION, PY_RESOURCE, PKG_DIRECTORY = range(6)
C_BUILTIN, PY_FROZEN = 6, 7

reload = importlib.reload
cache_from_source = importlib.util.cache_from_source
source_from_cache = importlib.util.source_from_cache
new_module = types.ModuleType


def get_magic():
    """The magic number of .pyc files."""
    return importlib.util.MAGIC_NUMBER


def get_suffixes():
    """(suffix, mode, type) of each kind of module file."""
    kinds = ((importlib.machinery.EXTENSION_SUFFIXES, "rb", C_EXTENSION),
             (importlib.machinery.SOURCE_SUFFIXES, "r", PY_SOURCE),
             (importlib.machinery.BYTECODE_SUFFIXES, "rb", PY_COMPILED))
    return [(suffix, mode, kind) for suffixes, mode, kind in kinds for suffix in suffixes]


def is_builtin(name):
    """1 for a built-in module, 0 for another, -1 for one that cannot be loaded again."""
    if name not in sys.builtin_module_names:
        return 0
    return -1 if name in ("sys", "builtins") else 1


def is_frozen(name):
    """Whether a module is frozen into the interpreter."""
    return importlib.machinery.FrozenImporter.find_spec(name) is not None


def lock_held():
    """Whether the import lock is held; each module has its own now."""
    return False


def acquire_lock():
    """Nothing to do: each module has its own lock."""


release_lock = acquire_lock


def load_source(name, pathname, file=None):
    """Load and run a source file as the module ``name``."""
    return _load(name, importlib.machinery.SourceFileLoader(name, pathname))


def load_compiled(name, pathname, file=None):
    """Load a .pyc file as the module ``name``."""
    return _load(name, importlib.machinery.SourcelessFileLoader(name, pathname))


def load_package(name, path):
    """Load the package in the folder ``path`` as ``name``."""
    return load_source(name, os.path.join(path, "__init__.py"))


def find_module(name, path=None):
    """(file, pathname, (suffix, mode, type)) of a module on ``path`` (sys.path).

    Raises:
        ImportError: there is none.
    """
    if path is None and is_builtin(name):
        return None, None, ("", "", C_BUILTIN)
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or spec.origin is None:
        raise ImportError(f"No module named {name!r}", name=name)
    if spec.submodule_search_locations:
        return None, os.path.dirname(spec.origin), ("", "", PKG_DIRECTORY)
    suffix, mode, kind = next(s for s in get_suffixes() if spec.origin.endswith(s[0]))
    encoding = None if "b" in mode else "utf-8"
    file = open(spec.origin, mode, encoding=encoding)  # noqa: SIM115  the caller closes it
    return file, spec.origin, (suffix, mode, kind)


def load_module(name, file, filename, details):
    """Load what `find_module` found.

    Raises:
        ImportError: a kind of module it does not know.
    """
    kind = details[2]
    if kind == PY_SOURCE:
        return load_source(name, filename)
    if kind == PY_COMPILED:
        return load_compiled(name, filename)
    if kind == PKG_DIRECTORY:
        return load_package(name, filename)
    if kind == C_EXTENSION:
        return _load(name, importlib.machinery.ExtensionFileLoader(name, filename))
    if kind in (C_BUILTIN, PY_FROZEN):
        return importlib.import_module(name)
    raise ImportError(f"Don't know how to import {name} (type code {kind})", name=name)


def _load(name, loader):
    spec = importlib.util.spec_from_file_location(name, loader.path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return sys.modules[name]
