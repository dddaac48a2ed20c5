"""Checks of tf.contrib.cudnn_rnn: layers against the cells that share their checkpoints."""

import os
import tempfile

import numpy as np

import tf1shim

tf1shim.activate(mode="graph")

import tensorflow as tf  # noqa: E402

cudnn_rnn = tf.contrib.cudnn_rnn
INPUTS = (np.sin(np.arange(5 * 2 * 3) * 0.7)).reshape(5, 2, 3).astype(np.float32)
LENGTHS = [3, 5]


def _save(build):
    """Build, initialise with random weights, save; returns (checkpoint, fetched results, keys)."""
    path = os.path.join(tempfile.mkdtemp(), "model")
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(3)
        results = build()
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, path)
        return path, session.run(results), dict(tf.train.list_variables(path))


def _restore(path, build):
    with tf.Graph().as_default(), tf.Session() as session:
        results = build()
        session.run(tf.global_variables_initializer())
        tf.train.Saver().restore(session, path)
        return session.run(results)


def _layer(cls, direction="unidirectional", **options):
    layer = cls(2, 4, direction=direction, kernel_initializer=tf.random_normal_initializer(),
                bias_initializer=tf.random_normal_initializer(), name="net")
    outputs, states = layer(tf.constant(INPUTS), training=False, **options)
    return [outputs, *states]


def _cells(cell, **options):
    cells = tf.nn.rnn_cell.MultiRNNCell([cell(4) for _ in range(2)])
    with tf.variable_scope("net"):
        outputs, state = tf.nn.dynamic_rnn(
            cells, tf.constant(INPUTS), time_major=True, dtype=tf.float32, **options)
    return [outputs, *tf.nest.flatten(state)]


def _same(layer, cell):
    path, (outputs, *states), names = _save(lambda: _layer(layer))
    assert "net/opaque_kernel" in names
    found, *_ = _restore(path, lambda: _cells(cell))
    np.testing.assert_allclose(outputs, found, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(states[0][-1], outputs[-1], rtol=1e-6)


def check_lstm_checkpoint_feeds_cells():
    _same(cudnn_rnn.CudnnLSTM, cudnn_rnn.CudnnCompatibleLSTMCell)


def check_gru_checkpoint_feeds_cells():
    _same(cudnn_rnn.CudnnGRU, cudnn_rnn.CudnnCompatibleGRUCell)


def check_tanh_checkpoint_feeds_cells():
    _same(cudnn_rnn.CudnnRNNTanh, tf.nn.rnn_cell.BasicRNNCell)


def check_relu_checkpoint_feeds_cells():
    _same(cudnn_rnn.CudnnRNNRelu,
          lambda units: tf.nn.rnn_cell.BasicRNNCell(units, activation=tf.nn.relu))


def check_bidirectional_checkpoint_feeds_stack():
    def stack():
        def cells():
            return [cudnn_rnn.CudnnCompatibleLSTMCell(4) for _ in range(2)]

        with tf.variable_scope("net"):
            outputs, _, _ = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
                cells(), cells(), tf.constant(INPUTS), dtype=tf.float32, time_major=True,
                sequence_length=LENGTHS)
        return [outputs]

    path, results, _ = _save(
        lambda: _layer(cudnn_rnn.CudnnLSTM, "bidirectional", sequence_lengths=LENGTHS))
    found, = _restore(path, stack)
    np.testing.assert_allclose(results[0], found, rtol=1e-5, atol=1e-6)


def check_layer_restores_itself():
    path, results, _ = _save(lambda: _layer(cudnn_rnn.CudnnGRU))
    found = _restore(path, lambda: _layer(cudnn_rnn.CudnnGRU))
    for one, other in zip(results, found):
        # One net, run in two sessions: TensorFlow's own matrix products differ in the last bits between runs.
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def check_batch_major_is_transposed():
    path, results, _ = _save(lambda: _layer(cudnn_rnn.CudnnLSTM))

    def batch_major():
        layer = cudnn_rnn.CudnnLSTM(2, 4, name="net")
        outputs, _ = layer(tf.transpose(tf.constant(INPUTS), [1, 0, 2]), time_major=False,
                           training=False)
        return [tf.transpose(outputs, [1, 0, 2])]

    np.testing.assert_allclose(results[0], _restore(path, batch_major)[0], rtol=1e-5)


def check_gradient_reaches_the_kernel():
    with tf.Graph().as_default(), tf.Session() as session:
        outputs, *_ = _layer(cudnn_rnn.CudnnLSTM)
        kernel, = tf.trainable_variables()
        gradient, = tf.gradients(tf.reduce_sum(outputs), kernel)
        session.run(tf.global_variables_initializer())
        value = session.run(gradient)
        assert value.shape == tuple(kernel.shape.as_list()) and np.abs(value).max() > 0


def check_sizes_and_errors():
    from tensorflow.contrib.cudnn_rnn.python.ops import cudnn_rnn_ops

    with tf.Graph().as_default(), tf.Session() as session:
        size = session.run(cudnn_rnn_ops.cudnn_rnn_opaque_params_size("lstm", 2, 4, 3))
        # Per layer 4 gates: matrices for input and state, and two biases.
        assert size == 4 * (4 * 3 + 4 * 4 + 8) + 4 * (4 * 4 + 4 * 4 + 8)
        for arguments in ({"direction": "sideways"}, {"input_mode": "nonsense"}):
            try:
                cudnn_rnn.CudnnLSTM(1, 2, **arguments)
            except ValueError:
                continue
            raise AssertionError(arguments)
        try:
            cudnn_rnn.CudnnLSTM(1, 3, input_mode="skip_input")(tf.constant(INPUTS))
        except tf1shim.errors.TF1ShimError as error:
            assert "linear_input" in str(error)
        else:
            raise AssertionError("skip_input was accepted")
