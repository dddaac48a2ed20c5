"""Small parts of models (contrib/timeseries/python/timeseries/model_utils.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries.model_utils import (  # noqa: F401
    canonicalize_times_or_steps_from_output,
    fully_connected,
)


def parameter_switch(parameter_overrides):
    """What evaluates a parameter of a model: to the value that overrides it, or to its own in the default session.

    Args:
        parameter_overrides: dict of tensors to the values that stand for them.
    """
    return lambda parameter: tf.convert_to_tensor(parameter_overrides.get(parameter, parameter)).eval()
