"""tf.contrib.eager: eager execution as it was called in TF 1 (source: TF 1.15, contrib/eager/python/tfe.py).

See `data/reexports.json` for what TensorFlow keeps elsewhere.
"""

import tensorflow.compat.v1 as _tf

from tf1shim import capabilities as _capabilities
from tf1shim import errors as _errors
from tf1shim.contrib import reexports
from tf1shim.contrib.eager import metrics  # noqa: F401
from tf1shim.contrib.eager.defun import defun  # noqa: F401
from tf1shim.contrib.eager.saver import (  # noqa: F401
    Saver,
    get_optimizer_variables,
    restore_variables_on_create,
)

try:
    from tf1shim.contrib.eager.network import Network, Sequential  # noqa: F401
except AttributeError:  # the base class is one of Keras 2; nothing else here needs it
    if _capabilities.keras2_package() is not None:
        raise
    Network, Sequential = (_errors.unavailable(f"tf.contrib.eager.{_name}", "no Keras 2 is installed",
                                               _capabilities.KERAS2_HINT) for _name in ("Network", "Sequential"))

reexports.serve(globals())


def list_devices():
    """Names of the devices that eager ops can run on."""
    return [device.name for device in _tf.config.experimental.list_logical_devices()]


def Iterator(dataset):
    """An iterator over a dataset, with ``next()`` and ``get_next()``; needs eager execution.

    Raises:
        RuntimeError: when building graphs.
    """
    if not _tf.executing_eagerly():
        raise RuntimeError("tf.contrib.eager.Iterator is only supported when eager execution is "
                           "enabled; use dataset.make_one_shot_iterator() when building graphs.")
    return _Iterator(dataset)


class _Iterator:
    def __init__(self, dataset):
        self._iterator = iter(dataset)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._iterator)

    next = __next__

    def get_next(self, name=None):
        """The next element; raises `tf.errors.OutOfRangeError` at the end."""
        try:
            return next(self._iterator)
        except StopIteration:
            raise _tf.errors.OutOfRangeError(None, None, "End of sequence") from None
