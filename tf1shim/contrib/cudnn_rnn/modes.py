"""Names and sizes of cuDNN's recurrent networks, and where their weights lie in the one vector.

The layout is cuDNN's: the matrices of all layers and directions, then all biases; per layer and
direction first those applied to the input, then those applied to the state, gate by gate.
"""

import tensorflow.compat.v1 as tf

from tf1shim.errors import TF1ShimError

CUDNN_RNN_UNIDIRECTION = "unidirectional"
CUDNN_RNN_BIDIRECTION = "bidirectional"
CUDNN_LSTM = "lstm"
CUDNN_GRU = "gru"
CUDNN_RNN_RELU = "rnn_relu"
CUDNN_RNN_TANH = "rnn_tanh"
CUDNN_INPUT_LINEAR_MODE = "linear_input"
CUDNN_INPUT_SKIP_MODE = "skip_input"
CUDNN_INPUT_AUTO_MODE = "auto_select"

# Matrices (and biases) per layer and direction: twice the number of gates.
PARAMS_PER_LAYER = {CUDNN_LSTM: 8, CUDNN_GRU: 6, CUDNN_RNN_TANH: 2, CUDNN_RNN_RELU: 2}
CUDNN_LSTM_PARAMS_PER_LAYER = PARAMS_PER_LAYER[CUDNN_LSTM]
CUDNN_GRU_PARAMS_PER_LAYER = PARAMS_PER_LAYER[CUDNN_GRU]
CUDNN_RNN_TANH_PARAMS_PER_LAYER = PARAMS_PER_LAYER[CUDNN_RNN_TANH]
CUDNN_RNN_RELU_PARAMS_PER_LAYER = PARAMS_PER_LAYER[CUDNN_RNN_RELU]


def _check_rnn_mode(rnn_mode):
    if rnn_mode not in PARAMS_PER_LAYER:
        raise ValueError(
            f"Invalid rnn_mode: {rnn_mode}, expect one of {tuple(PARAMS_PER_LAYER)}"
        )


def check_direction(direction):
    """Raise ``ValueError`` unless ``direction`` is one of cuDNN's two."""
    known = (CUDNN_RNN_UNIDIRECTION, CUDNN_RNN_BIDIRECTION)
    if direction not in known:
        raise ValueError(f"Invalid direction: {direction}, expecting {known[0]} or {known[1]}")


def check_input_mode(input_mode):
    """Raise ``ValueError`` unless ``input_mode`` is one of cuDNN's three."""
    known = (CUDNN_INPUT_LINEAR_MODE, CUDNN_INPUT_SKIP_MODE, CUDNN_INPUT_AUTO_MODE)
    if input_mode not in known:
        raise ValueError(f"Invalid input_mode: {input_mode}, expect one of {known}")


def direction_count(direction):
    """1 or 2."""
    return 1 if direction == CUDNN_RNN_UNIDIRECTION else 2


class Layout:
    """Shapes of the canonical weights of a network.

    Args:
        rnn_mode, num_layers, num_units, input_size, input_mode, direction: as for the layers.
        num_proj: width of an LSTM's projected output, or None.

    Raises:
        ValueError: an unknown mode or direction.
        TF1ShimError: the input would skip its projection, which only cuDNN itself does.
    """

    def __init__(
        self,
        rnn_mode,
        num_layers,
        num_units,
        input_size,
        input_mode=CUDNN_INPUT_LINEAR_MODE,
        direction=CUDNN_RNN_UNIDIRECTION,
        num_proj=None,
    ):
        _check_rnn_mode(rnn_mode)
        check_direction(direction)
        check_input_mode(input_mode)
        if input_mode == CUDNN_INPUT_SKIP_MODE or (
            input_mode == CUDNN_INPUT_AUTO_MODE and input_size == num_units
        ):
            raise TF1ShimError(
                f"tf.contrib.cudnn_rnn: input_mode={input_mode!r} needs cuDNN itself; "
                "use input_mode='linear_input'"
            )
        self.rnn_mode = rnn_mode
        self.num_layers = num_layers
        self.num_units = num_units
        self.directions = direction_count(direction)
        self.num_proj = num_proj or None
        self.output_size = self.num_proj or num_units
        self.weight_shapes = []
        self.bias_shapes = []
        gates = PARAMS_PER_LAYER[rnn_mode] // 2
        for layer in range(num_layers):
            depth = input_size if layer == 0 else self.output_size * self.directions
            for _ in range(self.directions):
                self.weight_shapes += [(num_units, depth)] * gates
                self.weight_shapes += [(num_units, self.output_size)] * gates
                if self.num_proj:
                    self.weight_shapes.append((self.num_proj, num_units))
                self.bias_shapes += [(num_units,)] * (2 * gates)

    @property
    def size(self):
        """Length of the one vector."""
        return sum(r * c for r, c in self.weight_shapes) + sum(n for (n,) in self.bias_shapes)

    def join(self, weights, biases):
        """Canonical weights -> the one vector."""
        return tf.concat([tf.reshape(p, [-1]) for p in [*weights, *biases]], 0)

    def split(self, params):
        """The one vector -> (matrices, biases)."""
        shapes = [*self.weight_shapes, *self.bias_shapes]
        sizes = [s[0] * s[1] if len(s) == 2 else s[0] for s in shapes]
        parts = tf.split(tf.reshape(params, [sum(sizes)]), sizes)
        parts = [tf.reshape(part, shape) for part, shape in zip(parts, shapes)]
        return parts[: len(self.weight_shapes)], parts[len(self.weight_shapes) :]

    def cells(self, params):
        """[(matrices, biases)] of every layer and direction, in order."""
        weights, biases = self.split(params)
        count = self.num_layers * self.directions
        per_weights, per_biases = len(weights) // count, len(biases) // count
        return [
            (
                weights[i * per_weights : (i + 1) * per_weights],
                biases[i * per_biases : (i + 1) * per_biases],
            )
            for i in range(count)
        ]
