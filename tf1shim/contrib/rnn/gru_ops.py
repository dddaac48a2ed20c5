"""``tf.contrib.rnn.python.ops.gru_ops``: GRU cells on the fused kernel."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import UnitsLayerCell, built_depth
from tf1shim.contrib.rnn.gradients import register_gradient


@register_gradient("GRUBlockCell")
def _gru_block_cell_grad(op, *grads):
    x, h_prev, w_ru, w_c, b_ru, b_c = op.inputs
    r, u, c, _ = op.outputs
    d_x, d_h_prev, d_c, d_ru = tf.raw_ops.GRUBlockCellGrad(
        x=x, h_prev=h_prev, w_ru=w_ru, w_c=w_c, b_ru=b_ru, b_c=b_c, r=r, u=u, c=c, d_h=grads[3]
    )

    def weights_and_bias(inputs, d_gates):
        d_weights = tf.matmul(inputs, d_gates, transpose_a=True)
        return d_weights, tf.raw_ops.BiasAddGrad(out_backprop=d_gates)

    d_w_ru, d_b_ru = weights_and_bias(tf.concat([x, h_prev], 1), d_ru)
    d_w_c, d_b_c = weights_and_bias(tf.concat([x, h_prev * r], 1), d_c)
    return d_x, d_h_prev, d_w_ru, d_w_c, d_b_ru, d_b_c


class GRUBlockCell(UnitsLayerCell):
    """GRU on one fused kernel; variables ``w_ru``, ``b_ru``, ``w_c``, ``b_c``.

    Args:
        num_units: width of the state.
        cell_size: old name of ``num_units``.
        reuse: as for variable scopes.
        name: of the layer.

    Raises:
        ValueError: both or neither of ``num_units`` and ``cell_size`` are given.
    """

    _GATE_NAMES = ("w_ru", "b_ru")
    _CANDIDATE_NAMES = ("w_c", "b_c")

    def __init__(self, num_units=None, cell_size=None, reuse=None, name="gru_cell"):
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        super().__init__(cell_size if num_units is None else num_units, reuse, name=name)
        self._cell_size = self._num_units

    def build(self, input_shape):
        width = built_depth(input_shape) + self._cell_size
        kernel, bias = self._GATE_NAMES
        self._gate_kernel = self.add_weight(kernel, [width, self._cell_size * 2])
        self._gate_bias = self.add_weight(
            bias, [self._cell_size * 2], initializer=tf.constant_initializer(1.0)
        )
        kernel, bias = self._CANDIDATE_NAMES
        self._candidate_kernel = self.add_weight(kernel, [width, self._cell_size])
        self._candidate_bias = self.add_weight(
            bias, [self._cell_size], initializer=tf.constant_initializer(0.0)
        )
        self.built = True

    def call(self, inputs, h_prev):
        width = tf.dimension_value(h_prev.shape.with_rank(2)[1])
        if width is not None and width != self._cell_size:
            raise ValueError(
                f"Shape of h_prev[1] incorrect: cell_size {self._cell_size} vs {width}"
            )
        *_, new_h = tf.raw_ops.GRUBlockCell(
            x=inputs,
            h_prev=h_prev,
            w_ru=self._gate_kernel,
            w_c=self._candidate_kernel,
            b_ru=self._gate_bias,
            b_c=self._candidate_bias,
        )
        return new_h, new_h


class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variable names of `tf.nn.rnn_cell.GRUCell`, for shared checkpoints.
    """

    _GATE_NAMES = ("gates/kernel", "gates/bias")
    _CANDIDATE_NAMES = ("candidate/kernel", "candidate/bias")
