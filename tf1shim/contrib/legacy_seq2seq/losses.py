"""Losses over lists of time steps, alone and for models with buckets."""


import tensorflow.compat.v1 as tf


def sequence_loss_by_example(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    softmax_loss_function=None,
    name=None,
):
    """Weighted cross-entropy of each example.

    Args:
        logits: list of [batch, symbols] tensors.
        targets: list of int [batch] tensors, as long.
        weights: list of float [batch] tensors, as long.
        average_across_timesteps: divide by the sum of the weights.
        softmax_loss_function: called with ``labels`` and ``logits``.
        name: of the scope.

    Returns:
        float [batch].

    Raises:
        ValueError: the lists differ in length.
    """
    if len(targets) != len(logits) or len(weights) != len(logits):
        raise ValueError(
            "Lengths of logits, weights, and targets must be the same "
            f"{len(logits)}, {len(weights)}, {len(targets)}."
        )
    with tf.name_scope(
        name, "sequence_loss_by_example", list(logits) + list(targets) + list(weights)
    ):
        losses = []
        for logit, target, weight in zip(logits, targets, weights):
            if softmax_loss_function is None:
                loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
                    labels=tf.reshape(target, [-1]), logits=logit
                )
            else:
                loss = softmax_loss_function(labels=target, logits=logit)
            losses.append(loss * weight)
        total = tf.add_n(losses)
        if average_across_timesteps:
            total /= tf.add_n(weights) + 1e-12  # examples without any weight
    return total


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    softmax_loss_function=None,
    name=None,
):
    """Sum (or mean, with ``average_across_batch``) of `sequence_loss_by_example` over the batch."""
    with tf.name_scope(
        name, "sequence_loss", list(logits) + list(targets) + list(weights)
    ):
        cost = tf.reduce_sum(
            sequence_loss_by_example(
                logits,
                targets,
                weights,
                average_across_timesteps=average_across_timesteps,
                softmax_loss_function=softmax_loss_function,
            )
        )
        if not average_across_batch:
            return cost
        return cost / tf.cast(tf.shape(targets[0])[0], cost.dtype)


def model_with_buckets(
    encoder_inputs,
    decoder_inputs,
    targets,
    weights,
    buckets,
    seq2seq,
    softmax_loss_function=None,
    per_example_loss=False,
    name=None,
):
    """One model per (encoder length, decoder length), all with the same weights.

    Args:
        encoder_inputs, decoder_inputs, targets, weights: lists as long as the last bucket.
        buckets: list of (encoder length, decoder length), ascending.
        seq2seq: (encoder inputs, decoder inputs) -> (outputs, states).
        softmax_loss_function: as in `sequence_loss`.
        per_example_loss: give losses [batch] instead of scalars.
        name: of the scope.

    Returns:
        (list of lists of outputs, list of losses), one entry per bucket.

    Raises:
        ValueError: a list is shorter than the last bucket.
    """
    needed = (
        ("encoder_inputs", encoder_inputs, buckets[-1][0]),
        ("targets", targets, buckets[-1][1]),
        ("weights", weights, buckets[-1][1]),
    )
    for what, values, length in needed:
        if len(values) < length:
            raise ValueError(
                f"Length of {what} ({len(values)}) must be at least that of last bucket "
                f"({length})."
            )
    loss_function = sequence_loss_by_example if per_example_loss else sequence_loss
    outputs, losses = [], []
    everything = list(encoder_inputs) + list(decoder_inputs) + list(targets) + list(weights)
    with tf.name_scope(name, "model_with_buckets", everything):
        for j, (encoder_length, decoder_length) in enumerate(buckets):
            with tf.variable_scope(tf.get_variable_scope(), reuse=True if j > 0 else None):
                bucket_outputs, _ = seq2seq(
                    encoder_inputs[:encoder_length], decoder_inputs[:decoder_length]
                )
                outputs.append(bucket_outputs)
                losses.append(
                    loss_function(
                        bucket_outputs,
                        targets[:decoder_length],
                        weights[:decoder_length],
                        softmax_loss_function=softmax_loss_function,
                    )
                )
    return outputs, losses
