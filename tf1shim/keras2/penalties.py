"""What regularizers compute, operation by operation.

TF1: `tf.keras.regularizers.l1` and `l2`, also by name, give an `L1L2`; ``l2 * sum(square(x))`` is added to ``0.``, and
    without a factor there is but a constant. The operations count where `tf.set_random_seed` alone settles draws.
TF2: classes of their own, L2Loss operations, and a constant zero first.
Here: as in TF 1, for both spellings.
"""

from tf1shim.graph import intercept
from tf1shim.keras2 import installed, regularizers


def install(journal):
    """Change `L1L2` and what makes it; ``journal`` takes it back."""
    module = installed.module("regularizers")
    journal.set_attr(module.L1L2, "__call__", _penalty)
    intercept.intercept(journal, module.get, _get)


def _get(genuine, args, kwargs):
    identifier = args[0] if args else kwargs["identifier"]
    return getattr(regularizers, identifier)() if str(identifier) in ("l1", "l2") else genuine(*args, **kwargs)


def _penalty(self, x):
    import tensorflow.compat.v1 as tf

    if not self.l1 and not self.l2:
        return installed.backend().constant(0.)
    total = 0.
    if self.l1:
        total += self.l1 * tf.reduce_sum(tf.abs(x))
    if self.l2:
        total += self.l2 * tf.reduce_sum(tf.square(x))
    return total
