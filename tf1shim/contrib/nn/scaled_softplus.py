"""``tf.contrib.nn.scaled_softplus``."""

import tensorflow.compat.v1 as tf


def scaled_softplus(x, alpha, clip=None, name=None):
    """``alpha * softplus(x / alpha)``, at most ``clip``; gradients need ``y`` and ``alpha`` alone.

    Args:
        x: float tensor.
        alpha: float, broadcast against ``x``.
        clip: upper bound, None for none.
        name: of the scope.
    """
    with tf.name_scope(name, "scaled_softplus", [x, alpha] + ([] if clip is None else [clip])):
        x = tf.convert_to_tensor(x, name="x")
        inputs = [x, tf.convert_to_tensor(alpha, dtype=x.dtype, name="alpha")]
        if clip is not None:
            inputs.append(tf.convert_to_tensor(clip, dtype=x.dtype, name="clip"))
        return _scaled_softplus(*inputs)


@tf.custom_gradient
def _scaled_softplus(x, alpha, *clip):
    y = alpha * tf.nn.softplus(x / alpha)
    if clip:
        y = tf.minimum(y, clip[0])

    def gradient(g):
        with tf.control_dependencies([g]):  # recompute instead of keeping
            scaled = tf.identity(y)
        clip_gradient = []
        if clip:
            unclipped = tf.cast(scaled < clip[0], g.dtype)
            clip_gradient = [_unbroadcast(g * (1.0 - unclipped), clip[0])]
            g = g * unclipped
        scaled /= alpha
        exp_minus = tf.exp(-scaled)
        by_x = 1.0 - exp_minus
        by_alpha = scaled * exp_minus - by_x * tf.log(by_x + 1e-8)
        return [_unbroadcast(g * by_x, x), _unbroadcast(g * by_alpha, alpha), *clip_gradient]

    return y, gradient


def _unbroadcast(gradient, like):
    """Sum ``gradient`` over the axes along which ``like`` was broadcast."""
    shape = tf.shape(like)
    axes, _ = tf.raw_ops.BroadcastGradientArgs(s0=shape, s1=tf.shape(gradient))
    return tf.reshape(tf.reduce_sum(gradient, axes), shape)
