"""A linear layer with its loss (source: contrib/learn/python/learn/ops/losses_ops.py)."""

import tensorflow.compat.v1 as tf


def mean_squared_error_regressor(tensor_in, labels, weights, biases, name=None):
    """(predictions, mean squared error) of ``tensor_in * weights + biases``."""
    with tf.name_scope(name, "mean_squared_error_regressor", [tensor_in, labels]):
        predictions = tf.nn.xw_plus_b(tensor_in, weights, biases)
        if labels.shape.ndims == 1 and predictions.shape.ndims == 2:
            predictions = tf.squeeze(predictions, axis=[1])
        return predictions, tf.losses.mean_squared_error(labels, predictions)


def softmax_classifier(tensor_in, labels, weights, biases, class_weight=None, name=None):
    """(probabilities, cross entropy) of ``tensor_in * weights + biases``.

    Args:
        tensor_in: [batch, features].
        labels: [batch, classes], one-hot.
        weights, biases: of the layer.
        class_weight: [classes], factors of the logits.
        name: of the ops.
    """
    with tf.name_scope(name, "softmax_classifier", [tensor_in, labels]):
        logits = tf.nn.xw_plus_b(tensor_in, weights, biases)
        if class_weight is not None:
            logits = tf.multiply(logits, class_weight)
        return tf.nn.softmax(logits), tf.losses.softmax_cross_entropy(labels, logits)
