"""``tf.contrib.seq2seq.python.ops.beam_search_ops``: reading beams off the tree of a search."""

import tensorflow.compat.v1 as tf


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token, name=None):
    """Follow each last beam back to its beginning.

    TF2 has no kernel for it; this scans from the last step to the first.

    Args:
        step_ids: int32 [max_time, batch, beam], the id each beam was extended by.
        parent_ids: int32 [max_time, batch, beam], the beam it extended.
        max_sequence_lengths: int32 [batch].
        end_token: int32 scalar; fills the steps beyond the length and behind the first one found.
        name: of the scope.

    Returns:
        int32 [max_time, batch, beam], the ids of each full beam.

    Raises:
        InvalidArgumentError: (when run) a parent is not a beam.
    """
    with tf.name_scope(name, "GatherTree", [step_ids, parent_ids]):
        step_ids = tf.convert_to_tensor(step_ids, dtype=tf.int32, name="step_ids")
        parent_ids = tf.convert_to_tensor(parent_ids, dtype=tf.int32, name="parent_ids")
        lengths = tf.convert_to_tensor(max_sequence_lengths, dtype=tf.int32)
        end_token = tf.convert_to_tensor(end_token, dtype=tf.int32, name="end_token")
        max_time, batch_size, beam_width = tf.unstack(tf.shape(step_ids))
        own_beam = tf.tile(tf.expand_dims(tf.range(beam_width), 0), [batch_size, 1])
        end_ids = tf.fill([batch_size, beam_width], end_token)

        def step_back(later, step):
            followed, _, _ = later
            time, ids, parents = step
            beams = tf.clip_by_value(followed, 0, beam_width - 1)
            within = tf.tile(tf.expand_dims(time < lengths, 1), [1, beam_width])
            ids = tf.where(within, tf.gather(ids, beams, batch_dims=1), end_ids)
            parents = tf.where(within, tf.gather(parents, beams, batch_dims=1), own_beam)
            return parents, ids, tf.fill(tf.shape(parents), time)

        parents, ids, times = tf.scan(
            step_back,
            (tf.range(max_time), step_ids, parent_ids),
            initializer=(own_beam, end_ids, tf.zeros_like(own_beam)),
            reverse=True,
            back_prop=False,
        )
        # Nobody follows the parents of the first step.
        invalid = (times > 0) & ((parents < 0) | (parents >= beam_width))
        check = _assert_none(invalid, parents)
        with tf.control_dependencies([check] if check is not None else []):
            ids = tf.identity(ids)
        ended_before = tf.cumsum(tf.cast(tf.equal(ids, end_token), tf.int32), exclusive=True)
        beams = tf.where(ended_before > 0, tf.fill(tf.shape(ids), end_token), ids)
        beams.set_shape(step_ids.shape)
        return beams


def _assert_none(invalid, parents):
    """An assertion that no entry is ``invalid``, which names the first one like TF 1.15's kernel.
    """
    flat = tf.reshape(invalid, [-1])
    first = tf.argmax(tf.cast(flat, tf.int32), output_type=tf.int32)
    time, batch, beam = tf.unstack(tf.unravel_index(first, tf.shape(invalid)))
    message = tf.strings.format(
        "Saw invalid parent id {} at (batch, time, beam) == ({}, {}, {})",
        (tf.gather(tf.reshape(parents, [-1]), first), batch, time - 1, beam),
    )
    return tf.Assert(tf.logical_not(tf.reduce_any(flat)), [message])
