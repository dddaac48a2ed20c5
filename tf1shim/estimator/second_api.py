"""The module that ``tf.compat.v2.estimator`` means."""

import importlib as _importlib

from tf1shim.estimator import api as _first  # supplies what TensorFlow dropped

# Bundled (TF 2.5), or tensorflow_estimator's own (from 2.6 on).
_HOMES = ("tensorflow_estimator._api.v2.estimator", "tensorflow_estimator.python.estimator.api._v2.estimator")


def _load():
    for home in _HOMES:
        try:
            return _importlib.import_module(home)
        except ModuleNotFoundError as error:
            if not home.startswith(error.name or "-"):
                raise
    return _first


_native = _load()


def __getattr__(name):
    return getattr(_native, name)


def __dir__():
    return dir(_native)
