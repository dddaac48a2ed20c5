"""``tf.contrib.nn``: variants of ops in `tf.nn`."""

import tensorflow.compat.v1 as tf
from tensorflow.compat.v1.nn import conv1d_transpose  # noqa: F401

from tf1shim.contrib.nn.alpha_dropout import alpha_dropout  # noqa: F401
from tf1shim.contrib.nn.cross_entropy import (  # noqa: F401
    deprecated_flipped_sigmoid_cross_entropy_with_logits,
    deprecated_flipped_softmax_cross_entropy_with_logits,
    deprecated_flipped_sparse_softmax_cross_entropy_with_logits,
)
from tf1shim.contrib.nn.sampling_ops import (  # noqa: F401
    rank_sampled_softmax_loss,
    sampled_sparse_softmax_loss,
)
from tf1shim.contrib.nn.scaled_softplus import scaled_softplus  # noqa: F401


def nth_element(input, n, reverse=False, name=None):
    """The ``n``-th smallest (largest, if ``reverse``) entry along the last axis.

    Args:
        input: [..., entries].
        n: int scalar, from 0.
        reverse: count from the largest.
        name: of the op.
    """
    return tf.raw_ops.NthElement(input=input, n=n, reverse=reverse, name=name)
