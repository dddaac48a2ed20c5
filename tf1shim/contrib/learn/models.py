"""Models of the first estimators (source: contrib/learn/python/learn/models.py)."""

import functools

import tensorflow.compat.v1 as tf

from tf1shim.contrib import rnn
from tf1shim.contrib.learn.ops import losses_ops


def linear_regression_zero_init(x, y):
    """`linear_regression` from zeros."""
    return linear_regression(x, y, init_mean=0.0, init_stddev=0.0)


def logistic_regression_zero_init(x, y):
    """`logistic_regression` from zeros."""
    return logistic_regression(x, y, init_mean=0.0, init_stddev=0.0)


def linear_regression(x, y, init_mean=None, init_stddev=1.0):
    """(predictions, loss) of a linear regression.

    Args:
        x: [batch, features].
        y: [batch] or [batch, outputs].
        init_mean, init_stddev: of the normal distribution that the variables start from; the scope's initializer
            without a mean.
    """
    with tf.variable_scope("linear_regression"):
        width = 1 if y.shape.ndims == 1 else y.shape[1]
        weights, bias = _linear_variables(x, y, width, init_mean, init_stddev)
        return losses_ops.mean_squared_error_regressor(x, y, weights, bias)


def logistic_regression(x, y, class_weight=None, init_mean=None, init_stddev=1.0):
    """(probabilities, loss) of a logistic regression.

    Args:
        x: [batch, features].
        y: [batch, classes], one-hot.
        class_weight: [classes]; by default the graph's tensor ``class_weight:0``, where there is one.
        init_mean, init_stddev: as for `linear_regression`.
    """
    with tf.variable_scope("logistic_regression"):
        weights, bias = _linear_variables(x, y, y.shape[-1], init_mean, init_stddev)
        if class_weight is None:
            try:
                class_weight = tf.get_default_graph().get_tensor_by_name("class_weight:0")
            except KeyError:
                pass
        return losses_ops.softmax_classifier(x, y, weights, bias, class_weight=class_weight)


def _linear_variables(x, y, width, mean, stddev):
    scope, dtype = tf.get_variable_scope().name, x.dtype.base_dtype
    tf.summary.histogram(f"{scope}.x", x)
    tf.summary.histogram(f"{scope}.y", y)
    made = []
    for name, shape in (("weights", [x.shape[1], width]), ("bias", [width])):
        start = None if mean is None else tf.random_normal_initializer(mean, stddev, dtype=dtype)
        made.append(tf.get_variable(name, shape, initializer=start, dtype=dtype))
    for name, variable in zip(("weights", "bias"), made):
        tf.summary.histogram(f"{scope}.{name}", variable)
    return made


def bidirectional_rnn(cell_fw, cell_bw, inputs, initial_state_fw=None, initial_state_bw=None, dtype=None,
                      sequence_length=None, scope=None):
    """Two unrolled networks, one from each end.

    Args:
        cell_fw, cell_bw: RNN cells.
        inputs: list of tensors [batch, width].
        initial_state_fw, initial_state_bw: first states, or
        dtype: their type.
        sequence_length: [batch], the sequences' lengths.
        scope: begin of the two variable scopes' names; "BiRNN" by default.

    Returns:
        (list of outputs, last states), each of both networks, concatenated.

    Raises:
        TypeError: no cells, or no list.
        ValueError: an empty list.
    """
    for name, cell in (("cell_fw", cell_fw), ("cell_bw", cell_bw)):
        if not isinstance(cell, tf.nn.rnn_cell.RNNCell):
            raise TypeError(f"{name} must be an instance of RNNCell")
    if not isinstance(inputs, list):
        raise TypeError("inputs must be a list")
    if not inputs:
        raise ValueError("inputs must not be empty")
    name = scope or "BiRNN"
    with tf.variable_scope(f"{name}_FW"):
        forward, state_fw = tf.nn.static_rnn(cell_fw, inputs, initial_state_fw, dtype, sequence_length)
    with tf.variable_scope(f"{name}_BW"):
        backward, state_bw = tf.nn.static_rnn(cell_bw, _reversed(inputs, sequence_length), initial_state_bw, dtype,
                                              sequence_length)
    backward = _reversed(backward, sequence_length)
    return [tf.concat(both, 1) for both in zip(forward, backward)], tf.concat([state_fw, state_bw], 1)


def _reversed(sequence, lengths):
    if lengths is None:
        return sequence[::-1]
    return tf.unstack(tf.reverse_sequence(tf.stack(sequence), lengths, seq_axis=0, batch_axis=1))


def get_rnn_model(rnn_size, cell_type, num_layers, input_op_fn, bidirectional, target_predictor_fn, sequence_length,
                  initial_state, attn_length, attn_size, attn_vec_size):
    """A function ``(x, y)`` that builds a recurrent model.

    Args:
        rnn_size: width of the cells.
        cell_type: "rnn", "gru" or "lstm".
        num_layers: how many of them.
        input_op_fn: makes the list of inputs of ``x``.
        bidirectional: read from both ends.
        target_predictor_fn: ``(encoding, y)`` -> predictions and loss.
        sequence_length: the sequences' lengths, or None.
        initial_state: first state, or None.
        attn_length, attn_size, attn_vec_size: for a `tf.contrib.rnn.AttentionCellWrapper` about each cell, unless
            ``attn_length`` is None.

    Raises:
        ValueError: another type of cell, when the function is called.
    """
    kinds = {"rnn": rnn.BasicRNNCell, "gru": rnn.GRUCell,
             "lstm": functools.partial(rnn.BasicLSTMCell, state_is_tuple=False)}

    def layer():
        cell = kinds[cell_type](rnn_size)
        if attn_length is None:
            return cell
        return rnn.AttentionCellWrapper(cell, attn_length=attn_length, attn_size=attn_size,
                                        attn_vec_size=attn_vec_size, state_is_tuple=False)

    def stack():
        return rnn.MultiRNNCell([layer() for _ in range(num_layers)], state_is_tuple=False)

    def rnn_estimator(x, y):
        x = input_op_fn(x)
        if cell_type not in kinds:
            raise ValueError(f"cell_type {cell_type} is not supported. ")
        common = {"dtype": tf.float32, "sequence_length": sequence_length}
        if bidirectional:
            _, encoding = bidirectional_rnn(stack(), stack(), x, initial_state_fw=initial_state,
                                            initial_state_bw=initial_state, **common)
        else:
            _, encoding = tf.nn.static_rnn(stack(), x, initial_state=initial_state, **common)
        return target_predictor_fn(encoding, y)

    return rnn_estimator
