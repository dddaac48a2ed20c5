"""Arguments of classes that got another name, or went.

TF1: ``tf_debug.WatchOptions(node_name_regex_whitelist="w.*")``, ``Defun(whitelisted_stateful_ops={op})``; the value is
    kept in an attribute of that name, too. The debugger's sessions and hooks take ``log_usage``.
TF2: ``..._allowlist``; the old name is an error, or taken for something else. Usage is not logged any more.
Here: both names, of arguments and of attributes; ``log_usage`` is taken, and does nothing.
"""

import functools
import importlib
import inspect

# class -> {old name: name now, or None where it went}
_LISTS = {f"{what}_regex_whitelist": f"{what}_regex_allowlist" for what in ("node_name", "op_type", "tensor_dtype")}
_CLASSES = {
    "tensorflow.python.debug.wrappers.framework:WatchOptions": _LISTS,
    "tensorflow.python.debug.wrappers.framework:OnRunStartResponse": _LISTS,
    "tensorflow.python.framework.function:Defun": {"whitelisted_stateful_ops": "allowlisted_stateful_ops"},
    **{f"tensorflow.python.debug.wrappers.{name}": {"log_usage": None} for name in (
        "dumping_wrapper:DumpingDebugWrapperSession", "grpc_wrapper:GrpcDebugWrapperSession",
        "grpc_wrapper:TensorBoardDebugWrapperSession", "local_cli_wrapper:LocalCLIDebugWrapperSession",
        "hooks:DumpingDebugHook", "hooks:GrpcDebugHook", "hooks:TensorBoardDebugHook")},
}


def install(journal):
    """Add the old names; undone with the journal."""
    for place, names in _CLASSES.items():
        module, _, name = place.partition(":")
        owner = getattr(importlib.import_module(module), name)
        taken = inspect.signature(owner.__init__).parameters
        names = {old: now for old, now in names.items() if old not in taken}
        if names:
            journal.wrap(owner, "__init__", functools.partial(_init, names))
        for old, now in names.items():
            if now and not hasattr(owner, old):
                journal.set_attr(owner, old, _attribute(now))


def _init(names, wrapped, instance, args, kwargs):
    given = {names.get(name, name): value for name, value in kwargs.items()}
    given.pop(None, None)
    return wrapped(*args, **given)


def _attribute(name):
    return property(lambda self: getattr(self, name), lambda self, value: setattr(self, name, value))
