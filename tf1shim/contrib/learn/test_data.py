"""The iris flowers as input functions, for tests (source: contrib/learn/python/learn/estimators/test_data.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.datasets import base

__all__ = ["get_quantile_based_buckets", "iris_input_logistic_fn", "iris_input_multiclass_fn",
           "prepare_iris_data_for_logistic_regression"]


def get_quantile_based_buckets(feature_values, num_buckets):
    """Boundaries of buckets that hold equally many values."""
    return list(np.percentile(np.array(feature_values), [
        100 * (number + 1.) / (num_buckets + 1.) for number in range(num_buckets)]))


def prepare_iris_data_for_logistic_regression():
    """The two first kinds of flowers."""
    iris = base.load_iris()
    chosen = np.where(iris.target < 2)
    return base.Dataset(data=iris.data[chosen], target=iris.target[chosen])


def iris_input_multiclass_fn():
    """{"feature": ``[150, 4]``}, ``[150, 1]`` labels."""
    return _input(base.load_iris())


def iris_input_logistic_fn():
    """{"feature": ``[100, 4]``}, ``[100, 1]`` labels."""
    return _input(prepare_iris_data_for_logistic_regression())


def _input(flowers):
    return ({"feature": tf.constant(flowers.data, dtype=tf.float32)},
            tf.constant(flowers.target, shape=(len(flowers.target), 1), dtype=tf.int32))
