"""``tf.contrib.rnn.python.ops.lstm_ops``: LSTM on the fused kernels, one step or a whole sequence
at once.
"""

import abc

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import LSTMStateTuple, UnitsLayerCell
from tf1shim.contrib.rnn.gradients import register_gradient

_PEEPHOLES = ("w_i_diag", "w_f_diag", "w_o_diag")
_NO_CLIP = -1  # how the kernels spell "no clipping"


def _lstm_block_cell(
    x,
    cs_prev,
    h_prev,
    w,
    b,
    wci=None,
    wcf=None,
    wco=None,
    forget_bias=None,
    cell_clip=None,
    use_peephole=None,
    name=None,
):
    """One LSTM step; returns (i, cs, f, o, ci, co, h), each [batch, cell_size]."""
    if wci is None:
        wci = wcf = wco = tf.zeros([_known(cs_prev, 1, "cell_size", "cs_prev")])
    return tf.raw_ops.LSTMBlockCell(
        x=x,
        cs_prev=cs_prev,
        h_prev=h_prev,
        w=w,
        wci=wci,
        wcf=wcf,
        wco=wco,
        b=b,
        forget_bias=1.0 if forget_bias is None else forget_bias,
        cell_clip=_NO_CLIP if cell_clip is None else cell_clip,
        use_peephole=bool(use_peephole),
        name=name,
    )


def _block_lstm(
    seq_len_max,
    x,
    w,
    b,
    cs_prev=None,
    h_prev=None,
    wci=None,
    wcf=None,
    wco=None,
    forget_bias=None,
    cell_clip=None,
    use_peephole=None,
    name=None,
):
    """An LSTM over a list of [batch, depth] inputs; returns seven lists (i, cs, f, o, ci, co, h).
    """
    cell_size4 = tf.dimension_value(b.shape.with_rank(1)[0])
    if cell_size4 is None:
        raise ValueError("`b` shape must not be None.")
    cell_size = cell_size4 // 4
    dtype = x[0].dtype
    zero_state = tf.zeros([tf.dimension_value(x[0].shape[0]), cell_size], dtype)
    if wci is None:
        wci = wcf = wco = tf.zeros([cell_size], dtype)
    results = tf.raw_ops.BlockLSTM(
        seq_len_max=seq_len_max,
        x=tf.stack(x),
        cs_prev=zero_state if cs_prev is None else cs_prev,
        h_prev=zero_state if h_prev is None else h_prev,
        w=w,
        wci=wci,
        wcf=wcf,
        wco=wco,
        b=b,
        forget_bias=1.0 if forget_bias is None else forget_bias,
        cell_clip=_NO_CLIP if cell_clip is None else cell_clip,
        use_peephole=bool(use_peephole),
        name=name,
    )
    return tuple(tf.unstack(result) for result in results)


def _known(tensor, axis, what, name):
    size = tf.dimension_value(tensor.shape.with_rank(2)[axis])
    if size is None:
        raise ValueError(f"{what} from `{name}` should not be None.")
    return size


@register_gradient("LSTMBlockCell")
def _lstm_block_cell_grad(op, *grads):
    x, cs_prev, h_prev, w, wci, wcf, wco, b = op.inputs
    i, cs, f, o, ci, co, _ = op.outputs
    input_size = _known(x, 1, "input_size", "x")
    _known(cs_prev, 1, "cell_size", "cs_prev")
    d_cs_prev, d_gates, d_wci, d_wcf, d_wco = tf.raw_ops.LSTMBlockCellGrad(
        x=x, cs_prev=cs_prev, h_prev=h_prev, w=w, wci=wci, wcf=wcf, wco=wco, b=b,
        i=i, cs=cs, f=f, o=o, ci=ci, co=co,
        cs_grad=grads[1], h_grad=grads[6], use_peephole=op.get_attr("use_peephole"),
    )  # fmt: skip
    d_xh = tf.matmul(d_gates, w, transpose_b=True)
    d_x, d_h_prev = d_xh[:, :input_size], d_xh[:, input_size:]
    d_w = tf.matmul(tf.concat([x, h_prev], 1), d_gates, transpose_a=True)
    d_b = tf.raw_ops.BiasAddGrad(out_backprop=d_gates)
    return d_x, d_cs_prev, d_h_prev, d_w, d_wci, d_wcf, d_wco, d_b


def _add_lstm_weights(layer, input_size, num_units, use_peephole):
    # One place for both cells: their checkpoints are interchangeable.
    layer._kernel = layer.add_weight("kernel", [input_size + num_units, num_units * 4])
    layer._bias = layer.add_weight(
        "bias", [num_units * 4], initializer=tf.constant_initializer(0.0)
    )
    if use_peephole:
        for name in _PEEPHOLES:
            setattr(layer, "_" + name, layer.add_weight(name, [num_units]))


def _peepholes(layer, dtype):
    if layer._use_peephole:
        return [getattr(layer, "_" + name) for name in _PEEPHOLES]
    return [tf.zeros([layer._num_units], dtype=dtype)] * 3


