"""Arguments that Keras 2 took, and their order, for programs that run on Keras 3.

TF1: ``compile(optimizer, loss, ["accuracy"])``, ``add_weight("w", (4, 2))``, `AveragePooling2D()`, ``l2(l=0.1)``,
``BatchNormalization(fused=True)``, ``to_categorical(y=...)``, ``reduction="auto"``, ``loss="logcosh"``, ...
TF2: Keras 3 has another order, other names, no default, or no such argument.
Here: each is what Keras 3 calls it; what tuned TensorFlow 1's variables and kernels is dropped.
"""

import functools
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
_NAMES_OF_LOSSES = {"logcosh": "log_cosh", "kullback_leibler_divergence": "kl_divergence"}


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    journal.wrap(keras.Model, "compile", _compile)
    journal.wrap(keras.layers.Layer, "add_weight", _add_weight)
    journal.wrap(keras.layers.Layer, "add_loss", _add_loss)
    journal.wrap(keras.losses.Loss, "__init__", _reduction)
    for name in ("train_on_batch", "test_on_batch"):
        journal.wrap(keras.Model, name, _resetting)
    for dotted, changed in _RENAMED.items():
        module, name = dotted.split(".")
        journal.wrap(getattr(getattr(keras, module), name), "__init__", _renaming(dotted, changed))
    for name in _WITHOUT_DTYPE:
        klass = getattr(keras.initializers, name)
        if "__init__" in vars(klass):
            journal.wrap(klass, "__init__", _renaming(f"initializers.{name}", {"dtype": None}))
    for dotted, default in _DEFAULTS.items():
        module, name = dotted.split(".")
        journal.wrap(getattr(getattr(keras, module), name), "__init__", _defaulting(default))
    for root in _ROOTS:
        for name, ours in _FUNCTIONS.items():
            module, _, function = f"{root}.{name}".rpartition(".")
            if module in sys.modules:
                journal.wrap(sys.modules[module], function, ours)
    known = getattr(sys.modules.get("keras.src.losses"), "ALL_OBJECTS_DICT", None)
    for old, new in _NAMES_OF_LOSSES.items():
        if known is not None and old not in known:
            journal.set_item(known, old, getattr(keras.losses, new))


def _compile(compile, model, args, kwargs):
    if len(args) > 2 and _are_metrics(args[2]):
        report.legacy_call("Model.compile(optimizer, loss, metrics)", "metrics=")
        kwargs = {**dict(zip(_COMPILE[2:], args[2:])), **kwargs}
        args = args[:2]
    for name in ("sample_weight_mode", "target_tensors", "distribute"):
        if name in kwargs and kwargs[name] is None:
            kwargs.pop(name)
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
    for name in _OF_TENSORFLOWS_VARIABLES:
        kwargs.pop(name, None)
    if not isinstance(kwargs.get("aggregation", ""), str):
        kwargs.pop("aggregation")
    return add(*args, **kwargs)


def _add_loss(add, layer, args, kwargs):
    kwargs.pop("inputs", None)
    if "losses" in kwargs:
        args, kwargs = (kwargs["losses"],), {}
    return add(*args, **kwargs)


def _reduction(init, loss, args, kwargs):
    if kwargs.get("reduction") == "auto":
        kwargs["reduction"] = "sum_over_batch_size"
    return init(*args, **kwargs)


def _resetting(method, model, args, kwargs):
    if "reset_metrics" not in kwargs:
        return method(*args, **kwargs)
    report.legacy_call("Model.train_on_batch(reset_metrics=...)", "model.reset_metrics()")
    try:
        return method(*args, **{name: value for name, value in kwargs.items() if name != "reset_metrics"})
    finally:
        if kwargs["reset_metrics"]:
            model.reset_metrics()


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


def _defaulting(size):
    def init(wrapped, instance, args, kwargs):
        return wrapped(*args, **kwargs) if args else wrapped(**{"pool_size": size, **kwargs})

    return init


def _to_categorical(wrapped, instance, args, kwargs):
    given = {**dict(zip(("x", "num_classes", "dtype"), args)), **kwargs}
    if "y" in given:
        given["x"] = given.pop("y")
    dtype = given.pop("dtype", None)
    made = wrapped(**given)
    return made if dtype is None else made.astype(dtype)


def _relu(wrapped, instance, args, kwargs):
    if "alpha" in kwargs:
        kwargs["negative_slope"] = kwargs.pop("alpha")
    return wrapped(*args, **kwargs)


def _input(wrapped, instance, args, kwargs):
    given = {**dict(zip(("shape", "batch_size", "name"), args)), **kwargs}
    if len(args) > 3 or not isinstance(given.get("name", ""), str):
        return wrapped(*args, **kwargs)
    if isinstance(given.get("shape"), int):
        given["shape"] = (given["shape"],)
    return wrapped(**given)


def _load_img(wrapped, instance, args, kwargs):
    given = dict(kwargs)
    if len(args) > 1 and isinstance(args[1], bool):
        given.update(zip(("path", "grayscale", "color_mode", "target_size", "interpolation"), args))
        args = ()
    if given.pop("grayscale", False):
        given["color_mode"] = "grayscale"
    return wrapped(*args, **given)


_FUNCTIONS = {
    "utils.to_categorical": _to_categorical, "activations.relu": _relu, "Input": _input, "layers.Input": _input,
    "utils.load_img": _load_img, "preprocessing.image.load_img": _load_img,
}
