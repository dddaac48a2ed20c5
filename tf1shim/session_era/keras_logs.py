"""The names of logs, in programs that run eagerly on a Keras of another time.

TF1: ``history["acc"]``, ``monitor="val_acc"``, ``"weights-{val_acc:.2f}.h5"``, ``logs["lr"]``.
TF2: ``accuracy``, as `compile` was told; Keras 3 says ``learning_rate``, and refuses to monitor what it does not know.
Here: both names answer; what is logged and written keeps the name it has.
"""

import functools
import sys

from tf1shim.keras2.logs import Logs, other_name
from tf1shim.session_era.when_loaded import when_loaded


def install(journal):
    """Complete every Keras as it is loaded; ``journal`` takes it back."""
    for name in ("keras", "tf_keras", "tensorflow.python.keras.callbacks"):
        when_loaded(name, functools.partial(_complete, journal), journal)


def _complete(journal, module):
    callbacks = getattr(module, "callbacks", module)
    if not hasattr(callbacks, "History"):
        return
    journal.wrap(callbacks.History, "on_train_begin", _history)
    if hasattr(callbacks.CallbackList, "_process_logs"):
        journal.wrap(callbacks.CallbackList, "_process_logs", _logs)
    else:
        tools = getattr(sys.modules[callbacks.CallbackList.__module__], "python_utils", None)
        if hasattr(tools, "pythonify_logs"):
            journal.wrap(tools, "pythonify_logs", _logs)
    for name, ours in (("_set_monitor_op", _monitored), ("_get_file_path", _file_path)):
        for owner in _owners(callbacks, name):
            journal.wrap(owner, name, ours)


def _owners(callbacks, name):
    """The classes that define a method of the callbacks which monitor, each once."""
    kinds = (callbacks.EarlyStopping, callbacks.ModelCheckpoint, callbacks.ReduceLROnPlateau)
    return {owner for kind in kinds for owner in kind.__mro__ if name in vars(owner)}


def _history(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    instance.history = Logs(instance.history)


def _logs(wrapped, instance, args, kwargs):
    logs = wrapped(*args, **kwargs)
    return Logs(logs) if type(logs) is dict else logs


def _monitored(wrapped, instance, args, kwargs):
    try:
        return wrapped(*args, **kwargs)
    except ValueError:  # whether more of it is better is found by the metric's own name
        asked, other = instance.monitor, other_name(instance.monitor)
        if other is None:
            raise
        instance.monitor = other
        try:
            return wrapped(*args, **kwargs)
        finally:
            instance.monitor = asked


def _file_path(wrapped, instance, args, kwargs):
    if "logs" in kwargs:
        kwargs = {**kwargs, "logs": Logs(kwargs["logs"] or {}).under_all_names()}
    elif args:
        args = (*args[:-1], Logs(args[-1] or {}).under_all_names())
    return wrapped(*args, **kwargs)
