"""``tf.contrib.nn.python.ops.fwd_gradients``: forward-mode gradients by differentiating twice."""

import tensorflow.compat.v1 as tf


def fwd_gradients(ys, xs, grad_xs=None, assert_unused=False):
    """Derivatives of ``ys`` along ``grad_xs``.

    Args:
        ys, xs: lists of tensors.
        grad_xs: directions, like ``xs``; default ones.
        assert_unused: make running the backward graph an error (it is only built, not needed).

    Returns:
        A list like ``ys``.
    """
    us = [tf.zeros_like(y) + float("nan") for y in ys]
    backward = [
        tf.convert_to_tensor(g) if isinstance(g, tf.IndexedSlices) else g
        for g in tf.gradients(ys, xs, grad_ys=us)
    ]
    if assert_unused:
        with tf.control_dependencies(backward):
            failure = tf.Assert(False, [1], name="fwd_gradients")
        with tf.control_dependencies([failure]):
            backward = tf.identity_n(backward)
    backward = [tf.zeros_like(x) if g is None else g for x, g in zip(xs, backward)]
    for x, g in zip(xs, backward):
        g.set_shape(x.shape)
    # The backward graph is linear in us: its derivative does not depend on them.
    return tf.gradients(backward, us, grad_ys=grad_xs)
