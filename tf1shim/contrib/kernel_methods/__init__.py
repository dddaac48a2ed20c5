"""``tf.contrib.kernel_methods``: kernels approximated by random features (contrib/kernel_methods)."""

from tf1shim.contrib.kernel_methods.kernel_estimators import KernelLinearClassifier  # noqa: F401
from tf1shim.contrib.kernel_methods.losses import sparse_multiclass_hinge_loss  # noqa: F401
from tf1shim.contrib.kernel_methods.random_fourier_features import RandomFourierFeatureMapper  # noqa: F401
