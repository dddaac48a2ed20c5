"""``tf.contrib.mixed_precision``: losses scaled so that float16 gradients do not vanish (contrib/mixed_precision)."""

from tf1shim.contrib.mixed_precision.loss_scale_manager import (  # noqa: F401
    ExponentialUpdateLossScaleManager,
    FixedLossScaleManager,
    LossScaleManager,
)
from tf1shim.contrib.mixed_precision.loss_scale_optimizer import LossScaleOptimizer  # noqa: F401
