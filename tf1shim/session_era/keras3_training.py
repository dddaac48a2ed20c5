"""What training had in Keras 2, for programs that run on Keras 3.

TF1: what is trainable is settled by `compile` (GANs freeze a part afterwards); ``model.metrics_names`` names each
metric; `reset_states` of a model; ``model.add_loss(symbolic tensor)``; ``callback.validation_data``;
``TensorBoard(batch_size=...)``, ``ReduceLROnPlateau(epsilon=...)``.
TF2: Keras 3 asks at the first step what is trainable, and names all metrics ``compile_metrics``; the others are gone,
or raise without a word.
Here: each is its equivalent. `metrics_names` differs for legacy code only.
"""

import functools
import sys
import weakref

import numpy as np

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message
from tf1shim.importing import scope
from tf1shim.session_era import submodels, tables
from tf1shim.session_era.when_loaded import when_loaded

_NO_LONGER_ARGUMENTS = ("batch_size", "write_grads", "embeddings_layer_names", "embeddings_data")
_compiled = weakref.WeakKeyDictionary()  # model -> which of its layers were trainable when it was compiled
_added_losses = weakref.WeakKeyDictionary()  # model -> models of its inputs that give the losses added to it


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    model = keras.Model
    native = next(vars(k)["metrics_names"] for k in model.__mro__ if "metrics_names" in vars(k))
    journal.set_attr(model, "metrics_names", property(functools.partial(_metrics_names, native.fget)))
    if not hasattr(model, "reset_states"):
        journal.set_attr(model, "reset_states", reset_states)
    functional = next((k for k in model.__subclasses__() if k.__name__ == "Functional"), None)
    if functional is not None and "add_loss" in vars(functional):
        journal.wrap(functional, "add_loss", _add_loss)
        journal.wrap(model, "compute_loss", _compute_loss)
    journal.wrap(model, "fit", _with_validation_data)
    journal.wrap(model, "compile", _note_trainable)
    for name in ("train_step", "_symbolic_build"):
        if hasattr(model, name):
            journal.wrap(model, name, _as_compiled)
    journal.wrap(keras.callbacks.TensorBoard, "__init__", _without_old_arguments)
    journal.wrap(keras.callbacks.ReduceLROnPlateau, "__init__", _with_epsilon)


def _note_trainable(compile, model, args, kwargs):
    made = compile(*args, **kwargs)
    _compiled[model] = _trainable(model)
    return made


def _as_compiled(method, model, args, kwargs):
    now, then = _trainable(model), _compiled.get(model, {})
    changed = {ref: value for ref, value in then.items() if now.get(ref, value) != value}
    if not changed:
        return method(*args, **kwargs)
    _set_trainable({**now, **then})
    try:
        return method(*args, **kwargs)
    finally:
        _set_trainable(now)


def _trainable(model):
    return {weakref.ref(layer): layer.trainable for layer in model._flatten_layers()}


def _set_trainable(state):
    for ref, value in state.items():  # outer layers first: they hand it on to those inside
        layer = ref()
        if layer is not None:
            layer.trainable = value


def _metrics_names(native, model):
    if not model.compiled or not scope.is_legacy(sys._getframe(1).f_globals):
        return native(model)
    return metrics_names(model)


def metrics_names(model):
    """The names that Keras 2 would give for a compiled model: "loss" and each metric's."""
    try:
        logged = model.get_metrics_result()
    except ValueError:  # not built before it has met data
        metrics = getattr(model._compile_metrics, "_user_metrics", None)
        return ["loss", *map(_name, _flat(metrics))]
    names = model._flatten_metrics_in_order({name: name for name in logged})
    return [names] if isinstance(names, str) else names


def _name(metric):
    return metric if isinstance(metric, str) else getattr(metric, "name", None) or metric.__name__


def _flat(structure):
    if isinstance(structure, dict):
        structure = list(structure.values())
    if isinstance(structure, (list, tuple)):
        return [leaf for part in structure for leaf in _flat(part)]
    return [] if structure is None else [structure]


def reset_states(self):
    """keras 2.3.1's `reset_states` of a model: of each of its stateful layers."""
    report.legacy_call("Model.reset_states", "layer.reset_state() of each stateful layer")
    for layer in self._flatten_layers(include_self=False):
        if getattr(layer, "stateful", False) and hasattr(layer, "reset_state"):
            layer.reset_state()


def _add_loss(add, model, args, kwargs):
    loss = args[0] if args else kwargs.get("loss")
    losses = loss if isinstance(loss, (list, tuple)) else [loss]
    if not losses or not all(map(submodels.is_symbolic, losses)):
        return add(*args, **kwargs)
    report.legacy_call("Model.add_loss(symbolic tensor)", "self.add_loss in the call of a layer")
    _, needed = submodels.needed_inputs(losses, [])
    if not {id(tensor) for tensor in needed} <= {id(tensor) for tensor in model.inputs}:
        raise UnavailableError(unavailable_message(
            "Model.add_loss", "the loss depends on inputs that are not the model's", tables.graph_mode()))
    import keras

    _added_losses.setdefault(model, []).append(keras.Model(needed, list(losses)))
    return None


def _compute_loss(compute, model, args, kwargs):
    added = _added_losses.get(model)
    if not added:
        return compute(*args, **kwargs)
    import keras

    given = {"training": True, **dict(zip(("x", "y", "y_pred", "sample_weight", "training"), args)), **kwargs}
    total = 0.0
    for losses in added:
        for value in _flat(losses(_inputs_for(losses, model, given["x"]), training=given["training"])):
            total += keras.ops.sum(value)
    if model._compile_loss is None and not model.losses:
        return total
    return total + compute(*args, **kwargs)


def _inputs_for(losses, model, x):
    if isinstance(x, dict):
        return [x[tensor.name] for tensor in losses.inputs]
    values = x if isinstance(x, (list, tuple)) else [x]
    positions = [next(i for i, mine in enumerate(model.inputs) if mine is tensor) for tensor in losses.inputs]
    return [values[i] for i in positions]


def _with_validation_data(fit, model, args, kwargs):
    data, callbacks = kwargs.get("validation_data"), kwargs.get("callbacks")
    if callbacks and isinstance(data, (list, tuple)) and 2 <= len(data) <= 3:
        x, y = _flat(data[0]), _flat(data[1])
        if all(isinstance(part, np.ndarray) for part in (*x, *y)):
            weights = _flat(data[2]) if len(data) > 2 else [np.ones(len(part), "float32") for part in y]
            for callback in _flat(callbacks):
                if not hasattr(callback, "validation_data"):
                    callback.validation_data = [*x, *y, *weights]
    return fit(*args, **kwargs)


def _without_old_arguments(init, callback, args, kwargs):
    if len(args) > 2:  # keras 2.3.1's third was the batch size
        return init(*args, **kwargs)
    dropped = [name for name in _NO_LONGER_ARGUMENTS if name in kwargs]
    for name in dropped:
        del kwargs[name]
    if dropped:
        report.legacy_call(f"keras.callbacks.TensorBoard({', '.join(dropped)}=...)", "leave it out: it has no effect")
    return init(*args, **kwargs)


def _with_epsilon(init, callback, args, kwargs):
    if "epsilon" in kwargs:
        report.legacy_call("keras.callbacks.ReduceLROnPlateau(epsilon=...)", "min_delta=")
        kwargs["min_delta"] = kwargs.pop("epsilon")
    return init(*args, **kwargs)
