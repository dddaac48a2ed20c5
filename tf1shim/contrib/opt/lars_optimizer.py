"""Layer-wise adaptive rate scaling (source: contrib/opt/python/training/lars_optimizer.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.kernels import UniformOptimizer, apply_fused


class LARSOptimizer(UniformOptimizer):
    """Momentum with a learning rate per variable, in proportion to |w| / |g|. Slot: ``momentum``."""

    def __init__(self, learning_rate, momentum=0.9, weight_decay=0.0001, eeta=0.001, epsilon=0.0,
                 name="LARSOptimizer", skip_list=None, use_nesterov=False):
        """Make the optimizer.

        Args:
            learning_rate: scalar, tensor or function.
            momentum: decay of the momentum.
            weight_decay: weight of an L2 penalty.
            eeta: coefficient of the ratio of the norms.
            epsilon: added to the denominator.
            name: name of the optimizer.
            skip_list: strings; variables with one of them in their name get plain momentum.
            use_nesterov: Nesterov momentum.

        Raises:
            ValueError: a negative ``momentum`` or ``weight_decay``.
        """
        for label, value in (("momentum", momentum), ("weight_decay", weight_decay)):
            if value < 0.0:
                raise ValueError("%s should be positive: %s" % (label, value))
        super().__init__(use_locking=False, name=name)
        self._learning_rate = learning_rate
        self._momentum = momentum
        self._weight_decay = weight_decay
        self._eeta = eeta
        self._epsilon = epsilon
        self._skip_list = skip_list
        self._use_nesterov = use_nesterov

    def compute_lr(self, grad, var):
        """The learning rate for ``var``, and its gradient with the penalty's."""
        if self._skip_list is not None and any(part in var.name for part in self._skip_list):
            return self._learning_rate, grad
        w_norm, g_norm = tf.norm(var, ord=2), tf.norm(grad, ord=2)
        one = tf.ones_like(w_norm)
        ratio = self._eeta * w_norm / (g_norm + self._weight_decay * w_norm + self._epsilon)
        trust = tf.where(tf.greater(w_norm, 0), tf.where(tf.greater(g_norm, 0), ratio, one), one)
        return self._learning_rate * trust, grad + self._weight_decay * var

    def _hypers(self):
        return {"learning_rate": self._learning_rate, "momentum": self._momentum}

    def _create_slots(self, var_list):
        for var in var_list:
            self._zeros_slot(var, "momentum", self._name)

    def _dense(self, grad, var):
        rate, grad = self.compute_lr(grad, var)
        return apply_fused(
            "apply_momentum", var, [self.get_slot(var, "momentum")],
            tf.cast(1.0, var.dtype.base_dtype), grad * rate,
            tf.cast(self._momentum, var.dtype.base_dtype),
            use_locking=False, use_nesterov=self._use_nesterov)

    def _sparse(self, values, var, indices):
        return apply_fused(
            "sparse_apply_momentum", var, [self.get_slot(var, "momentum")],
            self._hyper("learning_rate", var), values, indices, self._hyper("momentum", var),
            use_locking=self._use_locking, use_nesterov=self._use_nesterov)
