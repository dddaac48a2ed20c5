"""Methods and properties that got another name.

TF1: e.g. `tf.distribute.Strategy.experimental_run_v2`, in TF 1.14 and newer.
TF2: the new name alone.
Here: the old one beside it, where it is missing.
"""

import functools
import importlib
import inspect

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
                journal.set_attr(owner, old, alias(owner, now))
    _column_configs(journal)


def _column_configs(journal):
    """Feature columns' `_get_config` and `_from_config`: in their base class, which raises, unless it is overridden."""
    for path in ("feature_column_v2_types", "feature_column_v2"):
        try:
            module = importlib.import_module(f"tensorflow.python.feature_column.{path}")
        except ModuleNotFoundError:
            continue
        base = getattr(module, "FeatureColumn", None)
        if base is not None:
            break
    else:
        return
    get, make = base._get_config, vars(base)["_from_config"].__func__

    def _get_config(self):
        return get(self) if type(self).get_config is base.get_config else self.get_config()

    def _from_config(cls, *args, **kwargs):
        own = cls.from_config.__func__ is not base.from_config.__func__
        return cls.from_config(*args, **kwargs) if own else make(cls, *args, **kwargs)

    journal.set_attr(base, "_get_config", _get_config)
    journal.set_attr(base, "_from_config", classmethod(_from_config))


def alias(owner, name):
    """What stands for ``owner.name`` under another name.

    The name is looked up anew each time, so that subclasses' own methods count.
    """
    kind = inspect.getattr_static(owner, name)
    if isinstance(kind, staticmethod):
        return staticmethod(kind.__func__)
    if not callable(kind):  # a property, Python's or pybind11's
        return property(lambda self: getattr(self, name), doc=kind.__doc__)

    @functools.wraps(getattr(owner, name))
    def call(self, *args, **kwargs):
        return getattr(self, name)(*args, **kwargs)

    return call
