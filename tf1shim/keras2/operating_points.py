"""`SensitivityAtSpecificity` and its converse: which threshold they look at.

TF1: the one whose specificity (or sensitivity) is closest to what was asked for (TF 1.15 `python/keras/metrics.py`;
    keras 2.3.1 too).
TF2: the best one of those that reach it.
Here: TF1's rule, for both spellings.
"""

from tf1shim.keras2 import installed


def install(journal):
    """Change the metrics' common base; ``journal`` takes it back."""
    base = installed.api("metrics").SensitivityAtSpecificity.__mro__[1]
    if hasattr(base, "_find_max_under_constraint"):
        journal.wrap(base, "_find_max_under_constraint", _at_closest)


def _at_closest(wrapped, instance, args, kwargs):
    given = dict(zip(("constrained", "dependent", "predicate"), args), **kwargs)
    import tensorflow.compat.v1 as tf

    index = tf.argmin(tf.abs(given["constrained"] - instance.value), axis=0, output_type=tf.int32)
    return tf.gather(given["dependent"], index)
