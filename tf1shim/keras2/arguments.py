"""Arguments of layers: keras 2.3.1's order and defaults, and Keras 1's names.

Sources: the signatures of keras 2.3.1 (`signatures.json`, recorded from the package) and the renaming rules of its
`keras/legacy/interfaces.py` (`legacy_arguments.json`).
"""

import functools
import inspect
import json
import os
import warnings

import numpy as np

_DATA_FORMATS = {"tf": "channels_last", "th": "channels_first", "default": None}
_IMPLEMENTATIONS = {"cpu": 0, "mem": 1, "gpu": 2}


def has_signature(name):
    """Whether arguments of a layer class of this name are known from keras 2.3.1."""
    return bool(_signatures().get(name, {}).get("arguments"))


def had_layer(name):
    """Whether keras 2.3.1 had a layer class of this name."""
    return name in _signatures()


def module_of(name):
    """The module that keras 2.3.1 defined a layer class in."""
    return _signatures().get(name, {}).get("module", "keras.layers.core")


@functools.lru_cache(maxsize=None)
def signature(name):
    """The signature of a layer's ``__init__`` in keras 2.3.1."""
    kinds = inspect.Parameter
    parameters = [kinds("self", kinds.POSITIONAL_OR_KEYWORD)]
    for row in _signatures()[name]["arguments"]:
        default = row[1] if len(row) > 1 else kinds.empty
        parameters.append(kinds(row[0], kinds.POSITIONAL_OR_KEYWORD, default=default))
    seen_default, ordered = False, []
    for parameter in parameters:  # a default once given stays given
        if seen_default and parameter.default is kinds.empty:
            parameter = parameter.replace(default=None)
        seen_default = seen_default or parameter.default is not kinds.empty
        ordered.append(parameter)
    ordered.append(kinds("kwargs", kinds.VAR_KEYWORD))
    return inspect.Signature(ordered)


def bind(name, args, kwargs):
    """Turn a call of a layer class, as keras 1 or 2.3.1 had it, into keyword arguments for the installed class.

    Args:
        name: class name in keras 2.3.1.
        args: positional arguments, without self.
        kwargs: keyword arguments; the installed class' own are let through.

    Returns:
        dict of keyword arguments, with keras 2.3.1's defaults.

    Raises:
        TypeError: too many positional arguments, one given twice, or an old value without an equivalent.
    """
    rows = _signatures()[name]["arguments"]
    args, kwargs = _from_keras1(name, list(args), dict(kwargs))
    if len(args) > len(rows):
        raise TypeError(f"{name}() takes at most {len(rows)} arguments ({len(args)} given)")
    for row, value in zip(rows, args):
        if row[0] in kwargs:
            raise TypeError(f"{name}() got multiple values for argument {row[0]!r}")
        kwargs[row[0]] = value
    for row in rows:
        if len(row) > 1 and (row[1] is not None or row[0] in _OBJECTS):
            kwargs.setdefault(row[0], row[1])
    for key in [k for k in kwargs if k in _DROPPED.get(name, ())]:
        del kwargs[key]
    if name in ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"):
        kwargs["rate"] = min(1.0, max(0.0, kwargs["rate"]))
    return with_objects(kwargs)


def rename(group, kwargs):
    """Rename Keras 1 arguments of a group of ``legacy_arguments.json`` in place."""
    for old, new in _rules()[group].items():
        if old in kwargs:
            value = kwargs.pop(old)
            if new is not None:
                kwargs.setdefault(new, value)


# Arguments of 2.3.1 that the installed class takes no longer and that change nothing.
_DROPPED = {}
_OBJECTS = ()


def with_objects(kwargs):
    """``kwargs`` of a layer, changed in place: initializers by name are standalone Keras', numbers and shapes plain."""
    from tf1shim.keras2 import initializers

    for key, value in kwargs.items():
        if key.endswith("_initializer") and isinstance(value, (str, dict)):
            kwargs[key] = initializers.get(value)
        elif isinstance(value, np.integer):  # np.prod(shape), as programs state the number of units
            kwargs[key] = int(value)
        elif key in ("padding", "border_mode") and isinstance(value, bytes):
            kwargs[key] = value.decode()
    if kwargs.get("batch_input_shape") is not None:
        kwargs["batch_input_shape"] = _plain_shape(kwargs["batch_input_shape"])
    return kwargs


def _plain_shape(shape):
    return tuple(getattr(dimension, "value", dimension) for dimension in shape)


