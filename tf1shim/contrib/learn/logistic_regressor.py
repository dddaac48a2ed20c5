"""A model function with the metrics of two classes (source: contrib/learn/.../estimators/logistic_regressor.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import metrics as metric_ops
from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.metric_key import MetricKey
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps

__all__ = ["LogisticRegressor"]


def LogisticRegressor(model_fn, thresholds=None, model_dir=None, config=None, feature_engineering_fn=None):
    """An estimator of one probability.

    Args:
        model_fn: ``(features, labels, mode)`` -> predictions ``[batch]`` or ``[batch, 1]``, loss, train op.
        thresholds: list of probabilities for accuracy, precision and recall; default: 0.5.
        model_dir, config, feature_engineering_fn: as for `Estimator`.
    """

    def with_metrics(features, labels, mode, params):
        predictions, loss, train_op = model_fn(features, labels, mode)
        metrics = None
        if mode == ModeKeys.EVAL:
            metrics = _metrics(labels, predictions, params.get("thresholds") or [.5])
        return ModelFnOps(mode=mode, predictions=predictions, loss=loss, train_op=train_op, eval_metric_ops=metrics,
                          output_alternatives={"head": (ProblemType.LOGISTIC_REGRESSION,
                                                        {"predictions": predictions})})

    return Estimator(model_fn=with_metrics, model_dir=model_dir, config=config, params={"thresholds": thresholds},
                     feature_engineering_fn=feature_engineering_fn)


def _metrics(labels, predictions, thresholds):
    if isinstance(labels, dict) and len(labels) == 1:
        labels, = labels.values()
    found = {MetricKey.PREDICTION_MEAN: metric_ops.streaming_mean(predictions),
             MetricKey.LABEL_MEAN: metric_ops.streaming_mean(labels),
             MetricKey.ACCURACY_BASELINE: metric_ops.streaming_mean(labels),
             MetricKey.AUC: metric_ops.streaming_auc(labels=labels, predictions=predictions)}
    for threshold in thresholds:
        cut = tf.cast(tf.greater_equal(predictions, threshold), tf.float32,
                      name=f"predictions_at_threshold_{threshold:f}")
        for key, metric in ((MetricKey.ACCURACY_MEAN, metric_ops.streaming_accuracy),
                            (MetricKey.PRECISION_MEAN, metric_ops.streaming_precision),
                            (MetricKey.RECALL_MEAN, metric_ops.streaming_recall)):
            found[key % threshold] = metric(labels=labels, predictions=cut)
    return found
