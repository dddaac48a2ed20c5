"""`keras.losses` of standalone Keras, where it differs from the installed losses.

Source: keras 2.3.1 `losses.py`.
"""

import functools

from tf1shim.keras2 import cosine, installed, mirror


def named(loss):
    """What `compile` is given as losses; names that only old Keras knew become the installed ones."""
    if isinstance(loss, str):
        return _OLD.get(loss, loss)
    if isinstance(loss, dict):
        return {k: named(v) for k, v in loss.items()}
    if isinstance(loss, (list, tuple)):
        return [named(v) for v in loss]
    return loss


def huber_loss(y_true, y_pred, delta=1.0):
    """Huber loss of each entry: quadratic up to ``delta``, linear beyond."""
    import tensorflow.compat.v1 as tf

    error = tf.abs(y_pred - y_true)
    quadratic = tf.minimum(error, delta)
    return 0.5 * quadratic * quadratic + delta * (error - quadratic)


def logcosh(y_true, y_pred):
    """Mean logarithm of the hyperbolic cosine of the error."""
    return installed.api("losses").log_cosh(y_true, y_pred)


def kullback_leibler_divergence(y_true, y_pred):
    """Sum of ``y_true * log(y_true / y_pred)`` over the last axis."""
    return installed.api("losses").kullback_leibler_divergence(y_true, y_pred)


def cosine_proximity(y_true, y_pred, axis=-1):
    """Minus the cosine of the angle between the two."""
    return -cosine.product(y_true, y_pred, axis=axis)


cosine_similarity = cosine_proximity
kld = KLD = kullback_leibler_divergence
_OLD = {"cosine": "cosine_proximity"}

# Loss classes and the arguments before ``reduction`` and ``name``; all averaged over the batch unless told otherwise.
_CLASSES = {
    "Loss": (), "LossFunctionWrapper": ("fn",), "MeanSquaredError": (), "MeanAbsoluteError": (),
    "MeanAbsolutePercentageError": (), "MeanSquaredLogarithmicError": (),
    "BinaryCrossentropy": ("from_logits", "label_smoothing"),
    "CategoricalCrossentropy": ("from_logits", "label_smoothing"),
    "SparseCategoricalCrossentropy": ("from_logits",), "Hinge": (), "SquaredHinge": (), "CategoricalHinge": (),
    "Poisson": (), "LogCosh": (), "KLDivergence": (), "Huber": ("delta",),
}
_NAMES = {"LogCosh": "logcosh", "KLDivergence": "kullback_leibler_divergence"}


@functools.lru_cache(maxsize=None)
def _loss_class(name):
    native = getattr(installed.module("losses"), name)
    positions = (*_CLASSES[name], "reduction", "name")

    def __init__(self, *args, **kwargs):
        if len(args) > len(positions):
            raise TypeError(f"{name}() takes at most {len(positions)} positional arguments ({len(args)} given)")
        kwargs.update(zip(positions, args))
        kwargs.setdefault("reduction", "sum_over_batch_size")
        if name in _NAMES:
            kwargs.setdefault("name", _NAMES[name])
        native.__init__(self, **kwargs)

    return mirror.Mirrored(name, (native,), {
        "__init__": __init__, "__module__": "keras.losses", "__doc__": native.__doc__, "_tf1shim_native": native})


def __getattr__(name):
    if name in _CLASSES:
        return _loss_class(name)
    if name == "cosine":
        return cosine_proximity
    raise AttributeError(name)