def _from_keras1(name, args, kwargs):
    group = _groups().get(name)
    if group is None:
        return args, kwargs
    before = set(kwargs)
    args, kwargs = from_keras1(group, args, kwargs)
    met = before.difference(kwargs)
    if met:
        warnings.warn(f"Update your `{name}` call to the Keras 2 API: {', '.join(sorted(met))} became "
                      f"{', '.join(sorted(str(_rules()[group].get(old, 'kernel_size')) for old in met))}",
                      UserWarning, stacklevel=4)
    return args, kwargs


def keras1_group(name):
    """The group of Keras 1's renamings that a layer class belongs to, or None."""
    return _groups().get(name)


def keras1_names(group):
    """The argument names of Keras 1 that `from_keras1` changes for a group: a set."""
    names = set(_rules()[group])
    if group in ("conv2d", "separable_conv2d", "deconv2d", "convlstm2d"):
        names |= {"nb_row", "nb_col"}
    elif group == "conv3d":
        names |= {"kernel_dim1", "kernel_dim2", "kernel_dim3"}
    elif group == "batchnorm":
        names.add("mode")
    return names


def from_keras1(group, args, kwargs):
    """Rename and convert the arguments of one group of layers; returns (args, kwargs)."""
    if group in ("conv2d", "separable_conv2d", "deconv2d", "conv3d", "convlstm2d"):
        before = len(args)
        _kernel_size(3 if group == "conv3d" else 2, args, kwargs)
        if group == "deconv2d" and len(args) > 2 and len(args) != before:
            del args[2]  # Keras 1's output shape, which is worked out now
    if group == "conv1d" and "input_shape" not in kwargs and "input_dim" in kwargs:
        kwargs["input_shape"] = (kwargs.pop("input_length", None), kwargs.pop("input_dim"))
    if group == "separable_conv2d" and "init" in kwargs:
        kwargs["depthwise_initializer"] = kwargs["pointwise_initializer"] = kwargs["init"]
    rename(group, kwargs)
    if kwargs.get("data_format") in _DATA_FORMATS:
        kwargs["data_format"] = _DATA_FORMATS[kwargs["data_format"]]
    if kwargs.get("implementation") in _IMPLEMENTATIONS:
        kwargs["implementation"] = _IMPLEMENTATIONS[kwargs["implementation"]]
    if isinstance(kwargs.get("unit_forget_bias"), str):
        kwargs["unit_forget_bias"] = True  # Keras 1's initializer; keras 2.3.1 ignored any other than "one"
    if group == "batchnorm" and kwargs.pop("mode", 0) != 0:
        raise TypeError("BatchNormalization: the modes 1 and 2 of Keras 1 have no equivalent")
    if group == "zeropadding2d" and isinstance(kwargs.get("padding"), dict):
        sides = kwargs["padding"]
        kwargs["padding"] = ((sides.get("top_pad", 0), sides.get("bottom_pad", 0)),
                             (sides.get("left_pad", 0), sides.get("right_pad", 0)))
    return args, kwargs


def _kernel_size(rank, args, kwargs):
    """Keras 1 gave the kernel's sides one by one: Convolution2D(32, 3, 3) or nb_row=3, nb_col=3."""
    if len(args) > rank and all(_is_int(a) for a in args[1:rank + 1]):
        args[1:rank + 1] = [tuple(args[1:rank + 1])]
        return
    names = ("nb_row", "nb_col") if rank == 2 else ("kernel_dim1", "kernel_dim2", "kernel_dim3")
    given = args[1:rank + 1]
    rest = names[len(given):]
    if rest and all(n in kwargs for n in rest) and all(_is_int(a) for a in given):
        kwargs["kernel_size"] = (*given, *(kwargs.pop(n) for n in rest))
        del args[1:rank + 1]


def _is_int(value):
    import numbers

    return isinstance(value, numbers.Integral) and not isinstance(value, bool)


def _load(name):
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _signatures():
    table = _load("signatures.json")
    for row in table.values():
        row["arguments"] = [_tuples(argument) for argument in row["arguments"]]
    return table


def _tuples(value):
    """JSON's lists were tuples in the signatures."""
    return tuple(_tuples(v) for v in value) if isinstance(value, (list, tuple)) else value


@functools.lru_cache(maxsize=None)
def _rules():
    return _load("legacy_arguments.json")["rules"]


@functools.lru_cache(maxsize=None)
def _groups():
    return {name: group for group, names in _load("legacy_arguments.json")["classes"].items()
            for name in names.split()}
