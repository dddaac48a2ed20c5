"""Keys of features and results (contrib/timeseries/python/timeseries/feature_keys.py)."""

from tensorflow_estimator.python.estimator.canned.timeseries.feature_keys import (  # noqa: F401
    FilteringFeatures,
    FilteringResults,
    PredictionFeatures,
    PredictionResults,
    SavedModelLabels,
    State,
    Times,
    TrainEvalFeatures,
    Values,
)
