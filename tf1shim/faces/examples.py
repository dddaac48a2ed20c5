"""`tensorflow.examples.tutorials.mnist`, which every beginner's tutorial imports."""

import importlib
import types

from tf1shim.importing import finder

_MODULES = {
    "tensorflow.examples": "tf1shim.examples",
    "tensorflow.examples.tutorials": "tf1shim.examples",
    "tensorflow.examples.tutorials.mnist": "tf1shim.examples",
    "tensorflow.examples.tutorials.mnist.input_data": "tf1shim.examples.input_data",
    "tensorflow.examples.tutorials.mnist.mnist": "tf1shim.examples.mnist",
}


def build(dotted):
    """The module for a path of `_MODULES`, or None."""
    target = _MODULES.get(dotted)
    if target is None:
        return None
    module = types.ModuleType(dotted, "TensorFlow 1's tutorial code, by tf1shim.")
    module.__path__ = []

    def __getattr__(name):
        child = f"{dotted}.{name}"
        if child in _MODULES:
            return finder.load(child)
        if name.startswith("__") or target == "tf1shim.examples":
            raise AttributeError(f"module {dotted!r} has no attribute {name!r}")
        return getattr(importlib.import_module(target), name)

    module.__getattr__ = __getattr__
    return module


def install(journal):
    """Let the finder supply tensorflow.examples."""
    finder.supply("tensorflow.examples", build, journal, hidden=True)
