"""Heads for regression with a link function (source:
tensorflow_estimator/contrib/estimator/python/estimator/head.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned import head as head_lib

_MEAN_OVER_BATCH = tf.losses.Reduction.SUM_OVER_BATCH_SIZE


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
