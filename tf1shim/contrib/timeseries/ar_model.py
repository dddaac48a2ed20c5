"""Autoregressive models over windows (contrib/timeseries/python/timeseries/ar_model.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries import ar_model as borrowed

from tf1shim.contrib.timeseries import math_utils
from tf1shim.contrib.timeseries.prediction_models import FlatPredictionModel, LSTMPredictionModel  # noqa: F401

_SMALLEST_VARIANCE = 1e-5


class ARModel(borrowed.ARModel):
    """tensorflow_estimator's model, whose predictions are linear unless something else is asked for.

    Args:
        prediction_model_factory: makes the model of a window from ``num_features``, ``input_window_size`` and
            ``output_window_size``.
        periodicities, input_window_size, output_window_size, num_features, num_time_buckets, loss,
            exogenous_feature_columns: as in tensorflow_estimator.
    """

    def __init__(self, periodicities, input_window_size, output_window_size, num_features,
                 prediction_model_factory=FlatPredictionModel, num_time_buckets=10,
                 loss=borrowed.ARModel.NORMAL_LIKELIHOOD_LOSS, exogenous_feature_columns=None):
        super().__init__(
            periodicities=periodicities, input_window_size=input_window_size, output_window_size=output_window_size,
            num_features=num_features, prediction_model_factory=prediction_model_factory,
            num_time_buckets=num_time_buckets, loss=loss, exogenous_feature_columns=exogenous_feature_columns)

    def loss_op(self, targets, prediction_ops):
        """The loss of a target on average."""
        if self.loss != self.NORMAL_LIKELIHOOD_LOSS:
            return super().loss_op(targets, prediction_ops)
        return self._mean_negative(_log_prob_of_normal(targets, prediction_ops), targets)

    def _mean_negative(self, log_prob, targets):
        return -tf.reduce_sum(log_prob) / tf.cast(tf.size(targets), self.dtype)


def _log_prob_of_normal(targets, prediction_ops):
    deviation = tf.sqrt(tf.maximum(prediction_ops["covariance"], _SMALLEST_VARIANCE))
    return math_utils.normal_log_prob(targets, deviation, prediction_ops["mean"])


class AnomalyMixtureARModel(ARModel):
    """A model whose targets are a mixture of normal values and of anomalies, which cost less.

    Args:
        anomaly_prior_probability: of an anomaly, in (0, 1).
        anomaly_distribution: `GAUSSIAN_ANOMALY` or `CAUCHY_ANOMALY`.
        periodicities, input_window_size, output_window_size, num_features, prediction_model_factory,
            num_time_buckets, exogenous_feature_columns: as in `ARModel`.
    """

    GAUSSIAN_ANOMALY = "gaussian"
    CAUCHY_ANOMALY = "cauchy"

    def __init__(self, periodicities, anomaly_prior_probability, input_window_size, output_window_size, num_features,
                 prediction_model_factory=FlatPredictionModel, anomaly_distribution=GAUSSIAN_ANOMALY,
                 num_time_buckets=10, exogenous_feature_columns=None):
        assert 0 < anomaly_prior_probability < 1
        assert anomaly_distribution in (self.GAUSSIAN_ANOMALY, self.CAUCHY_ANOMALY)
        self._anomaly_prior_probability = anomaly_prior_probability
        self._anomaly_distribution = anomaly_distribution
        super().__init__(
            periodicities, input_window_size, output_window_size, num_features, prediction_model_factory,
            num_time_buckets, exogenous_feature_columns=exogenous_feature_columns)

    def prediction_ops(self, times, values, exogenous_regressors):
        predictions = super().prediction_ops(times, values, exogenous_regressors)
        # The logarithm of the variance of Gaussian anomalies, of the scale of Cauchy ones.
        parameter = tf.get_variable("anomaly_log_param", [], self.dtype, tf.zeros_initializer())
        predictions["anomaly_params"] = tf.exp(parameter)
        return predictions

    def _anomaly_log_prob(self, targets, prediction_ops):
        mean, parameter = prediction_ops["mean"], prediction_ops["anomaly_params"]
        if self._anomaly_distribution == self.CAUCHY_ANOMALY:
            return math_utils.cauchy_log_prob(targets, parameter, mean)
        return math_utils.normal_log_prob(targets, tf.sqrt(tf.maximum(parameter, _SMALLEST_VARIANCE)), mean)

    def loss_op(self, targets, prediction_ops):
        """The negative log likelihood of a target on average, under the mixture."""
        normal = _log_prob_of_normal(targets, prediction_ops) + tf.log(1 - self._anomaly_prior_probability)
        anomaly = self._anomaly_log_prob(targets, prediction_ops) + tf.log(self._anomaly_prior_probability)
        return self._mean_negative(tf.reduce_logsumexp(tf.stack([normal, anomaly]), axis=0), targets)
