"""``tf.contrib.batching``: one call for many sessions' inputs (contrib/batching/python/ops/batch_ops.py)."""

from tensorflow.compat.v1 import nondifferentiable_batch_function as batch_function
from tensorflow.python.ops.batch_ops import batch, unbatch, unbatch_grad  # noqa: F401

batch_function_v1 = batch_function
