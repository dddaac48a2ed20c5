"""Drawing each example of a batch several times or not at all (source: contrib/training/.../resample.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.training import moving_averages

__all__ = ["resample_at_rate", "weighted_resample"]


def resample_at_rate(inputs, rates, scope=None, seed=None, back_prop=False):
    """Repeat each example as often as a Poisson draw of its rate says.

    Args:
        inputs: list of tensors ``[batch, ...]``.
        rates: ``[batch]``, expected number of copies.
        scope: name of the scope.
        seed: op-level seed.
        back_prop: let gradients through the choice.

    Returns:
        list of tensors with an unknown first dimension.
    """
    with tf.name_scope(scope, default_name="resample_at_rate", values=list(inputs) + [rates]):
        rates = tf.convert_to_tensor(rates, name="rates")
        counts = tf.cast(tf.random_poisson(rates, (), rates.dtype, seed=seed), tf.int32)
        indices = _repeat_range(counts)
        if not back_prop:
            indices = tf.stop_gradient(indices)
        return [tf.gather(tensor, indices) for tensor in inputs]


def weighted_resample(inputs, weights, overall_rate, scope=None, mean_decay=0.999, seed=None):
    """`resample_at_rate` with rates in proportion to weights. Variable: ``estimate_mean/estimated_mean``, local.

    Args:
        inputs: list of tensors ``[batch, ...]``.
        weights: ``[batch]``.
        overall_rate: mean number of copies over all examples and calls.
        scope: name of the scope.
        mean_decay: decay of the running mean of the weights.
        seed: op-level seed.

    Returns:
        ``(list of tensors, rate of each example given)``.
    """
    with tf.name_scope(scope, "weighted_resample", inputs) as name:
        with tf.variable_scope(scope, "estimate_mean", inputs):
            estimated = tf.get_local_variable(
                "estimated_mean", initializer=tf.cast(0, weights.dtype), dtype=weights.dtype)
            mean = moving_averages.assign_moving_average(
                estimated, tf.reduce_mean(weights), mean_decay)
        rates = weights * overall_rate / mean
        taken, *results = resample_at_rate([rates] + inputs, rates, scope=name, seed=seed)
        return results, taken


def _repeat_range(counts, name=None):
    # [0, 1, 2, 3] -> [1, 2, 2, 3, 3, 3]
    with tf.name_scope(name, "repeat_range", [counts]) as scope:
        counts = tf.convert_to_tensor(counts, name="counts")
        return tf.repeat(tf.range(tf.size(counts)), tf.maximum(counts, 0), name=scope)
