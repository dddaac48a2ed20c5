"""What tf.contrib.learn took from scikit-learn, or did itself (source: contrib/learn/.../estimators/_sklearn.py)."""

import numpy as np

from tf1shim.contrib.learn.estimator import NotFittedError

__all__ = ["NotFittedError", "accuracy_score", "log_loss", "mean_squared_error", "train_test_split"]

log_loss = None  # only with scikit-learn


def accuracy_score(y_true, y_pred):
    """The share of equal labels."""
    return np.average(y_true == y_pred)


def mean_squared_error(y_true, y_pred):
    """The mean of squared differences."""
    return np.average((np.squeeze(y_true) - np.squeeze(y_pred)) ** 2)


def train_test_split(*args, test_size=None, train_size=None, random_state=None):
    """Split arrays in two at random.

    Args:
        *args: arrays of one length.
        test_size, train_size: share of the examples; 0.75 of them are for training by default.
        random_state: seed.

    Returns:
        tuple: the two parts of the first array, of the second, ...
    """
    if train_size is None:
        train_size = .75 if test_size is None else 1 - test_size
    count = int(train_size * args[0].shape[0])
    np.random.seed(random_state)
    places = np.random.permutation(args[0].shape[0])
    return tuple(array.take(chosen, axis=0) for array in args for chosen in (places[:count], places[count:]))
