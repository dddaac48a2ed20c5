"""Roots of matrices by iteration (source: contrib/opt/python/training/matrix_functions.py)."""

import tensorflow.compat.v1 as tf


def matrix_square_root(mat_a, mat_a_size, iter_count=100, ridge_epsilon=1e-4):
    """The square root of a positive semi-definite matrix, by Denman and Beavers' iteration.

    Args:
        mat_a: symmetric ``[n, n]``.
        mat_a_size: n.
        iter_count: most steps.
        ridge_epsilon: added to the diagonal.

    Returns:
        ``[n, n]``.
    """
    identity = tf.eye(tf.cast(mat_a_size, tf.int32))
    mat_a = mat_a + ridge_epsilon * identity
    norm = tf.sqrt(tf.reduce_sum(mat_a * mat_a))

    def improving(i, y, last_y, z, error, last_error):
        return tf.logical_and(i < iter_count, error < last_error)

    def step(i, y, last_y, z, error, last_error):
        factor = 0.5 * (3.0 * identity - tf.matmul(z, y))
        new_y = tf.matmul(y, factor)
        root = new_y * tf.sqrt(norm)
        residual = mat_a - tf.matmul(root, root)
        return (i + 1, new_y, y, tf.matmul(factor, z),
                tf.sqrt(tf.reduce_sum(residual * residual)) / norm, error)

    start = mat_a / norm
    # The step before the last is the best: the last one made the error grow.
    best = tf.while_loop(improving, step, [0, start, start, identity, norm, norm + 1.0])[2]
    return best * tf.sqrt(norm)


def matrix_inverse_pth_root(mat_g, mat_g_size, alpha, iter_count=100, epsilon=1e-6,
                            ridge_epsilon=1e-6):
    """``mat_g ** alpha`` for ``alpha = -1/p``, by Newton's iteration.

    Args:
        mat_g: symmetric positive semi-definite ``[n, n]``.
        mat_g_size: n.
        alpha: exponent, -1 over a positive integer.
        iter_count: most steps.
        epsilon: error at which to stop.
        ridge_epsilon: added to the diagonal.

    Returns:
        ``[n, n]``.
    """
    if mat_g_size == 1:
        return tf.pow(mat_g + ridge_epsilon, alpha)
    identity = tf.eye(tf.cast(mat_g_size, tf.int32))
    damped = mat_g + ridge_epsilon * identity
    scale = (1 - 1 / alpha) / (2 * tf.norm(damped))

    def wrong(i, m, x):
        return tf.logical_and(i < iter_count, tf.reduce_max(tf.abs(m - identity)) > epsilon)

    def step(i, m, x):
        factor = (1 - alpha) * identity + alpha * m
        return i + 1, tf.matmul(_power(factor, -1.0 / alpha), m), tf.matmul(x, factor)

    return tf.while_loop(wrong, step, [0, damped * scale, identity * tf.pow(scale, -alpha)])[2]


def _power(matrix, exponent):
    assert exponent == int(exponent) and exponent > 0
    result, exponent = None, int(exponent)
    while exponent:
        if exponent % 2:
            result = matrix if result is None else tf.matmul(matrix, result)
        exponent //= 2
        matrix = tf.matmul(matrix, matrix)
    return result
