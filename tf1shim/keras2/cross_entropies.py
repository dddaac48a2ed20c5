"""Cross entropies of what an activation gave, and what softmax gives of more than two dimensions.

TF1: the logits behind `sigmoid` were used by the binary cross entropy, those behind `softmax` by the categorical ones,
    where the output is that operation's; any other output was taken for probabilities, and clipped. That holds for the
    softmax of rank three and more, which was computed by hand.
TF2: activations mark their outputs with their logits, which every cross entropy uses, whatever the activation was.
Here: the operation decides about the mark; softmax as in TF 1. Source: 1.15's `keras/backend.py`, `activations.py`.
"""

import contextlib
import threading

from tf1shim.keras2 import installed

_ACTIVATIONS = {"binary_crossentropy": "Sigmoid", "categorical_crossentropy": "Softmax",
                "sparse_categorical_crossentropy": "Softmax"}
_local = threading.local()


def install(journal):
    """Change the functions of the backend, which losses and metrics call; undone with the journal."""
    for name, activation in _ACTIVATIONS.items():
        journal.wrap(installed.backend(), name, _marked(activation))
    journal.wrap(installed.module("activations"), "softmax", _softmax)


@contextlib.contextmanager
def as_when_eager():
    """Within this, this thread's functions are built with the formulas that eager execution has: no logits are seen."""
    before, _local.eager = getattr(_local, "eager", False), True
    try:
        yield
    finally:
        _local.eager = before


def _marked(activation):
    def call(wrapped, instance, args, kwargs):
        import tensorflow.compat.v1 as tf

        given = {**dict(zip(("target", "output", "from_logits", "axis"), args)), **kwargs}
        output = given["output"]
        if hasattr(output, "_keras_logits"):
            del output._keras_logits
        if tf.is_tensor(output) and not tf.executing_eagerly() and output.op.type == activation:
            if given.get("from_logits") or getattr(_local, "eager", False):
                given["output"] = tf.identity(output)  # not looked behind: told to be logits, or built for eager use
            else:
                output._keras_logits = output.op.inputs[0]
        return wrapped(**given)

    return call


def _softmax(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    given = {"axis": -1, **dict(zip(("x", "axis"), args)), **kwargs}
    x, axis = given["x"], given["axis"]
    if not tf.is_tensor(x) or tf.executing_eagerly() or x.shape.rank is None or x.shape.rank < 3:
        return wrapped(*args, **kwargs)
    powers = tf.exp(x - tf.reduce_max(x, axis=axis, keepdims=True))
    return powers / tf.reduce_sum(powers, axis=axis, keepdims=True)
