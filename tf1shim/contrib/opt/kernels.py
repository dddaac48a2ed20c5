"""TensorFlow's fused training ops for both kinds of variables, and hyperparameters for the optimizers beside it."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import resource_variable_ops

try:
    from tensorflow.python.ops import gen_training_ops  # TF 2.6 and later
except ImportError:
    from tensorflow.python.training import gen_training_ops


def apply_fused(kernel, var, slots, *args, **kwargs):
    """Run the training op ``kernel`` ("apply_adam", ...) on a variable of either kind.

    Args:
        kernel: name of the op for reference variables; that for resources has "resource_" in front.
        var: the variable to train.
        slots: its slots, in the op's order.
        *args, **kwargs: the op's other arguments.
    """
    if resource_variable_ops.is_resource_variable(var):
        op = getattr(gen_training_ops, f"resource_{kernel}")
        return op(var.handle, *(slot.handle for slot in slots), *args, **kwargs)
    return getattr(gen_training_ops, kernel)(var, *slots, *args, **kwargs).op


class UniformOptimizer(tf.train.Optimizer):
    """A v1 optimizer whose update does not ask which kind of variable it has.

    Subclasses give `_dense` and `_sparse`, and name their hyperparameters in `_hypers`: {name: value or function}.
    """

    def _prepare(self):
        self._tensors = {
            name: tf.convert_to_tensor(self._call_if_callable(value), name=name)
            for name, value in self._hypers().items()}

    def _hypers(self):
        return {}

    def _hyper(self, name, var):
        return tf.cast(self._tensors[name], var.dtype.base_dtype)

    def _dense(self, grad, var):
        raise NotImplementedError

    def _sparse(self, values, var, indices):
        raise NotImplementedError("Sparse gradient updates are not supported.")

    def _apply_dense(self, grad, var):
        return self._dense(grad, var)

    def _resource_apply_dense(self, grad, handle):
        return self._dense(grad, handle)

    def _apply_sparse(self, grad, var):
        return self._sparse(grad.values, var, grad.indices)

    def _resource_apply_sparse(self, grad, handle, indices):
        return self._sparse(grad, handle, indices)
