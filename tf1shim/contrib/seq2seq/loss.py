"""``tf.contrib.seq2seq.python.ops.loss``: cross-entropy over a batch of sequences."""

import tensorflow.compat.v1 as tf


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    sum_over_timesteps=False,
    sum_over_batch=False,
    softmax_loss_function=None,
    name=None,
):
    """Weighted cross-entropy of ``logits`` against ``targets`` (TF 1.15:
    seq2seq/python/ops/loss.py).

    Args:
        logits: float [batch, time, classes].
        targets: int [batch, time].
        weights: float [batch, time]; zero hides padding.
        average_across_timesteps, average_across_batch: divide the sum over that axis by the
            weights.
        sum_over_timesteps, sum_over_batch: divide it by the number of weights that are not zero.
        softmax_loss_function: called with ``labels`` and ``logits`` (flattened), default the sparse
            softmax cross-entropy.
        name: of the scope.

    Returns:
        A scalar, [batch], [time] or [batch, time], as axes are reduced.

    Raises:
        ValueError: wrong ranks, or average and sum are both asked for on one axis.
    """
    if len(logits.shape) != 3:
        raise ValueError("Logits must be a [batch_size x sequence_length x logits] tensor")
    if len(targets.shape) != 2:
        raise ValueError("Targets must be a [batch_size x sequence_length] tensor")
    if len(weights.shape) != 2:
        raise ValueError("Weights must be a [batch_size x sequence_length] tensor")
    if average_across_timesteps and sum_over_timesteps:
        raise ValueError(
            "average_across_timesteps and sum_over_timesteps cannot be set to True at same time."
        )
    if average_across_batch and sum_over_batch:
        raise ValueError(
            "average_across_batch and sum_over_batch cannot be set to True at same time."
        )
    with tf.name_scope(name, "sequence_loss", [logits, targets, weights]):
        labels = tf.reshape(targets, [-1])
        flat_logits = tf.reshape(logits, [-1, tf.shape(logits)[2]])
        if softmax_loss_function is None:
            loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=flat_logits
            )
        else:
            loss = softmax_loss_function(labels=labels, logits=flat_logits)
        loss *= tf.reshape(weights, [-1])

        if average_across_timesteps and average_across_batch:
            return tf.div_no_nan(tf.reduce_sum(loss), tf.reduce_sum(weights))
        if sum_over_timesteps and sum_over_batch:
            count = tf.cast(tf.count_nonzero(weights), loss.dtype)
            return tf.div_no_nan(tf.reduce_sum(loss), count)
        loss = tf.reshape(loss, tf.shape(logits)[:2])
        # An average on either axis wins over a sum on the other.
        if average_across_timesteps or average_across_batch:
            axis = [0] if average_across_batch else [1]
            return tf.div_no_nan(
                tf.reduce_sum(loss, axis=axis), tf.reduce_sum(weights, axis=axis)
            )
        if sum_over_timesteps or sum_over_batch:
            axis = [0] if sum_over_batch else [1]
            count = tf.cast(tf.count_nonzero(weights, axis=axis), loss.dtype)
            return tf.div_no_nan(tf.reduce_sum(loss, axis=axis), count)
        return loss


class SequenceLoss(tf.keras.losses.Loss):
    """`sequence_loss` as a Keras loss of (targets, logits), with the weights as sample weights.

    Args:
        average_across_timesteps, average_across_batch, sum_over_timesteps, sum_over_batch,
            softmax_loss_function, name: as for `sequence_loss`.
    """

    def __init__(
        self,
        average_across_timesteps=False,
        average_across_batch=False,
        sum_over_timesteps=True,
        sum_over_batch=True,
        softmax_loss_function=None,
        name=None,
    ):
        super().__init__(name=name)
        self.average_across_timesteps = average_across_timesteps
        self.average_across_batch = average_across_batch
        self.sum_over_timesteps = sum_over_timesteps
        self.sum_over_batch = sum_over_batch
        self.softmax_loss_function = softmax_loss_function

    def __call__(self, y_true, y_pred, sample_weight=None):
        return sequence_loss(
            y_pred,
            y_true,
            sample_weight,
            average_across_timesteps=self.average_across_timesteps,
            average_across_batch=self.average_across_batch,
            sum_over_timesteps=self.sum_over_timesteps,
            sum_over_batch=self.sum_over_batch,
            softmax_loss_function=self.softmax_loss_function,
            name=self.name,
        )

    def call(self, y_true, y_pred):
        """Weighted losses alone are reduced: `__call__` does it all."""
        return self(y_true, y_pred, tf.ones(tf.shape(y_true), y_pred.dtype))
