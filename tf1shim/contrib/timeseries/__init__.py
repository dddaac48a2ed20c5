"""``tf.contrib.timeseries``: models of time series (contrib/timeseries).

tensorflow_estimator kept the estimators, the head and the autoregressive model; what it left behind (readers, windows,
sequential models, `ARRegressor`) is here. The structural models are not given.
"""

from tf1shim.contrib.timeseries import saved_model_utils  # noqa: F401
from tf1shim.contrib.timeseries.ar_model import (  # noqa: F401
    AnomalyMixtureARModel,
    ARModel,
    FlatPredictionModel,
    LSTMPredictionModel,
)
from tf1shim.contrib.timeseries.estimators import (  # noqa: F401
    ARRegressor,
    LSTMAutoRegressor,
    TimeSeriesRegressor,
)
from tf1shim.contrib.timeseries.feature_keys import (  # noqa: F401
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
from tf1shim.contrib.timeseries.head import OneShotPredictionHead, TimeSeriesRegressionHead  # noqa: F401
from tf1shim.contrib.timeseries.readers import (  # noqa: F401
    CSVReader,
    NumpyReader,
    ReaderBaseTimeSeriesParser,
    TFExampleReader,
    TimeSeriesReader,
)
from tf1shim.contrib.timeseries.windows import (  # noqa: F401
    RandomWindowInputFn,
    TimeSeriesInputFn,
    WholeDatasetInputFn,
    predict_continuation_input_fn,
)

__all__ = [
    "ARModel", "ARRegressor", "CSVReader", "FilteringResults", "NumpyReader", "OneShotPredictionHead",
    "RandomWindowInputFn", "TimeSeriesRegressor", "TrainEvalFeatures", "WholeDatasetInputFn",
    "predict_continuation_input_fn", "saved_model_utils",
]