class LSTMBlockCell(UnitsLayerCell):
    """LSTM on one fused kernel; variable names as `tf.nn.rnn_cell.LSTMCell`.

    Args:
        num_units: width of the state.
        forget_bias: added to the forget gate.
        cell_clip: bound of the cell state, None for none.
        use_peephole: gates look at the cell state through diagonal weights.
        dtype: of the variables.
        reuse, name: as for layers.
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        dtype=None,
        reuse=None,
        name="lstm_cell",
    ):
        super().__init__(num_units, reuse, dtype=dtype, name=name)
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole
        self._cell_clip = _NO_CLIP if cell_clip is None else cell_clip

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, inputs_shape):
        input_size = tf.dimension_value(tf.TensorShape(inputs_shape)[1])
        if not input_size:
            raise ValueError(f"Expecting inputs_shape[1] to be set: {inputs_shape}")
        _add_lstm_weights(self, input_size, self._num_units, self._use_peephole)
        self.built = True

    def call(self, inputs, state):
        if len(state) != 2:
            raise ValueError("Expecting state to be a tuple with length 2.")
        wci, wcf, wco = _peepholes(self, self.dtype)
        _, cs, _, _, _, _, h = _lstm_block_cell(
            inputs,
            *state,
            self._kernel,
            self._bias,
            wci=wci,
            wcf=wcf,
            wco=wco,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return h, LSTMStateTuple(cs, h)


class LSTMBlockWrapper(tf.layers.Layer, abc.ABC):
    """Base of LSTMs that run over a whole time-major sequence; subclasses give ``_call_cell``."""

    @property
    @abc.abstractmethod
    def num_units(self):
        """Width of the state."""

    @abc.abstractmethod
    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        """Return cell states and outputs of all steps, each [time, batch, num_units]."""

    def call(self, inputs, initial_state=None, dtype=None, sequence_length=None):
        """Run over the sequence.

        Args:
            inputs: [time, batch, depth], or a list of [batch, depth].
            initial_state: tuple (cell state, output), or None for zeros.
            dtype: of the zero state; needed without ``initial_state``.
            sequence_length: int vector [batch], or None.

        Returns:
            (outputs like ``inputs``, final `LSTMStateTuple`).

        Raises:
            ValueError: the depth is not known; no way to make an initial state.
        """
        is_list = isinstance(inputs, list)
        if is_list:
            inputs = tf.stack(inputs)
        time_len, batch_size = (_static_or_dynamic(inputs, axis) for axis in (0, 1))
        if tf.dimension_value(inputs.shape.with_rank(3)[2]) is None:
            raise ValueError(f"Expecting inputs_shape[2] to be set: {inputs.shape}")
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = tf.zeros(tf.stack([batch_size, self.num_units]), dtype=dtype)
            initial_state = (zeros, zeros)
        elif len(initial_state) != 2:
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        dtype = dtype or initial_state[0].dtype
        if sequence_length is not None:
            sequence_length = tf.convert_to_tensor(sequence_length)

        cells, outputs = self._call_cell(inputs, *initial_state, dtype, sequence_length)
        if sequence_length is None:
            final_state = LSTMStateTuple(cells[-1], outputs[-1])
        else:
            mask = tf.transpose(tf.sequence_mask(sequence_length, time_len, dtype=dtype))
            outputs *= tf.tile(tf.expand_dims(mask, -1), [1, 1, self.num_units])
            # A sequence of length 0 ends in its initial state: put that in front.
            final_state = LSTMStateTuple(
                *(
                    self._gather_states(
                        tf.concat([tf.expand_dims(first, 0), steps], 0),
                        sequence_length,
                        batch_size,
                    )
                    for first, steps in zip(initial_state, (cells, outputs))
                )
            )
        return (tf.unstack(outputs) if is_list else outputs), final_state

    def _gather_states(self, data, indices, batch_size):
        rows = tf.cast(tf.range(batch_size), indices.dtype)
        return tf.gather_nd(data, tf.stack([indices, rows], axis=1))


def _static_or_dynamic(tensor, axis):
    known = tf.dimension_value(tensor.shape.with_rank(3)[axis])
    return tf.shape(tensor)[axis] if known is None else known


class LSTMBlockFusedCell(LSTMBlockWrapper):
    """LSTM whose whole loop over time is one kernel.

    Args:
        num_units: width of the state.
        forget_bias: added to the forget gate.
        cell_clip: bound of the cell state, None for none.
        use_peephole: gates look at the cell state through diagonal weights.
        reuse, dtype, name: as for layers.
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        reuse=None,
        dtype=None,
        name="lstm_fused_cell",
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = _NO_CLIP if cell_clip is None else cell_clip
        self._use_peephole = use_peephole
        self.input_spec = tf.layers.InputSpec(ndim=3)

    @property
    def num_units(self):
        return self._num_units

    def build(self, input_shape):
        input_size = tf.dimension_value(tf.TensorShape(input_shape)[2])
        _add_lstm_weights(self, input_size, self._num_units, self._use_peephole)
        self.built = True

    def _call_cell(
        self,
        inputs,
        initial_cell_state=None,
        initial_output=None,
        dtype=None,
        sequence_length=None,
    ):
        if sequence_length is None:
            steps = tf.cast(_static_or_dynamic(inputs, 0), tf.int64)
        else:
            steps = tf.cast(tf.reduce_max(sequence_length), tf.int64)
        wci, wcf, wco = _peepholes(self, dtype)
        _, cells, _, _, _, _, outputs = tf.raw_ops.BlockLSTM(
            seq_len_max=steps,
            x=inputs,
            cs_prev=initial_cell_state,
            h_prev=initial_output,
            w=self._kernel,
            wci=wci,
            wcf=wcf,
            wco=wco,
            b=self._bias,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return cells, outputs
