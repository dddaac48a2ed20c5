"""An optimizer of scaled losses (contrib/mixed_precision/python/loss_scale_optimizer.py)."""

import tensorflow.compat.v1 as tf


class LossScaleOptimizer(tf.train.Optimizer):
    """Multiplies the loss by a scale, divides the gradients by it, and leaves out steps of infinite gradients."""

    def __init__(self, opt, loss_scale_manager):
        """``opt``: the optimizer that makes the steps; ``loss_scale_manager``: a `LossScaleManager`."""
        self._opt = opt
        self._loss_scale_manager = loss_scale_manager

    def compute_gradients(self, loss, var_list=None, gate_gradients=tf.train.Optimizer.GATE_OP,
                          aggregation_method=None, colocate_gradients_with_ops=False, grad_loss=None):
        """Gradients of the loss, unscaled again; see `tf.train.Optimizer.compute_gradients`."""
        scale = self._loss_scale_manager.get_loss_scale()

        def scaled():
            value = loss() if callable(loss) else loss
            return value * tf.cast(scale, value.dtype.base_dtype)

        gradients = self._opt.compute_gradients(
            scaled if tf.executing_eagerly() else scaled(), var_list=var_list, gate_gradients=gate_gradients,
            aggregation_method=aggregation_method, colocate_gradients_with_ops=colocate_gradients_with_ops,
            grad_loss=grad_loss)
        inverse = tf.reciprocal(scale)
        return [(None if gradient is None else gradient * tf.cast(inverse, gradient.dtype.base_dtype), variable)
                for gradient, variable in gradients]

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """Make the step where all gradients are finite, and tell the manager; see `tf.train.Optimizer`."""
        grads_and_vars = list(grads_and_vars)
        finite = tf.reduce_all([tf.reduce_all(tf.is_finite(gradient)) for gradient, _ in grads_and_vars])
        step = tf.cond(finite, lambda: tf.group(self._opt.apply_gradients(grads_and_vars, global_step, name)),
                       tf.no_op)
        return tf.group(step, self._loss_scale_manager.update_loss_scale(finite))
