"""A loop over the steps of a sequence, with a gradient of one's own for the step.

TF1: loops of functions on the device, whose backward pass calls ``cell_grad`` or computes the step again.
Here: `tf.while_loop`, whose backward pass keeps what the forward pass computed: the same values, more memory. With
    ``aligned_end``, TF 1.15's backward pass took the state before the first step for zero; it is the one given.
Source: TF 1.15, contrib/recurrent/python/ops/recurrent.py.
"""

import tensorflow.compat.v1 as tf


def Recurrent(theta, state0, inputs, cell_fn, cell_grad=None, extras=None, max_input_length=None, use_tpu=False,
              aligned_end=False):
    """Run a step for each time of a sequence.

    Args:
        theta: weights; a structure of tensors.
        state0: the first state, likewise.
        inputs: a structure of tensors, [time, ...] each.
        cell_fn: ``(theta, state, inputs at one time) -> (next state, extras)``.
        cell_grad: ``(theta, state, inputs, extras, gradient of the next state) -> (gradients of theta, of the state, of
            the inputs)``; without it, the step's gradient is derived.
        extras: what the step's extras look like; they need not be given.
        max_input_length: scalar; how many times there are steps for.
        use_tpu: no difference here.
        aligned_end: whether these are the last times of the sequence, not the first.

    Returns:
        ``(states, last state)``: the states after each step, [time, ...] each, zero where there was none; and the state
        after the last step.
    """
    del extras, use_tpu
    step = _with_gradient(cell_fn, cell_grad, theta) if cell_grad else (
        lambda state, now: cell_fn(theta, state, now)[0])

    def kept_step(state, now):
        state = step(state, now)
        return state, state

    return run_steps(kept_step, state0, state0, inputs, max_input_length, aligned_end)


def run_steps(step, state0, kept_like, inputs, length=None, aligned_end=False):
    """Run ``step(state, inputs at one time) -> (next state, what is kept)``.

    Args:
        step, state0, inputs, aligned_end: as for `Recurrent`.
        kept_like: a structure like that of what is kept, for types and what is known of shapes.
        length: number of steps; all times of the inputs without it.

    Returns:
        ``(kept, last state)``.
    """
    nest = tf.nest
    time = tf.shape(nest.flatten(inputs)[0])[0]
    length = time if length is None else tf.cast(length, tf.int32)
    start = time - length if aligned_end else tf.zeros_like(length)
    state0 = nest.map_structure(tf.convert_to_tensor, state0)
    inputs = nest.map_structure(_with_dense_gradient, inputs)
    kept_arrays = [tf.TensorArray(like.dtype, length, element_shape=like.shape) for like in nest.flatten(kept_like)]

    def body(count, state, arrays):
        now = nest.map_structure(lambda tensor: tf.gather(tensor, start + count), inputs)
        following, kept = step(state, now)
        following = nest.pack_sequence_as(state0, nest.flatten(following))
        nest.map_structure(lambda tensor, first: tensor.set_shape(first.shape), following, state0)
        written = [array.write(count, tensor) for array, tensor in zip(arrays, nest.flatten(kept))]
        return count + 1, following, written

    _, last, kept_arrays = tf.while_loop(
        lambda count, *_: count < length, body, (tf.zeros_like(length), state0, kept_arrays))
    kept = [_padded(array.stack(), start, time - start - length) for array in kept_arrays]
    return nest.pack_sequence_as(kept_like, kept), last


def _with_dense_gradient(tensor):
    return tf.reshape(tensor, tf.shape(tensor))  # the gradient of what is gathered from is sparse


def _padded(values, before, after):
    """Values at ``[time, ...]`` with zeros for the times before and after."""
    none = tf.zeros([tf.rank(values) - 1, 2], tf.int32)
    padded = tf.pad(values, tf.concat([[tf.stack([before, after])], none], 0))
    padded.set_shape(tf.TensorShape([None]).concatenate(values.shape[1:]))
    return padded


def _with_gradient(cell_fn, cell_grad, theta):
    """The step as a function of state and inputs whose gradient is ``cell_grad``'s."""
    nest = tf.nest

    def step(state, now):
        whole = (theta, state, now)
        following = []

        @tf.custom_gradient
        def flat_step(*tensors):
            tensors = nest.pack_sequence_as(whole, tensors)
            state1, extras = cell_fn(*tensors)
            following.append(state1)

            def gradient(*of_state1):
                of_state1 = nest.pack_sequence_as(state1, of_state1)
                found = nest.flatten(cell_grad(*tensors, extras, of_state1))
                return [tf.zeros_like(tensor) if one is None else one
                        for one, tensor in zip(found, nest.flatten(tensors))]

            return nest.flatten(state1), gradient

        flat = flat_step(*nest.flatten(whole))
        return nest.pack_sequence_as(following[-1], nest.flatten(flat))

    return step
