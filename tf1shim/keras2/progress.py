"""Progress bars of `fit`, `evaluate` and `predict`, in graph mode's training loops.

TF1: `evaluate` and `predict(verbose=1)` show a bar; the bars show losses and metrics and nothing else.
TF2: the loops that graph mode uses lost the bars of both; where steps are counted, the bar of `fit` also shows the
    ``batch`` and ``size`` of its logs.
Here: both as in TF 1.15. Standalone Keras counts in steps, names the only epoch too, and shows no values in the
    bars of `evaluate`.

Source: TF 1.15, python/keras/callbacks.py (ProgbarLogger), engine/training_utils.py (get_progbar); keras 2.3.1,
engine/training_arrays.py.
"""

import functools
import inspect
import time

import numpy as np

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change the installed Keras' ProgbarLogger and what configures the callbacks of its graph loops."""
    callbacks = installed.module("callbacks")
    logger = callbacks.ProgbarLogger
    journal.wrap(callbacks, "configure_callbacks", functools.partial(_configure, logger))
    journal.wrap(logger, "set_params", _keep_params)
    journal.wrap(logger, "on_epoch_begin", _epoch_begin)
    journal.wrap(logger, "_batch_update_progbar", _batch_end)
    journal.wrap(logger, "_finalize_progbar", _finish)


def _configure(logger, wrapped, instance, args, kwargs):
    callback_list = wrapped(*args, **kwargs)
    given = inspect.signature(wrapped).bind(*args, **kwargs)
    given.apply_defaults()
    asked = given.arguments
    if callback_list is not asked["callbacks"] and asked["mode"] in ("test", "predict") and asked["verbose"]:
        bar = logger(asked["count_mode"])
        bar.set_model(callback_list.model)
        bar.set_params(callback_list.params)
        callback_list.append(bar)
    return callback_list


def _of_graph(logger):
    return isinstance(logger.model, installed.module("engine.training_v1").Model)


def _is_standalone(logger):
    return isinstance(type(logger.model), mirror.Mirrored)


def _keep_params(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    instance.params = args[0] if args else kwargs["params"]


def _epoch_begin(wrapped, instance, args, kwargs):
    if _of_graph(instance):
        instance._tf1shim_totals = {}
        instance._tf1shim_last = []
        if _is_standalone(instance) and instance.verbose and instance.epochs == 1:
            print("Epoch 1/1")
    return wrapped(*args, **kwargs)


def _batch_end(wrapped, instance, args, kwargs):
    if not _of_graph(instance):
        return wrapped(*args, **kwargs)
    logs = (args[1] if len(args) > 1 else kwargs.get("logs")) or {}
    _start(instance)
    size = logs.get("num_steps", 1) * (1 if instance.use_steps else logs.get("size", 0))
    if not logs and not instance.use_steps:  # `predict` keeps its logs back
        size = _size_of_batch(instance)
    instance.seen += size
    shown = _shown(instance, logs)
    totals = instance.__dict__.setdefault("_tf1shim_totals", {})
    for name, value in shown:
        totals[name] = totals.get(name, 0) + value * size
    instance._tf1shim_last = shown
    # The last update of all is for the end: it brings the epoch's values.
    if instance.verbose and (instance.target is None or instance.seen < instance.target):
        instance.progbar.update(instance.seen, shown)
    return None


def _finish(wrapped, instance, args, kwargs):
    if not _of_graph(instance):
        return wrapped(*args, **kwargs)
    logs = (args[0] if args else kwargs.get("logs")) or {}
    _start(instance)
    if instance.target is None:
        instance.target = instance.progbar.target = instance.seen
    stateful = instance.stateful_metrics
    last = instance.__dict__.get("_tf1shim_last", [])
    ends = _shown(instance, logs) if logs else [
        (name, value if name in stateful else instance._tf1shim_totals[name] / max(instance.seen, 1))
        for name, value in last]
    if instance.verbose == 2:
        _print_line(instance, last + ends)
    elif instance.verbose:
        instance.progbar.update(instance.seen, last + ends)
    instance._tf1shim_totals, instance._tf1shim_last = {}, []
    return None


def _print_line(logger, values):
    """The one line of an epoch that ``verbose=2`` shows."""
    bar = logger.progbar
    bar.verbose = 0
    bar.update(logger.seen, values)
    digits = len(str(bar.target))
    line = "" if _is_standalone(logger) else f"{logger.seen:{digits}d}/{bar.target}"
    line += f" - {time.time() - bar._start:.0f}s"
    for name in bar._values_order:
        value = bar._values[name]
        if isinstance(value, list):
            value = np.mean(value[0] / max(1, value[1]))
            line += f" - {name}: {value:.4f}" if abs(value) > 1e-3 else f" - {name}: {value:.4e}"
        else:
            line += f" - {name}: {value}"
    print(line)


def _start(logger):
    logger.stateful_metrics = set(logger.stateful_metrics).union(getattr(logger.model, "metrics_names", ())[1:])
    logger._maybe_init_progbar()
    if _is_standalone(logger):
        logger.progbar.unit_name = "step"


def _shown(logger, logs):
    if _is_standalone(logger) and not logger._called_in_fit:
        return []
    return [(name, logs[name]) for name in logger.params.get("metrics") or () if name in logs]


def _size_of_batch(logger):
    size = logger.params.get("batch_size") or 1
    return min(size, logger.target - logger.seen) if logger.target is not None else size
