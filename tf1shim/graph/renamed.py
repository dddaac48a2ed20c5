"""Methods that got another name.

TF1: e.g. `tf.distribute.Strategy.experimental_run_v2`, in TF 1.14 and newer.
TF2: the new name alone.
Here: the old one beside it, where it is missing.
"""

import functools
import importlib

# class -> {old name: name now}
_METHODS = {
    "tensorflow.python.distribute.distribute_lib:StrategyBase": {"experimental_run_v2": "run"},
    "tensorflow.python.data.ops.optional_ops:Optional": {"none_from_structure": "empty",
                                                         "value_structure": "element_spec"},
    "tensorflow.python.framework.ops:Operation": {"traceback_with_start_lines": "traceback"},
}


def install(journal):
    """Add the old names; undone with the journal."""
    for place, names in _METHODS.items():
        module, _, name = place.partition(":")
        owner = getattr(importlib.import_module(module), name, None)
        for old, now in names.items():
            if hasattr(owner, now) and not hasattr(owner, old):
                journal.set_attr(owner, old, _alias(owner, now))


def _alias(owner, name):
    """Looks the name up anew each time, so that subclasses' own methods count."""
    kind = vars(owner).get(name)
    if isinstance(kind, staticmethod):
        return staticmethod(kind.__func__)
    if isinstance(kind, property):
        return property(lambda self: getattr(self, name), doc=kind.__doc__)

    @functools.wraps(getattr(owner, name))
    def call(self, *args, **kwargs):
        return getattr(self, name)(*args, **kwargs)

    return call
