"""Gated cells of ``tf.contrib.rnn`` that are not LSTMs by construction."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import (
    _BIAS_VARIABLE_NAME,
    _WEIGHTS_VARIABLE_NAME,
    LayerRNNCell,
    LSTMStateTuple,
    UnitsCell,
    UnitsLayerCell,
    built_depth,
    static_depth,
)
from tf1shim.contrib.rnn.core_rnn_cell import _Linear


class UGRNNCell(UnitsCell):
    """Update-gate RNN, between a plain RNN and a GRU (https://arxiv.org/abs/1611.09913).

    Args:
        num_units: width of the state.
        initializer: of the weights.
        forget_bias: added to the gate.
        activation: of the new state.
        reuse: as for variable scopes.
    """

    def __init__(
        self, num_units, initializer=None, forget_bias=1.0, activation=tf.tanh, reuse=None
    ):
        super().__init__(num_units, reuse)
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear = None

    def call(self, inputs, state):
        static_depth(inputs)
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            joined = tf.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = _Linear(joined, 2 * self._num_units, True)
            gate, candidate = tf.split(self._linear(joined), 2, axis=1)
            candidate = self._activation(candidate)
            gate = tf.sigmoid(gate + self._forget_bias)
            new_state = gate * state + (1.0 - gate) * candidate
        return new_state, new_state


class IntersectionRNNCell(UnitsCell):
    """The +RNN: gated in depth as well as in time (https://arxiv.org/abs/1611.09913).

    Args:
        num_units: width of the state, and of the input unless ``num_in_proj`` is given.
        num_in_proj: project inputs of another width.
        initializer: of the weights.
        forget_bias: added to both gates.
        y_activation: of the output in depth.
        reuse: as for variable scopes.

    Raises:
        ValueError: the input has another width and there is no projection.
    """

    def __init__(
        self,
        num_units,
        num_in_proj=None,
        initializer=None,
        forget_bias=1.0,
        y_activation=tf.nn.relu,
        reuse=None,
    ):
        super().__init__(num_units, reuse)
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._num_input_proj = num_in_proj
        self._y_activation = y_activation
        self._linear1 = None
        self._linear2 = None

    def _projected(self, inputs):
        if static_depth(inputs) == self._num_units:
            return inputs
        if not self._num_input_proj:
            raise ValueError(
                "Must have input size == output size for Intersection RNN. "
                "To fix, num_in_proj should be set to num_units at cell init."
            )
        with tf.variable_scope("in_projection"):
            if self._linear1 is None:
                self._linear1 = _Linear(inputs, self._num_units, True)
            return self._linear1(inputs)

    def call(self, inputs, state):
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            inputs = self._projected(inputs)
            joined = tf.concat([inputs, state], 1)
            if self._linear2 is None:
                self._linear2 = _Linear(joined, 4 * self._num_units, True)
            gates = self._linear2(joined)
            width = self._num_units
            gate_h, h, gate_y, y = [gates[:, k * width : (k + 1) * width] for k in range(4)]
            h = tf.tanh(h)
            y = self._y_activation(y)
            gate_h = tf.sigmoid(gate_h + self._forget_bias)
            gate_y = tf.sigmoid(gate_y + self._forget_bias)
            new_state = gate_h * state + (1.0 - gate_h) * h
            new_y = gate_y * inputs + (1.0 - gate_y) * y
        return new_y, new_state


class NASCell(LayerRNNCell):
    """The cell found by architecture search (https://arxiv.org/abs/1611.01578).

    Args:
        num_units: width of the cell state.
        num_proj: width of the projected output, or None.
        use_bias: whether the recurrent product has a bias.
        reuse: as for variable scopes.
        **kwargs: of the layer (``name``, ``dtype``).
    """

    _NAS_BASE = 8  # number of products the cell is built of

    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self):
        return self._num_units if self._num_proj is None else self._num_proj

    def build(self, inputs_shape):
        input_size = built_depth(inputs_shape)
        width = self._NAS_BASE * self._num_units
        self.recurrent_kernel = self.add_weight("recurrent_kernel", [self.output_size, width])
        self.kernel = self.add_weight("kernel", [input_size, width])
        if self._use_bias:
            self.bias = self.add_weight("bias", [width], initializer=tf.zeros_initializer())
        if self._num_proj is not None:
            self.projection_weights = self.add_weight(
                "projection_weights", [self._num_units, self._num_proj]
            )
        self.built = True

    def call(self, inputs, state):
        c_prev, m_prev = state
        recurrent = tf.matmul(m_prev, self.recurrent_kernel)
        if self._use_bias:
            recurrent = tf.nn.bias_add(recurrent, self.bias)
        m = tf.split(recurrent, self._NAS_BASE, axis=1)
        x = tf.split(tf.matmul(inputs, self.kernel), self._NAS_BASE, axis=1)
        # The tree the search found: eight leaves, four pairs, the cell state joins the first pair.
        first = tf.tanh(tf.sigmoid(x[0] + m[0]) * tf.nn.relu(x[1] + m[1]))
        second = tf.tanh(tf.sigmoid(x[2] + m[2]) + tf.nn.relu(x[3] * m[3]))
        third = tf.tanh(tf.tanh(x[4] + m[4]) * tf.sigmoid(x[5] + m[5]))
        fourth = tf.sigmoid(tf.tanh(x[6] + m[6]) + tf.sigmoid(x[7] + m[7]))
        new_c = tf.tanh(first + c_prev) * second
        new_m = tf.tanh(new_c * tf.tanh(third + fourth))
        if self._num_proj is not None:
            new_m = tf.matmul(new_m, self.projection_weights)
        return new_m, LSTMStateTuple(new_c, new_m)


class SRUCell(UnitsLayerCell):
    """Simple recurrent unit (https://arxiv.org/abs/1709.02755).

    Args:
        num_units: width of the state.
        activation: default tanh.
        reuse, name, **kwargs: as for layers.
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, **kwargs):
        super().__init__(num_units, reuse, name=name, **kwargs)
        self._activation = activation or tf.tanh

    def build(self, inputs_shape):
        self._kernel = self.add_weight(
            _WEIGHTS_VARIABLE_NAME, [built_depth(inputs_shape), 4 * self._num_units]
        )
        self._bias = self.add_weight(
            _BIAS_VARIABLE_NAME, [2 * self._num_units], initializer=tf.zeros_initializer()
        )
        self.built = True

    def call(self, inputs, state):
        candidate, forget, reset, skip = tf.split(
            tf.matmul(inputs, self._kernel), 4, axis=1
        )
        gates = tf.sigmoid(tf.nn.bias_add(tf.concat([forget, reset], 1), self._bias))
        forget, reset = tf.split(gates, 2, axis=1)
        c = forget * state + (1.0 - forget) * candidate
        return reset * self._activation(c) + (1.0 - reset) * skip, c


class _IndependentCell(UnitsLayerCell):
    """Base of cells whose units see their own last output only, through a vector ``kernel_u``."""

    def __init__(
        self,
        num_units,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(num_units, reuse, name=name, dtype=dtype)
        self._activation = activation or tf.tanh
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def _add(self, kernel_w, kernel_u, bias, depth, width, bias_start=0.0):
        weights = self.add_weight(kernel_w, [depth, width], initializer=self._kernel_initializer)
        recurrent = self.add_weight(
            kernel_u,
            [1, width],
            initializer=tf.random_uniform_initializer(-1, 1, dtype=self.dtype),
        )
        bias = self.add_weight(
            bias,
            [width],
            initializer=self._bias_initializer
            if self._bias_initializer is not None
            else tf.constant_initializer(bias_start, dtype=self.dtype),
        )
        return weights, recurrent, bias


class IndRNNCell(_IndependentCell):
    """Independently recurrent network (https://arxiv.org/abs/1803.04831).

    Args:
        num_units: width of the state.
        activation: default tanh.
        reuse, name, dtype: as for layers.
    """

    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None):
        super().__init__(num_units, activation, reuse, name=name, dtype=dtype)

    def build(self, inputs_shape):
        self._kernel_w, self._kernel_u, self._bias = self._add(
            "kernel_w", "kernel_u", "bias", built_depth(inputs_shape), self._num_units
        )
        self.built = True

    def call(self, inputs, state):
        gate = tf.matmul(inputs, self._kernel_w) + state * self._kernel_u
        output = self._activation(tf.nn.bias_add(gate, self._bias))
        return output, output


class IndyGRUCell(_IndependentCell):
    """GRU with independent recurrence; arguments as `IndRNNCell` plus initializers."""

    def build(self, inputs_shape):
        depth, units = built_depth(inputs_shape), self._num_units
        self._gate_kernel_w, self._gate_kernel_u, self._gate_bias = self._add(
            "gates/kernel_w", "gates/kernel_u", "gates/bias", depth, 2 * units, bias_start=1.0
        )
        self._candidate_kernel_w, self._candidate_kernel_u, self._candidate_bias = self._add(
            "candidate/kernel", "candidate/kernel_u", "candidate/bias", depth, units
        )
        self.built = True

    def call(self, inputs, state):
        gates = tf.matmul(inputs, self._gate_kernel_w)
        gates += tf.tile(state, [1, 2]) * self._gate_kernel_u
        gates = tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias))
        r, u = tf.split(gates, 2, axis=1)
        candidate = tf.matmul(inputs, self._candidate_kernel_w)
        candidate += r * state * self._candidate_kernel_u
        c = self._activation(tf.nn.bias_add(candidate, self._candidate_bias))
        new_h = u * state + (1 - u) * c
        return new_h, new_h


class IndyLSTMCell(_IndependentCell):
    """LSTM with independent recurrence; arguments as `IndyGRUCell` plus ``forget_bias``."""

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        activation=None,
        reuse=None,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
        dtype=None,
    ):
        super().__init__(
            num_units, activation, reuse, kernel_initializer, bias_initializer, name, dtype
        )
        self._forget_bias = forget_bias

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, inputs_shape):
        self._kernel_w, self._kernel_u, self._bias = self._add(
            "kernel_w", "kernel_u", "bias", built_depth(inputs_shape), 4 * self._num_units
        )
        self.built = True

    def call(self, inputs, state):
        c, h = state
        gates = tf.matmul(inputs, self._kernel_w)
        gates += tf.tile(h, [1, 4]) * self._kernel_u
        i, j, f, o = tf.split(tf.nn.bias_add(gates, self._bias), 4, axis=1)
        forget_bias = tf.constant(self._forget_bias, dtype=f.dtype)
        new_c = c * tf.sigmoid(f + forget_bias) + tf.sigmoid(i) * self._activation(j)
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)
