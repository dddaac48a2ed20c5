"""tf.contrib.learn.estimators: the modules that programs reach into."""

from tf1shim.contrib.learn import (  # noqa: F401
    estimator,
    metric_spec,
    model_fn,
    run_config,
    tensor_signature,
)
from tf1shim.contrib.learn.estimator import BaseEstimator, Estimator, SKCompat  # noqa: F401
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps  # noqa: F401
from tf1shim.contrib.learn.run_config import RunConfig  # noqa: F401
from tf1shim.contrib.learn.tensor_signature import TensorSignature  # noqa: F401
