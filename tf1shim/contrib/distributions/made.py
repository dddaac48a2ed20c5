"""Distributions that TensorFlow Probability dropped, made of those that it has."""

import inspect

import tensorflow.compat.v1 as tf

from tf1shim.contrib.distributions.both_forms import OfScale, reparameterization_type
from tf1shim.contrib.distributions.probability import counterpart, library

tfd = library().distributions


class _Given:
    """Mixin: a copy is made of what the distribution was made of, under TF 1.15's names."""

    reparameterization_type = reparameterization_type

    def __new__(cls, *args, **kwargs):
        made = super().__new__(cls)
        given = inspect.signature(cls.__init__).bind(made, *args, **kwargs)
        given.apply_defaults()
        # Around tf.Module, which looks into what it is given.
        object.__setattr__(made, "_tf1shim_given", dict(list(given.arguments.items())[1:]))
        return made

    def copy(self, **override_parameters_kwargs):
        """Another one of the same arguments, but for those that are given."""
        return type(self)(**{**self._tf1shim_given, **override_parameters_kwargs})


class _Scaled(_Given):
    """Mixin: ``loc``, and the linear operator ``scale``, of `VectorLaplaceDiag` and `VectorExponentialDiag`."""

    @property
    def loc(self):
        """What is added to the scaled samples; None where it was not given."""
        given = self._tf1shim_given["loc"]
        return None if given is None else tf.convert_to_tensor(given)

    @property
    def scale(self):
        """The linear operator that scales the samples."""
        return tf.linalg.LinearOperatorDiag(self._diagonal)

    def _covariance(self):
        return tf.matrix_diag(self._variance())

    def _variance(self):
        return self._spread * tf.square(self._diagonal)

    def _stddev(self):
        return self._spread ** 0.5 * tf.abs(self._diagonal)


class Chi2WithAbsDf(_Given, tfd.Chi2):
    """`Chi2` with ``floor(abs(df))`` degrees of freedom."""

    def __init__(self, df, validate_args=False, allow_nan_stats=True, name="Chi2WithAbsDf"):
        df = tf.floor(tf.abs(tf.convert_to_tensor(df)))
        super().__init__(df, validate_args, allow_nan_stats, name=name)


class InverseGamma(_Given, tfd.InverseGamma):
    """The reciprocal of a Gamma variable; what TensorFlow Probability calls its scale is ``rate``."""

    def __init__(
        self,
        concentration,
        rate,
        validate_args=False,
        allow_nan_stats=True,
        name="InverseGamma",
    ):
        super().__init__(concentration, rate, validate_args, allow_nan_stats, name=name)

    @property
    def rate(self):
        """The parameter of the Gamma variable."""
        return self.scale


