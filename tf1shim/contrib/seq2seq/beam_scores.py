"""How a beam search scores its candidates: probabilities, length and coverage penalties."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq.attention_wrapper import AttentionWrapperState


def get_attention_probs(next_cell_state, coverage_penalty_weight):
    """Mean attention [batch, beam, max_time] of the attending cells; None without coverage penalty.

    Raises:
        ValueError: a penalty is asked for, but no cell attends.
    """
    if coverage_penalty_weight == 0.0:
        return None
    states = [next_cell_state]
    if isinstance(next_cell_state, tuple) and not isinstance(
        next_cell_state, AttentionWrapperState
    ):
        states = next_cell_state
    probs = [
        attention_probs_from_attn_state(state)
        for state in states
        if isinstance(state, AttentionWrapperState)
    ]
    if not probs:
        raise ValueError("coverage_penalty_weight must be 0.0 if no cell is attentional.")
    return probs[0] if len(probs) == 1 else _mean(probs)


def attention_probs_from_attn_state(attention_state):
    """Alignments of an `AttentionWrapperState`, averaged over several mechanisms."""
    alignments = attention_state.alignments
    return _mean(alignments) if isinstance(alignments, tuple) else alignments


def _mean(probs):
    return tf.reduce_mean(tf.concat([tf.expand_dims(p, -1) for p in probs], -1), -1)


def _get_scores(
    log_probs,
    sequence_lengths,
    length_penalty_weight,
    coverage_penalty_weight,
    finished,
    accumulated_attention_probs,
):
    """Scores [batch, beam, vocabulary]: log-probability over length penalty, plus coverage
    penalty.
    """
    penalty = _length_penalty(sequence_lengths, length_penalty_weight)
    scores = log_probs / tf.cast(penalty, log_probs.dtype)

    weight = tf.convert_to_tensor(coverage_penalty_weight, name="coverage_penalty_weight")
    if weight.shape.ndims != 0:
        raise ValueError(
            f"coverage_penalty_weight should be a scalar, but saw shape: {weight.shape}"
        )
    if tf.get_static_value(weight) == 0.0:
        return scores
    if accumulated_attention_probs is None:
        raise ValueError(
            "accumulated_attention_probs can be None only if coverage penalty is disabled."
        )
    # Slots without any attention are padding: the logarithm of one hides them.
    attended = tf.where(
        tf.equal(accumulated_attention_probs, 0.0),
        tf.ones_like(accumulated_attention_probs),
        accumulated_attention_probs,
    )
    coverage = tf.reduce_sum(tf.log(tf.minimum(attended, 1.0)), 2)
    coverage *= tf.cast(finished, tf.float32)
    return scores + tf.expand_dims(coverage * weight, 2)


def _length_penalty(sequence_lengths, penalty_factor):
    """``((5 + length) / 6) ** factor`` (https://arxiv.org/abs/1609.08144), or 1.0 for factor 0."""
    penalty_factor = tf.convert_to_tensor(penalty_factor, name="penalty_factor")
    penalty_factor.set_shape(())
    if tf.get_static_value(penalty_factor) == 0:
        return 1.0
    lengths = tf.cast(sequence_lengths, tf.float32)
    return tf.div((5.0 + lengths) ** penalty_factor, (5.0 + 1.0) ** penalty_factor)


def _mask_probs(probs, eos_token, finished):
    """``probs`` [batch, beam, vocabulary] with certainty of ``eos_token`` for finished beams."""
    vocab_size = tf.shape(probs)[2]
    ended = tf.one_hot(
        eos_token,
        vocab_size,
        dtype=probs.dtype,
        on_value=tf.constant(0.0, dtype=probs.dtype),
        off_value=probs.dtype.min,
    )
    ended = tf.tile(
        tf.reshape(ended, [1, 1, -1]), tf.concat([tf.shape(finished), [1]], 0)
    )
    mask = tf.tile(tf.expand_dims(finished, 2), [1, 1, vocab_size])
    return tf.where(mask, ended, probs)
