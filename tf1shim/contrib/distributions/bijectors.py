"""``tf.contrib.distributions.bijectors``: those of TensorFlow Probability."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.distributions.probability import library, with_old_arguments

_tfb = library().bijectors

# Renamed there.
_RENAMED = {
    "ConditionalBijector": "Bijector",  # every one passes conditions on
    "Gumbel": "GumbelCDF",
    "Kumaraswamy": "KumaraswamyCDF",
    "ScaleTriL": "FillScaleTriL",
}


def AffineScalar(  # noqa: N802 (a class in TF 1.15)
    shift=None, scale=None, validate_args=False, name="affine_scalar"
):
    """``scale * x + shift``.

    Args:
        shift, scale: float tensors; None for none.
        validate_args: check that ``scale`` is not zero.
        name: of the bijector.
    """
    parts = []
    if shift is not None:
        parts.append(_tfb.Shift(shift, validate_args=validate_args))
    if scale is not None:
        parts.append(_tfb.Scale(scale, validate_args=validate_args))
    return _tfb.Chain(parts, name=name) if parts else _tfb.Identity(name=name)


def Affine(  # noqa: N802 (a class in TF 1.15)
    shift=None,
    scale_identity_multiplier=None,
    scale_diag=None,
    scale_tril=None,
    scale_perturb_factor=None,
    scale_perturb_diag=None,
    validate_args=False,
    name="affine",
):
    """``scale @ x + shift``, the scale being ``c * I + diag(d) + L + V diag(p) V'``.

    Args:
        shift: [..., k]; None for none.
        scale_identity_multiplier: c, [...].
        scale_diag: d, [..., k].
        scale_tril: L, [..., k, k], lower triangular.
        scale_perturb_factor: V, [..., k, r].
        scale_perturb_diag: p, [..., r]; ones by default.
        validate_args: check that the scale can be inverted.
        name: of the bijector.
    """
    multiplier, diagonal, tril, factor = [
        None if value is None else tf.convert_to_tensor(value)
        for value in (scale_identity_multiplier, scale_diag, scale_tril, scale_perturb_factor)
    ]
    if tril is None and diagonal is None and factor is None:
        if multiplier is not None:
            multiplier = tf.expand_dims(multiplier, -1)
        return AffineScalar(shift, multiplier, validate_args, name)
    if tril is not None:
        tril = tf.matrix_band_part(tril, -1, 0)
        if diagonal is not None or multiplier is not None:
            added = 0.0 if diagonal is None else diagonal
            added += 0.0 if multiplier is None else tf.expand_dims(multiplier, -1)
            tril = tf.matrix_set_diag(tril, tf.matrix_diag_part(tril) + added)
        scale = tf.linalg.LinearOperatorLowerTriangular(tril)
    else:
        if diagonal is None:
            diagonal = tf.ones_like(factor[..., 0])
            diagonal *= 1.0 if multiplier is None else tf.expand_dims(multiplier, -1)
        elif multiplier is not None:
            diagonal += tf.expand_dims(multiplier, -1)
        scale = tf.linalg.LinearOperatorDiag(diagonal, is_non_singular=True)
    if factor is not None:
        scale = tf.linalg.LinearOperatorLowRankUpdate(
            scale, factor, scale_perturb_diag, is_non_singular=True
        )
    return AffineLinearOperator(shift, scale, validate_args=validate_args, name=name)


def AffineLinearOperator(  # noqa: N802 (a class in TF 1.15)
    shift=None, scale=None, adjoint=False, validate_args=False, name="affine_linear_operator"
):
    """``scale @ x + shift`` with a linear operator.

    Args:
        shift: [..., k]; None for none.
        scale: `tf.linalg.LinearOperator`, non-singular; None for none.
        adjoint: use the operator's adjoint.
        validate_args: check that the scale can be inverted.
        name: of the bijector.
    """
    parts = []
    if shift is not None:
        parts.append(_tfb.Shift(shift, validate_args=validate_args))
    if scale is not None:
        parts.append(
            _tfb.ScaleMatvecLinearOperator(scale, adjoint=adjoint, validate_args=validate_args)
        )
    return _tfb.Chain(parts, name=name) if parts else _tfb.Identity(name=name)


def Ordered(validate_args=False, name="ordered"):  # noqa: N802 (a class in TF 1.15)
    """From increasing to any numbers: the first, and the logarithms of the steps.

    Args:
        validate_args: check that the numbers increase.
        name: of the bijector.
    """
    return _tfb.Invert(_tfb.Ascending(validate_args=validate_args), name=name)


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    value = getattr(_tfb, _RENAMED.get(name, name))
    return with_old_arguments(value, f"bijectors.{name}")
