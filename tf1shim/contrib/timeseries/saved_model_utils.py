"""Filtering and predicting with exported models (contrib/timeseries/python/timeseries/saved_model_utils.py)."""

from tensorflow_estimator.python.estimator.canned.timeseries.saved_model_utils import (  # noqa: F401
    cold_start_filter,
    filter_continuation,
    predict_continuation,
)
