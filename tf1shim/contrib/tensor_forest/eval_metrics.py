"""Metrics of a forest by name (contrib/tensor_forest/client/eval_metrics.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

INFERENCE_PROB_NAME = "probabilities"
INFERENCE_PRED_NAME = "classes"
_SCORES = "scores"

FEATURE_IMPORTANCE_NAME = "global_feature_importance"


def _top_k_generator(k):
    def metric(probabilities, targets):
        targets = tf.cast(targets, tf.int32)
        if targets.get_shape().ndims > 1:
            targets = tf.squeeze(targets, axis=[1])
        return tf.metrics.mean(tf.nn.in_top_k(probabilities, targets, k))

    return metric


def _named(metric):
    return lambda predictions, targets, weights=None: metric(targets, predictions, weights=weights)


def _mean_loss(loss):
    return lambda probabilities, targets, weights=None: tf.metrics.mean(loss(probabilities, targets), weights=weights)


def _of_second_class(metric, **options):
    return lambda probabilities, targets, weights=None: metric(
        labels=targets, predictions=probabilities[:, 1:2], weights=weights, **options)


def _one_hot(targets, probabilities):
    return tf.one_hot(tf.cast(tf.squeeze(targets, axis=[1]), tf.int32), tf.shape(probabilities)[1])


def _accuracy(predictions, targets, weights=None):
    return tf.metrics.accuracy(targets, predictions, weights=weights)


def _r2(probabilities, targets, weights=None):
    targets = tf.cast(targets, tf.float32)
    total = tf.reduce_sum(tf.squared_difference(targets, tf.reduce_mean(targets, 0)), 0)
    rest = tf.reduce_sum(tf.squared_difference(targets, probabilities), 0)
    return tf.metrics.mean(1 - tf.reduce_sum(rest / total), weights=weights)


_THRESHOLDS = np.arange(0, 1, 0.01, dtype=np.float32)

# Name -> (the metric, the prediction that it reads).
_METRICS = {
    "auc": (_of_second_class(tf.metrics.auc), INFERENCE_PROB_NAME),
    "sigmoid_entropy": (
        _mean_loss(lambda p, t: tf.losses.sigmoid_cross_entropy(_one_hot(t, p), p)), INFERENCE_PROB_NAME),
    "softmax_entropy": (
        _mean_loss(lambda p, t: tf.losses.sparse_softmax_cross_entropy(tf.cast(t, tf.int32), p)), INFERENCE_PROB_NAME),
    "accuracy": (_accuracy, INFERENCE_PRED_NAME),
    "r2": (_r2, _SCORES),
    "predictions": (lambda predictions, targets, **options: predictions, INFERENCE_PRED_NAME),
    "classification_log_loss": (
        _mean_loss(lambda p, t: tf.losses.log_loss(_one_hot(t, p), p)), INFERENCE_PROB_NAME),
    "precision": (_named(tf.metrics.precision), INFERENCE_PRED_NAME),
    "precision_at_thresholds": (
        _of_second_class(tf.metrics.precision_at_thresholds, thresholds=_THRESHOLDS), INFERENCE_PROB_NAME),
    "recall": (_named(tf.metrics.recall), INFERENCE_PRED_NAME),
    "recall_at_thresholds": (
        _of_second_class(tf.metrics.recall_at_thresholds, thresholds=_THRESHOLDS), INFERENCE_PROB_NAME),
    "top_5": (_top_k_generator(5), INFERENCE_PROB_NAME),
}


def get_metric(metric_name):
    """The metric of a name. Raises KeyError where there is none."""
    return _METRICS[metric_name][0]


def get_prediction_key(metric_name):
    """The key of the prediction that a metric reads. Raises KeyError where there is no such metric."""
    return _METRICS[metric_name][1]
