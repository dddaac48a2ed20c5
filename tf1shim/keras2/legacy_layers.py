"""Layers that keras 2.3.1 kept for Keras 1 programs, merge functions and old class names.

Source: keras 2.3.1 `legacy/layers.py`, `layers/merge.py`, `layers/__init__.py`.
"""

import functools

from tf1shim import errors
from tf1shim.keras2 import initializers, installed, legacy_recurrent, mirror

_ALIASES = {
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose", "Deconvolution3D": "Conv3DTranspose",
    "Deconv2D": "Conv2DTranspose", "Deconv3D": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D", "SeparableConvolution2D": "SeparableConv2D",
    "MaxPool1D": "MaxPooling1D", "MaxPool2D": "MaxPooling2D", "MaxPool3D": "MaxPooling3D",
    "AvgPool1D": "AveragePooling1D", "AvgPool2D": "AveragePooling2D", "AvgPool3D": "AveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D", "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D", "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D", "GlobalAvgPool3D": "GlobalAveragePooling3D",
}
_MERGES = {"add": "Add", "subtract": "Subtract", "multiply": "Multiply", "average": "Average",
           "maximum": "Maximum", "minimum": "Minimum"}


def _layer(name):
    return mirror.mirror(getattr(installed.api("layers"), name))


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _MERGES:
        return _merge_function(name)
    if name in _MADE:
        return _MADE[name]()
    if name in _ALIASES:
        target = _ALIASES[name]
        return __getattr__(target) if target in _MADE else _layer(target)
    raise AttributeError(name)


@functools.lru_cache(maxsize=None)
def by_name():
    """Names of the classes here -> classes, for reading old files."""
    return {name: __getattr__(name) for name in (*_MADE, *_ALIASES)}


def _merge_function(name):
    def merge_function(inputs, **kwargs):
        return _layer(_MERGES[name])(**kwargs)(inputs)

    merge_function.__name__ = merge_function.__qualname__ = name
    merge_function.__doc__ = f"Apply the layer {_MERGES[name]} to a list of tensors."
    return merge_function


def concatenate(inputs, axis=-1, **kwargs):
    """Apply the layer Concatenate to a list of tensors."""
    return _layer("Concatenate")(axis=axis, **kwargs)(inputs)


def dot(inputs, axes, normalize=False, **kwargs):
    """Apply the layer Dot to two tensors."""
    return _layer("Dot")(axes=axes, normalize=normalize, **kwargs)(inputs)


_MODES = {"sum": "add", "mul": "multiply", "ave": "average", "max": "maximum"}


def merge(inputs, mode="sum", concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None,
          arguments=None, name=None, **kwargs):
    """Keras 1's merge of a list of tensors.

    Args:
        inputs: list of tensors.
        mode: sum, mul, ave, max, concat, dot, cos, or a function of the list.

    Raises:
        ValueError: an unknown mode.
    """
    if callable(mode):
        return _layer("Lambda")(mode, output_shape=output_shape, mask=output_mask,
                                arguments=arguments, name=name)(inputs)
    if mode == "concat":
        return concatenate(inputs, axis=concat_axis, name=name)
    if mode in ("dot", "cos"):
        return dot(inputs, axes=dot_axes, normalize=mode == "cos", name=name)
    if mode not in _MODES:
        raise ValueError(f"Invalid merge mode: {mode}")
    return __getattr__(_MODES[mode])(inputs, name=name)


Merge = errors.unavailable(
    "keras.layers.Merge", "keras 2 removed it (it joined Sequential models)",
    "keras.layers.add, multiply, concatenate, ... on the models' outputs, and keras.models.Model")


def AtrousConvolution1D(*args, **kwargs):
    """Keras 1's dilated Conv1D: ``atrous_rate`` is ``dilation_rate``."""
    kwargs.setdefault("dilation_rate", kwargs.pop("atrous_rate", 1))
    return _layer("Conv1D")(*args, **kwargs)


def AtrousConvolution2D(*args, **kwargs):
    """Keras 1's dilated Conv2D: ``atrous_rate`` is ``dilation_rate``."""
    kwargs.setdefault("dilation_rate", kwargs.pop("atrous_rate", (1, 1)))
    return _layer("Conv2D")(*args, **kwargs)


AtrousConv1D, AtrousConv2D = AtrousConvolution1D, AtrousConvolution2D


