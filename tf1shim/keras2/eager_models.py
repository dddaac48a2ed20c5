"""Models of a program that began with `tf.enable_eager_execution`: what they call things, and what they print.

TF1: metrics go by the names of their functions (``acc``, ``mean_absolute_error``), and `metrics_names` knows them once
    a model is compiled; `predict` is silent and `predict_on_batch` gives tensors; callbacks' ``params`` have samples
    and metrics (TF 1.15 `python/keras/engine/training.py`, `training_arrays.py`).
TF2: names as compiled, known after the first batch; `predict` shows a bar; arrays; ``params`` of three entries.
Here: as in TF 1.15. Models in graphs are another class, which this does not touch.
"""

from tf1shim.keras2 import installed

_VERBOSE = 2  # the place of the argument in predict(x, batch_size, verbose)


def install(journal):
    """Change the class of such models; ``journal`` takes it back."""
    model = installed.module("engine.training").Model
    journal.wrap(model, "predict", _silent)
    journal.wrap(model, "predict_on_batch", _as_tensors)
    journal.wrap(model, "fit", _telling_callbacks)
    journal.wrap(installed.module("callbacks").CallbackList, "set_params", _with_more)
    journal.wrap(installed.module("engine.compile_utils").MetricsContainer, "_get_metric_object", _named)
    known = model.metrics_names.fget
    journal.set_attr(model, "metrics_names", property(
        lambda self: known(self) or _names_to_be(self), doc=model.metrics_names.__doc__))


def _silent(wrapped, instance, args, kwargs):
    if len(args) <= _VERBOSE:
        kwargs = {"verbose": 0, **kwargs}
    return wrapped(*args, **kwargs)


def _as_tensors(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    return tf.nest.map_structure(tf.convert_to_tensor, wrapped(*args, **kwargs))


def _telling_callbacks(wrapped, instance, args, kwargs):
    given = dict(zip(("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split",
                      "validation_data"), args), **kwargs)
    instance._tf1shim_fitted = given
    try:
        return wrapped(*args, **kwargs)
    finally:
        del instance._tf1shim_fitted


def _with_more(wrapped, instance, args, kwargs):
    params, *rest = args or (kwargs.pop("params"),)
    model = getattr(instance, "model", None)
    fitted = getattr(model, "_tf1shim_fitted", None)
    if fitted is not None:
        split, validation = fitted.get("validation_split") or 0., fitted.get("validation_data")
        validates = bool(split) or validation is not None
        names = model.metrics_names
        more = {"do_validation": validates, "metrics": names + [f"val_{name}" for name in names if validates]}
        samples = _samples(fitted.get("x"))
        if samples is not None:
            more.update(samples=int(samples * (1 - split)), batch_size=fitted.get("batch_size") or 32)
        params = {**more, **params}
    return wrapped(params, *rest, **kwargs)


def _samples(x):
    """How many samples arrays hold; None for what is no array."""
    import tensorflow.compat.v1 as tf

    first = next(iter(tf.nest.flatten(x)), None)
    shape = getattr(first, "shape", None)
    return int(shape[0]) if shape is not None and len(shape) else None


def _named(wrapped, instance, args, kwargs):
    metric = args[0] if args else kwargs["metric"]
    made = wrapped(*args, **kwargs)
    if made is not None and made is not metric:  # what is of a metric's class has a name of its own
        made._name = _old_name(metric)
    return made


def _old_name(metric):
    return installed.module("engine.training_utils_v1").get_metric_name(metric)


def _names_to_be(model):
    """The names a compiled model's results will have, or none where it is not known what it gives."""
    outputs = getattr(model, "output_names", None)
    compiled = getattr(model, "compiled_metrics", None)
    if not outputs or compiled is None:
        return []
    several = len(outputs) > 1
    losses = _by_output(getattr(model.compiled_loss, "_user_losses", None), outputs)
    metrics = _by_output(compiled._user_metrics, outputs)
    names = ["loss", *(f"{name}_loss" for name, loss in zip(outputs, losses) if several and loss)]
    for output, own in zip(outputs, metrics):
        for metric in own:
            name = getattr(metric, "name", None) or _old_name(metric)
            names.append(f"{output}_{name}" if several else name)
    return names


def _by_output(given, outputs):
    """A list for each output, of what `compile` was given for all, by name or by place."""
    if isinstance(given, dict):
        given = [given.get(name) for name in outputs]
    elif not isinstance(given, (list, tuple)) or not any(isinstance(one, (list, tuple)) for one in given):
        given = [given] * len(outputs)
    return [list(one) if isinstance(one, (list, tuple)) else [] if one is None else [one] for one in given]
