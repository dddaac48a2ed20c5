"""``tf.contrib.distributions.bijectors``: those of TensorFlow Probability."""

from tf1shim.contrib.distributions.probability import library

_tfb = library().bijectors

# Renamed there.
_RENAMED = {"Gumbel": "GumbelCDF", "Kumaraswamy": "KumaraswamyCDF", "ScaleTriL": "FillScaleTriL"}
_NOT_THERE = ("Affine", "AffineLinearOperator", "ConditionalBijector", "Ordered")


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


def __getattr__(name):
    if name.startswith("_") or name in _NOT_THERE:
        raise AttributeError(name)
    return getattr(_tfb, _RENAMED.get(name, name))
