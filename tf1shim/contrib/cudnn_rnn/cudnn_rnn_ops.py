"""``tf.contrib.cudnn_rnn.python.ops.cudnn_rnn_ops``: the networks as functions of their weights."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.cudnn_rnn import forward
from tf1shim.contrib.cudnn_rnn.compatible_cells import (  # noqa: F401 (imported from here)
    CudnnCompatibleGRUCell,
    CudnnCompatibleLSTMCell,
)
from tf1shim.contrib.cudnn_rnn.format_converters import (  # noqa: F401
    CudnnParamsFormatConverter,
    CudnnParamsFormatConverterBasic,
    CudnnParamsFormatConverterGRU,
    CudnnParamsFormatConverterLSTM,
    CudnnParamsFormatConverterRelu,
    CudnnParamsFormatConverterTanh,
)
from tf1shim.contrib.cudnn_rnn.modes import *  # noqa: F401,F403
from tf1shim.contrib.cudnn_rnn.modes import (
    CUDNN_GRU,
    CUDNN_INPUT_LINEAR_MODE,
    CUDNN_LSTM,
    CUDNN_RNN_RELU,
    CUDNN_RNN_TANH,
    CUDNN_RNN_UNIDIRECTION,
    Layout,
)
from tf1shim.contrib.cudnn_rnn.saveables import (  # noqa: F401
    CudnnGRUSaveable,
    CudnnLSTMSaveable,
    CudnnOpaqueParamsSaveable,
    CudnnRNNReluSaveable,
    CudnnRNNTanhSaveable,
)


def cudnn_rnn_opaque_params_size(
    rnn_mode,
    num_layers,
    num_units,
    input_size,
    input_mode=CUDNN_INPUT_LINEAR_MODE,
    direction=CUDNN_RNN_UNIDIRECTION,
    dtype=tf.float32,
    dropout=0,
    seed=0,
    num_proj=None,
    name=None,
):
    """Length of the weight vector, a scalar int32 tensor."""
    layout = Layout(
        rnn_mode, num_layers, num_units, input_size, input_mode, direction, num_proj
    )
    return tf.constant(layout.size, dtype=tf.int32, name=name or "cudnn_rnn_params_size")


def cudnn_rnn_opaque_params_to_canonical(
    rnn_mode,
    num_layers,
    num_units,
    input_size,
    params,
    input_mode=CUDNN_INPUT_LINEAR_MODE,
    direction=CUDNN_RNN_UNIDIRECTION,
    dropout=0,
    seed=0,
    num_proj=None,
    name=None,
):
    """The weight vector -> (list of matrices, list of biases)."""
    layout = Layout(
        rnn_mode, num_layers, num_units, input_size, input_mode, direction, num_proj
    )
    with tf.name_scope(name, "cudnn_rnn_params_to_canonical"):
        return layout.split(params)


def cudnn_rnn_canonical_to_opaque_params(
    rnn_mode,
    num_layers,
    num_units,
    input_size,
    weights,
    biases,
    input_mode=CUDNN_INPUT_LINEAR_MODE,
    direction=CUDNN_RNN_UNIDIRECTION,
    dropout=0,
    seed=0,
    num_proj=None,
    name=None,
):
    """Matrices and biases -> the weight vector."""
    layout = Layout(
        rnn_mode, num_layers, num_units, input_size, input_mode, direction, num_proj
    )
    with tf.name_scope(name, "cudnn_rnn_canonical_to_params"):
        return layout.join(weights, biases)


class _CudnnRNN:
    """A network whose weights are given with every call.

    Args:
        rnn_mode, num_layers, num_units, input_size, input_mode, direction: see the layers.
        dtype: of the weights.
        dropout, seed: see the layers.
        num_proj: width of an LSTM's projected output, or None.
    """

    def __init__(
        self,
        rnn_mode,
        num_layers,
        num_units,
        input_size,
        input_mode=CUDNN_INPUT_LINEAR_MODE,
        direction=CUDNN_RNN_UNIDIRECTION,
        dtype=tf.float32,
        dropout=0.0,
        seed=0,
        num_proj=None,
    ):
        self.rnn_mode = rnn_mode
        self.num_layers = num_layers
        self.num_units = num_units
        self.input_size = input_size
        self.input_mode = input_mode
        self.direction = direction
        self.num_proj = num_proj
        self._dropout = dropout
        self._seed = seed
        self._layout = Layout(
            rnn_mode, num_layers, num_units, input_size, input_mode, direction, num_proj
        )

    def params_size(self):
        """Length of the weight vector, a scalar int32 tensor."""
        return tf.constant(self._layout.size, dtype=tf.int32)

    def params_to_canonical(self, params):
        """The weight vector -> (list of matrices, list of biases)."""
        return self._layout.split(params)

    def canonical_to_params(self, weights, biases):
        """Matrices and biases -> the weight vector."""
        return self._layout.join(weights, biases)

    def _run(self, data, h, c, params, is_training, lengths, time_major):
        return forward.run(
            self._layout, data, h, c, params, is_training, lengths, time_major,
            self._dropout, self._seed or None,
        )  # fmt: skip


class CudnnLSTM(_CudnnRNN):
    """LSTM; see the base class."""

    def __init__(self, num_layers, num_units, input_size, **kwargs):
        super().__init__(CUDNN_LSTM, num_layers, num_units, input_size, **kwargs)

    def __call__(
        self,
        input_data,
        input_h,
        input_c,
        params,
        sequence_lengths=None,
        time_major=True,
        is_training=True,
    ):
        """Return (outputs, last h, last c)."""
        return self._run(
            input_data, input_h, input_c, params, is_training, sequence_lengths, time_major
        )


class _CudnnRNNNoInputC(_CudnnRNN):
    _rnn_mode = None

    def __init__(self, num_layers, num_units, input_size, **kwargs):
        super().__init__(self._rnn_mode, num_layers, num_units, input_size, **kwargs)

    def __call__(
        self,
        input_data,
        input_h,
        params,
        sequence_lengths=None,
        time_major=True,
        is_training=True,
    ):
        """Return (outputs, last h)."""
        return self._run(
            input_data, input_h, None, params, is_training, sequence_lengths, time_major
        )[:2]


class CudnnGRU(_CudnnRNNNoInputC):
    """GRU; see the base class."""

    _rnn_mode = CUDNN_GRU


class CudnnRNNTanh(_CudnnRNNNoInputC):
    """Plain network with tanh; see the base class."""

    _rnn_mode = CUDNN_RNN_TANH


class CudnnRNNRelu(_CudnnRNNNoInputC):
    """Plain network with relu; see the base class."""

    _rnn_mode = CUDNN_RNN_RELU
