"""Layers whose weights are masked (contrib/model_pruning/python/layers/layers.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import layers as contrib_layers
from tf1shim.contrib.framework import add_arg_scope, model_variable
from tf1shim.contrib.layers import utils
from tf1shim.contrib.model_pruning import core_layers as core


@add_arg_scope
def masked_convolution(inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=None, rate=1,
                       activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None,
                       weights_initializer=contrib_layers.xavier_initializer(), weights_regularizer=None,  # noqa: B008
                       biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None,  # noqa: B008
                       variables_collections=None, outputs_collections=None, trainable=True, scope=None):
    """`tf.contrib.layers.convolution2d` with masked weights.

    Raises:
        ValueError: another data format, images of another rank, or both a stride and a rate.
    """
    if data_format not in (None, "NHWC", "NCHW"):
        raise ValueError(f"Invalid data_format: {data_format!r}")
    with tf.variable_scope(scope, "Conv", [inputs], reuse=reuse) as scope:
        inputs = tf.convert_to_tensor(inputs)
        if inputs.get_shape().ndims != 4:
            raise ValueError("Convolution not supported for input with rank", inputs.get_shape().ndims)
        first = data_format == "NCHW"
        channels = inputs.get_shape().as_list()[1 if first else 3]
        shape = [*utils.two_element_tuple(kernel_size), channels, num_outputs]
        weights = _masked_weights(shape, inputs.dtype.base_dtype, weights_initializer, weights_regularizer,
                                  variables_collections, trainable, mask_first=True)
        outputs = tf.nn.convolution(
            inputs, weights, padding=padding.upper(), strides=utils.two_element_tuple(stride),
            dilation_rate=utils.two_element_tuple(rate), data_format=data_format)
        outputs = _finished(
            outputs, num_outputs, normalizer_fn, normalizer_params, biases_initializer, biases_regularizer,
            variables_collections, trainable, lambda x, b: tf.nn.bias_add(x, b, data_format=data_format))
        return _collected(outputs, activation_fn, outputs_collections, scope)


masked_conv2d = masked_convolution


@add_arg_scope
def masked_fully_connected(inputs, num_outputs, activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None,
                           weights_initializer=contrib_layers.xavier_initializer(),  # noqa: B008
                           weights_regularizer=None, biases_initializer=tf.zeros_initializer(),  # noqa: B008
                           biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None,
                           trainable=True, scope=None):
    """`tf.contrib.layers.fully_connected` with masked weights.

    Raises:
        ValueError: ``num_outputs`` is no integer.
    """
    if not isinstance(num_outputs, int):
        raise ValueError("num_outputs should be int, got %s." % (num_outputs,))
    with tf.variable_scope(scope, "fully_connected", [inputs], reuse=reuse) as scope:
        inputs = tf.convert_to_tensor(inputs)
        shape = [inputs.get_shape().as_list()[-1], num_outputs]
        weights = _masked_weights(shape, inputs.dtype.base_dtype, weights_initializer, weights_regularizer,
                                  variables_collections, trainable)
        if inputs.get_shape().ndims > 2:
            outputs = tf.tensordot(inputs, weights, [[inputs.get_shape().ndims - 1], [0]])
        else:
            outputs = tf.matmul(inputs, weights)
        outputs = _finished(outputs, num_outputs, normalizer_fn, normalizer_params, biases_initializer,
                            biases_regularizer, variables_collections, trainable, tf.nn.bias_add)
        return _collected(outputs, activation_fn, outputs_collections, scope)


def _masked_weights(shape, dtype, initializer, regularizer, collections, trainable, mask_first=False):
    def made(name):
        if name == "mask":
            return model_variable("mask", shape=shape, dtype=dtype, initializer=tf.ones_initializer(), trainable=False)
        return model_variable(
            "weights", shape=shape, dtype=dtype, initializer=initializer, regularizer=regularizer, trainable=trainable,
            collections=utils.get_variable_collections(collections, "weights"))

    # In TF 1.15's order.
    variables = {name: made(name) for name in (("mask", "weights") if mask_first else ("weights", "mask"))}
    threshold = model_variable("threshold", shape=[], dtype=dtype, initializer=tf.zeros_initializer(),
                               trainable=False)
    return core.masked(variables["weights"], variables["mask"], threshold)


def _finished(outputs, size, normalizer_fn, normalizer_params, initializer, regularizer, collections, trainable, add):
    if normalizer_fn is not None:
        return normalizer_fn(outputs, **(normalizer_params or {}))
    if initializer is None:
        return outputs
    biases = model_variable(
        "biases", shape=[size], dtype=outputs.dtype.base_dtype, initializer=initializer, regularizer=regularizer,
        trainable=trainable, collections=utils.get_variable_collections(collections, "biases"))
    return add(outputs, biases)


def _collected(outputs, activation_fn, collections, scope):
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return utils.collect_named_outputs(collections, scope.original_name_scope, outputs)
