"""Modules that TF1 programs import and TF2 does not have, as real modules in `sys.modules`, built when first asked for.

Legacy importers get them from `load`; the meta-path finder, which stands last and so harms nobody, is for what
imports by name on their behalf (pickle, pydoc). The parent package of a supplied tree is native TensorFlow and is left
without an attribute for it: libraries ask ``hasattr(tf, "contrib")`` to see which TensorFlow they run on.
"""

import importlib.abc
import importlib.machinery
import sys
import types

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import

dict_of = types.ModuleType.__dict__["__dict__"].__get__  # a module's dict as it is: reading a face's makes it whole

_builders = {}  # prefix -> (build, gone)
_hidden = {}  # prefix -> True


def supply(prefix, build, journal, gone=None, hidden=False):
    """Serve modules whose dotted name is ``prefix`` or lies below it.

    Args:
        prefix: dotted module name, e.g. ``"tensorflow.contrib"``.
        build: called with the dotted name; returns the module, or None where there is no such module.
        journal: takes it back.
        gone: tells whether TensorFlow itself lacks a module of the tree; None where it lacks the whole tree.
        hidden: whether installed libraries must not find the tree: they probe for it to see which TensorFlow they
            run on.
    """
    journal.set_item(_builders, prefix, (build, gone))
    if hidden:
        journal.set_item(_hidden, prefix, True)


def hides(name):
    """Whether ``name`` lies in a tree that installed libraries must not find."""
    return any(name == prefix or name.startswith(prefix + ".") for prefix in _hidden)


def supplies(name):
    """Whether ``name`` lies in a supplied tree (whether or not there is such a module)."""
    return _builder(name) is not None


def is_supplied(module):
    """Whether a module came from here."""
    return getattr(getattr(module, "__spec__", None), "loader", None) is _FINDER


def load(fullname):
    """Return the supplied module ``fullname``, its parents registered, or None where there is no such module."""
    module = sys.modules.get(fullname)
    if module is not None:
        return module
    build = _builder(fullname)
    module = build(fullname) if build else None
    if module is None:
        return None
    if not is_supplied(module):  # else it is another one's second name
        module.__spec__ = _spec(fullname)
        module.__loader__, module.__package__ = module.__spec__.loader, fullname
    parent, _, last = fullname.rpartition(".")
    if supplies(parent):
        above = load(parent)
        if above is not None:
            dict_of(above).setdefault(last, module)
    return sys.modules.setdefault(fullname, module)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finder and loader in one: what it finds is built whole by `load`."""

    def find_spec(self, fullname, path=None, target=None):
        if not supplies(fullname) or load(fullname) is None:
            return None
        return _spec(fullname)

    def create_module(self, spec):
        return sys.modules[spec.name]

    def exec_module(self, module):
        """Nothing to run."""


_FINDER = Finder()


def install(journal):
    """Append the finder to `sys.meta_path`; ``journal`` takes out it and every module it gave."""
    sys.meta_path.append(_FINDER)

    def remove():
        if _FINDER in sys.meta_path:
            sys.meta_path.remove(_FINDER)
        for name, module in list(sys.modules.items()):
            if is_supplied(module):
                parent, _, last = name.rpartition(".")
                if dict_of(sys.modules.get(parent, sys)).get(last) is module:
                    delattr(sys.modules[parent], last)
                del sys.modules[name]

    journal.on_undo(remove, "sys.meta_path")


def _builder(name):
    prefix = name
    while prefix:
        if prefix in _builders:
            build, gone = _builders[prefix]
            return build if gone is None or gone(name) else None
        prefix = prefix.rpartition(".")[0]
    return None


def _spec(fullname):
    spec = importlib.machinery.ModuleSpec(fullname, _FINDER, origin="tf1shim", is_package=True)
    spec.submodule_search_locations = []
    return spec
