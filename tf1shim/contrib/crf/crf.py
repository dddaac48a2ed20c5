"""``tf.contrib.crf.python.ops.crf``. Potentials are float [batch, max_length, tags] throughout,
tags int [batch, max_length], lengths int [batch], transitions float [tags, tags]."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell


def _one_step_or_more(inputs, one, more):
    """``one()`` if the sequences have one step, else ``more()``; a `tf.cond` if that is not known.
    """
    steps = tf.dimension_value(inputs.shape[1])
    if steps:
        return one() if steps == 1 else more()
    if tf.executing_eagerly():
        return one() if int(tf.shape(inputs)[1]) == 1 else more()
    return tf.cond(tf.equal(tf.shape(inputs)[1], 1), one, more)


def _zero_where_empty(values, sequence_lengths):
    return tf.where(tf.less_equal(sequence_lengths, 0), tf.zeros_like(values), values)


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """Unnormalised score [batch] of the given tags."""

    def one():
        rows = tf.range(tf.shape(inputs, out_type=tag_indices.dtype)[0], dtype=tag_indices.dtype)
        indices = tf.concat([tf.reshape(rows, [-1, 1]), tag_indices], axis=1)
        scores = tf.gather_nd(tf.squeeze(inputs, [1]), indices)
        return _zero_where_empty(scores, sequence_lengths)

    def more():
        return crf_unary_score(tag_indices, sequence_lengths, inputs) + crf_binary_score(
            tag_indices, sequence_lengths, transition_params
        )

    return _one_step_or_more(inputs, one, more)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """Log of the summed scores [batch] of all sequences that ``tag_bitmap`` (bool, as ``inputs``)
    allows.
    """
    allowed = tf.where(tag_bitmap, inputs, tf.fill(tf.shape(inputs), float("-inf")))
    return _one_step_or_more(
        inputs,
        lambda: tf.reduce_logsumexp(allowed, axis=[1, 2], keepdims=False),
        lambda: crf_log_norm(allowed, sequence_lengths, transition_params),
    )


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """Log of the summed scores [batch] of all sequences: the forward algorithm."""
    first = tf.squeeze(tf.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])

    def one():
        return _zero_where_empty(tf.reduce_logsumexp(first, [1]), sequence_lengths)

    def more():
        _, alphas = tf.nn.dynamic_rnn(
            cell=CrfForwardRnnCell(transition_params),
            inputs=tf.slice(inputs, [0, 1, 0], [-1, -1, -1]),
            sequence_length=_one_less(sequence_lengths),
            initial_state=first,
            dtype=tf.float32,
        )
        return _zero_where_empty(tf.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return _one_step_or_more(inputs, one, more)


def _one_less(lengths):
    return tf.maximum(tf.constant(0, dtype=lengths.dtype), lengths - 1)


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """Log-likelihood of the given tags.

    Args:
        inputs, tag_indices, sequence_lengths: see the module.
        transition_params: [tags, tags]; None makes a variable ``transitions``.

    Returns:
        (float [batch], transitions).
    """
    if transition_params is None:
        tags = tf.dimension_value(inputs.shape[2])
        transition_params = tf.get_variable("transitions", [tags, tags])
    scores = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    norm = crf_log_norm(inputs, sequence_lengths, transition_params)
    return scores - norm, transition_params


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """Sum [batch] of the potentials of the given tags."""
    batch_size, max_length, tags = tf.unstack(tf.shape(inputs))
    offsets = tf.expand_dims(tf.range(batch_size) * max_length * tags, 1)
    offsets += tf.expand_dims(tf.range(max_length) * tags, 0)
    indices = tf.reshape(tf.cast(offsets, tag_indices.dtype) + tag_indices, [-1])
    scores = tf.gather(tf.reshape(inputs, [-1]), indices)
    scores = tf.reshape(scores, [batch_size, max_length])
    return tf.reduce_sum(scores * _mask(tag_indices, sequence_lengths), 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """Sum [batch] of the transitions between the given tags."""
    tags = tf.dimension_value(transition_params.shape[0])
    transitions = tf.shape(tag_indices)[1] - 1
    start = tf.slice(tag_indices, [0, 0], [-1, transitions])
    end = tf.slice(tag_indices, [0, 1], [-1, transitions])
    scores = tf.gather(tf.reshape(transition_params, [-1]), start * tags + end)
    mask = tf.slice(_mask(tag_indices, sequence_lengths), [0, 1], [-1, -1])
    return tf.reduce_sum(scores * mask, 1)


def _mask(tag_indices, sequence_lengths):
    return tf.sequence_mask(
        sequence_lengths, maxlen=tf.shape(tag_indices)[1], dtype=tf.float32
    )


class _TransitionCell(RNNCell):
    """A cell without variables whose state has one entry per tag.

    Args:
        transition_params: [tags, tags].
    """

    def __init__(self, transition_params):
        self._transition_params = tf.expand_dims(transition_params, 0)
        self._num_tags = tf.dimension_value(transition_params.shape[0])

    @property
    def state_size(self):
        return self._num_tags

    @property
    def output_size(self):
        return self._num_tags

    def _scores(self, state):
        return tf.expand_dims(state, 2) + self._transition_params


class CrfForwardRnnCell(_TransitionCell):
    """One step of the forward algorithm: the state is the alphas."""

    def __call__(self, inputs, state, scope=None):
        alphas = inputs + tf.reduce_logsumexp(self._scores(state), [1])
        return alphas, alphas


class CrfDecodeForwardRnnCell(_TransitionCell):
    """One step of Viterbi: the state is the best scores, the output the tags they came from."""

    def __call__(self, inputs, state, scope=None):
        scores = self._scores(state)
        backpointers = tf.cast(tf.argmax(scores, 1), tf.int32)
        return backpointers, inputs + tf.reduce_max(scores, [1])


class CrfDecodeBackwardRnnCell(RNNCell):
    """One step back along the backpointers: state and output are the tag.

    Args:
        num_tags: number of tags.
    """

    def __init__(self, num_tags):
        self._num_tags = num_tags

    @property
    def state_size(self):
        return 1

    @property
    def output_size(self):
        return 1

    def __call__(self, inputs, state, scope=None):
        tags = tf.squeeze(state, axis=[1])
        indices = tf.stack([tf.range(tf.shape(inputs)[0]), tags], axis=1)
        tags = tf.expand_dims(tf.gather_nd(inputs, indices), axis=-1)
        return tags, tags


def viterbi_decode(score, transition_params):
    """The best tags of one sequence, in NumPy.

    Args:
        score: array [length, tags].
        transition_params: array [tags, tags].

    Returns:
        (list of tags, their score).
    """
    trellis = np.zeros_like(score)
    backpointers = np.zeros_like(score, dtype=np.int32)
    trellis[0] = score[0]
    for t in range(1, score.shape[0]):
        v = np.expand_dims(trellis[t - 1], 1) + transition_params
        trellis[t] = score[t] + np.max(v, 0)
        backpointers[t] = np.argmax(v, 0)
    tags = [np.argmax(trellis[-1])]
    for pointers in reversed(backpointers[1:]):
        tags.append(pointers[tags[-1]])
    tags.reverse()
    return tags, np.max(trellis[-1])


def crf_decode(potentials, transition_params, sequence_length):
    """The best tags of a batch, in the graph.

    Args:
        potentials, transition_params, sequence_length: see the module.

    Returns:
        (int32 [batch, max_length], their scores [batch]).
    """

    def one():
        squeezed = tf.squeeze(potentials, [1])
        tags = tf.expand_dims(tf.argmax(squeezed, axis=1), 1)
        return tf.cast(tags, tf.int32), tf.reduce_max(squeezed, axis=1)

    def more():
        steps = _one_less(sequence_length)
        first = tf.squeeze(tf.slice(potentials, [0, 0, 0], [-1, 1, -1]), axis=[1])
        backpointers, last_score = tf.nn.dynamic_rnn(
            CrfDecodeForwardRnnCell(transition_params),
            inputs=tf.slice(potentials, [0, 1, 0], [-1, -1, -1]),
            sequence_length=steps,
            initial_state=first,
            time_major=False,
            dtype=tf.int32,
        )
        backpointers = tf.reverse_sequence(backpointers, steps, seq_axis=1)
        last_tag = tf.expand_dims(tf.cast(tf.argmax(last_score, axis=1), tf.int32), axis=-1)
        tags, _ = tf.nn.dynamic_rnn(
            CrfDecodeBackwardRnnCell(tf.dimension_value(potentials.shape[2])),
            inputs=backpointers,
            sequence_length=steps,
            initial_state=last_tag,
            time_major=False,
            dtype=tf.int32,
        )
        tags = tf.concat([last_tag, tf.squeeze(tags, axis=[2])], axis=1)
        tags = tf.reverse_sequence(tags, sequence_length, seq_axis=1)
        return tags, tf.reduce_max(last_score, axis=1)

    return _one_step_or_more(potentials, one, more)
