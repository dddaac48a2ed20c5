"""What makes an EstimatorSpec of a model (contrib/timeseries/python/timeseries/head.py)."""

from tensorflow_estimator.python.estimator.canned.timeseries.head import (  # noqa: F401
    OneShotPredictionHead,
    TimeSeriesRegressionHead,
    state_to_dictionary,
)
