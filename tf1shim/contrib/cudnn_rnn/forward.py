"""The recurrent networks of cuDNN, stepped by `tf.nn.dynamic_rnn`."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.cudnn_rnn import modes
from tf1shim.contrib.rnn.cell_base import LSTMStateTuple, RNNCell


class _GivenWeightsCell(RNNCell):
    """A cell over canonical weights that somebody else owns.

    Args:
        rnn_mode: one of the modes.
        weights, biases: canonical, of one layer and direction.
        num_units, output_size: of the cell state and of the output.
    """

    def __init__(self, rnn_mode, weights, biases, num_units, output_size):
        gates = modes.PARAMS_PER_LAYER[rnn_mode] // 2
        self._step = getattr(self, "_" + rnn_mode)
        self._gates = gates
        # Matrices are [units, depth]: one product for all gates.
        self._input_kernel = tf.concat(weights[:gates], 0)
        self._state_kernel = tf.concat(weights[gates : 2 * gates], 0)
        self._projection = weights[2 * gates] if len(weights) > 2 * gates else None
        self._input_bias = tf.concat(biases[:gates], 0)
        self._state_bias = tf.concat(biases[gates:], 0)
        self._size = output_size
        self._state = output_size
        if rnn_mode == modes.CUDNN_LSTM:
            self._state = LSTMStateTuple(num_units, output_size)

    @property
    def state_size(self):
        return self._state

    @property
    def output_size(self):
        return self._size

    def _both(self, inputs, h):
        from_input = tf.matmul(inputs, self._input_kernel, transpose_b=True)
        from_state = tf.matmul(h, self._state_kernel, transpose_b=True)
        return from_input + self._input_bias, from_state + self._state_bias

    def __call__(self, inputs, state, scope=None):
        return self._step(inputs, state)

    def _lstm(self, inputs, state):
        c, h = state
        from_input, from_state = self._both(inputs, h)
        i, f, new, o = tf.split(from_input + from_state, 4, axis=1)
        c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(new)
        h = tf.sigmoid(o) * tf.tanh(c)
        if self._projection is not None:
            h = tf.matmul(h, self._projection, transpose_b=True)
        return h, LSTMStateTuple(c, h)

    def _gru(self, inputs, h):
        from_input, from_state = self._both(inputs, h)
        r_in, u_in, new_in = tf.split(from_input, 3, axis=1)
        r_state, u_state, new_state = tf.split(from_state, 3, axis=1)
        r, u = tf.sigmoid(r_in + r_state), tf.sigmoid(u_in + u_state)
        h = (1 - u) * tf.tanh(new_in + r * new_state) + u * h
        return h, h

    def _rnn_tanh(self, inputs, h):
        h = tf.tanh(tf.add(*self._both(inputs, h)))
        return h, h

    def _rnn_relu(self, inputs, h):
        h = tf.nn.relu(tf.add(*self._both(inputs, h)))
        return h, h


def run(
    layout,
    inputs,
    input_h,
    input_c,
    params,
    is_training,
    sequence_lengths=None,
    time_major=True,
    dropout=0.0,
    seed=None,
):
    """Run the network.

    Args:
        layout: a `modes.Layout`.
        inputs: [time, batch, depth], or [batch, time, depth] without ``time_major``.
        input_h, input_c: [layers * directions, batch, units] (batch first without ``time_major``);
            ``input_c`` counts for LSTMs alone.
        params: the one vector.
        is_training: whether ``dropout`` applies.
        sequence_lengths: int [batch] or None.
        dropout: part of the outputs dropped between layers.
        seed: of the dropout.

    Returns:
        (outputs, last h, last c), shaped like the arguments.
    """
    is_lstm = layout.rnn_mode == modes.CUDNN_LSTM
    if not time_major:
        inputs = tf.transpose(inputs, [1, 0, 2])
        input_h = tf.transpose(input_h, [1, 0, 2])
        input_c = tf.transpose(input_c, [1, 0, 2]) if is_lstm else input_c
    cells = layout.cells(params)
    # The loop needs the depth, which the weights know where the graph does not.
    inputs = tf.ensure_shape(inputs, [None, None, layout.weight_shapes[0][1]])
    last_h, last_c = [], []
    for layer in range(layout.num_layers):
        if layer and dropout and is_training:
            inputs = tf.nn.dropout(inputs, rate=dropout, seed=seed)
        outputs = []
        for direction in range(layout.directions):
            index = layer * layout.directions + direction
            cell = _GivenWeightsCell(
                layout.rnn_mode, *cells[index], layout.num_units, layout.output_size
            )
            first = input_h[index]
            if is_lstm:
                first = LSTMStateTuple(input_c[index], first)
            steps = inputs if direction == 0 else _reverse(inputs, sequence_lengths)
            steps, state = tf.nn.dynamic_rnn(
                cell,
                steps,
                sequence_length=sequence_lengths,
                initial_state=first,
                time_major=True,
            )
            outputs.append(steps if direction == 0 else _reverse(steps, sequence_lengths))
            last_h.append(state.h if is_lstm else state)
            last_c += [state.c] if is_lstm else []
        inputs = outputs[0] if len(outputs) == 1 else tf.concat(outputs, 2)
    last_h = tf.stack(last_h)
    last_c = tf.stack(last_c) if is_lstm else input_c
    if not time_major:
        inputs = tf.transpose(inputs, [1, 0, 2])
        last_h = tf.transpose(last_h, [1, 0, 2])
        last_c = tf.transpose(last_c, [1, 0, 2]) if is_lstm else last_c
    return inputs, last_h, last_c


def _reverse(steps, lengths):
    if lengths is None:
        return tf.reverse(steps, [0])
    return tf.reverse_sequence(steps, lengths, seq_axis=0, batch_axis=1)
