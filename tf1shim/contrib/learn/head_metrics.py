"""The metrics of tf.contrib.learn's heads (source: contrib/learn/python/learn/estimators/head.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import weights_broadcast_ops

__all__ = ["accuracy_at", "auc", "class_share", "mean", "precision_at", "recall_at"]


def mean(values, weights=None, class_id=None):
    """The mean of predictions or labels, or of one class's."""
    values, weights = _of_class(tf.cast(values, tf.float32), weights, class_id)
    return tf.metrics.mean(values, weights)


def auc(predictions, labels, weights=None, class_id=None, curve="ROC"):
    """The area under a curve, of all or of one class."""
    if labels.dtype.base_dtype != tf.bool:
        tf.logging.warning("Casting %s labels to bool.", labels.dtype)
        labels = tf.cast(labels, tf.bool)
    predictions, weights = _of_class(tf.cast(predictions, tf.float32), weights, class_id)
    return tf.metrics.auc(labels if class_id is None else labels[:, class_id], predictions, weights, curve=curve)


def class_share(ids, weights, class_id):
    """The share of one class among ids."""
    is_class = tf.equal(tf.cast(class_id, tf.int32), tf.cast(ids, tf.int32))
    return tf.metrics.mean(tf.where(is_class, tf.ones_like(ids), tf.zeros_like(ids)), weights=weights)


def accuracy_at(threshold, predictions, labels, weights):
    """The accuracy of probabilities cut at a threshold."""
    return tf.metrics.accuracy(labels, tf.cast(tf.greater_equal(predictions, threshold), tf.float32), weights)


def precision_at(threshold, predictions, labels, weights):
    """The precision of probabilities cut at a threshold."""
    return _squeezed(tf.metrics.precision_at_thresholds(labels, predictions, (threshold,), _as_float(weights)))


def recall_at(threshold, predictions, labels, weights):
    """The recall of probabilities cut at a threshold."""
    return _squeezed(tf.metrics.recall_at_thresholds(labels, predictions, (threshold,), _as_float(weights)))


def _of_class(values, weights, class_id):
    weights = _as_float(weights)
    if weights is not None:
        weights = weights_broadcast_ops.broadcast_weights(weights, values)
    if class_id is None:
        return values, weights
    return values[:, class_id], None if weights is None else weights[:, class_id]


def _as_float(weights):
    return None if weights is None else tf.cast(weights, tf.float32)


def _squeezed(metric):
    value, update = metric
    return tf.squeeze(value), tf.squeeze(update)
