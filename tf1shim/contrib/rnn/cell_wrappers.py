"""Cells of ``tf.contrib.rnn`` around another cell: attention over the past, highways, XLA."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell, Wrapper, assert_like_rnncell
from tf1shim.contrib.rnn.core_rnn_cell import _Linear


class AttentionCellWrapper(RNNCell):
    """Attends over the wrapped cell's last ``attn_length`` outputs
    (https://arxiv.org/abs/1409.0473).

    Args:
        cell: an RNN cell.
        attn_length: number of outputs looked at.
        attn_size: width of the attention vectors, default ``cell.output_size``.
        attn_vec_size: width of the hidden layer of the score, default ``attn_size``.
        input_size: width that ``cell`` gets, default that of the inputs.
        state_is_tuple: whether the state is a tuple or one tensor.
        reuse: as for variable scopes.

    Raises:
        TypeError: ``cell`` is not a cell.
        ValueError: ``attn_length`` is not positive, or ``cell`` has tuple states and this has not.
    """

    def __init__(
        self,
        cell,
        attn_length,
        attn_size=None,
        attn_vec_size=None,
        input_size=None,
        state_is_tuple=True,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        assert_like_rnncell("cell", cell)
        if tf.nest.is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                "Cell returns tuple of states, but the flag state_is_tuple is not set. "
                f"State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        if not state_is_tuple:
            tf.logging.warn(
                "%s: Using a concatenated state is slower and will soon be deprecated.  "
                "Use state_is_tuple=True.",
                self,
            )
        self._cell = cell
        self._state_is_tuple = state_is_tuple
        self._attn_length = attn_length
        self._attn_size = cell.output_size if attn_size is None else attn_size
        self._attn_vec_size = self._attn_size if attn_vec_size is None else attn_vec_size
        self._input_size = input_size
        self._linear1 = self._linear2 = self._linear3 = None

    @property
    def state_size(self):
        size = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return size if self._state_is_tuple else sum(size)

    @property
    def output_size(self):
        return self._attn_size

    def _unpack(self, state):
        if self._state_is_tuple:
            state, attns, past = state
        else:
            state, attns, past = tf.split(
                state,
                [self._cell.state_size, self._attn_size, self._attn_size * self._attn_length],
                axis=1,
            )
        return state, attns, tf.reshape(past, [-1, self._attn_length, self._attn_size])

    def call(self, inputs, state):
        state, attns, past = self._unpack(state)
        if self._linear1 is None:
            width = self._input_size
            if width is None:
                width = inputs.shape.as_list()[1]
            self._linear1 = _Linear([inputs, attns], width, True)
        cell_output, new_state = self._cell(self._linear1([inputs, attns]), state)
        query = new_state
        if self._state_is_tuple:
            query = tf.concat(tf.nest.flatten(new_state), 1)
        new_attns, kept = self._attention(query, past)
        with tf.variable_scope("attn_output_projection"):
            if self._linear2 is None:
                self._linear2 = _Linear([cell_output, new_attns], self._attn_size, True)
            output = self._linear2([cell_output, new_attns])
        past = tf.concat([kept, tf.expand_dims(output, 1)], 1)
        past = tf.reshape(past, [-1, self._attn_length * self._attn_size])
        new_state = (new_state, new_attns, past)
        return output, new_state if self._state_is_tuple else tf.concat(list(new_state), 1)

    def _attention(self, query, attn_states):
        with tf.variable_scope("attention"):
            kernel = tf.get_variable("attn_w", [1, 1, self._attn_size, self._attn_vec_size])
            v = tf.get_variable("attn_v", [self._attn_vec_size])
            hidden = tf.reshape(attn_states, [-1, self._attn_length, 1, self._attn_size])
            features = tf.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME")
            if self._linear3 is None:
                self._linear3 = _Linear(query, self._attn_vec_size, True)
            y = tf.reshape(self._linear3(query), [-1, 1, 1, self._attn_vec_size])
            weights = tf.nn.softmax(tf.reduce_sum(v * tf.tanh(features + y), [2, 3]))
            weights = tf.reshape(weights, [-1, self._attn_length, 1, 1])
            attended = tf.reduce_sum(weights * hidden, [1, 2])
            return tf.reshape(attended, [-1, self._attn_size]), tf.slice(attn_states, [0, 1, 0], [-1, -1, -1])


class HighwayWrapper(Wrapper):
    """Mixes the input into the output through learned gates (http://arxiv.org/abs/1505.00387).

    Args:
        cell: an RNN cell whose output is as wide as its input.
        couple_carry_transform_gates: the transform gate is one minus the carry gate.
        carry_bias_init: first bias of the carry gate (its negative: of the transform gate).
    """

    def __init__(self, cell, couple_carry_transform_gates=True, carry_bias_init=1.0):
        super().__init__(cell)
        self._couple_carry_transform_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def _gate(self, inputs, name, bias_init):
        width = inputs.shape.as_list()[1]
        weights = tf.get_variable(f"{name}_w", [width, width])
        bias = tf.get_variable(
            f"{name}_b", [width], initializer=tf.constant_initializer(bias_init)
        )
        return tf.sigmoid(tf.nn.xw_plus_b(inputs, weights, bias))

    def _highway(self, inp, out):
        carry = self._gate(inp, "carry", self._carry_bias_init)
        if self._couple_carry_transform_gates:
            transform = 1 - carry
        else:
            transform = self._gate(inp, "transform", -self._carry_bias_init)
        return inp * carry + out * transform

    def __call__(self, inputs, state, scope=None):
        outputs, new_state = self._cell(inputs, state, scope=scope)
        tf.nest.assert_same_structure(inputs, outputs)
        tf.nest.map_structure(
            lambda inp, out: inp.shape.assert_is_compatible_with(out.shape), inputs, outputs
        )
        return tf.nest.map_structure(self._highway, inputs, outputs), new_state


class CompiledWrapper(Wrapper):
    """Marks the wrapped cell's ops for XLA.

    Args:
        cell: an RNN cell.
        compile_stateful: also mark stateful ops.
    """

    def __init__(self, cell, compile_stateful=False):
        super().__init__(cell)
        self._compile_stateful = compile_stateful

    def __call__(self, inputs, state, scope=None):
        compile_ops = True
        if not self._compile_stateful:
            compile_ops = _is_stateless
        with tf.xla.experimental.jit_scope(compile_ops=compile_ops):
            return self._cell(inputs, state, scope=scope)


def _is_stateless(node_def):
    from tensorflow.python.framework import op_def_registry

    definition = op_def_registry.get(node_def.op)
    return definition is None or not definition.is_stateful
