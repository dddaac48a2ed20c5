"""tf.contrib.linear_optimizer: linear models by stochastic dual coordinate ascent (SDCA).

The solver is tensorflow_estimator's; its kernels are part of TensorFlow.
"""

from tf1shim.contrib.linear_optimizer.sdca_ops import SdcaModel  # noqa: F401
from tf1shim.contrib.linear_optimizer.sdca_optimizer import SDCAOptimizer  # noqa: F401
from tf1shim.contrib.linear_optimizer.sparse_feature_column import SparseFeatureColumn  # noqa: F401
