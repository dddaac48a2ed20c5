"""Estimators of time series (contrib/timeseries/python/timeseries/estimators.py)."""

import functools

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.optimizers import get_optimizer_instance
from tensorflow_estimator.python.estimator.canned.timeseries.estimators import TimeSeriesRegressor
from tensorflow_estimator.python.estimator.canned.timeseries.head import OneShotPredictionHead

from tf1shim.contrib.timeseries import ar_model, state_management


class ARRegressor(TimeSeriesRegressor):
    """An estimator of a (linear, or with hidden layers) autoregressive model over windows of one size.

    Args:
        periodicities: of the series, in units of its times; a number or a list.
        input_window_size, output_window_size: time steps seen, and time steps predicted; windows to train on have
            the size of both.
        num_features: values of a time step.
        exogenous_feature_columns: columns of features that help, but are not predicted.
        num_time_buckets: buckets of a period.
        loss: `ARModel.NORMAL_LIKELIHOOD_LOSS` or `ARModel.SQUARED_LOSS`.
        hidden_layer_sizes: units of each hidden layer.
        anomaly_prior_probability, anomaly_distribution: as in `AnomalyMixtureARModel`, which is used with the former.
        optimizer: a `tf.train.Optimizer`; default: Adagrad, 0.1.
        model_dir, config: as for `tf.estimator.Estimator`.

    Raises:
        ValueError: a distribution of anomalies without their probability, or anomalies with another loss.
    """

    def __init__(self, periodicities, input_window_size, output_window_size, num_features,
                 exogenous_feature_columns=None, num_time_buckets=10, loss=ar_model.ARModel.NORMAL_LIKELIHOOD_LOSS,
                 hidden_layer_sizes=None, anomaly_prior_probability=None, anomaly_distribution=None, optimizer=None,
                 model_dir=None, config=None):
        settings = {
            "periodicities": periodicities, "num_features": num_features, "num_time_buckets": num_time_buckets,
            "prediction_model_factory": functools.partial(
                ar_model.FlatPredictionModel, hidden_layer_sizes=hidden_layer_sizes),
            "exogenous_feature_columns": exogenous_feature_columns, "input_window_size": input_window_size,
            "output_window_size": output_window_size}
        if anomaly_prior_probability is None:
            if anomaly_distribution is not None:
                raise ValueError("anomaly_prior_probability is required if anomaly_distribution is specified.")
            model = ar_model.ARModel(loss=loss, **settings)
        elif loss != ar_model.ARModel.NORMAL_LIKELIHOOD_LOSS:
            raise ValueError(
                "AnomalyMixtureARModel only supports ar_model.ARModel.NORMAL_LIKELIHOOD_LOSS for its loss argument.")
        else:
            # Without a distribution TF 1.15 fails on its own assertion; its documentation says Gaussian.
            model = ar_model.AnomalyMixtureARModel(
                anomaly_prior_probability=anomaly_prior_probability,
                anomaly_distribution=anomaly_distribution or ar_model.AnomalyMixtureARModel.GAUSSIAN_ANOMALY,
                **settings)
        super().__init__(
            model=model, state_manager=state_management.FilteringOnlyStateManager(),
            optimizer=optimizer or tf.train.AdagradOptimizer(0.1), model_dir=model_dir, config=config)


class LSTMAutoRegressor(TimeSeriesRegressor):
    """An estimator of an autoregressive model whose windows an LSTM reads and another predicts.

    Args:
        periodicities, input_window_size, output_window_size, num_features, loss, model_dir, config: as in
            `ARRegressor`.
        extra_feature_columns: columns of features that help, but are not predicted.
        num_timesteps: buckets of a period.
        num_units: of each LSTM.
        optimizer: the name of one (learning rate 0.01), a `tf.train.Optimizer`, or what makes one.
    """

    def __init__(self, periodicities, input_window_size, output_window_size, model_dir=None, num_features=1,
                 extra_feature_columns=None, num_timesteps=10, loss=ar_model.ARModel.NORMAL_LIKELIHOOD_LOSS,
                 num_units=128, optimizer="Adam", config=None):
        model = ar_model.ARModel(
            periodicities=periodicities, input_window_size=input_window_size, output_window_size=output_window_size,
            num_features=num_features, exogenous_feature_columns=extra_feature_columns,
            num_time_buckets=num_timesteps, loss=loss, prediction_model_factory=functools.partial(
                ar_model.LSTMPredictionModel, num_units=num_units))
        super().__init__(
            model=model, state_manager=state_management.FilteringOnlyStateManager(),
            optimizer=get_optimizer_instance(optimizer, learning_rate=0.01), model_dir=model_dir, config=config,
            head_type=OneShotPredictionHead)
