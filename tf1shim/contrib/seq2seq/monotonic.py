"""From scores to alignments: hardmax, and alignments that only move forward (https://arxiv.org/abs/1704.00784)."""

import numpy as np
import tensorflow.compat.v1 as tf


def hardmax(logits, name=None):
    """One-hot vectors of the largest entry along the last axis, like ``logits`` in shape and
    dtype.
    """
    with tf.name_scope(name, "Hardmax", [logits]):
        logits = tf.convert_to_tensor(logits, name="logits")
        depth = tf.dimension_value(logits.shape[-1])
        if depth is None:
            depth = tf.shape(logits)[-1]
        return tf.one_hot(tf.argmax(logits, -1), depth, dtype=logits.dtype)


def safe_cumprod(x, *args, **kwargs):
    """Cumulative product in log space, so that zeros do not spoil gradients.

    Args:
        x: values in [0, 1]; smaller ones than the dtype's tiniest are raised to it.
        *args, **kwargs: as for `tf.cumsum`.
    """
    with tf.name_scope(None, "SafeCumprod", [x]):
        x = tf.convert_to_tensor(x, name="x")
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return tf.exp(tf.cumsum(tf.log(tf.clip_by_value(x, tiny, 1)), *args, **kwargs))


def monotonic_attention(p_choose_i, previous_attention, mode):
    """Attention [batch, time] given the probability to stop at each slot.

    Args:
        p_choose_i: [batch, time], probability of choosing slot i once it is reached.
        previous_attention: [batch, time], of the last output step.
        mode: "recursive" (exact, slow), "parallel" (exact unless probabilities are near 0 or 1)
            or "hard" (``p_choose_i`` is 0 or 1).

    Raises:
        ValueError: another ``mode``.
    """
    p_choose_i = tf.convert_to_tensor(p_choose_i, name="p_choose_i")
    previous_attention = tf.convert_to_tensor(previous_attention, name="previous_attention")
    if mode == "recursive":
        batch_size = tf.dimension_value(p_choose_i.shape[0]) or tf.shape(p_choose_i)[0]
        passed_over = tf.concat([tf.ones((batch_size, 1)), 1 - p_choose_i[:, :-1]], 1)
        reached = tf.scan(
            lambda before, slot: tf.reshape(slot[0] * before + slot[1], (batch_size,)),
            [tf.transpose(passed_over), tf.transpose(previous_attention)],
            tf.zeros((batch_size,)),
        )
        return p_choose_i * tf.transpose(reached)
    if mode == "parallel":
        skipped = safe_cumprod(1 - p_choose_i, axis=1, exclusive=True)
        ratio = previous_attention / tf.clip_by_value(skipped, 1e-10, 1.0)
        return p_choose_i * skipped * tf.cumsum(ratio, axis=1)
    if mode == "hard":
        # Only slots at or behind the last one may be chosen, and of these the first.
        p_choose_i *= tf.cumsum(previous_attention, axis=1)
        return p_choose_i * tf.cumprod(1 - p_choose_i, axis=1, exclusive=True)
    raise ValueError("mode must be 'recursive', 'parallel', or 'hard'.")


def _monotonic_probability_fn(score, previous_alignments, sigmoid_noise, mode, seed=None):
    """Alignments from scores: noise, sigmoid (or sign, if hard), `monotonic_attention`."""
    if sigmoid_noise > 0:
        noise = tf.random_normal(tf.shape(score), dtype=score.dtype, seed=seed)
        score += sigmoid_noise * noise
    if mode == "hard":
        p_choose_i = tf.cast(score > 0, score.dtype)
    else:
        p_choose_i = tf.sigmoid(score)
    return monotonic_attention(p_choose_i, previous_alignments, mode)
