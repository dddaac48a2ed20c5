"""Arguments that Keras 2 took, and their order, for programs that run on Keras 3.

TF1: ``compile(optimizer, loss, ["accuracy"])``, ``add_weight("w", (4, 2))``, `AveragePooling2D()`, ``l2(l=0.1)``,
``BatchNormalization(fused=True)``, ``to_categorical(y=...)``, ``reduction="auto"``, ``loss="logcosh"``, ...
TF2: Keras 3 has another order, other names, no default, or no such argument.
Here: each is what Keras 3 calls it; what tuned TensorFlow 1's variables and kernels is dropped.
"""

import functools
import inspect
import sys

from tf1shim import report
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded

_COMPILE = ("optimizer", "loss", "metrics", "loss_weights", "sample_weight_mode", "weighted_metrics", "target_tensors")
_ADD_WEIGHT = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint")
_OF_TENSORFLOWS_VARIABLES = ("use_resource", "synchronization", "partitioner", "getter", "collections")
_ROOTS = ("keras", "keras._tf_keras.keras")
# Class of a public module -> {old argument: new one, or None where it has no meaning any more}.
_RENAMED = {
    "regularizers.L1": {"l": "l1"},
    "regularizers.L2": {"l": "l2"},
    "initializers.Constant": {"verify_shape": None},
    "layers.BatchNormalization": {"fused": None, "virtual_batch_size": None, "adjustment": None},
}
_WITHOUT_DTYPE = ("RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Orthogonal", "Identity",
                  "Zeros", "Ones", "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal",
                  "LecunUniform")
_DEFAULTS = {"layers.AveragePooling1D": 2, "layers.AveragePooling2D": (2, 2), "layers.AveragePooling3D": (2, 2, 2)}
_NAMES_OF_LOSSES = {"logcosh": "log_cosh", "kullback_leibler_divergence": "kl_divergence",
                    "cosine_proximity": "cosine_similarity"}


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    journal.wrap(keras.Model, "compile", _compile)
    journal.wrap(keras.layers.Layer, "add_weight", _add_weight)
    journal.wrap(keras.layers.Layer, "add_variable", _add_variable)
    journal.wrap(keras.layers.Layer, "add_loss", _add_loss)
    journal.wrap(keras.losses.Loss, "__init__", _reduction)
    for name in ("train_on_batch", "test_on_batch"):
        journal.wrap(keras.Model, name, _resetting(name))
    for dotted, changed in _RENAMED.items():
        module, name = dotted.split(".")
        journal.wrap(getattr(getattr(keras, module), name), "__init__", _renaming(dotted, changed))
    for name in _WITHOUT_DTYPE:
        klass = getattr(keras.initializers, name)
        if "__init__" in vars(klass):
            journal.wrap(klass, "__init__", _renaming(f"initializers.{name}", {"dtype": None}))
    for dotted, default in _DEFAULTS.items():
        module, name = dotted.split(".")
        journal.wrap(getattr(getattr(keras, module), name), "__init__", _defaulting(dotted, default))
    for root in _ROOTS:
        for name, ours in _FUNCTIONS.items():
            module, _, function = f"{root}.{name}".rpartition(".")
            if module in sys.modules:
                journal.wrap(sys.modules[module], function, ours)
    known = getattr(sys.modules.get("keras.src.losses"), "ALL_OBJECTS_DICT", None)
    for old, new in _NAMES_OF_LOSSES.items():
        if known is not None and old not in known:
            journal.set_item(known, old, getattr(keras.losses, new))
    known = getattr(sys.modules.get("keras.src.metrics"), "ALL_OBJECTS_DICT", {})
    for old, new in _NAMES_OF_LOSSES.items():
        if known and old not in known:
            journal.set_item(known, old, _metric(old, getattr(keras.losses, new)))


def _metric(name, loss):
    """A loss as the metric of an old name; as a metric `cosine_proximity` had not the loss' sign."""
    sign = -1 if name == "cosine_proximity" else 1

    def metric(y_true, y_pred):
        return sign * loss(y_true, y_pred)

    metric.__name__ = name
    return metric


def _compile(compile, model, args, kwargs):
    if len(args) > 2 and _are_metrics(args[2]):
        report.legacy_call("Model.compile(optimizer, loss, metrics)", "metrics=")
        kwargs = {**dict(zip(_COMPILE[2:], args[2:])), **kwargs}
        args = args[:2]
    for name in ("sample_weight_mode", "target_tensors", "distribute"):
        if name in kwargs and (kwargs[name] is None or name == "sample_weight_mode"):
            # Weights for each step need not be announced any more.
            report.legacy_call(f"Model.compile({name}={kwargs[name]!r})", "leave it out")
            kwargs.pop(name)
    loss = args[1] if len(args) > 1 else kwargs.get("loss")
    if isinstance(loss, str) and loss in _NAMES_OF_LOSSES:
        report.legacy_call(f"Model.compile(loss={loss!r})", repr(_NAMES_OF_LOSSES[loss]))
    return compile(*args, **kwargs)


def _are_metrics(given):
    """Whether an argument holds metrics, where Keras 3 expects numbers by which losses are weighted."""
    if isinstance(given, dict):
        return any(map(_are_metrics, given.values()))
    if isinstance(given, (list, tuple)):
        return any(map(_are_metrics, given))
    return isinstance(given, str) or callable(given)


