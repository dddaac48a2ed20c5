"""The losses of tf.contrib.learn's heads (source: contrib/learn/python/learn/estimators/head.py).

Each takes labels, logits and weights and gives two scalars: the mean that is trained on, and the mean by weight that
is reported.
"""

import inspect

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import weights_broadcast_ops

__all__ = ["custom", "hinge", "log_loss_with_two_classes", "mean_squared", "poisson", "sigmoid_cross_entropy",
           "softmax_cross_entropy", "weights_of"]


def mean_squared(labels, logits, weights=None):
    """Squared differences."""
    with tf.name_scope(None, "mean_squared_loss", (logits, labels)) as name:
        labels, logits = _columns(labels, logits)
        return _weighted(tf.squared_difference(logits, tf.cast(labels, tf.float32), name=name), weights)


def poisson(labels, logits, weights=None):
    """The whole log-likelihood of Poisson's distribution."""
    with tf.name_scope(None, "_poisson_loss", (logits, labels)) as name:
        labels, logits = _columns(labels, logits)
        return _weighted(tf.nn.log_poisson_loss(labels, logits, compute_full_loss=True, name=name), weights)


def log_loss_with_two_classes(labels, logits, weights=None):
    """Cross entropy of one logit."""
    with tf.name_scope(None, "log_loss_with_two_classes", (logits, labels)) as name:
        labels = _column(tf.cast(labels, tf.float32))
        logits = tf.convert_to_tensor(logits)
        return _weighted(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name=name), weights)


def softmax_cross_entropy(labels, logits, weights=None):
    """Cross entropy of a logit for each class.

    Raises:
        ValueError: labels that are no integers.
    """
    with tf.name_scope(None, "softmax_cross_entropy_loss", (logits, labels)) as name:
        labels = tf.convert_to_tensor(labels)
        if not labels.dtype.is_integer:
            raise ValueError(f"Labels dtype should be integer Instead got {labels.dtype}.")
        as_column = len(labels.get_shape()) == 2
        if as_column:
            labels = tf.squeeze(labels, axis=(1,))
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)
        return _weighted(tf.expand_dims(loss, axis=1) if as_column else loss, weights)


def sigmoid_cross_entropy(labels, logits, weights=None):
    """Cross entropy of independent classes."""
    with tf.name_scope(None, "sigmoid_cross_entropy_loss", (logits, labels)) as name:
        return _weighted(tf.nn.sigmoid_cross_entropy_with_logits(
            labels=tf.cast(labels, tf.float32), logits=logits, name=name), weights)


def hinge(labels, logits, weights=None):
    """The hinge loss of two classes."""
    with tf.name_scope(None, "hinge_loss", (logits, labels)) as name:
        fits = tf.Assert(tf.less_equal(tf.rank(labels), 2),
                         ("labels shape should be either [batch_size, 1] or [batch_size]",))
        with tf.control_dependencies((fits,)):
            labels = tf.reshape(labels, shape=(-1, 1))
        loss = tf.losses.hinge_loss(labels=labels, logits=logits, scope=name,
                                    reduction=tf.losses.Reduction.NONE, loss_collection=tf.GraphKeys.LOSSES)
        return _weighted(loss, weights)


def custom(loss_fn):
    """A program's own loss function as one of these.

    Args:
        loss_fn: ``(labels, logits[, weights])`` -> scalar, or None.

    Raises:
        ValueError: it lacks one of these arguments.
    """
    if not loss_fn:
        return None
    arguments = inspect.signature(loss_fn).parameters
    for name in ("labels", "logits", "weights"):
        if name not in arguments:
            raise ValueError(f"Argument {name} not found in loss_fn.")

    def loss(labels, logits, weights=None):
        value = loss_fn(labels, logits) if weights is None else loss_fn(labels, logits, weights)
        return value, value

    return loss


def weights_of(features, weight_column_name):
    """The weights of the examples, as floats of rank 2 at least, or None.

    Raises:
        ValueError: the features lack them.
    """
    if not weight_column_name:
        return None
    if weight_column_name not in features:
        raise ValueError(f"Weights {weight_column_name} missing from features.")
    with tf.name_scope(None, "weight_tensor", tuple(features.values())):
        weights = tf.cast(features[weight_column_name], tf.float32)
        if weights.get_shape().ndims != 1:
            return weights
        tf.logging.warning("Weights %s has shape %s, expanding to make it 2d.", weight_column_name,
                           weights.get_shape())
        if isinstance(weights, tf.SparseTensor):
            return tf.sparse_reshape(weights, (-1, 1))
        return tf.reshape(weights, (-1, 1))


def _weighted(losses, weights):
    with tf.name_scope("loss", values=(losses, weights)) as scope:
        if weights is None:
            loss = tf.reduce_mean(losses, name=scope)
            return loss, loss
        weights = weights_broadcast_ops.broadcast_weights(weights, losses)
        with tf.name_scope(None, "weighted_loss", (losses, weights)) as name:
            weighted = tf.multiply(losses, weights, name=name)
        by_weight = tf.div(tf.reduce_sum(weighted), tf.cast(tf.reduce_sum(weights), tf.float32),
                           name="weighted_average_loss")
        return tf.reduce_mean(weighted, name=scope), by_weight


def _columns(labels, logits):
    labels, logits = _column(tf.convert_to_tensor(labels)), _column(tf.convert_to_tensor(logits))
    logits.get_shape().assert_is_compatible_with(labels.get_shape())
    return labels, logits


def _column(tensor):
    return tf.expand_dims(tensor, axis=1) if len(tensor.get_shape()) == 1 else tensor
