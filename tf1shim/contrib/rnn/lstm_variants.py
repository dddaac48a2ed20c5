"""LSTM cells of ``tf.contrib.rnn`` with coupled gates or groups, and variables split into shards."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import (
    LSTMStateTuple,
    ProjectedLSTMCell,
    batch_size_of,
    clip,
    layer_norm,
    peephole_variables,
    static_depth,
)
from tf1shim.contrib.rnn.core_rnn_cell import _Linear

_CONCATENATED = tf.GraphKeys.CONCATENATED_VARIABLES


def _get_concat_variable(name, shape, dtype, num_shards):
    """A [rows, columns] matrix made of ``num_shards`` variables ``name_0`` ... of about equal
    height.
    """
    shards = _get_sharded_variable(name, shape, dtype, num_shards)
    if len(shards) == 1:
        return shards[0]
    concat_name = f"{name}/concat"
    full_name = f"{tf.get_variable_scope().name}/{concat_name}:0"
    for value in tf.get_collection(_CONCATENATED):
        if value.name == full_name:
            return value
    joined = tf.concat(shards, 0, name=concat_name)
    tf.add_to_collection(_CONCATENATED, joined)
    return joined


def _get_sharded_variable(name, shape, dtype, num_shards):
    if num_shards > shape[0]:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={num_shards}")
    rows, longer = divmod(int(shape[0]), num_shards)
    return [
        tf.get_variable(f"{name}_{i}", [rows + (i < longer)] + list(shape[1:]), dtype=dtype)
        for i in range(num_shards)
    ]


class CoupledInputForgetGateLSTMCell(ProjectedLSTMCell):
    """LSTM whose input gate is one minus its forget gate (http://arxiv.org/abs/1503.04069).

    Args:
        num_units: width of the cell state.
        use_peepholes: gates look at the cell state through diagonal weights.
        initializer: kept for the signature; as in TF 1.15 the scope's initializer counts.
        num_proj, proj_clip: width and bound of the projected output, or None.
        num_unit_shards, num_proj_shards: number of variables a weight matrix is split into.
        forget_bias: added to the forget gate.
        state_is_tuple: whether the state is an `LSTMStateTuple` or one tensor.
        activation: of the new input and the output.
        reuse: as for variable scopes.
        layer_norm, norm_gain, norm_shift: layer normalisation and its first gain and shift.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        num_unit_shards=1,
        num_proj_shards=1,
        forget_bias=1.0,
        state_is_tuple=True,
        activation=tf.tanh,
        reuse=None,
        layer_norm=False,
        norm_gain=1.0,
        norm_shift=0.0,
    ):
        super().__init__(num_units, num_proj, state_is_tuple, reuse)
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    def _norm(self, value, scope):
        if not self._layer_norm:
            return value
        return layer_norm(value, scope, self._norm_gain, self._norm_shift)

    def call(self, inputs, state):
        units = self._num_units
        output_width = units if self._num_proj is None else self._num_proj
        if self._state_is_tuple:
            c_prev, m_prev = state
        else:
            c_prev = tf.slice(state, [0, 0], [-1, units])
            m_prev = tf.slice(state, [0, units], [-1, output_width])
        dtype = inputs.dtype
        weights = _get_concat_variable(
            "W", [static_depth(inputs) + output_width, 3 * units], dtype, self._num_unit_shards
        )
        bias = tf.get_variable(
            "B", shape=[3 * units], initializer=tf.zeros_initializer(), dtype=dtype
        )
        gates = tf.matmul(tf.concat([inputs, m_prev], 1), weights)
        if not self._layer_norm:
            gates = tf.nn.bias_add(gates, bias)
        j, f, o = tf.split(gates, 3, axis=1)
        j = self._norm(j, "transform")
        f = self._norm(f, "forget")
        o = self._norm(o, "output")
        f += self._forget_bias
        if self._use_peepholes:
            w_f, w_o = peephole_variables(("W_F_diag", "W_O_diag"), units, dtype)
            f += w_f * c_prev
        f = tf.sigmoid(f)
        c = self._norm(f * c_prev + (1 - f) * self._activation(j), "state")
        if self._use_peepholes:
            o += w_o * c
        m = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            projection = _get_concat_variable(
                "W_P", [units, self._num_proj], dtype, self._num_proj_shards
            )
            m = clip(tf.matmul(m, projection), self._proj_clip)
        return m, LSTMStateTuple(c, m) if self._state_is_tuple else tf.concat([c, m], 1)


