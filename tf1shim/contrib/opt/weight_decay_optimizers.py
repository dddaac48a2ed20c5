"""Weight decay apart from the loss (source: contrib/opt/python/training/weight_decay_optimizers.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.shampoo import ShampooOptimizer


class DecoupledWeightDecayExtension:
    """Mixin in front of an optimizer class: variables shrink by ``weight_decay * var`` before each update."""

    def __init__(self, weight_decay, **kwargs):
        """``weight_decay``: scalar, tensor or function; ``kwargs``: the optimizer's."""
        self._decay_var_list = None
        self._weight_decay = weight_decay
        self._weight_decay_tensor = None
        super().__init__(**kwargs)

    def minimize(self, loss, global_step=None, var_list=None,
                 gate_gradients=tf.train.Optimizer.GATE_OP, aggregation_method=None,
                 colocate_gradients_with_ops=False, name=None, grad_loss=None,
                 decay_var_list=None):
        """`tf.train.Optimizer.minimize`; ``decay_var_list`` has no effect, see below."""
        # As in TF 1.15, apply_gradients, which this calls, forgets the list: all variables decay.
        self._decay_var_list = set(decay_var_list) if decay_var_list else False
        return super().minimize(
            loss, global_step=global_step, var_list=var_list, gate_gradients=gate_gradients,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops, name=name,
            grad_loss=grad_loss)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None, decay_var_list=None):
        """`tf.train.Optimizer.apply_gradients`; ``decay_var_list``: the variables that decay, all by default."""
        self._decay_var_list = set(decay_var_list) if decay_var_list else False
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _prepare(self):
        value = self._weight_decay() if callable(self._weight_decay) else self._weight_decay
        self._weight_decay_tensor = tf.convert_to_tensor(value, name="weight_decay")
        super()._prepare()

    def _decays(self, var):
        return not self._decay_var_list or var in self._decay_var_list

    def _after_decay(self, var, indices=None):
        if not self._decays(var):
            return tf.control_dependencies([])
        decay = tf.cast(self._weight_decay_tensor, var.dtype.base_dtype)
        if indices is None:
            return tf.control_dependencies([var.assign_sub(decay * var, self._use_locking)])
        return tf.control_dependencies([tf.scatter_add(
            var, indices, -decay * tf.gather(var, indices), use_locking=self._use_locking)])

    def _apply_dense(self, grad, var):
        with self._after_decay(var):
            return super()._apply_dense(grad, var)

    def _resource_apply_dense(self, grad, var):
        with self._after_decay(var):
            return super()._resource_apply_dense(grad, var)

    def _apply_sparse(self, grad, var):
        with self._after_decay(var, grad.indices):
            return super()._apply_sparse(grad, var)

    def _resource_apply_sparse(self, grad, var, indices):
        with self._after_decay(var, indices):
            return super()._resource_apply_sparse(grad, var, indices)


def extend_with_decoupled_weight_decay(base_optimizer):
    """A subclass of an optimizer class, with ``weight_decay`` as its first argument."""

    class OptimizerWithDecoupledWeightDecay(DecoupledWeightDecayExtension, base_optimizer):
        def __init__(self, weight_decay, *args, **kwargs):
            super().__init__(weight_decay, *args, **kwargs)

    return OptimizerWithDecoupledWeightDecay


class MomentumWOptimizer(DecoupledWeightDecayExtension, tf.train.MomentumOptimizer):
    """Momentum with decoupled weight decay. Slot: ``momentum``."""

    def __init__(self, weight_decay, learning_rate, momentum, use_locking=False, name="MomentumW",
                 use_nesterov=False):
        """Arguments as for `tf.train.MomentumOptimizer`."""
        super().__init__(weight_decay, learning_rate=learning_rate, momentum=momentum,
                         use_locking=use_locking, name=name, use_nesterov=use_nesterov)


class AdamWOptimizer(DecoupledWeightDecayExtension, tf.train.AdamOptimizer):
    """Adam with decoupled weight decay. Slots: ``m``, ``v``."""

    def __init__(self, weight_decay, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8,
                 use_locking=False, name="AdamW"):
        """Arguments as for `tf.train.AdamOptimizer`."""
        super().__init__(weight_decay, learning_rate=learning_rate, beta1=beta1, beta2=beta2,
                         epsilon=epsilon, use_locking=use_locking, name=name)


class ShampooWOptimizer(DecoupledWeightDecayExtension, ShampooOptimizer):
    """Shampoo with decoupled weight decay."""

    def __init__(self, weight_decay, global_step, max_matrix_size=768, gbar_decay=0.0,
                 gbar_weight=1.0, mat_gbar_decay=1.0, mat_gbar_weight=1.0, learning_rate=1.0,
                 svd_interval=1, precond_update_interval=1, epsilon=1e-4, alpha=0.5,
                 use_iterative_root=False, use_locking=False, name="ShampooW"):
        """Arguments as for `ShampooOptimizer`; TF 1.15 takes ``mat_gbar_weight`` as the matrices' decay."""
        super().__init__(
            weight_decay, global_step=global_step, max_matrix_size=max_matrix_size,
            gbar_decay=gbar_decay, gbar_weight=gbar_weight, mat_gbar_decay=mat_gbar_weight,
            learning_rate=learning_rate, svd_interval=svd_interval,
            precond_update_interval=precond_update_interval, epsilon=epsilon, alpha=alpha,
            use_iterative_root=use_iterative_root, use_locking=use_locking, name=name)