def _add_weight(add, layer, args, kwargs):
    if args and isinstance(args[0], str):
        report.legacy_call("Layer.add_weight(name, shape)", "add_weight(shape=..., name=...)")
        kwargs = {**dict(zip(_ADD_WEIGHT, args)), **kwargs}
        args = ()
    dropped = [name for name in _OF_TENSORFLOWS_VARIABLES if name in kwargs]
    if not isinstance(kwargs.get("aggregation", ""), str):
        dropped.append("aggregation")
    for name in dropped:
        report.legacy_call(f"Layer.add_weight({name}=...)", "leave it out")
        kwargs.pop(name)
    return add(*args, **kwargs)


def _add_variable(add, layer, args, kwargs):
    # Keras 3's needs an initializer, and begins with the shape: another call altogether where a name is given.
    if args and isinstance(args[0], str) or "name" in kwargs and "initializer" not in kwargs and not args:
        return layer.add_weight(*args, **kwargs)
    return add(*args, **kwargs)


def _add_loss(add, layer, args, kwargs):
    if {"inputs", "losses"} & kwargs.keys():
        report.legacy_call("Layer.add_loss(losses, inputs=...)", "add_loss(loss)")
        kwargs.pop("inputs", None)
        args = (kwargs.pop("losses"),) if "losses" in kwargs else args
    return add(*args, **kwargs)


def _reduction(init, loss, args, kwargs):
    if kwargs.get("reduction") == "auto":
        report.legacy_call(f"keras.losses.{type(loss).__name__}(reduction='auto')", "reduction='sum_over_batch_size'")
        kwargs["reduction"] = "sum_over_batch_size"
    return init(*args, **kwargs)


def _resetting(name):
    def on_batch(method, model, args, kwargs):
        if "reset_metrics" not in kwargs:
            return method(*args, **kwargs)
        report.legacy_call(f"Model.{name}(reset_metrics=...)", "model.reset_metrics()")
        if not kwargs.pop("reset_metrics"):
            return method(*args, **kwargs)
        model.reset_metrics()  # the results are this batch's alone
        try:
            return method(*args, **kwargs)
        finally:
            model.reset_metrics()

    return on_batch


def _renaming(dotted, changed):
    def init(wrapped, instance, args, kwargs):
        for old, new in changed.items():
            if old in kwargs:
                report.legacy_call(f"keras.{dotted}({old}=...)", f"{new}=" if new else "leave it out")
                value = kwargs.pop(old)
                if new:
                    kwargs[new] = value
        return wrapped(*args, **kwargs)

    return init


def _defaulting(dotted, size):
    def init(wrapped, instance, args, kwargs):
        if args or "pool_size" in kwargs:
            return wrapped(*args, **kwargs)
        report.legacy_call(f"keras.{dotted}()", f"pool_size={size}")
        return wrapped(size, **kwargs)

    return init


def _to_categorical(wrapped, instance, args, kwargs):
    given = {**dict(zip(("x", "num_classes", "dtype"), args)), **kwargs}
    if "y" in given or "dtype" in given:
        report.legacy_call("keras.utils.to_categorical(y, num_classes, dtype)", "x=, and .astype of the result")
    if "y" in given:
        given["x"] = given.pop("y")
    dtype = given.pop("dtype", None)
    made = wrapped(**given)
    return made if dtype is None else made.astype(dtype)


def _relu(wrapped, instance, args, kwargs):
    if "alpha" in kwargs:
        report.legacy_call("keras.activations.relu(alpha=...)", "negative_slope=")
        kwargs["negative_slope"] = kwargs.pop("alpha")
    return wrapped(*args, **kwargs)


def _input(wrapped, instance, args, kwargs):
    given = {**dict(zip(("shape", "batch_size", "name"), args)), **kwargs}
    if len(args) > 3 or not isinstance(given.get("name", ""), str):
        return wrapped(*args, **kwargs)
    if isinstance(given.get("shape"), int):
        given["shape"] = (given["shape"],)
        report.legacy_call("keras.Input(shape=n)", "shape=(n,)")
    if len(args) > 2:
        report.legacy_call("keras.Input(shape, batch_size, name)", "name=")
    return wrapped(**given)


def _load_img(wrapped, instance, args, kwargs):
    given = dict(kwargs)
    if len(args) > 1 and isinstance(args[1], bool):
        given.update(zip(("path", "grayscale", "color_mode", "target_size", "interpolation"), args))
        args = ()
    if "grayscale" in given:
        report.legacy_call("load_img(grayscale=...)", "color_mode=")
    if given.pop("grayscale", False):
        given["color_mode"] = "grayscale"
    return wrapped(*args, **given)


def _of_text(wrapped, instance, args, kwargs):
    if "text" in kwargs and "input_text" in inspect.signature(wrapped).parameters:
        report.legacy_call(f"keras.preprocessing.text.{wrapped.__name__}(text=...)", "give it as the first argument")
        return wrapped(kwargs.pop("text"), *args, **kwargs)
    return wrapped(*args, **kwargs)


_FUNCTIONS = {
    "utils.to_categorical": _to_categorical, "activations.relu": _relu, "Input": _input, "layers.Input": _input,
    "utils.load_img": _load_img, "preprocessing.image.load_img": _load_img,
    "preprocessing.text.text_to_word_sequence": _of_text, "preprocessing.text.one_hot": _of_text,
}
