"""Weights read from HDF5 into the layers of a model, in order or by name.

Source: keras 2.3.1 `engine/saving.py`. The installed readers know no ``reshape``, and log where keras 2.3.1 warned.
"""

import inspect
import math
import warnings

from tf1shim.keras2 import installed


def load(group, layers, by_name=False, skip_mismatch=False, reshape=False):
    """Set layers' weights from a group that keras or tf.keras wrote.

    Args:
        group: the `h5py.Group` that has the attribute ``layer_names``.
        layers: list of layers that are built.
        by_name: layers of the same name belong together, rather than those of the same place in the order.
        skip_mismatch: with ``by_name``, warn and go on where numbers or shapes of weights differ.
        reshape: give arrays of the right number of entries the shape that the layer wants.

    Raises:
        ValueError: layers, numbers or shapes of weights differ.
    """
    hdf5 = installed.module("saving.hdf5_format")
    saved = _saved(hdf5, group)
    if by_name:
        pairs = [(layer, name, values) for name, values in saved for layer in layers if layer.name == name]
    else:
        pairs = _in_order(layers, [(name, values) for name, values in saved if values])
    version, backend = (_text(group.attrs.get(key)) for key in ("keras_version", "backend"))
    assigned = []
    for number, (layer, name, values) in enumerate(pairs):
        variables = hdf5._legacy_weights(layer)
        if reshape:
            values = _reshaped(values, variables)
        values = hdf5.preprocess_weights_for_loading(layer, values, version or "1", backend)
        if reshape:
            values = _reshaped(values, variables)
        assigned += _matched(number, layer, name, variables, values, skip_mismatch)
    installed.backend().batch_set_value(assigned)


def save(group, layers):
    """Write layers' weights to a group, as keras 2.3.1 laid them out."""
    function = installed.module("saving.hdf5_format").save_weights_to_hdf5_group
    # From TF 2.10 on the installed function takes the model.
    takes_model = "model" in inspect.signature(function).parameters
    function(group, _Layers(layers) if takes_model else layers)
    if "top_level_model_weights" in group and not len(group["top_level_model_weights"].attrs["weight_names"]):
        del group["top_level_model_weights"]


class _Layers:
    """What the installed writer asks of a model."""

    def __init__(self, layers):
        self.layers = list(layers)
        self._trainable_weights, self._non_trainable_weights = [], []


def _saved(hdf5, group):
    names = hdf5.load_attributes_from_hdf5_group(group, "layer_names")
    return [(name, _arrays(hdf5, group[name])) for name in names]


def _arrays(hdf5, group):
    import numpy as np

    return [np.asarray(group[name]) for name in hdf5.load_attributes_from_hdf5_group(group, "weight_names")]


def _in_order(layers, saved):
    hdf5 = installed.module("saving.hdf5_format")
    layers = [layer for layer in layers if hdf5._legacy_weights(layer)]
    if len(layers) != len(saved):
        raise ValueError(f"You are trying to load a weight file containing {len(saved)} layers into a model with "
                         f"{len(layers)} layers.")
    return [(layer, name, values) for layer, (name, values) in zip(layers, saved)]


def _reshaped(values, variables):
    if len(values) != len(variables):
        return values
    shapes = [installed.backend().int_shape(variable) for variable in variables]
    return [value.reshape(shape) if value.shape != shape and value.size == math.prod(shape) else value
            for value, shape in zip(values, shapes)]


def _matched(number, layer, name, variables, values, skip_mismatch):
    where = f"layer #{number} (named {layer.name!r}, in the file {name!r})"
    if len(variables) != len(values):
        problem = f"in number of weights ({len(variables)} vs {len(values)})"
        if not skip_mismatch:
            raise ValueError(f"Cannot load weights: {where} expects {len(variables)} weight(s), but the saved layer "
                             f"has {len(values)} of them.")
        warnings.warn(f"Skipping loading of weights for {where} due to mismatch {problem}.", stacklevel=6)
        return []
    pairs = []
    for variable, value in zip(variables, values):
        shape = installed.backend().int_shape(variable)
        if shape == value.shape:
            pairs.append((variable, value))
            continue
        problem = f"in shape ({shape} vs {value.shape})"
        if not skip_mismatch:
            raise ValueError(f"Cannot load weights: {where}, weight {variable.name} has shape {shape}, but the saved "
                             f"weight has shape {value.shape}.")
        warnings.warn(f"Skipping loading of weights for {where} due to mismatch {problem}.", stacklevel=6)
    return pairs


def _text(value):
    return value.decode("utf8") if hasattr(value, "decode") else value
