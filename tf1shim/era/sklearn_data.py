"""Data sets that scikit-learn no longer gives."""

import csv
import os

import numpy as np

import tf1shim

# As tf.contrib.learn has it; to import that module would bring in TensorFlow.
_BOSTON = os.path.join(os.path.dirname(tf1shim.__file__), "contrib", "learn", "datasets", "boston.csv")


def load_boston(return_X_y=False):
    """House prices of Boston's suburbs in 1978, as scikit-learn 0.20 gave them.

    Args:
        return_X_y: give ``(data, target)``, not a bunch with names.

    Returns:
        A `sklearn.utils.Bunch`: data [506, 13], target [506], feature_names [13], DESCR, filename.
    """
    from sklearn.utils import Bunch

    with open(_BOSTON, newline="") as file:
        header, *rows = csv.reader(file)
    table = np.array(rows, dtype=np.float64)
    data, target = table[:, :-1], table[:, -1]
    data[445, 0] = 10.6718  # a misprint of the file, which scikit-learn 0.20 set right
    if return_X_y:
        return data, target
    return Bunch(data=data, target=target, feature_names=np.array(header[2:-1]), DESCR=load_boston.__doc__,
                 filename=_BOSTON)
