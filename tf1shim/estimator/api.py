"""The module that ``tf.estimator`` means: tf.estimator's v1 API, wherever the installed TensorFlow keeps it."""

import importlib

from tf1shim import estimator as _estimator
from tf1shim.faces import gaps as _gaps
from tf1shim.undo import Journal as _Journal

# Bundled (TF 2.5: generated under python/estimator/api), or tensorflow_estimator's own (from 2.6 on).
_HOMES = ("tensorflow_estimator._api.v1.estimator",
          "tensorflow_estimator.python.estimator.api._v1.estimator")

_journal = _Journal()


def withdraw():
    """Take back what was supplied to import tf.estimator; returns what could not be."""
    return _journal.undo()


def internal(name):
    """A module of tensorflow_estimator's, by its name there; what TensorFlow dropped of it has been supplied."""
    return importlib.import_module(f"tensorflow_estimator.{name}")


def feeding_queue_runner():
    """The class `tf.contrib.training.FeedingQueueRunner` means."""
    return internal("python.estimator.inputs.queues.feeding_queue_runner")._FeedingQueueRunner


def _load():
    _estimator.supply(_journal)
    for home in _HOMES:
        try:
            return importlib.import_module(home)
        except ModuleNotFoundError as error:
            if not home.startswith(error.name or "-") or error.name == "tensorflow_estimator":
                raise
    raise ImportError("tensorflow_estimator has no v1 API: pip install 'tensorflow_estimator==2.15.0'")


_native = _load()


def __getattr__(name):
    try:
        return getattr(_native, name)
    except AttributeError:
        stand_in = _gaps.stand_in(f"estimator.{name}")
        if stand_in is None:
            raise
        return stand_in


def __dir__():
    return dir(_native)