class GLSTMCell(ProjectedLSTMCell):
    """Group LSTM (https://arxiv.org/abs/1703.10722): gates are computed per group of units.

    Args:
        num_units: width of the cell state.
        initializer: of the weights.
        num_proj: width of the projected output, or None.
        number_of_groups: must divide ``num_units``, ``num_proj`` and the input width.
        forget_bias: added to the forget gate.
        activation: of the output.
        reuse: as for variable scopes.

    Raises:
        ValueError: a size cannot be divided by ``number_of_groups``.
    """

    def __init__(
        self,
        num_units,
        initializer=None,
        num_proj=None,
        number_of_groups=1,
        forget_bias=1.0,
        activation=tf.tanh,
        reuse=None,
    ):
        super().__init__(num_units, num_proj, reuse=reuse)
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._number_of_groups = number_of_groups
        if num_units % number_of_groups != 0:
            raise ValueError("num_units must be divisible by number_of_groups")
        if num_proj and num_proj % number_of_groups != 0:
            raise ValueError("num_proj must be divisible by number_of_groups")
        self._group_shape = [
            (num_proj or num_units) // number_of_groups,
            num_units // number_of_groups,
        ]
        self._linear1 = [None] * number_of_groups
        self._linear2 = None

    def _get_input_for_group(self, inputs, group_id, group_size):
        return tf.slice(
            inputs,
            [0, group_id * group_size],
            [self._batch_size, group_size],
            name=f"GLSTM_group{group_id}_input_generation",
        )

    def _group_gates(self, inputs, m_prev, group_id):
        input_width = tf.dimension_value(inputs.shape[1]) // self._number_of_groups
        with tf.variable_scope(f"group{group_id}"):
            joined = tf.concat(
                [
                    self._get_input_for_group(inputs, group_id, input_width),
                    self._get_input_for_group(m_prev, group_id, self._group_shape[0]),
                ],
                axis=1,
            )
            if self._linear1[group_id] is None:
                self._linear1[group_id] = _Linear(joined, 4 * self._group_shape[1], False)
            return tf.split(self._linear1[group_id](joined), 4, 1)

    def call(self, inputs, state):
        c_prev, m_prev = state
        input_size = tf.dimension_value(inputs.shape[1])
        if input_size is None:
            raise ValueError("input size must be statically known")
        if input_size % self._number_of_groups != 0:
            raise ValueError(
                f"input size ({input_size}) must be divisible by "
                f"number_of_groups ({self._number_of_groups})"
            )
        dtype = inputs.dtype
        self._batch_size = batch_size_of(inputs)
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            groups = [
                self._group_gates(inputs, m_prev, group_id)
                for group_id in range(self._number_of_groups)
            ]
            biases = [
                tf.get_variable(
                    name=f"bias_{gate}",
                    shape=[self._num_units],
                    dtype=dtype,
                    initializer=tf.constant_initializer(0.0, dtype=dtype),
                )
                for gate in "ijfo"
            ]
            i, j, f, o = (
                tf.nn.bias_add(tf.concat(parts, axis=1), bias)
                for parts, bias in zip(zip(*groups), biases)
            )
        c = tf.sigmoid(f + self._forget_bias) * c_prev + tf.sigmoid(i) * tf.tanh(j)
        m = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with tf.variable_scope("projection"):
                if self._linear2 is None:
                    self._linear2 = _Linear(m, self._num_proj, False)
                m = self._linear2(m)
        return m, LSTMStateTuple(c, m)
