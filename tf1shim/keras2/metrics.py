"""`keras.metrics` of standalone Keras, where it differs from the installed metrics.

TF1: keras 2.3.1's binary accuracy rounds predictions: one of 1.7, as a linear output gives, is no 1.
TF2: whatever exceeds the threshold is a 1, as in tf.keras.
Here: rounded, for standalone Keras.
"""

from tf1shim.keras2 import dialect, installed


def binary_accuracy(y_true, y_pred, threshold=0.5):
    """Share of predictions that, rounded, are the targets; with a threshold other than one half, of those beyond."""
    backend = installed.backend()
    if threshold != 0.5:
        y_pred = backend.cast(y_pred > backend.cast(threshold, y_pred.dtype), y_pred.dtype)
    return backend.mean(backend.equal(y_true, backend.round(y_pred)), axis=-1)


class BinaryAccuracy(installed.api("metrics").BinaryAccuracy):
    """Mean of `binary_accuracy` over the batches."""

    def __init__(self, name="binary_accuracy", dtype=None, threshold=0.5):
        super().__init__(name=name, dtype=dtype, threshold=threshold)
        self._fn = binary_accuracy


def get(identifier):
    """A metric from a name, a config or a function.

    Raises:
        ValueError: none of them.
    """
    return _own(installed.api("metrics").get(identifier))


def install(journal):
    """What `compile` is told by name is standalone Keras', too."""
    def function(wrapped, instance, args, kwargs):
        found = wrapped(*args, **kwargs)
        return _own(found) if dialect.is_standalone() else found

    journal.wrap(installed.module("engine.training_utils_v1"), "get_metric_function", function)


def _own(metric):
    native = installed.api("metrics")
    if metric is native.binary_accuracy:
        return binary_accuracy
    if type(metric) is native.BinaryAccuracy:
        metric._fn = binary_accuracy
    return metric
