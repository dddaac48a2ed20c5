"""``tf.contrib.nn.alpha_dropout`` (https://arxiv.org/abs/1706.02515)."""

import numbers

import tensorflow.compat.v1 as tf

_ALPHA = -1.7580993408473766  # what a dropped unit is set to: the SELU's negative limit


def alpha_dropout(x, keep_prob, noise_shape=None, seed=None, name=None):
    """Dropout that keeps mean and variance of self-normalised activations.

    Args:
        x: float tensor.
        keep_prob: float in (0, 1], or a scalar tensor.
        noise_shape: shape of the random keep or drop flags.
        seed: of the flags.
        name: of the scope.

    Raises:
        ValueError: ``keep_prob`` is not in (0, 1].
    """
    with tf.name_scope(name, "alpha_dropout", [x]):
        x = tf.convert_to_tensor(x, name="x")
        if isinstance(keep_prob, numbers.Real) and not 0 < keep_prob <= 1.0:
            raise ValueError(
                "keep_prob must be a scalar tensor or a float in the range (0, 1], "
                f"got {keep_prob:g}"
            )
        keep_prob = tf.convert_to_tensor(keep_prob, dtype=x.dtype, name="keep_prob")
        keep_prob.shape.assert_has_rank(0)
        if tf.get_static_value(keep_prob) == 1:
            return x
        shape = tf.shape(x) if noise_shape is None else noise_shape
        draws = tf.random_uniform(shape, seed=seed, dtype=x.dtype)
        kept = tf.cast(tf.greater_equal(draws, 1 - keep_prob), x.dtype)
        x = x * kept + _ALPHA * (1 - kept)
        a = (keep_prob + keep_prob * (1 - keep_prob) * _ALPHA**2) ** -0.5
        b = -a * _ALPHA * (1 - keep_prob)
        return a * x + b
