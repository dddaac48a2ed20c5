"""Losses, metrics, targets and weights told by the names of outputs, or one list for all, on Keras 3.

TF1: ``compile(loss={"out": "mse"})`` and ``fit(x, {"out": y}, sample_weight={"out": w})`` whatever the number of
outputs; an output without a loss is left out; ``metrics=["mae"]`` is for every output.
TF2: Keras 3 takes names only where there are several outputs, all of them, and no weights; a list of metrics has one
entry for each output; generators go without ``class_weight``.
Here: what Keras 3 refuses is told the way it takes.
"""

import functools
import inspect

import numpy as np

from tf1shim import report
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    journal.wrap(keras.Model, "compile", _compile)
    for name in ("fit", "evaluate", "train_on_batch", "test_on_batch"):
        journal.wrap(keras.Model, name, _arrays_in_order)
    for name in ("compute_loss", "compute_metrics"):  # what generators and data sets yield comes by here
        journal.wrap(keras.Model, name, _in_order)


def with_metrics_for_every_output(model, metrics):
    """keras 2.3.1's reading of a flat list of metrics: each is for every output.

    Args:
        model: a Keras 3 model.
        metrics: what was given to `compile`.

    Returns:
        What Keras 3 takes for it.
    """
    names = _output_names(model)
    if len(names) < 2 or not isinstance(metrics, (list, tuple)) or not metrics or any(
            isinstance(entry, (list, tuple, dict)) or entry is None for entry in metrics):
        return metrics
    return {name: list(metrics) for name in names}


def _compile(compile, model, args, kwargs):
    names = _output_names(model)
    order = ("optimizer", "loss", "loss_weights", "metrics")
    given = {**dict(zip(order, args)), **kwargs}
    for argument in ("loss", "loss_weights", "metrics", "weighted_metrics"):
        value = given.get(argument)
        if not isinstance(value, dict):
            continue
        if len(value) == 1 and (len(names) == 1 and list(value) == names or not names and _is_stack(model)):
            report.legacy_call(f"Model.compile({argument}={{name: ...}}) of one output", f"{argument}= without name")
            value, = value.values()
            given[argument] = [value] if "metrics" in argument and not isinstance(value, (list, tuple)) else value
        elif argument == "loss" and set(value) < set(names):
            given[argument] = {name: value.get(name) for name in names}
        elif argument == "loss_weights" and set(value) < set(names):
            given[argument] = {name: value.get(name, 1.0) for name in names}
    if isinstance(given.get("metrics"), (list, tuple)) and len(names) not in (len(given["metrics"]), 1):
        given["metrics"] = with_metrics_for_every_output(model, given["metrics"])
    return compile(*(given.pop(name) for name in order[:len(args)]), *args[len(order):], **given)


def _arrays_in_order(method, model, args, kwargs):
    """`fit` and its like, with targets and weights in the order of the outputs where their names are no help."""
    names = ("x", "y", "sample_weight") if method.__name__.endswith("on_batch") else ("x", "y")
    given = {**dict(zip(names, args)), **kwargs}
    y, weights = given.get("y"), given.get("sample_weight")
    outputs = _output_names(model)
    if kwargs.get("class_weight") and inspect.isgenerator(given.get("x")):
        given["x"] = _weighted(given["x"], given.pop("class_weight"))
    if isinstance(y, dict) and len(y) == 1 and outputs in ([], list(y)):
        given["y"], = y.values()
    if isinstance(weights, dict) and outputs and set(weights) <= set(outputs):
        if isinstance(y, dict) and set(y) == set(outputs):
            given["y"] = [y[name] for name in outputs]
        targets = given["y"] if isinstance(given["y"], (list, tuple)) else [given["y"]]
        ordered = [weights.get(name, np.ones(len(target))) for name, target in zip(outputs, targets)]
        given["sample_weight"] = ordered if len(outputs) > 1 else ordered[0]
    return method(*(given.pop(name) for name in names[:len(args)]), *args[len(names):], **given)


def _weighted(batches, class_weight):
    """What a generator yields, with the weight of each sample's class."""
    report.legacy_call("Model.fit(generator, class_weight=...)", "yield (x, y, sample_weight)")
    for x, y, *weights in batches:
        target = np.asarray(next(iter(y.values())) if isinstance(y, dict) else y)
        classes = target.argmax(-1) if target.ndim > 1 and target.shape[-1] > 1 else target.reshape(len(target))
        of_class = np.array([class_weight.get(int(c), 1.0) for c in classes])
        yield x, y, of_class * weights[0] if weights else of_class


def _in_order(compute, model, args, kwargs):
    """`compute_loss` or `compute_metrics`, with targets and weights in the order of the outputs."""
    names = ("x", "y", "y_pred", "sample_weight")
    given = {**dict(zip(names, args)), **kwargs}
    outputs = given.get("y_pred")
    if isinstance(outputs, dict):
        return compute(*args, **kwargs)
    if isinstance(given.get("y"), dict):
        given["y"] = _listed(model, given["y"], outputs, lambda output: output)
    if isinstance(given.get("sample_weight"), dict):
        given["sample_weight"] = _listed(model, given["sample_weight"], outputs, _ones)
    return compute(*(given.pop(name) for name in names[:len(args)]), *args[len(names):], **given)


def _listed(model, named, outputs, missing):
    names = _output_names(model)
    if not isinstance(outputs, (list, tuple)):
        return next(iter(named.values())) if len(named) == 1 else named
    if len(names) != len(outputs) or not set(named) <= set(names):
        return named
    return [named[name] if name in named else missing(output) for name, output in zip(names, outputs)]


def _ones(output):
    import keras

    return keras.ops.ones(keras.ops.shape(output)[:1])


def _output_names(model):
    """The names of a model's outputs; [] where they are not known."""
    try:
        return [tensor._keras_history.operation.name for tensor in model.outputs]
    except (AttributeError, TypeError, ValueError):
        return []


def _is_stack(model):
    import keras

    return isinstance(model, keras.Sequential)
