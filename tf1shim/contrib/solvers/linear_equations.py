"""Linear equations (contrib/solvers/python/ops/linear_equations.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.solvers import util

_State = collections.namedtuple("CGState", ["i", "x", "r", "p", "gamma"])


def conjugate_gradient(operator, rhs, preconditioner=None, x=None, tol=1e-4, max_iter=20, name="conjugate_gradient"):
    """Solve A x = b by conjugate gradients, for a Hermitian, positive definite A.

    Args:
        operator: A, n x n: an object with ``shape``, ``dtype`` and ``apply``.
        rhs: b, vector of n.
        preconditioner: an operator near the inverse of A, or None.
        x: vector of n to start from; 0 by default.
        tol: length of the rest, relative to the first one's, to stop at.
        max_iter: steps to stop at.

    Returns:
        Named tuple of steps ``i``, solution ``x``, rest ``r``, direction ``p`` and ``gamma``: the rest's product with
        the preconditioned rest.
    """
    with tf.name_scope(name):
        b = tf.expand_dims(rhs, -1)
        if x is None:
            x = tf.expand_dims(tf.zeros(operator.shape[1:], dtype=rhs.dtype.base_dtype), -1)
            rest = b
        else:
            x = tf.expand_dims(x, -1)
            rest = b - operator.apply(x)
        direction = rest if preconditioner is None else preconditioner.apply(rest)
        limit = tol * tf.norm(rest)

        def going_on(i, state):
            return tf.logical_and(i < max_iter, tf.norm(state.r) > limit)

        def step(i, state):
            z = operator.apply(state.p)
            alpha = state.gamma / util.dot(state.p, z)
            x, r = state.x + alpha * state.p, state.r - alpha * z
            q = r if preconditioner is None else preconditioner.apply(r)
            gamma = util.dot(r, q)
            return i + 1, _State(i + 1, x, r, q + gamma / state.gamma * state.p, gamma)

        first = _State(tf.constant(0, tf.int32), x, rest, direction, util.dot(rest, direction))
        _, last = tf.while_loop(going_on, step, [first.i, first])
        return _State(last.i, tf.squeeze(last.x), tf.squeeze(last.r), tf.squeeze(last.p), last.gamma)
