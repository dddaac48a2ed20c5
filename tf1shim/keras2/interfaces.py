"""`keras.legacy.interfaces`: decorators by which Keras 1 calls of layers, models and optimizers are understood.

Source: keras 2.3.1 `legacy/interfaces.py`. Programs put them on classes of their own.
"""

import functools
import warnings

from tf1shim.keras2 import arguments


def generate_legacy_interface(allowed_positional_args=None, conversions=None, preprocessor=None,
                              value_conversions=None, object_type="class"):
    """Make a decorator that renames old arguments.

    Args:
        allowed_positional_args: names that may be given by position, in order; None for any.
        conversions: list of (old name, new name).
        preprocessor: called with (args, kwargs); returns (args, kwargs, list of (old, new) met).
        value_conversions: new name -> {old value: new value}.
        object_type: ``class`` or ``method``; for the warning.
    """
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            met = []
            if preprocessor is not None:
                args, kwargs, met = preprocessor(args, kwargs)
            for old, new in conversions or ():
                if old in kwargs:
                    if new in kwargs:
                        raise_duplicate_arg_error(old, new)
                    kwargs[new] = kwargs.pop(old)
                    met.append((old, new))
            for name, values in (value_conversions or {}).items():
                try:
                    kwargs[name] = values.get(kwargs[name], kwargs[name])
                except (KeyError, TypeError):  # not given, or not a value that could be looked up
                    continue
            if met:
                warnings.warn("Update your call to the Keras 2 API: "
                              + ", ".join(f"{old} is now {new}" for old, new in met), stacklevel=2)
            return function(*args, **kwargs)

        wrapper._original_function = function
        return wrapper

    return decorate


generate_legacy_method_interface = functools.partial(generate_legacy_interface, object_type="method")


def raise_duplicate_arg_error(old_arg, new_arg):
    """Raise the TypeError for an argument given under both names."""
    raise TypeError(f"For the `{new_arg}` argument, the layer received both the legacy keyword argument "
                    f"`{old_arg}` and the Keras 2 keyword argument `{new_arg}`. "
                    "Stick to the latter!")


def _preprocessor(group):
    def preprocess(args, kwargs):
        before = dict(kwargs)
        first, rest = list(args[:1]), list(args[1:])
        rest, kwargs = arguments.from_keras1(group, rest, dict(kwargs))
        met = [(name, "") for name in before if name not in kwargs]
        return tuple(first + rest), kwargs, met

    return preprocess


def _of_group(group):
    return generate_legacy_interface(preprocessor=_preprocessor(group))


def _unchanged(function):
    function._original_function = function
    return function


def add_weight_args_preprocessing(args, kwargs):
    """Let the shape come first, as in Keras 1."""
    if len(args) > 1 and isinstance(args[1], (tuple, list)):
        kwargs["shape"] = args[1]
        args = args[:1] + args[2:]
        if len(args) > 1 and isinstance(args[1], str):
            kwargs["initializer"] = args[1]
            args = args[:1] + args[2:]
    return args, kwargs, []


def get_updates_arg_preprocessing(args, kwargs):
    """Take Keras 1's ``get_updates(params, constraints, loss)`` for ``get_updates(loss, params)``."""
    kwargs = {k: v for k, v in kwargs.items() if k != "constraints"}
    optimizer, *given = args
    if given and isinstance(given[0], (list, tuple)):  # the parameters: no loss is a list
        kwargs.update(zip(("params", "constraints", "loss"), given))
        kwargs.pop("constraints", None)
        given = []
    return [optimizer, *given], kwargs, []


legacy_add_weight_support = generate_legacy_interface(preprocessor=add_weight_args_preprocessing)
legacy_get_updates_support = generate_legacy_interface(preprocessor=get_updates_arg_preprocessing)

_GROUPS = {
    "dense": "dense", "dropout": "dropout", "embedding": "embedding", "pooling1d": "pooling1d",
    "pooling2d": "pooling2d", "pooling3d": "pooling2d", "global_pooling": "global_pooling",
    "prelu": "prelu", "gaussiannoise": "noise", "gaussiandropout": "dropout", "recurrent": "recurrent",
    "conv1d": "conv1d", "conv2d": "conv2d", "conv3d": "conv3d", "separable_conv2d": "separable_conv2d",
    "deconv2d": "deconv2d", "convlstm2d": "convlstm2d", "batchnorm": "batchnorm",
    "zeropadding2d": "zeropadding2d", "zeropadding3d": "global_pooling", "upsampling1d": "upsampling1d",
    "upsampling2d": "global_pooling", "upsampling3d": "global_pooling", "cropping2d": "global_pooling",
    "cropping3d": "global_pooling", "spatialdropout1d": "dropout", "spatialdropoutNd": "spatial_dropout",
    "generator_methods": "generator", "model_constructor": "model",
}
_PREPROCESSORS = {
    "batchnorm_args_preprocessor": "batchnorm", "conv1d_args_preprocessor": "conv1d",
    "conv2d_args_preprocessor": "conv2d", "conv3d_args_preprocessor": "conv3d",
    "convlstm2d_args_preprocessor": "convlstm2d", "deconv2d_args_preprocessor": "deconv2d",
    "embedding_kwargs_preprocessor": "embedding", "generator_methods_args_preprocessor": "generator",
    "recurrent_args_preprocessor": "recurrent", "separable_conv2d_args_preprocessor": "separable_conv2d",
    "zeropadding2d_args_preprocessor": "zeropadding2d",
}


def __getattr__(name):
    if name in ("legacy_input_support", "legacy_lambda_support"):
        return _unchanged
    if name in _PREPROCESSORS:
        return _preprocessor(_PREPROCESSORS[name])
    if name.startswith("legacy_") and name[7:-8] in _GROUPS:
        return _of_group(_GROUPS[name[7:-8]])
    raise AttributeError(name)
