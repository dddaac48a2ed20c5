"""``tf.contrib.resampler``: read images at points between pixels."""

from tf1shim.contrib.resampler.resampler_ops import resampler  # noqa: F401
