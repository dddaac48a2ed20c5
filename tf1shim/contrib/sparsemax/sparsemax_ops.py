"""Projection of logits onto the simplex, and its loss."""

import tensorflow.compat.v1 as tf


def sparsemax(logits, name=None):
    """Project each row of ``logits`` onto the probability simplex.

    Args:
        logits: float [batch, classes].
        name: of the scope.

    Returns:
        Like ``logits``; rows with NaN, or with infinity alone, are NaN.
    """
    with tf.name_scope(name, "sparsemax", [logits]):
        z = tf.convert_to_tensor(logits, name="logits")
        rows, classes = tf.shape(z)[0], tf.shape(z)[1]
        z_sorted, _ = tf.nn.top_k(z, k=classes)
        z_cumsum = tf.cumsum(z_sorted, axis=1)
        k = tf.range(1, tf.cast(classes, z.dtype) + 1, dtype=z.dtype)
        support = tf.reduce_sum(tf.cast(1 + k * z_sorted > z_cumsum, tf.int32), axis=1)
        # NaN and infinity leave no support; index 0 keeps the lookup legal.
        last = tf.maximum(support, 1) - 1
        tau_sum = tf.gather_nd(z_cumsum, tf.stack([tf.range(0, rows), last], axis=1))
        tau = (tau_sum - 1) / tf.cast(support, z.dtype)
        p = tf.maximum(tf.cast(0, z.dtype), z - tau[:, tf.newaxis])
        undefined = tf.logical_or(tf.equal(support, 0), tf.is_nan(z_cumsum[:, -1]))
        return tf.where(undefined, tf.fill([rows, classes], tf.cast(float("nan"), z.dtype)), p)


def sparsemax_loss(logits, sparsemax, labels, name=None):
    """Loss [batch] whose gradient is ``sparsemax - labels``.

    Args:
        logits: float [batch, classes].
        sparsemax: the function of that name of ``logits``.
        labels: [batch, classes].
        name: of the scope.
    """
    with tf.name_scope(name, "sparsemax_loss", [logits, sparsemax, labels]):
        z = tf.convert_to_tensor(logits, name="logits")
        p = tf.convert_to_tensor(sparsemax, name="sparsemax")
        q = tf.convert_to_tensor(labels, name="labels")
        # Outside the support infinite logits would give NaN instead of 0.
        inside = tf.where(
            tf.logical_or(p > 0, tf.is_nan(p)), p * (z - 0.5 * p), tf.zeros_like(p)
        )
        target = tf.where(
            tf.logical_and(tf.equal(q, 0), tf.is_inf(z)), tf.zeros_like(z), q * (0.5 * q - z)
        )
        return tf.reduce_sum(inside + target, axis=1)
