"""`keras.metrics` of standalone Keras, where it differs from the installed metrics.

TF1: keras 2.3.1's binary accuracy rounds predictions: one of 1.7, as a linear output gives, is no 1. Metrics that get
    no name are numbered from one: `auc_1`, which is what the history and callbacks know them as.
TF2: whatever exceeds the threshold is a 1, and the first has no number, as in tf.keras.
Here: rounded and numbered, for standalone Keras.
"""

import functools
import inspect

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


_NUMBERED = frozenset({
    "AUC", "Precision", "Recall", "TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives",
    "SensitivityAtSpecificity", "SpecificityAtSensitivity", "MeanIoU"})


def __getattr__(name):
    """A metric class whose objects are numbered from one."""
    if name not in _NUMBERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _numbered(name)


@functools.lru_cache(maxsize=None)
def _numbered(name):
    native = getattr(installed.api("metrics"), name)
    signature = inspect.signature(native.__init__)

    def __init__(self, *args, **kwargs):
        call = signature.bind(self, *args, **kwargs)
        if call.arguments.get("name") is None:
            snake = installed.module("utils.generic_utils").to_snake_case(type(self).__name__)
            call.arguments["name"] = installed.backend().unique_object_name(snake, zero_based=False)
        native.__init__(*call.args, **call.kwargs)

    __init__.__signature__ = signature
    # Keras knows its own metrics by their module.
    body = {"__init__": __init__, "__module__": native.__module__, "__doc__": native.__doc__}
    return type(native)(name, (native,), body)


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
