"""`tf.nn.dynamic_rnn` and its bidirectional kin, by `tf.contrib.recurrent`'s loop.

Source: TF 1.15, contrib/recurrent/python/ops/functional_rnn.py.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.recurrent.recurrent import run_steps


def functional_rnn(cell, inputs, sequence_length=None, initial_state=None, dtype=None, time_major=False, scope=None,
                   use_tpu=False, reverse=False):
    """A recurrent network over a sequence.

    Args:
        cell, inputs, sequence_length, initial_state, dtype, time_major, scope: as for `tf.nn.dynamic_rnn`.
        use_tpu: no difference here.
        reverse: whether the sequence is read from its end; its padding then comes first.

    Returns:
        ``(outputs, state)``: outputs are zero behind an example's end. The state is the one at its last step (zero
        where it has none); with ``reverse``, the one after the last step of all.
    """
    del use_tpu
    with tf.variable_scope(scope or "rnn"):
        if not time_major:
            inputs = tf.nest.map_structure(lambda tensor: tf.transpose(tensor, [1, 0, 2]), inputs)
        first = tf.nest.flatten(inputs)[0]
        if initial_state is None:
            initial_state = cell.zero_state(tf.shape(first)[1], dtype)
        if reverse:
            inputs = tf.nest.map_structure(lambda tensor: tf.reverse(tensor, [0]), inputs)
        states = tf.nest.map_structure(tf.convert_to_tensor, initial_state)

        def step(state, now):
            outputs, state = cell(now, state)
            return state, (outputs, state)

        output_like = tf.TensorSpec([first.shape[1], *tf.TensorShape(cell.output_size).as_list()], first.dtype)
        (outputs, history), state = run_steps(
            step, states, (output_like, states), inputs,
            None if sequence_length is None else tf.reduce_max(sequence_length), aligned_end=reverse)
    if sequence_length is not None and not reverse:
        state = tf.nest.map_structure(lambda steps: _at_the_end(steps, sequence_length), history)
        tf.nest.map_structure(lambda tensor, like: tensor.set_shape(like.shape), state, states)
    if reverse:
        outputs = tf.reverse(outputs, [0])
    outputs.set_shape([first.shape[0], *output_like.shape.as_list()])
    if sequence_length is not None:
        given = tf.sequence_mask(sequence_length, tf.shape(outputs)[0], dtype=outputs.dtype)
        outputs *= tf.expand_dims(tf.transpose(given), -1)
    return outputs if time_major else tf.transpose(outputs, [1, 0, 2]), state


def _at_the_end(steps, lengths):
    """Of states [time, batch, units] each example's at its last step; zeros where it has none."""
    last = tf.transpose(tf.one_hot(lengths - 1, tf.shape(steps)[0], dtype=steps.dtype))
    return tf.reduce_sum(tf.expand_dims(last, -1) * steps, 0)


def bidirectional_functional_rnn(cell_fw, cell_bw, inputs, initial_state_fw=None, initial_state_bw=None, dtype=None,
                                 sequence_length=None, time_major=False, use_tpu=False, fast_reverse=False,
                                 scope=None):
    """Two recurrent networks over a sequence, one of which reads it from its end.

    Args:
        cell_fw, cell_bw, inputs, initial_state_fw, initial_state_bw, dtype, sequence_length, time_major, scope: as for
            `tf.nn.bidirectional_dynamic_rnn`.
        use_tpu: no difference here.
        fast_reverse: whether examples are reversed with their padding.

    Returns:
        ``((outputs forward, outputs backward), (state forward, state backward))``.
    """
    time_axis, batch_axis = (0, 1) if time_major else (1, 0)

    def reverse(tensor):
        if sequence_length is None:
            return tf.reverse(tensor, [time_axis])
        return tf.reverse_sequence(tensor, sequence_length, seq_axis=time_axis, batch_axis=batch_axis)

    common = {"sequence_length": sequence_length, "dtype": dtype, "time_major": time_major, "use_tpu": use_tpu}
    with tf.variable_scope(scope or "bidirectional_rnn"):
        with tf.variable_scope("fw") as forward:
            output_fw, state_fw = functional_rnn(
                cell_fw, inputs, initial_state=initial_state_fw, scope=forward, **common)
        with tf.variable_scope("bw") as backward:
            output_bw, state_bw = functional_rnn(
                cell_bw, inputs if fast_reverse else tf.nest.map_structure(reverse, inputs),
                initial_state=initial_state_bw, scope=backward, reverse=fast_reverse, **common)
    return (output_fw, output_bw if fast_reverse else reverse(output_bw)), (state_fw, state_bw)
