"""``tf.contrib.rnn.python.ops.core_rnn_cell``: linear maps of several inputs, and wrappers made of
them.
"""

import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import (  # noqa: F401 (old programs import them from here)
    _BIAS_VARIABLE_NAME,
    _WEIGHTS_VARIABLE_NAME,
    LayerRNNCell,
    LSTMStateTuple,
    RNNCell,
    Wrapper,
    assert_like_rnncell,
)

BasicRNNCell = tf.nn.rnn_cell.BasicRNNCell
BasicLSTMCell = tf.nn.rnn_cell.BasicLSTMCell
GRUCell = tf.nn.rnn_cell.GRUCell
LSTMCell = tf.nn.rnn_cell.LSTMCell
MultiRNNCell = tf.nn.rnn_cell.MultiRNNCell
DropoutWrapper = tf.nn.rnn_cell.DropoutWrapper
ResidualWrapper = tf.nn.rnn_cell.ResidualWrapper
DeviceWrapper = tf.nn.rnn_cell.DeviceWrapper


class _Linear:
    """``sum_i(args[i] * W[i]) + b`` with ``W`` and ``b`` made once, in the variable scope current
    then.

    Args:
        args: a [batch, n] tensor, or a list of them.
        output_size: width of the result.
        build_bias: whether there is a bias.
        bias_initializer: default zeros.
        kernel_initializer: default: that of the variable scope.

    Raises:
        ValueError: for empty ``args`` or an argument that is not 2-D with a known width.
    """

    def __init__(
        self, args, output_size, build_bias, bias_initializer=None, kernel_initializer=None
    ):
        self._build_bias = build_bias
        args = _as_list(args)
        widths = _widths(args)
        dtype = args[0].dtype
        with tf.variable_scope(tf.get_variable_scope()) as outer_scope:
            weights = tf.get_variable(
                _WEIGHTS_VARIABLE_NAME,
                [sum(widths), output_size],
                dtype=dtype,
                initializer=kernel_initializer,
            )
            self._weights = self._prepare(weights, widths)
            if build_bias:
                with tf.variable_scope(outer_scope) as inner_scope:
                    inner_scope.set_partitioner(None)
                    if bias_initializer is None:
                        bias_initializer = tf.constant_initializer(0.0, dtype=dtype)
                    self._biases = tf.get_variable(
                        _BIAS_VARIABLE_NAME,
                        [output_size],
                        dtype=dtype,
                        initializer=bias_initializer,
                    )

    def _prepare(self, weights, widths):
        """What the inputs, of these ``widths``, are multiplied by."""
        return weights

    def __call__(self, args):
        args = _as_list(args)
        joined = args[0] if len(args) == 1 else tf.concat(args, 1)
        result = tf.matmul(joined, self._weights)
        return tf.nn.bias_add(result, self._biases) if self._build_bias else result


def _linear(args, output_size, bias, bias_initializer=None, kernel_initializer=None):
    """`_Linear` made and applied at once; its variables are reused as the variable scope says."""
    linear = _Linear(args, output_size, bias, bias_initializer, kernel_initializer)
    return linear(args)


def _as_list(args):
    if args is None or (tf.nest.is_nested(args) and not args):
        raise ValueError("`args` must be specified")
    return list(args) if tf.nest.is_nested(args) else [args]


def _widths(args):
    shapes = [arg.shape for arg in args]
    for shape in shapes:
        if shape.ndims != 2:
            raise ValueError(f"linear is expecting 2D arguments: {shapes}")
        if tf.dimension_value(shape[1]) is None:
            raise ValueError(
                f"linear expects shape[1] to be provided for shape {shape}, but saw {shape[1]}"
            )
    return [tf.dimension_value(shape[1]) for shape in shapes]


class EmbeddingWrapper(Wrapper):
    """Looks ids up in a trained ``embedding`` before they reach ``cell``.

    Args:
        cell: an RNN cell.
        embedding_classes: number of ids.
        embedding_size: width of the embedding.
        initializer: default: the scope's, else uniform within the square root of 3.
        reuse: as for variable scopes.

    Raises:
        TypeError: ``cell`` is not a cell. ValueError: a size is not positive.
    """

    def __init__(self, cell, embedding_classes, embedding_size, initializer=None, reuse=None):
        super().__init__(cell, reuse)
        assert_like_rnncell("cell", cell)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                "Both embedding_classes and embedding_size must be > 0: "
                f"{embedding_classes}, {embedding_size}."
            )
        self._embedding_classes = embedding_classes
        self._embedding_size = embedding_size
        self._initializer = initializer

    def call(self, inputs, state):
        with tf.device("/cpu:0"):
            initializer = self._initializer or tf.get_variable_scope().initializer
            if not initializer:
                sqrt3 = math.sqrt(3)  # a uniform distribution of variance one
                initializer = tf.random_uniform_initializer(-sqrt3, sqrt3)
            dtype = state[0].dtype if isinstance(state, tuple) else state.dtype
            embedding = tf.get_variable(
                "embedding",
                [self._embedding_classes, self._embedding_size],
                initializer=initializer,
                dtype=dtype,
            )
            embedded = tf.nn.embedding_lookup(embedding, tf.reshape(inputs, [-1]))
            return self._cell(embedded, state)


class InputProjectionWrapper(Wrapper):
    """Puts a linear map to ``num_proj`` (and ``activation``) before ``cell``.

    Args:
        cell: an RNN cell.
        num_proj: width that ``cell`` gets.
        activation: applied to the projection; None for none.
        input_size: ignored.
        reuse: as for variable scopes.

    Raises:
        TypeError: ``cell`` is not a cell.
    """

    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        super().__init__(cell, reuse)
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        assert_like_rnncell("cell", cell)
        self._num_proj = num_proj
        self._activation = activation
        self._linear = None

    def call(self, inputs, state):
        if self._linear is None:
            self._linear = _Linear(inputs, self._num_proj, True)
        projected = self._linear(inputs)
        if self._activation:
            projected = self._activation(projected)
        return self._cell(projected, state)


class OutputProjectionWrapper(Wrapper):
    """Puts a linear map to ``output_size`` (and ``activation``) behind ``cell``.

    Args:
        cell: an RNN cell.
        output_size: width of the output.
        activation: applied to the projection; None for none.
        reuse: as for variable scopes.

    Raises:
        TypeError: ``cell`` is not a cell. ValueError: ``output_size`` is not positive.
    """

    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(cell, reuse)
        assert_like_rnncell("cell", cell)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size
        self._activation = activation
        self._linear = None

    @property
    def output_size(self):
        return self._output_size

    def call(self, inputs, state):
        output, new_state = self._cell(inputs, state)
        if self._linear is None:
            self._linear = _Linear(output, self._output_size, True)
        projected = self._linear(output)
        if self._activation:
            projected = self._activation(projected)
        return projected, new_state
