"""What callbacks knew of the training in Keras 2, for programs that run on Keras 3.

TF1: a callback's ``params`` hold ``samples``, ``batch_size``, ``do_validation`` and ``metrics`` as well.
TF2: Keras 3's hold ``epochs``, ``steps`` and ``verbose``.
Here: they hold both.
"""

import functools
import inspect
import threading

from tf1shim.session_era import keras3_training, tables
from tf1shim.session_era.when_loaded import when_loaded

_fits = threading.local()  # .given: the arguments of the `fit` under way


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    parameters = list(inspect.signature(keras.Model.fit).parameters)[1:]
    journal.wrap(keras.Model, "fit", functools.partial(_noting, parameters))
    journal.wrap(keras.callbacks.CallbackList, "set_params", _with_more)


def _noting(parameters, fit, model, args, kwargs):
    before = getattr(_fits, "given", None)
    _fits.given = {"model": model, **dict(zip(parameters, args)), **kwargs}
    try:
        return fit(*args, **kwargs)
    finally:
        _fits.given = before


def _with_more(set_params, callbacks, args, kwargs):
    params, given = args[0] if args else kwargs.get("params"), getattr(_fits, "given", None)
    if given is None or not params or "epochs" not in params:
        return set_params(*args, **kwargs)
    split, validation = given.get("validation_split") or 0.0, given.get("validation_data")
    validates = bool(split) or validation is not None
    names = keras3_training.metrics_names(given["model"])
    more = {"do_validation": validates, "metrics": names + [f"val_{name}" for name in names]}
    samples = _samples(given.get("x"))
    if samples is not None:
        more.update(samples=int(samples * (1 - split)), batch_size=given.get("batch_size") or 32)
    return set_params({**more, **params})


def _samples(x):
    """How many samples arrays hold; None of what is no array."""
    while isinstance(x, (list, tuple, dict)) and len(x):
        x = next(iter(x.values())) if isinstance(x, dict) else x[0]
    return x.shape[0] if getattr(x, "shape", None) and hasattr(x, "dtype") else None
