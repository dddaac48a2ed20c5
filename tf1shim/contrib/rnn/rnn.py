"""``tf.contrib.rnn.python.ops.rnn``: stacks of bidirectional layers, each over the outputs of the
last.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import rnn as _core

_transpose_batch_time = transpose_batch_time = _core._transpose_batch_time
_best_effort_input_batch_size = best_effort_input_batch_size = _core._best_effort_input_batch_size


def stack_bidirectional_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Layers of `tf.nn.static_bidirectional_rnn` over a list of inputs.

    Args:
        cells_fw, cells_bw: lists of cells, one per layer.
        inputs: list of [batch, depth] tensors.
        initial_states_fw, initial_states_bw: lists of states, one per layer, or None.
        dtype: of the zero states.
        sequence_length: int vector [batch], or None.
        scope: variable scope, default "stack_bidirectional_rnn".

    Returns:
        (list of outputs, forward states, backward states), states as tuples over the layers.

    Raises:
        ValueError: the lists are empty, are not lists, or differ in length.
    """

    def layer(cell_fw, cell_bw, below, state_fw, state_bw, layer_scope):
        return tf.nn.static_bidirectional_rnn(
            cell_fw,
            cell_bw,
            below,
            initial_state_fw=state_fw,
            initial_state_bw=state_bw,
            sequence_length=sequence_length,
            dtype=dtype,
            scope=layer_scope,
        )

    _check_layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    return _stack(layer, cells_fw, cells_bw, inputs, initial_states_fw, initial_states_bw, scope)


def stack_bidirectional_dynamic_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    parallel_iterations=None,
    time_major=False,
    scope=None,
    swap_memory=False,
):
    """Layers of `tf.nn.bidirectional_dynamic_rnn` over one [batch, time, depth] tensor.

    Args:
        cells_fw, cells_bw: lists of cells, one per layer.
        inputs: [batch, time, depth], or [time, batch, depth] with ``time_major``.
        initial_states_fw, initial_states_bw: lists of states, one per layer, or None.
        dtype: of the zero states.
        sequence_length: int vector [batch], or None.
        parallel_iterations, time_major, swap_memory: as for `tf.nn.dynamic_rnn`.
        scope: variable scope, default "stack_bidirectional_rnn".

    Returns:
        (outputs, forward states, backward states), states as tuples over the layers.

    Raises:
        ValueError: the lists are empty, are not lists, or differ in length.
    """

    def layer(cell_fw, cell_bw, below, state_fw, state_bw, layer_scope):
        del layer_scope  # bidirectional_dynamic_rnn opens its own scope below it
        outputs, states = tf.nn.bidirectional_dynamic_rnn(
            cell_fw,
            cell_bw,
            below,
            initial_state_fw=state_fw,
            initial_state_bw=state_bw,
            sequence_length=sequence_length,
            parallel_iterations=parallel_iterations,
            dtype=dtype,
            swap_memory=swap_memory,
            time_major=time_major,
        )
        return tf.concat(outputs, 2), states[0], states[1]

    _check_layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    return _stack(layer, cells_fw, cells_bw, inputs, initial_states_fw, initial_states_bw, scope)


def _check_layers(cells_fw, cells_bw, initial_states_fw, initial_states_bw):
    for name, cells in (("fw", cells_fw), ("bw", cells_bw)):
        if not cells:
            raise ValueError(f"Must specify at least one {name} cell for BidirectionalRNN.")
        if not isinstance(cells, list):
            raise ValueError(f"cells_{name} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    for name, states in (("fw", initial_states_fw), ("bw", initial_states_bw)):
        if states is not None and not (
            isinstance(states, list) and len(states) == len(cells_fw)
        ):
            raise ValueError(
                f"initial_states_{name} must be a list of state tensors (one per layer)."
            )


def _stack(layer, cells_fw, cells_bw, inputs, states_fw, states_bw, scope):
    depth = len(cells_fw)
    outputs, new_fw, new_bw = inputs, [], []
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for i in range(depth):
            with tf.variable_scope(f"cell_{i}") as layer_scope:
                outputs, state_fw, state_bw = layer(
                    cells_fw[i],
                    cells_bw[i],
                    outputs,
                    states_fw[i] if states_fw else None,
                    states_bw[i] if states_bw else None,
                    layer_scope,
                )
            new_fw.append(state_fw)
            new_bw.append(state_bw)
    return outputs, tuple(new_fw), tuple(new_bw)
