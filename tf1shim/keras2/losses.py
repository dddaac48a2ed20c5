"""`keras.losses` of standalone Keras, where it differs from the installed losses.

Source: keras 2.3.1 `losses.py`.
"""

from tf1shim.keras2 import installed


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


_OLD = {"cosine": "cosine_proximity"}


def __getattr__(name):
    if name == "cosine":
        return installed.api("losses").cosine_proximity
    raise AttributeError(name)
