"""``tf.contrib.periodic_resample``: a generalised sub-pixel shuffle."""

from tf1shim.contrib.periodic_resample.periodic_resample_op import (  # noqa: F401
    periodic_resample,
)
