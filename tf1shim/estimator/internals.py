"""`tensorflow_estimator`'s own modules, importable on every TensorFlow: what `tensorflow.python.estimator` held."""

from tf1shim.estimator import api as _api  # noqa: F401  supplies what the next line needs
from tensorflow_estimator.python import estimator  # noqa: F401
