"""The distributions that TF 1.15 kept in its core, and TF2 still keeps in `tf.compat.v1`."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops.distributions import (
    beta,
    exponential,
    gamma,
    laplace,
    normal,
    student_t,
    util,
)

FULLY_REPARAMETERIZED = tf.distributions.FULLY_REPARAMETERIZED
NOT_REPARAMETERIZED = tf.distributions.NOT_REPARAMETERIZED
Bernoulli = tf.distributions.Bernoulli
Beta = tf.distributions.Beta
Categorical = tf.distributions.Categorical
Dirichlet = tf.distributions.Dirichlet
DirichletMultinomial = tf.distributions.DirichletMultinomial
Distribution = tf.distributions.Distribution
Exponential = tf.distributions.Exponential
Gamma = tf.distributions.Gamma
Laplace = tf.distributions.Laplace
Multinomial = tf.distributions.Multinomial
Normal = tf.distributions.Normal
RegisterKL = tf.distributions.RegisterKL
ReparameterizationType = tf.distributions.ReparameterizationType
StudentT = tf.distributions.StudentT
Uniform = tf.distributions.Uniform

BetaWithSoftplusConcentration = beta.BetaWithSoftplusConcentration
ExponentialWithSoftplusRate = exponential.ExponentialWithSoftplusRate
GammaWithSoftplusConcentrationRate = gamma.GammaWithSoftplusConcentrationRate
LaplaceWithSoftplusScale = laplace.LaplaceWithSoftplusScale
NormalWithSoftplusScale = normal.NormalWithSoftplusScale
StudentTWithAbsDfSoftplusScale = student_t.StudentTWithAbsDfSoftplusScale

fill_triangular = util.fill_triangular
matrix_diag_transform = util.matrix_diag_transform
kl_divergence = tf.distributions.kl_divergence  # knows both families: graph/distributions.py
reduce_weighted_logsumexp = util.reduce_weighted_logsumexp
softplus_inverse = util.softplus_inverse
tridiag = util.tridiag


def fill_triangular_inverse(x, upper=False, name=None):
    """The vectors [..., n (n + 1) / 2] that `fill_triangular` makes the matrices ``x`` of.

    Args:
        x: [..., n, n], triangular, n known.
        upper: whether upper triangular.
        name: of the scope.
    """
    with tf.name_scope(name, "fill_triangular_inverse", [x]):
        x = tf.convert_to_tensor(x, name="x")
        n = tf.dimension_value(x.shape.with_rank_at_least(2)[-1])
        first = x[..., 0, :] if upper else tf.reverse(x[..., -1, :], axis=[-1])
        rest = x[..., 1:, :] if upper else x[..., :-1, :]
        # The other rows lie in it twice: once as they are, once turned by half a circle.
        rest = rest + tf.reverse(rest, axis=[-2, -1])
        rest = tf.reshape(rest, tf.concat([tf.shape(x)[:-2], [n * (n - 1)]], 0))
        return tf.concat([first, rest[..., : n * (n - 1) // 2]], -1)
