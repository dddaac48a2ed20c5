"""Heads whose loss is a mean over the batch unless told otherwise; tf.estimator's own are sums.

Source: tensorflow_estimator/contrib/estimator/python/estimator/head.py.
"""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned import head as head_lib
from tensorflow_estimator.python.estimator.head.multi_label_head import MultiLabelHead

_MEAN_OVER_BATCH = tf.losses.Reduction.SUM_OVER_BATCH_SIZE
_OF_KERAS = {_MEAN_OVER_BATCH: "sum_over_batch_size", tf.losses.Reduction.SUM: "sum"}  # as newer heads name them


def binary_classification_head(weight_column=None, thresholds=None, label_vocabulary=None,
                               loss_reduction=_MEAN_OVER_BATCH, loss_fn=None, name=None):
    """A head for two classes, by one logit.

    Args:
        weight_column: name of the feature, or numeric column, that weights examples.
        thresholds: floats between 0 and 1 at which accuracy, precision and recall are evaluated as well.
        label_vocabulary: list of the labels, where they are strings.
        loss_reduction: a `tf.losses.Reduction`.
        loss_fn: ``(labels, logits) -> unreduced loss`` in place of the sigmoid cross entropy.
        name: prefix of the summaries and metrics.
    """
    return head_lib._binary_logistic_head_with_sigmoid_cross_entropy_loss(
        weight_column, thresholds, label_vocabulary, loss_reduction, loss_fn, name)


def multi_class_head(n_classes, weight_column=None, label_vocabulary=None,
                     loss_reduction=_MEAN_OVER_BATCH, loss_fn=None, name=None):
    """A head for more than two classes; arguments as in `binary_classification_head`."""
    return head_lib._multi_class_head_with_softmax_cross_entropy_loss(
        n_classes, weight_column, label_vocabulary, loss_reduction, loss_fn, name)


def regression_head(weight_column=None, label_dimension=1, loss_reduction=_MEAN_OVER_BATCH,
                    loss_fn=None, inverse_link_fn=None, name=None):
    """A head for regression.

    Args:
        weight_column, loss_reduction, loss_fn, name: as in `binary_classification_head`; the loss is the squared error.
        label_dimension: labels per example.
        inverse_link_fn: from logits to predictions.
    """
    return head_lib._regression_head(
        weight_column, label_dimension, loss_reduction, loss_fn, inverse_link_fn, name)


class _MultiLabelHead(MultiLabelHead):

    def predictions(self, logits, keys=None):
        """Logits and probabilities: there were no classes among them."""
        found = super().predictions(logits, keys)
        found.pop("classes", None)
        return found


def multi_label_head(n_classes, weight_column=None, thresholds=None, label_vocabulary=None,
                     loss_reduction=_MEAN_OVER_BATCH, loss_fn=None,
                     classes_for_class_based_metrics=None, name=None):
    """A head for any number of ``n_classes`` labels at once.

    Args:
        n_classes: number of labels there are.
        classes_for_class_based_metrics: labels that get metrics of their own.
        weight_column, thresholds, label_vocabulary, loss_reduction, loss_fn, name: as in
            `binary_classification_head`.
    """
    return _MultiLabelHead(
        n_classes, weight_column, thresholds, label_vocabulary,
        _OF_KERAS.get(loss_reduction, loss_reduction), loss_fn, classes_for_class_based_metrics, name)


def logistic_regression_head(weight_column=None, loss_reduction=_MEAN_OVER_BATCH, name=None):
    """A head for labels in [0, 1] as mean of a logistic regression.

    Args:
        weight_column: name of the feature, or numeric column, that weights examples.
        loss_reduction: a `tf.losses.Reduction`.
        name: prefix of the summaries and metrics.
    """
    def loss_fn(labels, logits):
        return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)

    return head_lib._regression_head(
        weight_column=weight_column, label_dimension=1, loss_reduction=loss_reduction,
        loss_fn=loss_fn, inverse_link_fn=tf.sigmoid, name=name)


def poisson_regression_head(weight_column=None, label_dimension=1,
                            loss_reduction=_MEAN_OVER_BATCH, compute_full_loss=True, name=None):
    """A head for counts, with ``exp`` as inverse link.

    Args:
        weight_column, loss_reduction, name: as in `logistic_regression_head`.
        label_dimension: labels per example.
        compute_full_loss: add Stirling's approximation of the term that does not depend on the prediction.
    """
    def loss_fn(labels, logits):
        return tf.nn.log_poisson_loss(
            targets=labels, log_input=logits, compute_full_loss=compute_full_loss)

    return head_lib._regression_head(
        weight_column=weight_column, label_dimension=label_dimension,
        loss_reduction=loss_reduction, loss_fn=loss_fn, inverse_link_fn=tf.exp, name=name)
