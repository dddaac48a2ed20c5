"""What tf_slim needs on a modern TensorFlow, and how its modules are served as tf.contrib's.

Importing this module supplies; every change is noted in a journal, so that `withdraw` takes it back.
"""

import importlib
import pkgutil
import sys
import types

from tf1shim.undo import Journal

# Where Keras 2 keeps the v1 BatchNormalization that tf.layers and tf_slim build on, by Keras' age.
_NORMALIZATION = (
    "tf_keras.src.legacy_tf_layers.normalization",
    "tf_keras.legacy_tf_layers.normalization",
    "keras.src.legacy_tf_layers.normalization",
    "keras.legacy_tf_layers.normalization",
)

# Names that tf_slim reads from TensorFlow's private modules, and that have left them since: their names in
# tf.compat.v1.
_MOVED = {
    "tensorflow.python.framework.ops": {"Tensor": "Tensor", "IndexedSlices": "IndexedSlices"},
    "tensorflow.python.ops.array_ops": {"stack": "stack", "unstack": "unstack"},
    "tensorflow.python.ops.control_flow_ops": {
        "Assert": "Assert", "case": "case", "cond": "cond", "while_loop": "while_loop"},
    "tensorflow.python.ops.variable_scope": {"variable": "Variable"},
}

_journal = Journal()


def supply(journal=None):
    """Make tf_slim work on the installed TensorFlow. Idempotent.

    Args:
        journal: an `undo.Journal` to note the changes in; by default this module's own, see `withdraw`.
    """
    journal = journal or _journal
    _supply_normalization(journal)
    for module in [m for name, m in list(sys.modules.items()) if name.startswith("tf_slim.")]:
        _supply_moved(module, journal)
    _supply_gdn_gradient()
    _supply_restoring(journal)


def _supply_restoring(journal):
    from tf_slim.ops import variables
    from tf1shim.contrib.framework.restoring import assign_from_checkpoint

    if variables.assign_from_checkpoint is not assign_from_checkpoint:
        journal.set_attr(variables, "assign_from_checkpoint", assign_from_checkpoint)


def _supply_normalization(journal):
    # From TF 2.6 on ``tensorflow.python.layers.normalization`` loads its classes lazily, by a path that Keras has since
    # moved below ``src`` (or renamed to tf_keras while ``keras`` is what is installed): slim.batch_norm cannot import.
    from tensorflow.python.layers import normalization

    target = vars(normalization).get("normalization")
    lazy_name = getattr(target, "__name__", "")
    if target is None or hasattr(type(target), "_load") is False or _importable(lazy_name):
        return
    for name in _NORMALIZATION:
        if _importable(name):
            found = importlib.import_module(name)
            journal.set_attr(normalization, "normalization", found)
            return


def _supply_gdn_gradient():
    # tf_slim 1.1 lost the registration of the gradient that its layer GDN asks for by name.
    from tensorflow.python.framework import ops
    from tf_slim.layers import layers

    registry = getattr(ops, "gradient_registry", None) or ops._gradient_registry
    if "GDNLowerBound" not in registry.list():
        ops.RegisterGradient("GDNLowerBound")(layers.GDN._lower_bound_grad)


def _supply_moved(module, journal):
    # tf_slim's modules see TensorFlow's through a stand-in; TensorFlow's own stay as they are.
    for alias, value in list(vars(module).items()):
        moved = _MOVED.get(getattr(value, "__name__", None), {})
        gone = {ours: theirs for ours, theirs in moved.items() if not hasattr(value, ours)}
        if gone and isinstance(value, types.ModuleType):
            journal.set_attr(module, alias, _with_names(value, gone))


def _with_names(native, names):
    import tensorflow.compat.v1 as tf

    stand_in = types.ModuleType(native.__name__, native.__doc__)
    vars(stand_in).update({ours: getattr(tf, theirs) for ours, theirs in names.items()})
    stand_in.__getattr__ = lambda name: getattr(native, name)
    return stand_in


def withdraw():
    """Take back what `supply` changed in its own journal; returns what could not be taken back."""
    return _journal.undo()


def mirror(package, modules):
    """Serve library modules as submodules of one of our packages, the same objects under a second name.

    Args:
        package: name of our package, e.g. ``"tf1shim.contrib.slim"``.
        modules: {name below the package: full name of the library's module}.
    """
    for name, library in modules.items():
        module = importlib.import_module(library)
        full = f"{package}.{name}"
        sys.modules.setdefault(full, module)
        parent, _, last = full.rpartition(".")
        vars(sys.modules[parent]).setdefault(last, module)


def children(package):
    """{last name: full name} of a library package's modules, its tests left out."""
    path = importlib.import_module(package).__path__
    return {m.name: f"{package}.{m.name}" for m in pkgutil.iter_modules(path)
            if not m.name.endswith("_test") and not m.ispkg}


def _importable(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


for _name in ("", ".nets", ".training", ".losses", ".metrics", ".layers"):
    importlib.import_module(f"tf_slim{_name}")
supply()
