"""What a checkpoint holds of a cuDNN layer: the canonical weights, under the compatible cells'
names.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.training import saver

from tf1shim.contrib.cudnn_rnn import format_converters, modes


class CudnnOpaqueParamsSaveable(saver.BaseSaverBuilder.SaveableObject):
    """Base of the saveables.

    Args:
        opaque_params: the variable with the one vector.
        num_layers, num_units, input_size, input_mode, direction: as for the layers.
        scope: variable scope (or its name) in front of the names.
        name: of the saveable.
    """

    _format_converter_cls = None
    _rnn_cell_name = None
    _WEIGHTS = ("kernel",)
    _BIASES = ("bias",)

    def __init__(
        self,
        opaque_params,
        num_layers,
        num_units,
        input_size,
        input_mode=modes.CUDNN_INPUT_LINEAR_MODE,
        direction=modes.CUDNN_RNN_UNIDIRECTION,
        scope=None,
        name="cudnn_rnn_saveable",
    ):
        self._variables = opaque_params
        self._num_layers = num_layers
        self._direction = direction
        self.format_converter = self._format_converter_cls(
            num_layers, num_units, input_size, input_mode=input_mode, direction=direction
        )
        scope = getattr(scope, "name", scope)
        weights, biases = self.format_converter.opaque_to_tf_canonical(opaque_params)
        names = self._names(self._WEIGHTS) + self._names(self._BIASES)
        specs = [
            saver.BaseSaverBuilder.SaveSpec(
                param, "", f"{scope}/{param_name}" if scope else param_name
            )
            for param, param_name in zip(weights + biases, names)
        ]
        super().__init__(tf.identity(opaque_params), specs, name)

    def restore(self, restored_tensors, restored_shapes):
        params = self.format_converter.tf_canonical_to_opaque(restored_tensors)
        return tf.assign(self._variables, params, validate_shape=False)

    def _names(self, parts):
        prefixes = ["rnn/multi_rnn_cell/cell_%d/"]
        if modes.direction_count(self._direction) == 2:
            prefixes = [
                f"stack_bidirectional_rnn/cell_%d/bidirectional_rnn/{side}/"
                for side in ("fw", "bw")
            ]
        return [
            f"{prefix % layer}{self._rnn_cell_name}/{part}"
            for layer in range(self._num_layers)
            for prefix in prefixes
            for part in parts
        ]


class CudnnLSTMSaveable(CudnnOpaqueParamsSaveable):
    """Of `CudnnLSTM`."""

    _format_converter_cls = format_converters.CudnnParamsFormatConverterLSTM
    _rnn_cell_name = "cudnn_compatible_lstm_cell"


class CudnnGRUSaveable(CudnnOpaqueParamsSaveable):
    """Of `CudnnGRU`."""

    _format_converter_cls = format_converters.CudnnParamsFormatConverterGRU
    _rnn_cell_name = "cudnn_compatible_gru_cell"
    _PARTS = ("gates", "candidate/input_projection", "candidate/hidden_projection")
    _WEIGHTS = tuple(f"{part}/kernel" for part in _PARTS)
    _BIASES = tuple(f"{part}/bias" for part in _PARTS)


class CudnnRNNTanhSaveable(CudnnOpaqueParamsSaveable):
    """Of `CudnnRNNTanh`."""

    _format_converter_cls = format_converters.CudnnParamsFormatConverterTanh
    _rnn_cell_name = "basic_rnn_cell"


class CudnnRNNReluSaveable(CudnnOpaqueParamsSaveable):
    """Of `CudnnRNNRelu`."""

    _format_converter_cls = format_converters.CudnnParamsFormatConverterRelu
    _rnn_cell_name = "basic_rnn_cell"
