"""Keras 3 inside a graph context.

TF1: ``with graph.as_default(), session.as_default(): model.predict(x)`` was how models were used from threads.
TF2: entering any graph turns eager execution off, and Keras 3 cannot work without it.
Here: in eager mode Keras 3's entry points turn it on again for their own duration, unless graph tensors are involved.
Keras 2 is left alone: it can live in a graph.
"""

import functools

from tf1shim.session_era import submodels, tables
from tf1shim.session_era.when_loaded import when_loaded

_MODEL = ("fit", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch", "compile",
          "load_weights", "save_weights", "save", "get_weights", "set_weights", "build")


def install(journal):
    """Let Keras 3 work inside graph contexts as soon as it is loaded."""
    when_loaded("keras", functools.partial(_let_out, journal), journal)


def _let_out(journal, keras):
    if not tables.is_keras3(keras):
        return
    journal.wrap(keras.layers.Layer, "__call__", _eagerly)
    # Layers make variables when they are made, too: the seeds of Dropout.
    journal.wrap(keras.Variable, "__init__", _eagerly)
    for name in _MODEL:
        owner = next((k for k in keras.Model.__mro__ if name in vars(k)), None)
        if owner is not None:
            journal.wrap(owner, name, _eagerly)
    for name in ("load_model", "clone_model"):
        journal.wrap(keras.models, name, _eagerly)
    journal.wrap(keras.optimizers.Optimizer, "apply_gradients", _eagerly)


def _eagerly(wrapped, instance, args, kwargs):
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops

    if context.executing_eagerly():
        return wrapped(*args, **kwargs)
    if ops.get_default_graph().building_function or any(map(_of_a_graph, (*args, *kwargs.values()))):
        return wrapped(*args, **kwargs)
    with context.eager_mode():
        return wrapped(*args, **kwargs)


def _of_a_graph(value):
    if isinstance(value, (list, tuple)):
        return any(map(_of_a_graph, value))
    return hasattr(value, "op") and hasattr(value, "graph") and not submodels.is_symbolic(value)
