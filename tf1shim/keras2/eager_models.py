"""Models of a program that began with `tf.enable_eager_execution`: what they call things, and what they print.

TF1: metrics go by the names of their functions (``acc``, ``mean_absolute_error``), and `metrics_names` knows them once
    a model is compiled; `predict` is silent and `predict_on_batch` gives tensors; callbacks' ``params`` have samples
    and metrics; `train_on_batch` and `test_on_batch` run eagerly, so their cross entropies clip probabilities, where
    those of `fit` and `evaluate` see logits, and metrics forget after such a call, not before it (TF 1.15
    `python/keras/engine/training.py`, `training_v2_utils.py`).
TF2: names as compiled, known after the first batch; `predict` shows a bar; arrays; ``params`` of three entries.
Here: as in TF 1.15; layers have `get_losses_for` again. Models in graphs are another class, which this does not touch.
"""

import inspect

from tf1shim.keras2 import cross_entropies, eager_progress, installed

_VERBOSE = 2  # the place of the argument in predict(x, batch_size, verbose)


def install(journal):
    """Change the class of such models; ``journal`` takes it back."""
    model = installed.module("engine.training").Model
    journal.wrap(model, "predict", _silent)
    journal.wrap(model, "predict_on_batch", _as_tensors)
    journal.wrap(model, "train_on_batch", _of_one_batch("train_function"))
    journal.wrap(model, "test_on_batch", _of_one_batch("test_function"))
    eager_progress.install(journal)
    layer = installed.module("engine.base_layer").Layer
    for name, kind in (("get_losses_for", "losses"), ("get_updates_for", "updates")):
        if not hasattr(layer, name):  # Keras dropped them in TensorFlow 2.7, where they gave all there were already
            journal.set_attr(layer, name, _everything(kind))
    journal.wrap(installed.module("callbacks").CallbackList, "set_params", _with_more)
    journal.wrap(installed.module("engine.compile_utils").MetricsContainer, "_get_metric_object", _named)
    known = model.metrics_names.fget
    journal.set_attr(model, "metrics_names", property(
        lambda self: known(self) or _names_to_be(self), doc=model.metrics_names.__doc__))


def _everything(kind):
    def for_inputs(self, inputs=None):
        return getattr(self, kind)

    return for_inputs


def _silent(wrapped, instance, args, kwargs):
    if len(args) <= _VERBOSE:
        kwargs = {"verbose": 0, **kwargs}
    return wrapped(*args, **kwargs)


def _as_tensors(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    return tf.nest.map_structure(tf.convert_to_tensor, wrapped(*args, **kwargs))


def _of_one_batch(function):
    """`train_on_batch` or `test_on_batch` with a ``function`` of its own, built with formulas of eager execution."""
    def call(wrapped, instance, args, kwargs):
        # Not as attributes of the model, which would track them.
        own, built = instance.__dict__.setdefault("_tf1shim_on_batch", {}), getattr(instance, "compiled_loss", None)
        mine, since = own.get(function, (None, None))
        shared = getattr(instance, function, None)
        try:
            given = inspect.signature(wrapped).bind(*args, **kwargs).arguments
        except TypeError:
            return wrapped(*args, **kwargs)  # which says what is wrong with its name
        resets = given.pop("reset_metrics", True)
        if built is not None:
            built.reset_state()
        setattr(instance, function, mine if since is built else None)
        try:
            with cross_entropies.as_when_eager():
                return wrapped(**given, reset_metrics=False)
        finally:
            own[function] = getattr(instance, function), built
            setattr(instance, function, shared)
            if resets:
                instance.reset_metrics()

    return call


def _with_more(wrapped, instance, args, kwargs):
    params, *rest = args or (kwargs.pop("params"),)
    model = getattr(instance, "model", None)
    call = eager_progress.under_way(model)
    if call is not None and call.trains:
        names = model.metrics_names
        more = {"do_validation": call.validates,
                "metrics": names + [f"val_{name}" for name in names if call.validates]}
        if call.samples is not None:
            more.update(samples=call.samples, batch_size=call.batch_size)
        params = {**more, **params}
    return wrapped(params, *rest, **kwargs)


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
