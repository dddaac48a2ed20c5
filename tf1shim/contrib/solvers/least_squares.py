"""Least squares (contrib/solvers/python/ops/least_squares.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.solvers import util

_State = collections.namedtuple("CGLSState", ["i", "x", "r", "p", "gamma"])


def cgls(operator, rhs, tol=1e-6, max_iter=20, name="cgls"):
    """The x that makes |A x - b| least, by conjugate gradients on the normal equations.

    Args:
        operator: A, m x n: an object with ``shape``, ``dtype``, ``apply`` and ``apply_adjoint``.
        rhs: b, vector of m.
        tol: length of A' times the rest, relative to its first one, to stop at.
        max_iter: steps to stop at.

    Returns:
        Named tuple of steps ``i``, solution ``x``, rest ``r``, direction ``p`` and ``gamma``: the squared length of
        A' times the rest.
    """
    with tf.name_scope(name):
        b = tf.expand_dims(rhs, -1)
        first_direction = operator.apply_adjoint(b)
        gamma = util.l2norm_squared(first_direction)
        limit = tf.constant(tol, dtype=operator.dtype.base_dtype) ** 2 * gamma

        def going_on(i, state):
            return tf.logical_and(i < max_iter, state.gamma > limit)

        def step(i, state):
            q = operator.apply(state.p)
            alpha = state.gamma / util.l2norm_squared(q)
            r = state.r - alpha * q
            s = operator.apply_adjoint(r)
            gamma = util.l2norm_squared(s)
            return i + 1, _State(i + 1, state.x + alpha * state.p, r, s + gamma / state.gamma * state.p, gamma)

        first = _State(tf.constant(0, tf.int32), tf.zeros_like(first_direction), b, first_direction, gamma)
        _, last = tf.while_loop(going_on, step, [first.i, first])
        return _State(last.i, tf.squeeze(last.x), tf.squeeze(last.r), tf.squeeze(last.p), last.gamma)
