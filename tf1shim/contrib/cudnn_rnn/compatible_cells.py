"""Cells that compute what cuDNN computes, for inference where it is not."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import built_depth
from tf1shim.contrib.rnn.lstm_ops import LSTMBlockCell


class CudnnCompatibleLSTMCell(LSTMBlockCell):
    """`LSTMBlockCell` without forget bias.

    Args:
        num_units: width of the state.
        reuse: as for layers.
    """

    def __init__(self, num_units, reuse=None):
        super().__init__(
            num_units,
            forget_bias=0,
            cell_clip=None,
            use_peephole=False,
            reuse=reuse,
            name="cudnn_compatible_lstm_cell",
        )


class CudnnCompatibleGRUCell(tf.nn.rnn_cell.GRUCell):
    """GRU whose reset gate acts behind the product with the state.

    Args:
        num_units: width of the state.
        reuse: as for layers.
        kernel_initializer: of all matrices.
    """

    def __init__(self, num_units, reuse=None, kernel_initializer=None):
        super().__init__(
            num_units, activation=None, reuse=reuse, kernel_initializer=kernel_initializer
        )

    def build(self, inputs_shape):
        depth, units = built_depth(inputs_shape), self._num_units

        def add(scope, rows, columns, first_bias):
            kernel = self.add_weight(
                f"{scope}/kernel", [rows, columns], initializer=self._kernel_initializer
            )
            return kernel, lambda: self.add_weight(
                f"{scope}/bias",
                [columns],
                initializer=tf.constant_initializer(first_bias, dtype=self.dtype),
            )

        self._gate_kernel, bias = add("gates", depth + units, 2 * units, 1.0)
        self._gate_bias = bias()
        # TF 1.15's order: both matrices, then both biases.
        self._candidate_input_kernel, input_bias = add(
            "candidate/input_projection", depth, units, 0.0
        )
        self._candidate_hidden_kernel, hidden_bias = add(
            "candidate/hidden_projection", units, units, 0.0
        )
        self._candidate_input_bias = input_bias()
        self._candidate_hidden_bias = hidden_bias()
        self.built = True

    def call(self, inputs, state):
        gates = tf.matmul(tf.concat([inputs, state], 1), self._gate_kernel)
        gates = tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias))
        r, u = tf.split(gates, 2, axis=1)
        candidate = tf.nn.bias_add(
            tf.matmul(inputs, self._candidate_input_kernel), self._candidate_input_bias
        )
        candidate += r * tf.nn.bias_add(
            tf.matmul(state, self._candidate_hidden_kernel), self._candidate_hidden_bias
        )
        new_h = (1 - u) * self._activation(candidate) + u * state
        return new_h, new_h
