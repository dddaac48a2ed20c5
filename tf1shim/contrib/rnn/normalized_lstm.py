"""LSTM cells of ``tf.contrib.rnn`` with normalised layers or weights."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import (
    LSTMStateTuple,
    ProjectedLSTMCell,
    UnitsCell,
    clip,
    layer_norm,
    peephole_variables,
    static_depth,
)
from tf1shim.contrib.rnn.core_rnn_cell import _Linear, _linear


class LayerNormBasicLSTMCell(UnitsCell):
    """LSTM with layer normalisation and recurrent dropout (1607.06450, 1603.05118).

    Args:
        num_units: width of the state.
        forget_bias: added to the forget gate.
        input_size: ignored.
        activation: of the new input and the output.
        layer_norm, norm_gain, norm_shift: layer normalisation and its first gain and shift.
        dropout_keep_prob: float or scalar tensor; 1.0 turns dropout off.
        dropout_prob_seed: seed of the dropout.
        reuse: as for variable scopes.
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        input_size=None,
        activation=tf.tanh,
        layer_norm=True,
        norm_gain=1.0,
        norm_shift=0.0,
        dropout_keep_prob=1.0,
        dropout_prob_seed=None,
        reuse=None,
    ):
        super().__init__(num_units, reuse)
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._activation = activation
        self._forget_bias = forget_bias
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    def _norm(self, inp, scope, dtype=tf.float32):
        return layer_norm(inp, scope, self._norm_gain, self._norm_shift, dtype)

    def _linear(self, args):
        width = 4 * self._num_units
        kernel = tf.get_variable("kernel", [args.shape[-1], width], dtype=args.dtype)
        out = tf.matmul(args, kernel)
        if self._layer_norm:
            return out  # the shift of the normalisation is the bias
        return tf.nn.bias_add(out, tf.get_variable("bias", [width], dtype=args.dtype))

    def call(self, inputs, state):
        c, h = state
        joined = tf.concat([inputs, h], 1)
        i, j, f, o = tf.split(self._linear(joined), 4, axis=1)
        if self._layer_norm:
            i = self._norm(i, "input", joined.dtype)
            j = self._norm(j, "transform", joined.dtype)
            f = self._norm(f, "forget", joined.dtype)
            o = self._norm(o, "output", joined.dtype)
        g = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = tf.nn.dropout(g, self._keep_prob, seed=self._seed)
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * g
        if self._layer_norm:
            new_c = self._norm(new_c, "state", joined.dtype)
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class LayerNormLSTMCell(ProjectedLSTMCell):
    """LSTM with layer normalisation, peepholes, clipping and projection; see `LSTMCell` for
    arguments.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        forget_bias=1.0,
        activation=None,
        layer_norm=False,
        norm_gain=1.0,
        norm_shift=0.0,
        reuse=None,
    ):
        super().__init__(num_units, num_proj, reuse=reuse)
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._proj_clip = proj_clip
        self._forget_bias = forget_bias
        self._activation = activation or tf.tanh
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    def _gates(self, inputs, m_prev):
        linear = _Linear([inputs, m_prev], 4 * self._num_units, True)
        if not self._layer_norm:
            return tf.split(linear([inputs, m_prev]), 4, axis=1)
        # The bias exists, for the checkpoint, but the normalisation's shift takes its place.
        gates = tf.split(tf.matmul(tf.concat([inputs, m_prev], 1), linear._weights), 4, axis=1)
        return [
            layer_norm(gate, scope, self._norm_gain, self._norm_shift)
            for gate, scope in zip(gates, ("input", "transform", "forget", "output"))
        ]

    def call(self, inputs, state):
        c_prev, m_prev = state
        static_depth(inputs)
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            i, j, f, o = self._gates(inputs, m_prev)
            f += self._forget_bias
            if self._use_peepholes:
                w_f, w_i, w_o = peephole_variables(
                    ("w_f_diag", "w_i_diag", "w_o_diag"), self._num_units, inputs.dtype
                )
                f += w_f * c_prev
                i += w_i * c_prev
            c = tf.sigmoid(f) * c_prev + tf.sigmoid(i) * self._activation(j)
            if self._layer_norm:
                c = layer_norm(c, "state", self._norm_gain, self._norm_shift)
            c = clip(c, self._cell_clip)
            if self._use_peepholes:
                o += w_o * c
            m = tf.sigmoid(o) * self._activation(c)
            if self._num_proj is not None:
                with tf.variable_scope("projection"):
                    m = _linear(m, self._num_proj, bias=False)
                m = clip(m, self._proj_clip)
        return m, LSTMStateTuple(c, m)


class _NormalizedLinear(_Linear):
    """`_Linear` whose weights, in each block of rows, have columns of norm ``norm_i``."""

    def _prepare(self, weights, widths):
        blocks, first = [], 0
        with tf.control_dependencies(None):  # the weights are the same at every step
            for i, width in enumerate(widths):
                block = weights[first : first + width, :]
                gain = tf.get_variable(
                    f"norm_{i}", [block.shape.as_list()[1]], dtype=block.dtype
                )
                blocks.append(tf.nn.l2_normalize(block, axis=0) * gain)
                first += width
            return tf.concat(blocks, axis=0)


class WeightNormLSTMCell(ProjectedLSTMCell):
    """LSTM with normalised weights (https://arxiv.org/abs/1602.07868); see `LSTMCell` for
    arguments.

    ``norm`` turns the normalisation on; each block of rows gets a gain ``norm_0``, ``norm_1``.
    """

    def __init__(
        self,
        num_units,
        norm=True,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        forget_bias=1,
        activation=None,
        reuse=None,
    ):
        super().__init__(num_units, num_proj, reuse=reuse)
        self._scope = "wn_lstm_cell"
        self._norm = norm
        self._initializer = initializer
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._proj_clip = proj_clip
        self._activation = activation or tf.tanh
        self._forget_bias = forget_bias

    def _linear(self, args, output_size, bias):
        linear = _NormalizedLinear if self._norm else _Linear
        return linear(args, output_size, bias)(args)

    def call(self, inputs, state):
        c, h = state
        static_depth(inputs)
        with tf.variable_scope(self._scope, initializer=self._initializer):
            gates = self._linear([inputs, h], 4 * self._num_units, bias=True)
            i, j, f, o = tf.split(gates, 4, axis=1)
            f += self._forget_bias
            if self._use_peepholes:
                w_f, w_i, w_o = peephole_variables(
                    ("w_f_diag", "w_i_diag", "w_o_diag"), self._num_units, inputs.dtype
                )
                f += w_f * c
                i += w_i * c
            new_c = c * tf.sigmoid(f) + tf.sigmoid(i) * self._activation(j)
            new_c = clip(new_c, self._cell_clip)
            if self._use_peepholes:
                o += w_o * new_c
            new_h = tf.sigmoid(o) * self._activation(new_c)
            if self._num_proj is not None:
                with tf.variable_scope("projection"):
                    new_h = self._linear([new_h], self._num_proj, bias=False)
                new_h = clip(new_h, self._proj_clip)
        return new_h, LSTMStateTuple(new_c, new_h)
