"""cuDNN's weights to and from those of the TensorFlow cells that compute the same."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.cudnn_rnn import modes


class CudnnParamsFormatConverter:
    """Base: what differs between modes is how one layer and direction converts.

    Args:
        num_layers, num_units, input_size, input_mode, direction: as for the layers.
        num_proj: width of an LSTM's projected output, or None.
    """

    _rnn_mode = None

    def __init__(
        self,
        num_layers,
        num_units,
        input_size,
        num_proj=None,
        input_mode=modes.CUDNN_INPUT_LINEAR_MODE,
        direction=modes.CUDNN_RNN_UNIDIRECTION,
    ):
        self._layout = modes.Layout(
            self._rnn_mode, num_layers, num_units, input_size, input_mode, direction, num_proj
        )

    def tf_canonical_to_opaque(self, tf_canonicals, weights_proj=None):
        """TensorFlow's weights, then biases, of all layers -> the one vector."""
        layout = self._layout
        count = layout.num_layers * layout.directions
        half = len(tf_canonicals) // 2
        per_cell = half // count
        weights, biases = [], []
        for i in range(count):
            own = slice(i * per_cell, (i + 1) * per_cell)
            cell_weights = self._tf_to_cudnn_weights(
                i // layout.directions, *tf_canonicals[:half][own]
            )
            weights += cell_weights
            if weights_proj is not None:
                weights.append(tf.transpose(weights_proj[i]))
            biases += self._tf_to_cudnn_biases(*tf_canonicals[half:][own])
        return layout.join(weights, biases)

    def opaque_to_tf_canonical(self, opaque_param):
        """The one vector -> (weights, biases), or (weights, biases, projections) with
        ``num_proj``.
        """
        weights, biases, projections = [], [], []
        for cell_weights, cell_biases in self._layout.cells(opaque_param):
            if self._layout.num_proj:
                *cell_weights, projection = cell_weights
                projections.append(tf.transpose(projection))
            weights += self._cudnn_to_tf_weights(*cell_weights)
            biases += self._cudnn_to_tf_biases(*cell_biases)
        return (weights, biases, projections) if projections else (weights, biases)

    def _opaque_to_cu_canonical(self, opaque_param):
        """The one vector -> cuDNN's (matrices, biases)."""
        return self._layout.split(opaque_param)

    def _cu_canonical_to_opaque(self, cu_weights, cu_biases):
        """cuDNN's matrices and biases -> the one vector."""
        return self._layout.join(cu_weights, cu_biases)

    def _split_depths(self, layer, kernel):
        """[depth + state, units] -> ([units, depth], [units, state])."""
        depth = self._layout.weight_shapes[0][1]
        if layer:
            depth = self._layout.output_size * self._layout.directions
        return tf.split(tf.transpose(kernel), [depth, self._layout.output_size], axis=1)


def _halves(bias):
    """TensorFlow adds one bias where cuDNN adds two."""
    return [bias * 0.5, bias * 0.5]


class CudnnParamsFormatConverterLSTM(CudnnParamsFormatConverter):
    """One kernel and one bias per cell; gates i, c, f, o here, i, f, c, o in cuDNN."""

    _rnn_mode = modes.CUDNN_LSTM

    def _cudnn_to_tf_weights(self, *cu_weights):
        i, f, c, o = (
            tf.concat(pair, axis=1) for pair in zip(cu_weights[:4], cu_weights[4:])
        )
        return [tf.transpose(tf.concat([i, c, f, o], axis=0))]

    def _tf_to_cudnn_weights(self, layer, kernel):
        i, c, f, o = tf.split(kernel, 4, axis=1)
        pairs = [self._split_depths(layer, gate) for gate in (i, f, c, o)]
        return [pair[0] for pair in pairs] + [pair[1] for pair in pairs]

    def _cudnn_to_tf_biases(self, *cu_biases):
        i, f, c, o = (a + b for a, b in zip(cu_biases[:4], cu_biases[4:]))
        return [tf.concat([i, c, f, o], axis=0)]

    def _tf_to_cudnn_biases(self, bias):
        i, c, f, o = tf.split(bias, 4)
        return [half for _ in range(2) for half in (i * 0.5, f * 0.5, c * 0.5, o * 0.5)]


class CudnnParamsFormatConverterGRU(CudnnParamsFormatConverter):
    """Three kernels and three biases per cell: gates, candidate from input, candidate from state.
    """

    _rnn_mode = modes.CUDNN_GRU

    def _cudnn_to_tf_weights(self, w_i, w_r, w_h, r_i, r_r, r_h):
        gates = tf.concat([tf.concat([w_i, r_i], 1), tf.concat([w_r, r_r], 1)], 0)
        return [tf.transpose(gates), tf.transpose(w_h), tf.transpose(r_h)]

    def _tf_to_cudnn_weights(self, layer, gates, from_input, from_state):
        w, r = self._split_depths(layer, gates)
        return [
            *tf.split(w, 2, axis=0),
            tf.transpose(from_input),
            *tf.split(r, 2, axis=0),
            tf.transpose(from_state),
        ]

    def _cudnn_to_tf_biases(self, b_wi, b_wr, b_wh, b_ri, b_rr, b_rh):
        return [tf.concat([b_wi, b_wr], 0) + tf.concat([b_ri, b_rr], 0), b_wh, b_rh]

    def _tf_to_cudnn_biases(self, gates, from_input, from_state):
        first, second = tf.split(gates * 0.5, 2)
        return [first, second, from_input, first, second, from_state]


class CudnnParamsFormatConverterBasic(CudnnParamsFormatConverter):
    """One kernel and one bias per cell, one gate."""

    def _cudnn_to_tf_weights(self, from_input, from_state):
        return [tf.transpose(tf.concat([from_input, from_state], axis=1))]

    def _tf_to_cudnn_weights(self, layer, kernel):
        return self._split_depths(layer, kernel)

    def _cudnn_to_tf_biases(self, from_input, from_state):
        return [from_input + from_state]

    def _tf_to_cudnn_biases(self, bias):
        return _halves(bias)


class CudnnParamsFormatConverterTanh(CudnnParamsFormatConverterBasic):
    """Of `CudnnRNNTanh`."""

    _rnn_mode = modes.CUDNN_RNN_TANH


class CudnnParamsFormatConverterRelu(CudnnParamsFormatConverterBasic):
    """Of `CudnnRNNRelu`."""

    _rnn_mode = modes.CUDNN_RNN_RELU
