"""Arguments of classes that got another name.

TF1: ``tf_debug.WatchOptions(node_name_regex_whitelist="w.*")``, ``Defun(whitelisted_stateful_ops={op})``; the value is
    kept in an attribute of that name, too.
TF2: ``..._allowlist``; the old name is an error, or taken for something else.
Here: both names, of arguments and of attributes.
"""

import functools
import importlib

# class -> {old name: name now}
_LISTS = {f"{what}_regex_whitelist": f"{what}_regex_allowlist" for what in ("node_name", "op_type", "tensor_dtype")}
_CLASSES = {
    "tensorflow.python.debug.wrappers.framework:WatchOptions": _LISTS,
    "tensorflow.python.debug.wrappers.framework:OnRunStartResponse": _LISTS,
    "tensorflow.python.framework.function:Defun": {"whitelisted_stateful_ops": "allowlisted_stateful_ops"},
}


def install(journal):
    """Add the old names; undone with the journal."""
    for place, names in _CLASSES.items():
        module, _, name = place.partition(":")
        owner = getattr(importlib.import_module(module), name)
        journal.wrap(owner, "__init__", functools.partial(_init, names))
        for old, now in names.items():
            if not hasattr(owner, old):
                journal.set_attr(owner, old, _attribute(now))


def _init(names, wrapped, instance, args, kwargs):
    return wrapped(*args, **{names.get(name, name): value for name, value in kwargs.items()})


def _attribute(name):
    return property(lambda self: getattr(self, name), lambda self, value: setattr(self, name, value))