class InverseGammaWithSoftplusConcentrationRate(InverseGamma):
    """`InverseGamma` of the softplus of both arguments."""

    def __init__(
        self,
        concentration,
        rate,
        validate_args=False,
        allow_nan_stats=True,
        name="InverseGammaWithSoftplusConcentrationRate",
    ):
        super().__init__(
            tf.nn.softplus(concentration),
            tf.nn.softplus(rate),
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


def _diagonal(loc, scale_diag, scale_identity_multiplier):
    """The diagonal of a scale given as a diagonal, a multiple of the identity, or their sum."""
    if scale_diag is None and scale_identity_multiplier is None:
        return None
    if scale_identity_multiplier is None:
        return tf.convert_to_tensor(scale_diag)
    multiplier = tf.expand_dims(tf.convert_to_tensor(scale_identity_multiplier), -1)
    if scale_diag is not None:
        return tf.convert_to_tensor(scale_diag) + multiplier
    return multiplier * _ones(loc)


def _ones(loc):
    """As many ones as a vector of ``loc`` has elements."""
    loc = tf.convert_to_tensor(loc)
    size = tf.dimension_value(loc.shape[-1]) if loc.shape.rank else None
    return tf.ones(tf.shape(loc)[-1:] if size is None else [size], loc.dtype)


class MultivariateNormalDiag(_Given, OfScale, tfd.MultivariateNormalDiag):
    """Normal with independent components (TF 1.15: ``tf.contrib.distributions``).

    Args:
        loc: [..., k], default zeros.
        scale_diag: [..., k], default ones.
        scale_identity_multiplier: [...], added to the diagonal.
        validate_args, allow_nan_stats, name: as for every distribution.
    """

    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiag",
    ):
        super().__init__(
            loc=loc,
            scale_diag=_diagonal(loc, scale_diag, scale_identity_multiplier),
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


class MultivariateNormalDiagPlusLowRank(_Given, OfScale, tfd.MultivariateNormalDiagPlusLowRank):
    """Normal whose scale is ``diag(scale_diag + multiplier) + V diag(d) V'``.

    Args:
        loc: [..., k], default zeros.
        scale_diag: [..., k], default ones.
        scale_identity_multiplier: [...], added to the diagonal.
        scale_perturb_factor: V, [..., k, r].
        scale_perturb_diag: d, [..., r], default ones.
        validate_args, allow_nan_stats, name: as for every distribution.
    """

    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        scale_perturb_factor=None,
        scale_perturb_diag=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiagPlusLowRank",
    ):
        like = loc
        if like is None and scale_perturb_factor is not None:
            like = tf.convert_to_tensor(scale_perturb_factor)[..., 0]
        super().__init__(
            loc=loc,
            scale_diag=_diagonal(like, scale_diag, scale_identity_multiplier),
            scale_perturb_factor=scale_perturb_factor,
            scale_perturb_diag=scale_perturb_diag,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


class MultivariateNormalDiagWithSoftplusScale(_Given, OfScale, tfd.MultivariateNormalDiag):
    """`MultivariateNormalDiag` of the softplus of ``scale_diag``."""

    def __init__(
        self,
        loc,
        scale_diag,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiagWithSoftplusScale",
    ):
        super().__init__(
            loc=loc,
            scale_diag=tf.nn.softplus(scale_diag),
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


class VectorLaplaceDiag(_Scaled, tfd.Independent):
    """Laplace with independent components; arguments as `MultivariateNormalDiag`."""

    _spread = 2.0  # the variance of what is scaled

    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        validate_args=False,
        allow_nan_stats=True,
        name="VectorLaplaceDiag",
    ):
        scale = _diagonal(loc, scale_diag, scale_identity_multiplier)
        self._diagonal = scale = _ones(loc) if scale is None else scale
        base = tfd.Laplace(
            loc=tf.zeros_like(scale) if loc is None else loc,
            scale=tf.abs(scale),
            allow_nan_stats=allow_nan_stats,
        )
        super().__init__(base, 1, validate_args=validate_args, name=name)


class VectorExponentialDiag(_Scaled, tfd.TransformedDistribution):
    """``loc + scale_diag * e`` with independent exponential e; arguments as
    `MultivariateNormalDiag`.
    """

    _spread = 1.0

    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        validate_args=False,
        allow_nan_stats=True,
        name="VectorExponentialDiag",
    ):
        scale = _diagonal(loc, scale_diag, scale_identity_multiplier)
        self._diagonal = scale = _ones(loc) if scale is None else scale
        loc = tf.zeros_like(scale) if loc is None else tf.convert_to_tensor(loc)
        shape = tf.broadcast_dynamic_shape(tf.shape(scale), tf.shape(loc))
        base = tfd.Exponential(tf.ones(shape, scale.dtype), allow_nan_stats=allow_nan_stats)
        bijectors = library().bijectors
        super().__init__(
            tfd.Independent(base, 1),
            bijectors.Chain([bijectors.Shift(loc), bijectors.ScaleMatvecDiag(scale)]),
            validate_args=validate_args,
            name=name,
        )

    def _mode(self):
        return self.bijector.forward(tf.zeros_like(self.mean()))


class TransformedDistribution(_Given, tfd.TransformedDistribution):
    """A distribution of what a bijector makes of another's samples.

    Args:
        distribution: the other one.
        bijector: default the identity.
        batch_shape, event_shape: int vectors, of a scalar ``distribution`` that is drawn so many times.
        validate_args: check the bijector's arguments.
        name: default made of the two parts' names.
    """

    def __init__(
        self,
        distribution,
        bijector=None,
        batch_shape=None,
        event_shape=None,
        validate_args=False,
        name=None,
    ):
        distribution = counterpart(distribution)
        if batch_shape is not None:
            distribution = tfd.BatchBroadcast(distribution, to_shape=batch_shape)
        if event_shape is not None:
            distribution = tfd.Sample(distribution, event_shape)
        if bijector is None:
            bijector = library().bijectors.Identity()
        super().__init__(distribution, bijector, validate_args=validate_args, name=name)


ConditionalTransformedDistribution = TransformedDistribution  # every one passes conditions on


class WishartCholesky(_Given, tfd.WishartTriL):
    """Wishart of a scale given by its Cholesky factor.

    Args:
        df: degrees of freedom, at least k.
        scale: [..., k, k], lower triangular.
        cholesky_input_output_matrices: whether values are Cholesky factors as well.
        validate_args, allow_nan_stats, name: as for every distribution.
    """

    def __init__(
        self,
        df,
        scale,
        cholesky_input_output_matrices=False,
        validate_args=False,
        allow_nan_stats=True,
        name="WishartCholesky",
    ):
        super().__init__(
            df,
            scale_tril=scale,
            input_output_cholesky=cholesky_input_output_matrices,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


class WishartFull(WishartCholesky):
    """`WishartCholesky` of a scale given as a full matrix."""

    def __init__(
        self,
        df,
        scale,
        cholesky_input_output_matrices=False,
        validate_args=False,
        allow_nan_stats=True,
        name="WishartFull",
    ):
        super().__init__(
            df,
            tf.cholesky(scale),
            cholesky_input_output_matrices,
            validate_args,
            allow_nan_stats,
            name,
        )