def _keras1_options(owner, kwargs, names):
    """Pop Keras 1's regularizers and constraints, made into objects, off ``kwargs``."""
    regularizers, constraints = installed.api("regularizers"), installed.api("constraints")
    for name in names:
        get = regularizers.get if name.endswith("regularizer") else constraints.get
        setattr(owner, name, get(kwargs.pop(name, None)))


_OPTIONS = ("W_regularizer", "b_regularizer", "W_constraint", "b_constraint")


def _maxout_dense():
    layer = mirror.mirror(installed.module("engine.base_layer").Layer)

    class MaxoutDense(layer):
        """Maximum over ``nb_feature`` dense layers; input (samples, dim), output (samples, output_dim)."""

        def __init__(self, output_dim, nb_feature=4, init="glorot_uniform", weights=None, bias=True,
                     input_dim=None, **kwargs):
            self.output_dim, self.nb_feature, self.bias = output_dim, nb_feature, bias
            self.init = initializers.get(init)
            _keras1_options(self, kwargs, _OPTIONS)
            if input_dim:
                kwargs["input_shape"] = (input_dim,)
            super().__init__(weights=weights, **kwargs)

        def build(self, input_shape):
            self.W = self.add_weight(name="W", shape=(self.nb_feature, input_shape[-1], self.output_dim),
                                     initializer=self.init, regularizer=self.W_regularizer,
                                     constraint=self.W_constraint)
            self.b = self.add_weight(name="b", shape=(self.nb_feature, self.output_dim),
                                     initializer="zeros", regularizer=self.b_regularizer,
                                     constraint=self.b_constraint) if self.bias else None
            self.built = True

        def call(self, x):
            backend = installed.backend()
            output = backend.dot(x, self.W)
            if self.bias:
                output += self.b
            return backend.max(output, axis=1)

        def compute_output_shape(self, input_shape):
            return (input_shape[0], self.output_dim)

        def get_config(self):
            config = {"output_dim": self.output_dim, "nb_feature": self.nb_feature, "bias": self.bias,
                      "init": initializers.serialize(self.init)}
            return {**super().get_config(), **config}

    return MaxoutDense


def _highway():
    layer = mirror.mirror(installed.module("engine.base_layer").Layer)

    class Highway(layer):
        """Densely connected highway: a gate mixes the layer's output with its input, both of one size."""

        def __init__(self, init="glorot_uniform", activation=None, weights=None, bias=True, input_dim=None,
                     transform_bias=-1, **kwargs):
            self.init, self.bias = initializers.get(init), bias
            self.transform_bias = transform_bias
            self.activation = installed.api("activations").get(activation)
            _keras1_options(self, kwargs, _OPTIONS)
            if input_dim:
                kwargs["input_shape"] = (input_dim,)
            super().__init__(weights=weights, **kwargs)

        def build(self, input_shape):
            size = input_shape[-1]
            options = {"regularizer": self.W_regularizer, "constraint": self.W_constraint}
            self.W = self.add_weight(name="W", shape=(size, size), initializer=self.init, **options)
            self.W_carry = self.add_weight(name="W_carry", shape=(size, size), initializer=self.init)
            if self.bias:
                self.b = self.add_weight(name="b", shape=(size,), initializer="zeros",
                                         regularizer=self.b_regularizer, constraint=self.b_constraint)
                self.b_carry = self.add_weight(
                    name="b_carry", shape=(size,), initializer=initializers.Constant(self.transform_bias))
            self.built = True

        def call(self, x):
            backend = installed.backend()
            gate, value = backend.dot(x, self.W_carry), backend.dot(x, self.W)
            if self.bias:
                gate, value = gate + self.b_carry, value + self.b
            gate = installed.api("activations").sigmoid(gate)
            return self.activation(value) * gate + (1 - gate) * x

        def compute_output_shape(self, input_shape):
            return input_shape

        def get_config(self):
            config = {"init": initializers.serialize(self.init), "transform_bias": self.transform_bias,
                      "activation": installed.api("activations").serialize(self.activation), "bias": self.bias}
            return {**super().get_config(), **config}

    return Highway


_MADE = {"MaxoutDense": _maxout_dense, "Highway": _highway, "Recurrent": legacy_recurrent.recurrent,
         "ConvLSTM2DCell": legacy_recurrent.conv_lstm_cell, "ConvRNN2D": legacy_recurrent.conv_rnn}
