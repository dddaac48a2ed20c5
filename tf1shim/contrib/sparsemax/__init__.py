"""``tf.contrib.sparsemax``: a softmax with exact zeros (https://arxiv.org/abs/1602.02068)."""

from tf1shim.contrib.sparsemax.sparsemax_ops import sparsemax, sparsemax_loss  # noqa: F401
