"""The loss that an epoch or an evaluation reports.

TF1: losses of batches add up in 64 bits. Keras 2.3.1's `evaluate_generator` gives the loss of the last batch alone (its
    `engine/training_generator.py`), and so does the validation of `fit_generator` by a generator or Sequence.
    Arrays are evaluated as by `evaluate`.
TF2: with NumPy 2 a Python float and a float32 add up in 32 bits; the mean over the batches.
Here: 64 bits for both spellings; the last batch's loss for models of standalone Keras.
"""

import threading

import numpy as np

from tf1shim.keras2 import installed, mirror

_local = threading.local()


def install(journal):
    """Change the aggregator of losses and the loop over generators; ``journal`` takes it back."""
    aggregator = installed.module("engine.training_utils_v1").MetricsAggregator
    journal.wrap(aggregator, "create", _create)
    journal.wrap(aggregator, "aggregate", _aggregate)
    journal.wrap(aggregator, "finalize", _finalize)
    loops = installed.module("engine.training_generator_v1")
    journal.wrap(loops, "model_iteration", _validate)
    journal.wrap(loops, "evaluate_generator", _evaluate)


def _validate(wrapped, instance, args, kwargs):
    if str(getattr(kwargs["mode"], "value", kwargs["mode"])) != "test":
        return wrapped(*args, **kwargs)
    model, data = args[:2]
    if not _arrays(data):
        return _evaluate(wrapped, instance, args, kwargs)
    # A generator made of arrays cannot be shared by the workers asked for to read the training data.
    if isinstance(type(model), mirror.Mirrored):
        return model.evaluate(*data, batch_size=kwargs.get("batch_size") or 32, verbose=0,
                              callbacks=kwargs.get("callbacks"))
    return wrapped(*args, **{**kwargs, "workers": 0, "use_multiprocessing": False})


def _arrays(data):
    return isinstance(data, (tuple, list)) and 2 <= len(data) <= 3


def _evaluate(wrapped, instance, args, kwargs):
    model = args[0] if args else kwargs["model"]
    before = getattr(_local, "last_only", False)
    _local.last_only = isinstance(type(model), mirror.Mirrored)
    try:
        return wrapped(*args, **kwargs)
    finally:
        _local.last_only = before


def _create(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    instance.results = [np.float64(result) for result in instance.results]


def _aggregate(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    instance.last_loss = (args[0] if args else kwargs["batch_outs"])[0]


def _finalize(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    if getattr(_local, "last_only", False):
        instance.results[0] = np.float64(instance.last_loss)
