"""``tf.contrib.bayesflow.python.ops.monte_carlo_impl``: what ``monte_carlo`` exports."""

import tensorflow.compat.v1 as tf


def expectation(
    f,
    samples,
    log_prob=None,
    use_reparametrization=True,
    axis=0,
    keep_dims=False,
    name=None,
):
    """Mean of ``f(samples)``, with a gradient that accounts for where the samples come from.

    Args:
        f: function of samples.
        samples: of the distribution.
        log_prob: its log-density; needed without reparametrization.
        use_reparametrization: whether the samples carry their own gradient; else the score
            function does.
        axis: to average over.
        keep_dims: keep it with size 1.
        name: of the scope.

    Raises:
        ValueError: ``f``, or a needed ``log_prob``, is not callable.
    """
    with tf.name_scope(name, "expectation", [samples]):
        if not callable(f):
            raise ValueError("`f` must be a callable function.")
        if use_reparametrization:
            return tf.reduce_mean(f(samples), axis=axis, keepdims=keep_dims)
        if not callable(log_prob):
            raise ValueError("`log_prob` must be a callable function.")
        x = tf.stop_gradient(samples)
        log_density, fx = log_prob(x), f(x)
        # Adds zero to the value, and f times the score to the gradient.
        fx += tf.stop_gradient(fx) * (log_density - tf.stop_gradient(log_density))
        return tf.reduce_mean(fx, axis=axis, keepdims=keep_dims)


def expectation_importance_sampler(
    f, log_p, sampling_dist_q, z=None, n=None, seed=None, name="expectation_importance_sampler"
):
    """Mean of ``f`` under the density ``exp(log_p)``, estimated with samples of another
    distribution.

    Args:
        f: function of samples, of any sign.
        log_p: log-density, function of samples.
        sampling_dist_q: distribution to sample from.
        z: its samples; or else ``n``, how many to draw, with ``seed``.
        name: of the scope.

    Raises:
        ValueError: both or neither of ``z`` and ``n`` are given.
    """
    with tf.name_scope(name, values=[z, n]):
        z = _get_samples(sampling_dist_q, z, n, seed)
        log_ratio, values = log_p(z), f(z)
        log_q = sampling_dist_q.log_prob(z)

        def part(sign):
            # Logarithms need positive values: the two signs are done apart, each raised by one.
            log_values = tf.log(tf.nn.relu(sign * values) + 1.0)
            return tf.exp(_logspace_mean(log_values + log_ratio - log_q))

        return part(1.0) - part(-1.0)


def expectation_importance_sampler_logspace(
    log_f,
    log_p,
    sampling_dist_q,
    z=None,
    n=None,
    seed=None,
    name="expectation_importance_sampler_logspace",
):
    """Logarithm of `expectation_importance_sampler` for a positive f, given as ``log_f``."""
    with tf.name_scope(name, values=[z, n]):
        z = _get_samples(sampling_dist_q, z, n, seed)
        return _logspace_mean(log_f(z) + log_p(z) - sampling_dist_q.log_prob(z))


def _logspace_mean(log_values):
    center = tf.stop_gradient(tf.reduce_max(log_values, axis=[0]))
    return tf.log(tf.reduce_mean(tf.exp(log_values - center), axis=[0])) + center


def _get_samples(dist, z, n, seed):
    if (n is None) == (z is None):
        raise ValueError(
            f'Must specify exactly one of arguments "n" and "z".  Found: n = {n}, z = {z}'
        )
    return tf.convert_to_tensor(z, name="z") if n is None else dist.sample(n, seed=seed)
