"""What every cell of ``tf.contrib.rnn`` stands on: the genuine cell classes and a few shared
shapes of cells.
"""

import sys

import tensorflow.compat.v1 as tf

from tf1shim import capabilities
from tf1shim.errors import TF1ShimError

try:
    RNNCell = tf.nn.rnn_cell.RNNCell
except AttributeError as error:  # TensorFlow hands out Keras 3, which has no such cells
    raise TF1ShimError(
        "tf.contrib.rnn (and seq2seq, legacy_seq2seq, crf, cudnn_rnn, grid_rnn) stands on the cells of Keras 2, "
        f"and no Keras 2 is installed: {capabilities.KERAS2_HINT}"
    ) from error
LSTMStateTuple = tf.nn.rnn_cell.LSTMStateTuple
# Not public in TF2; it lives beside RNNCell in whichever Keras TensorFlow hands out.
LayerRNNCell = sys.modules[RNNCell.__module__].LayerRNNCell

# What TF 1.15's tests match.
ASSERT_LIKE_RNNCELL_ERROR_REGEXP = "is not an RNNCell"

_WEIGHTS_VARIABLE_NAME = "kernel"
_BIAS_VARIABLE_NAME = "bias"


def assert_like_rnncell(cell_name, cell):
    """Raise ``TypeError`` unless ``cell`` behaves like an RNN cell (TF 1.15: ``rnn_cell_impl``).

    Args:
        cell_name: name of the argument, for the message.
        cell: the object to check.
    """
    missing = [
        f"'{name}' property is missing"
        for name in ("output_size", "state_size")
        if not hasattr(cell, name)
    ]
    if not (hasattr(cell, "zero_state") or hasattr(cell, "get_initial_state")):
        missing.append("either 'zero_state' or 'get_initial_state' method is required")
    if not callable(cell):
        missing.append("is not callable")
    if missing:
        raise TypeError(
            f"The argument {cell_name!r} ({cell}) is not an RNNCell: {', '.join(missing)}."
        )


def static_depth(inputs):
    """Size of the last axis of a [batch, depth] tensor; ``ValueError`` when it is not known."""
    depth = tf.dimension_value(inputs.shape.with_rank(2)[1])
    if depth is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
    return depth


def built_depth(inputs_shape):
    """Size of axis 1 of the shape given to ``build``; ``ValueError`` when it is not known."""
    depth = tf.dimension_value(tf.TensorShape(inputs_shape)[1])
    if depth is None:
        raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {inputs_shape}")
    return depth


def batch_size_of(tensor):
    """Batch size: an int where it is known, else a scalar tensor."""
    known = tf.dimension_value(tensor.shape[0])
    return known if known else tf.shape(tensor)[0]


def clip(value, bound):
    """``value`` within [-bound, bound]; unchanged for ``bound=None``."""
    return value if bound is None else tf.clip_by_value(value, -bound, bound)


def layer_norm(inputs, scope, gain, shift, dtype=None):
    """Layer normalisation over the last axis with variables ``scope/gamma`` and ``scope/beta``.

    The same numbers as TF 1.15's ``contrib.layers.layer_norm(begin_norm_axis=1)``, epsilon
    included.
    """
    shape = inputs.shape[-1:]
    with tf.variable_scope(scope):
        gamma = tf.get_variable(
            "gamma", shape, dtype=dtype, initializer=tf.constant_initializer(gain)
        )
        beta = tf.get_variable(
            "beta", shape, dtype=dtype, initializer=tf.constant_initializer(shift)
        )
        mean, variance = tf.nn.moments(inputs, axes=[1], keep_dims=True)
        epsilon = 1e-3 if inputs.dtype.base_dtype == tf.float16 else 1e-12
        return tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)


def peephole_variables(names, num_units, dtype):
    """One diagonal weight vector of length ``num_units`` per name, in order."""
    return [tf.get_variable(name, shape=[num_units], dtype=dtype) for name in names]


class UnitsCell(RNNCell):
    """A cell whose output and state are both ``num_units`` wide."""

    def __init__(self, num_units, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._reuse = reuse

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units


class UnitsLayerCell(LayerRNNCell):
    """As `UnitsCell`, with variables made in ``build``."""

    def __init__(self, num_units, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self.input_spec = tf.layers.InputSpec(ndim=2)

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units


class ProjectedLSTMCell(RNNCell):
    """An LSTM-like cell: state (c of ``num_units``, m of ``num_proj or num_units``), output m."""

    def __init__(self, num_units, num_proj=None, state_is_tuple=True, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._num_proj = num_proj
        self._state_is_tuple = state_is_tuple
        self._reuse = reuse
        self._output_size = num_proj or num_units
        if not state_is_tuple:
            tf.logging.warn(
                "%s: Using a concatenated state is slower and will soon be deprecated.  "
                "Use state_is_tuple=True.",
                self,
            )

    @property
    def state_size(self):
        if self._state_is_tuple:
            return LSTMStateTuple(self._num_units, self._output_size)
        return self._num_units + self._output_size

    @property
    def output_size(self):
        return self._output_size


class Wrapper(RNNCell):
    """A cell around another one, with the other's sizes and zero state."""

    def __init__(self, cell, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell = cell

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


def zero_state_tensors(size, batch_size, dtype):
    """Zeros of shape [batch_size] + size for every size of a nest (ints, shapes or int scalars).

    Built of the operations TF 1.15 built them of (ops/rnn_cell_impl.py), dead ones too: the seeds of what comes after
    go by their number.
    """

    def zeros(one):
        result = tf.zeros(tf.concat([_as_vector(batch_size), _as_vector(one)], 0), dtype=dtype)
        if not tf.executing_eagerly():
            _as_vector(batch_size), _as_vector(one)  # 1.15 built both again to learn the static shape
            result.set_shape(_static(batch_size).concatenate(_static(one)))
        return result

    return tf.nest.map_structure(zeros, size)


def _as_vector(size):
    if tf.is_tensor(size):
        return tf.expand_dims(size, 0) if size.shape.ndims == 0 else size
    return tf.constant(tf.TensorShape(size).as_list(), dtype=tf.int32)


def _static(size):
    if not tf.is_tensor(size):
        return tf.TensorShape(size)
    known = tf.get_static_value(size)
    if known is None and size.shape.ndims:
        return tf.TensorShape([None] * tf.dimension_value(size.shape[0]))
    return tf.TensorShape(known)
