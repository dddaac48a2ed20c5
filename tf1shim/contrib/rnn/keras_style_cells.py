"""Gated cells of ``tf.contrib.rnn`` whose arguments are those of Keras' layers."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import (
    _BIAS_VARIABLE_NAME,
    _WEIGHTS_VARIABLE_NAME,
    LayerRNNCell,
    built_depth,
    static_depth,
)


class _KerasStyleCell(LayerRNNCell):
    """Base of the two cells that take Keras names for activation and initializers."""

    def __init__(
        self,
        units,
        activation="tanh",
        kernel_initializer="glorot_uniform",
        bias_initializer="ones",
        name=None,
        dtype=None,
        **kwargs,
    ):
        super().__init__(name=name, dtype=dtype, **kwargs)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self.units = units
        self.activation = tf.keras.activations.get(activation)
        self.kernel_initializer = tf.keras.initializers.get(kernel_initializer)
        self.bias_initializer = tf.keras.initializers.get(bias_initializer)

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def _add(self, name, shape, initializer):
        return self.add_weight(name=name, shape=shape, initializer=initializer)


class MinimalRNNCell(_KerasStyleCell):
    """One-gate cell over a learned latent input (https://arxiv.org/abs/1806.05394)."""

    def build(self, inputs_shape):
        depth = built_depth(inputs_shape)
        self.kernel = self._add(
            _WEIGHTS_VARIABLE_NAME, [depth + 2 * self.units, self.units], self.kernel_initializer
        )
        self.bias = self._add(_BIAS_VARIABLE_NAME, [self.units], self.bias_initializer)
        self.built = True

    def call(self, inputs, state):
        depth = static_depth(inputs)
        input_kernel, gate_kernel = tf.split(self.kernel, [depth, 2 * self.units], axis=0)
        latent = self.activation(tf.matmul(inputs, input_kernel))
        gate = tf.matmul(tf.concat([latent, state], 1), gate_kernel)
        gate = tf.sigmoid(tf.nn.bias_add(gate, self.bias))
        new_h = gate * state + (1 - gate) * latent
        return new_h, new_h


class CFNCell(_KerasStyleCell):
    """Chaos-free network (https://arxiv.org/abs/1612.06212)."""

    def build(self, inputs_shape):
        depth = built_depth(inputs_shape)
        self.kernel = self._add(
            _WEIGHTS_VARIABLE_NAME, [depth, 3 * self.units], self.kernel_initializer
        )
        self.recurrent_kernel = self._add(
            f"recurrent_{_WEIGHTS_VARIABLE_NAME}",
            [self.units, 2 * self.units],
            self.kernel_initializer,
        )
        self.bias = self._add(_BIAS_VARIABLE_NAME, [2 * self.units], self.bias_initializer)
        self.built = True

    def call(self, inputs, state):
        static_depth(inputs)
        v, w = tf.split(self.kernel, [2 * self.units, self.units], axis=1)
        gates = tf.matmul(state, self.recurrent_kernel) + tf.matmul(inputs, v)
        theta, eta = tf.split(tf.sigmoid(tf.nn.bias_add(gates, self.bias)), 2, axis=1)
        new_input = self.activation(tf.matmul(inputs, w))
        new_h = theta * self.activation(state) + (1 - eta) * new_input
        return new_h, new_h
