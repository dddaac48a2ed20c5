"""Matrices as functions, and norms (contrib/solvers/python/ops/util.py)."""

import collections

import tensorflow.compat.v1 as tf

_Operator = collections.namedtuple("LinearOperator", ["shape", "dtype", "apply", "apply_adjoint"])


def create_operator(matrix):
    """A matrix as an object with ``shape`` (list, or tensor where unknown), ``dtype``, ``apply``, ``apply_adjoint``."""
    return _Operator(_shape(matrix), matrix.dtype, lambda v: tf.matmul(matrix, v),
                     lambda v: tf.matmul(matrix, v, adjoint_a=True))


def identity_operator(matrix):
    """The identity, of the shape and type of ``matrix``."""
    return _Operator(_shape(matrix), matrix.dtype, lambda v: v, lambda v: v)


def _shape(matrix):
    shape = matrix.get_shape()
    return shape.as_list() if shape.is_fully_defined() else tf.shape(matrix)


def dot(x, y):
    """Product of two column vectors, 1 x 1."""
    return tf.reduce_sum(tf.conj(x) * y)


def l2norm_squared(v):
    """Squared length of a column vector."""
    return tf.constant(2, dtype=v.dtype.base_dtype) * tf.nn.l2_loss(v)


def l2norm(v):
    """Length of a column vector."""
    return tf.sqrt(l2norm_squared(v))


def l2normalize(v):
    """``(v / |v|, |v|)``; a vector of length 0 stays."""
    norm = l2norm(v)
    return v / norm, norm
