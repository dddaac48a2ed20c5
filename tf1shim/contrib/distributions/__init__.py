"""``tf.contrib.distributions``: TensorFlow's own distributions, and those of TensorFlow
Probability.

What TF 1.15 shared with `tf.distributions` still is that, with the same random numbers. The others
come from
``tensorflow_probability`` when first asked for; TensorFlow's own are handed to it as its
counterparts.
"""

import importlib

from tf1shim.contrib.distributions.core import (  # noqa: F401
    FULLY_REPARAMETERIZED,
    NOT_REPARAMETERIZED,
    Bernoulli,
    Beta,
    BetaWithSoftplusConcentration,
    Categorical,
    Dirichlet,
    DirichletMultinomial,
    Distribution,
    Exponential,
    ExponentialWithSoftplusRate,
    Gamma,
    GammaWithSoftplusConcentrationRate,
    Laplace,
    LaplaceWithSoftplusScale,
    Multinomial,
    Normal,
    NormalWithSoftplusScale,
    RegisterKL,
    ReparameterizationType,
    StudentT,
    StudentTWithAbsDfSoftplusScale,
    Uniform,
    fill_triangular,
    fill_triangular_inverse,
    kl_divergence,
    matrix_diag_transform,
    reduce_weighted_logsumexp,
    softplus_inverse,
    tridiag,
)
from tf1shim.contrib.distributions.sample_stats import percentile  # noqa: F401


def __getattr__(name):
    if name == "bijectors":
        return _part("bijectors")
    if name.startswith("_"):
        raise AttributeError(name)
    return _part("probability").lookup(name)


def __dir__():
    return sorted({*globals(), *_part("probability").NAMES, "bijectors"})


def _part(name):
    # Not "from ... import": that would ask __getattr__ for the part.
    return importlib.import_module(f"{__name__}.{name}")
