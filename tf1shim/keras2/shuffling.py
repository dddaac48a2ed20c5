"""The order of samples in `fit` of standalone Keras.

Keras 2.3.1: each epoch shuffles what the epoch before had shuffled; validation data keeps its order.
Installed: each epoch shuffles from the beginning; validation data is shuffled too (engine/training_arrays_v1.py).
Here: keras 2.3.1's way for models of standalone Keras, with the same draws from NumPy's generator.
"""

import threading

import numpy

from tf1shim.keras2 import installed, mirror

_local = threading.local()


def install(journal):
    """Change the training loop over arrays; ``journal`` takes it back."""
    loops = installed.module("engine.training_arrays_v1")
    journal.wrap(loops, "fit_loop", _train)
    journal.wrap(loops, "model_iteration", _validate)
    journal.set_attr(loops, "np", _Numpy(numpy, random=_Numpy(numpy.random, shuffle=_shuffle)))


def _standalone(args, kwargs):
    return isinstance(type(args[0] if args else kwargs["model"]), mirror.Mirrored)


def _train(wrapped, instance, args, kwargs):
    if not _standalone(args, kwargs):
        return wrapped(*args, **kwargs)
    _local.order = ()
    try:
        return wrapped(*args, **kwargs)
    finally:
        _local.order = None


def _validate(wrapped, instance, args, kwargs):
    mode = kwargs.get("mode")
    if str(getattr(mode, "value", mode)) == "test" and _standalone(args, kwargs):
        kwargs["shuffle"] = False
    return wrapped(*args, **kwargs)


def _shuffle(indices):
    numpy.random.shuffle(indices)
    order = getattr(_local, "order", None)
    if order is None:
        return
    if len(order) == len(indices):
        indices[:] = order[indices]
    _local.order = indices.copy()


class _Numpy:
    """A module with some names replaced."""

    def __init__(self, module, **replaced):
        self._module = module
        vars(self).update(replaced)

    def __getattr__(self, name):
        return getattr(self._module, name)
