"""LSTM cells of ``tf.contrib.rnn`` that convolve (http://arxiv.org/abs/1506.04214)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import LSTMStateTuple, RNNCell


class ConvLSTMCell(RNNCell):
    """LSTM over images or volumes: gates come from one convolution of input and output.

    Args:
        conv_ndims: number of space axes, 1 to 3.
        input_shape: list, space sizes and channels, without batch.
        output_channels: channels of the state.
        kernel_shape: list of ``conv_ndims`` sizes.
        use_bias: whether the convolution has a bias.
        skip_connection: append the input to the output (and to the hidden state).
        forget_bias: added to the forget gate.
        initializers: unused, as in TF 1.15.
        name: of the layer.

    Raises:
        ValueError: ``input_shape`` does not fit ``conv_ndims``.
    """

    def __init__(
        self,
        conv_ndims,
        input_shape,
        output_channels,
        kernel_shape,
        use_bias=True,
        skip_connection=False,
        forget_bias=1.0,
        initializers=None,
        name="conv_lstm_cell",
    ):
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._forget_bias = forget_bias
        self._skip_connection = skip_connection
        space = list(input_shape[:-1])
        channels = output_channels + (input_shape[-1] if skip_connection else 0)
        self._state_size = tf.TensorShape(space + [output_channels])
        self._output_size = tf.TensorShape(space + [channels])

    @property
    def output_size(self):
        return self._output_size

    @property
    def state_size(self):
        return LSTMStateTuple(self._state_size, self._state_size)

    def call(self, inputs, state, scope=None):
        del scope
        cell, hidden = state
        gates = _conv(
            [inputs, hidden], self._kernel_shape, 4 * self._output_channels, self._use_bias
        )
        i, j, f, o = tf.split(gates, 4, axis=self._conv_ndims + 1)
        new_cell = tf.sigmoid(f + self._forget_bias) * cell
        new_cell += tf.sigmoid(i) * tf.tanh(j)
        output = tf.tanh(new_cell) * tf.sigmoid(o)
        if self._skip_connection:
            output = tf.concat([output, inputs], axis=-1)
        return output, LSTMStateTuple(new_cell, output)


class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over one space axis."""

    def __init__(self, name="conv_1d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=1, name=name, **kwargs)


class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over two space axes."""

    def __init__(self, name="conv_2d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=2, name=name, **kwargs)


class Conv3DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over three space axes."""

    def __init__(self, name="conv_3d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=3, name=name, **kwargs)


def _conv(args, filter_size, num_features, bias, bias_start=0.0):
    """One "SAME" convolution of the ``args`` joined along their channels."""
    shapes = [arg.shape.as_list() for arg in args]
    rank = len(shapes[0])
    for shape in shapes:
        if len(shape) not in (3, 4, 5):
            raise ValueError(f"Conv Linear expects 3D, 4D or 5D arguments: {shapes}")
        if len(shape) != rank:
            raise ValueError(f"Conv Linear expects all args to be of same Dimension: {shapes}")
    dtype = args[0].dtype
    kernel = tf.get_variable(
        "kernel",
        list(filter_size) + [sum(shape[-1] for shape in shapes), num_features],
        dtype=dtype,
    )
    convolve = {3: tf.nn.conv1d, 4: tf.nn.conv2d, 5: tf.nn.conv3d}[rank]
    joined = args[0] if len(args) == 1 else tf.concat(args, axis=rank - 1)
    result = convolve(joined, kernel, 1 if rank == 3 else [1] * rank, padding="SAME")
    if not bias:
        return result
    return result + tf.get_variable(
        "biases",
        [num_features],
        dtype=dtype,
        initializer=tf.constant_initializer(bias_start, dtype=dtype),
    )
