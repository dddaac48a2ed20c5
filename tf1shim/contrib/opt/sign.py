"""Optimizers that compare the signs of gradient and momentum (source:
contrib/opt/python/training/{addsign,powersign}.py)."""

import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.kernels import UniformOptimizer, apply_fused


class _SignOptimizer(UniformOptimizer):
    _KERNEL = None  # the fused op
    _SCALE = None  # name of the hyperparameter that comes before the sign's decay

    def __init__(self, learning_rate, scale, beta, sign_decay_fn, use_locking, name):
        super().__init__(use_locking, name)
        self._lr, self._scale, self._beta = learning_rate, scale, beta
        self._sign_decay_fn = sign_decay_fn
        self._sign_decay = 1.0

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        if self._sign_decay_fn is not None:
            self._sign_decay = self._sign_decay_fn(global_step)
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _hypers(self):
        return {"learning_rate": self._lr, self._SCALE: self._scale,
                "sign_decay": self._sign_decay, "beta": self._beta}

    def _create_slots(self, var_list):
        for var in var_list:
            self._zeros_slot(var, "m", self._name)

    def _dense(self, grad, var):
        return apply_fused(
            self._KERNEL, var, [self.get_slot(var, "m")],
            *(self._hyper(name, var) for name in self._hypers()), grad,
            use_locking=self._use_locking)

    def _apply_sparse(self, grad, var):
        rate, scale, decay, beta = (self._hyper(name, var) for name in self._hypers())
        m = self.get_slot(var, "m")
        m_t = tf.assign(m, m * beta + grad * (1 - beta), use_locking=self._use_locking)
        agree = tf.gather(tf.sign(m_t), grad.indices) * tf.sign(grad.values)
        step = rate * self._multiplier(scale, decay * agree) * grad.values
        return tf.group(
            tf.scatter_sub(var, grad.indices, step, use_locking=self._use_locking), m_t)

    def _resource_apply_sparse(self, grad, handle, indices):
        return self._apply_sparse(
            tf.IndexedSlices(grad, indices, dense_shape=tf.shape(handle)), handle)


class AddSignOptimizer(_SignOptimizer):
    """Scale the gradient by ``alpha + decay * sign(g) * sign(m)``. Slot: ``m``."""

    _KERNEL, _SCALE = "apply_add_sign", "alpha"

    def __init__(self, learning_rate=0.1, alpha=1.0, beta=0.9, sign_decay_fn=None,
                 use_locking=False, name="AddSignOptimizer"):
        """``beta`` decays the momentum; ``sign_decay_fn(global_step)`` the sign's weight (1 by default)."""
        super().__init__(learning_rate, alpha, beta, sign_decay_fn, use_locking, name)

    @staticmethod
    def _multiplier(alpha, agreement):
        return alpha + agreement


class PowerSignOptimizer(_SignOptimizer):
    """Scale the gradient by ``base ** (decay * sign(g) * sign(m))``. Slot: ``m``."""

    _KERNEL, _SCALE = "apply_power_sign", "logbase"

    def __init__(self, learning_rate=0.1, base=math.e, beta=0.9, sign_decay_fn=None,
                 use_locking=False, name="PowerSignOptimizer"):
        """``beta`` decays the momentum; ``sign_decay_fn(global_step)`` the sign's weight (1 by default)."""
        super().__init__(learning_rate, math.log(base), beta, sign_decay_fn, use_locking, name)

    @staticmethod
    def _multiplier(logbase, agreement):
        return tf.exp(logbase * agreement)
