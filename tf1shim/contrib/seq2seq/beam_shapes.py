"""Tiling, gathering and reordering tensors along batch and beam."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq.beam_search_ops import gather_tree


def _tile_batch(t, multiplier):
    t = tf.convert_to_tensor(t, name="t")
    if t.shape.ndims is None or t.shape.ndims < 1:
        raise ValueError("t must have statically known rank")
    shape = tf.shape(t)
    tiling = [1, multiplier] + [1] * (t.shape.ndims - 1)
    tiled = tf.tile(tf.expand_dims(t, 1), tiling)
    tiled = tf.reshape(tiled, tf.concat(([shape[0] * multiplier], shape[1:]), 0))
    batch = tf.dimension_value(t.shape[0])
    rows = None if batch is None else batch * multiplier
    tiled.set_shape(tf.TensorShape([rows]).concatenate(t.shape[1:]))
    return tiled


def tile_batch(t, multiplier, name=None):
    """Repeat each entry of the batch ``multiplier`` times, entries of a beam side by side.

    Args:
        t: nest of [batch, ...] tensors.
        multiplier: int, the beam width.
        name: of the scope.

    Returns:
        The nest with [batch * multiplier, ...] tensors.

    Raises:
        ValueError: a tensor is a scalar or of unknown rank.
    """
    with tf.name_scope(name, "tile_batch", tf.nest.flatten(t) + [multiplier]):
        return tf.nest.map_structure(lambda one: _tile_batch(one, multiplier), t)


def gather_tree_from_array(t, parent_ids, sequence_length):
    """A tensor collected step by step, in the order of the final beams.

    Args:
        t: [max_time, batch, beam, ...] or [max_time, batch * beam, ...].
        parent_ids: int32 [max_time, batch, beam].
        sequence_length: int [batch, beam].
    """
    max_time, batch_size, beam_width = (
        tf.dimension_value(parent_ids.shape[axis]) or tf.shape(parent_ids)[axis]
        for axis in range(3)
    )
    beam_ids = tf.reshape(tf.range(beam_width), [1, 1, -1])
    beam_ids = tf.tile(beam_ids, [max_time, batch_size, 1])
    beams = gather_tree(
        step_ids=beam_ids,
        parent_ids=parent_ids,
        max_sequence_lengths=tf.cast(tf.reduce_max(sequence_length, axis=1), tf.int32),
        end_token=beam_width + 1,
    )
    within = tf.transpose(tf.sequence_mask(sequence_length, maxlen=max_time), perm=[2, 0, 1])
    beams = tf.where(within, beams, beam_ids)
    rows = tf.reshape(t, [max_time, batch_size, beam_width, -1])
    return tf.reshape(tf.gather(rows, beams, axis=2, batch_dims=2), tf.shape(t))


def _check_ndims(t):
    if t.shape.ndims is None:
        raise ValueError(f"Expected tensor ({t}) to have known rank, but ndims == None.")


def _check_static_batch_beam_maybe(shape, batch_size, beam_width):
    """Whether arrays of such elements are reordered; warns when not.

    As in TF 1.15, [batch * beam, n] with a known n is not: only [batch * beam],
    [batch, beam, ...] and what is not known statically.
    """
    rows = tf.dimension_value(shape[0])
    columns = tf.dimension_value(shape[1]) if shape.ndims >= 2 else None
    if batch_size is None or rows is None:
        return True
    split = (rows, columns) == (batch_size, beam_width)
    if rows == batch_size * beam_width and (columns is None or split):
        return True
    tf.logging.warn(
        "TensorArray reordering expects elements to be reshapable to %s which is incompatible "
        "with the current shape %s. Consider setting reorder_tensor_arrays to False to disable "
        "TensorArray reordering during the beam search.",
        tf.TensorShape([batch_size, beam_width, None]),
        shape,
    )
    return False


def _check_batch_beam(t, batch_size, beam_width):
    """An assertion that [max_time, ...] ``t`` has batch and beam behind the time axis."""
    shape = tf.shape(t)
    fits = tf.equal(shape[1], batch_size * beam_width)
    if t.shape.ndims != 2:
        split = tf.logical_and(
            tf.equal(shape[1], batch_size), tf.equal(shape[2], beam_width)
        )
        fits = tf.logical_or(fits, split)
    return tf.Assert(
        fits,
        [
            "TensorArray reordering expects elements to be reshapable to [batch_size, beam_size, "
            "-1] which is incompatible with the dynamic shape of the elements. Consider setting "
            "reorder_tensor_arrays to False to disable TensorArray reordering during the beam "
            "search."
        ],
    )


def _maybe_tensor_gather_helper(
    gather_indices, gather_from, batch_size, range_size, gather_shape
):
    """`_tensor_gather_helper`, except for TensorArrays and tensors of too low rank."""
    if isinstance(gather_from, tf.TensorArray):
        return gather_from
    _check_ndims(gather_from)
    if gather_from.shape.ndims < len(gather_shape):
        return gather_from
    return _tensor_gather_helper(
        gather_indices, gather_from, batch_size, range_size, gather_shape
    )


def _tensor_gather_helper(
    gather_indices, gather_from, batch_size, range_size, gather_shape, name=None
):
    """For each batch entry, take what ``gather_indices`` [batch, beam] point at.

    Args:
        gather_indices: int32 [batch, beam].
        gather_from: [batch, ...].
        batch_size: scalar.
        range_size: how many indices there are per entry of the batch.
        gather_shape: shape to gather along; its length says how many axes the result keeps.
        name: of the scope.
    """
    with tf.name_scope(name, "tensor_gather_helper"):
        offsets = tf.expand_dims(tf.range(batch_size) * range_size, 1)
        rows = tf.reshape(gather_indices + offsets, [-1])
        output = tf.gather(tf.reshape(gather_from, gather_shape), rows)
        kept = 1 + len(gather_shape)
        output = tf.reshape(output, tf.shape(gather_from)[:kept], name="output")
        static_batch = tf.get_static_value(batch_size)
        output.set_shape(tf.TensorShape([static_batch]).concatenate(gather_from.shape[1:kept]))
        return output
