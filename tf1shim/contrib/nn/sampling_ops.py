"""``tf.contrib.nn.python.ops.sampling_ops``: losses over sampled classes."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import nn_impl


def rank_sampled_softmax_loss(
    weights,
    biases,
    labels,
    inputs,
    num_sampled,
    num_resampled,
    num_classes,
    num_true,
    sampled_values,
    resampling_temperature,
    remove_accidental_hits,
    partition_strategy,
    name=None,
):
    """Sampled softmax over those of the sampled classes that score highest.

    Args:
        num_sampled, num_resampled: how many classes are drawn, how many of them are kept.
        resampling_temperature: divides the scores the choice is made by.
        others: as `tf.nn.sampled_softmax_loss`.

    Raises:
        ValueError: too many samples, or an unknown ``partition_strategy``.
    """
    if num_sampled > num_classes:
        raise ValueError(
            f"num_sampled ({num_sampled}) cannot be greater than num_classes ({num_classes})"
        )
    if num_sampled <= num_resampled:
        raise ValueError(
            f"num_resampled ({num_resampled}) must be less than num_sampled ({num_sampled})"
        )
    if partition_strategy not in ("div", "mod"):
        raise ValueError(f"unsupported partition_strategy ({partition_strategy})")
    with tf.name_scope(
        name,
        "rank_sampled_softmax_loss",
        [weights, biases, labels, inputs, sampled_values, resampling_temperature],
    ) as scope:
        if not sampled_values:
            sampled_values = tf.nn.learned_unigram_candidate_sampler(
                true_classes=labels,
                num_true=num_true,
                num_sampled=num_sampled,
                unique=True,
                range_max=num_classes,
            )
        resampled = _rank_resample(
            weights,
            biases,
            inputs,
            sampled_values,
            num_resampled,
            resampling_temperature,
            partition_strategy,
        )
        return tf.nn.sampled_softmax_loss(
            weights=weights,
            biases=biases,
            labels=labels,
            inputs=inputs,
            num_sampled=num_resampled,
            num_classes=num_classes,
            num_true=num_true,
            sampled_values=resampled,
            remove_accidental_hits=remove_accidental_hits,
            partition_strategy=partition_strategy,
            name=scope,
        )


def _rank_resample(
    weights,
    biases,
    inputs,
    sampled_values,
    num_resampled,
    resampling_temperature,
    partition_strategy,
):
    """The ``num_resampled`` of the samples with the largest log-sum of scores over the batch."""
    sampled, true_expected, sampled_expected = (
        tf.stop_gradient(value) for value in sampled_values
    )
    sampled = tf.cast(sampled, tf.int64)
    embeddings = tf.nn.embedding_lookup(weights, sampled, partition_strategy)
    logits = tf.reduce_logsumexp(
        tf.matmul(embeddings, inputs / resampling_temperature, transpose_b=True), axis=1
    )
    bias = tf.nn.embedding_lookup(biases, sampled, partition_strategy)
    logits += tf.reshape(bias, [-1]) / resampling_temperature
    _, kept = tf.nn.top_k(logits, k=num_resampled, sorted=False)
    return tf.gather(sampled, kept), true_expected, tf.gather(sampled_expected, kept)


def sampled_sparse_softmax_loss(
    weights,
    biases,
    labels,
    inputs,
    num_sampled,
    num_classes,
    sampled_values=None,
    remove_accidental_hits=True,
    partition_strategy="mod",
    name="sampled_sparse_softmax_loss",
):
    """`tf.nn.sampled_softmax_loss` for one true class per example; arguments as there."""
    logits, _ = nn_impl._compute_sampled_logits(
        weights=weights,
        biases=biases,
        labels=labels,
        inputs=inputs,
        num_sampled=num_sampled,
        num_classes=num_classes,
        num_true=1,
        sampled_values=sampled_values,
        subtract_log_q=True,
        remove_accidental_hits=remove_accidental_hits,
        partition_strategy=partition_strategy,
        name=name,
    )
    # The true class stands in the first column.
    true_class = tf.zeros([tf.shape(logits)[0]], dtype=tf.int64)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=true_class, logits=logits)
