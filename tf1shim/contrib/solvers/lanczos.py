"""Lanczos bidiagonalization (contrib/solvers/python/ops/lanczos.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.solvers import util

_State = collections.namedtuple("LanczosBidiagState", ["u", "v", "alpha", "beta"])


def lanczos_bidiag(operator, k, orthogonalize=True, starting_vector=None, name="lanczos_bidiag"):
    """Steps of a Lanczos bidiagonalization of A: U, V and a lower bidiagonal B with A V = U B.

    Args:
        operator: A, m x n: an object with ``shape``, ``dtype``, ``apply`` and ``apply_adjoint``.
        k: steps.
        orthogonalize: whether to make each new vector orthogonal to all before.
        starting_vector: vector of m; drawn by default.

    Returns:
        Named tuple ``u`` (m x k+1), ``v`` (n x k), and the diagonals of B, ``alpha`` (k) and ``beta`` (k).
    """
    with tf.name_scope(name):
        if starting_vector is None:
            starting_vector = tf.random_uniform(operator.shape[:1], -1, 1, dtype=operator.dtype)

        def rows(name, size):
            return tf.TensorArray(operator.dtype, size=size, tensor_array_name=name, clear_after_read=False)

        first = tf.squeeze(util.l2normalize(starting_vector)[0])
        state = _State(rows("u", k + 1).write(0, first), rows("v", k), rows("alpha", k), rows("beta", k))

        def normalized(count, basis, vector):
            return _orthonormal(count, basis, vector) if orthogonalize else util.l2normalize(vector)

        def step(i, state):
            u = _column(state.u, i)
            r = operator.apply_adjoint(u)
            less = tf.cond(i > 0, lambda: r - state.beta.read(i - 1) * _column(state.v, i - 1), lambda: r)
            less.set_shape(r.get_shape())
            v, alpha = normalized(i - 1, state.v, less)
            u, beta = normalized(i, state.u, operator.apply(v) - alpha * u)
            return i + 1, _State(state.u.write(i + 1, tf.squeeze(u)), state.v.write(i, tf.squeeze(v)),
                                 state.alpha.write(i, alpha), state.beta.write(i, beta))

        _, state = tf.while_loop(lambda i, _: i < k, step, [tf.constant(0, tf.int32), state])
        return _State(tf.matrix_transpose(state.u.stack()), tf.matrix_transpose(state.v.stack()),
                      state.alpha.stack(), state.beta.stack())


def bidiag_matmul(matrix, alpha, beta, adjoint_b=False, name="bidiag_matmul"):
    """A matrix times a lower bidiagonal one, B, of k+1 x k.

    Args:
        matrix: m x k+1; m x k where ``adjoint_b``.
        alpha, beta: vectors of k, the diagonals of B.
        adjoint_b: whether to multiply by the transpose of B without its last row.

    Returns:
        m x k.
    """
    with tf.name_scope(name):
        if not adjoint_b:
            return matrix[:, :-1] * alpha[None] + matrix[:, 1:] * beta[None]
        shifted = tf.pad(matrix[:, :-1] * beta[None, :-1], [[0, 0], [1, 0]])
        return matrix * alpha[None] + shifted


def _column(rows, i):
    return tf.expand_dims(rows.read(i), -1)


def _orthonormal(count, basis, vector):
    """Gram-Schmidt against the first ``count`` rows; twice where much was taken away, for it is inexact then."""
    once, length = _gram_schmidt(count, basis, vector)
    return tf.cond(length < 0.7071 * util.l2norm(vector), lambda: _gram_schmidt(count, basis, vector),
                   lambda: (once, length))


def _gram_schmidt(count, basis, vector):
    def step(j, rest):
        row = _column(basis, j)
        less = rest - tf.matmul(row, rest, adjoint_a=True) * row
        less.set_shape(rest.get_shape())
        return j + 1, less

    _, rest = tf.while_loop(lambda j, _: j < count, step, [tf.constant(0, tf.int32), vector])
    return util.l2normalize(rest)
