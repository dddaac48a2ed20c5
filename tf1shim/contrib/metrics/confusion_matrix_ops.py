"""tf.contrib.metrics.confusion_matrix (source: contrib/metrics/python/ops/confusion_matrix_ops.py)."""

import tensorflow.compat.v1 as tf


def confusion_matrix(labels, predictions, num_classes=None, dtype=tf.int32, name=None,
                     weights=None):
    """`tf.confusion_matrix` with contrib's order of arguments.

    Args:
        labels, predictions: integer vectors of one length.
        num_classes: size of the matrix; by default 1 + the largest of both.
        dtype: type of the result.
        name: name of the scope.
        weights: vector to count by, or None.

    Returns:
        ``[num_classes, num_classes]``, rows are labels.
    """
    return tf.confusion_matrix(labels=labels, predictions=predictions, num_classes=num_classes,
                               dtype=dtype, name=name, weights=weights)
