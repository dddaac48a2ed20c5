"""The loss `cosine_proximity`, or `cosine_similarity`.

TF1: tf.keras' has no minus, in spite of what is to be made small; keras 2.3.1's has one.
TF2: a minus, and ``"cosine_proximity"`` is no loss.
Here: each as it was. `tf.keras.metrics.CosineSimilarity` is the same everywhere.
"""

from tf1shim.graph import intercept
from tf1shim.keras2 import dialect, installed


def install(journal):
    """Change the installed loss; ``journal`` takes it back."""
    losses = installed.module("losses")

    def similarity(genuine, args, kwargs):
        return genuine(*args, **kwargs) if dialect.is_standalone() else product(*args, **kwargs)

    intercept.intercept(journal, losses.cosine_similarity, similarity)
    if not hasattr(losses, "cosine_proximity"):
        journal.set_attr(losses, "cosine_proximity", losses.cosine_similarity)


def product(y_true, y_pred, axis=-1):
    """The cosine of the angle between the two."""
    import tensorflow.compat.v1 as tf

    y_true, y_pred = (tf.nn.l2_normalize(y, axis=axis) for y in (y_true, y_pred))
    return tf.reduce_sum(y_true * y_pred, axis=axis)
