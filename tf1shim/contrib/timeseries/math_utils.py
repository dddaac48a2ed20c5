"""Statistics of a series and densities (contrib/timeseries/python/timeseries/math_utils.py)."""

import math

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries.math_utils import (  # noqa: F401
    InputStatistics,
    InputStatisticsFromMiniBatch,
    Moments,
    replicate_state,
)


def normal_log_prob(loc, scale, x):
    """Log density of normal variables, but for half of the logarithm of their scale: so TF 1.15 has it.

    Args:
        loc, scale, x: tensors of one shape, or that broadcast: means, standard deviations, values.
    """
    return -0.5 * (tf.square((x - loc) / scale) + math.log(2 * math.pi) + tf.log(scale))


def cauchy_log_prob(loc, scale, x):
    """Log density of Cauchy variables; arguments as those of `normal_log_prob`."""
    return -math.log(math.pi) - tf.log(scale) - tf.log1p(tf.square((x - loc) / scale))


def batch_start_time(times):
    """The first time of each series of a [batch size, window size] tensor."""
    return times[:, 0]


def batch_end_time(times):
    """The last time of each series of a [batch size, window size] tensor."""
    return times[:, -1]
