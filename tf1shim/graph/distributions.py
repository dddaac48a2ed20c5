"""Distributions of tf.contrib count as TensorFlow's own.

TF1: those of ``tf.contrib.distributions`` derive from `tf.distributions.Distribution`, and their divergences stand in
    the same table, for `tf.distributions.kl_divergence` and `tf.distributions.RegisterKL`.
TF2: they are TensorFlow Probability's, with a base class and a table of their own.
Here: the base class counts in theirs, and where the table has no divergence theirs is asked.
"""

import sys

from tf1shim.graph import intercept
from tf1shim.graph.variables import forget_answers

_BASE = ("tensorflow_probability.python.distributions.distribution", "Distribution")


def is_of_probability(cls):
    """Whether a class derives from the distributions of TensorFlow Probability."""
    return any((base.__module__, base.__name__) == _BASE for base in cls.__mro__)


def install(journal):
    """Let both families be one; undone with the journal."""
    from tensorflow.python.ops.distributions import distribution, kullback_leibler

    own = distribution.Distribution

    def includes(cls, other):
        return True if cls is own and is_of_probability(other) else NotImplemented

    journal.set_attr(own, "__subclasshook__", classmethod(includes))
    forget_answers(own)
    journal.on_undo(lambda: forget_answers(own), "who is a tf.distributions.Distribution")
    intercept.intercept(journal, kullback_leibler.kl_divergence, _divergence)


def _divergence(genuine, args, kwargs):
    from tensorflow.python.ops.distributions import kullback_leibler

    named = {**dict(zip(("distribution_a", "distribution_b"), args)), **kwargs}
    pair = [named[name] for name in ("distribution_a", "distribution_b") if name in named]
    kinds = [type(each) for each in pair]
    # None of them has been made as long as the library is not loaded.
    if ("tensorflow_probability" not in sys.modules or not any(map(is_of_probability, kinds))
            or kullback_leibler._registered_kl(*kinds) is not None):
        return genuine(*args, **kwargs)
    from tf1shim.contrib.distributions import probability

    given = dict(zip(("allow_nan_stats", "name"), args[2:]), **{
        name: value for name, value in kwargs.items() if name in ("allow_nan_stats", "name")})
    return probability.tfd().kl_divergence(*map(probability.counterpart, pair), **given)
