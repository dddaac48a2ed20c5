"""``tf.contrib.optimizer_v2``: the optimizers of tf.train, in the form that distribution strategies wanted
(contrib/optimizer_v2). They make the same steps with the same variables.

The base class, whose subclasses get their slots in another way, is not among them.
"""

import tensorflow.compat.v1 as tf


class _Minimizing:
    """What these optimizers' `minimize` takes more than those of tf.train."""

    def minimize(self, loss, global_step=None, var_list=None, gate_gradients=tf.train.Optimizer.GATE_OP,
                 aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None,
                 stop_gradients=None, scale_loss_by_num_replicas=None):
        """The op of a step; see `tf.train.Optimizer.minimize`.

        Args:
            stop_gradients: tensors that count as constants.
            scale_loss_by_num_replicas: whether to divide by the replicas of a strategy; tf.train's do where it says so.
        """
        gradients = self.compute_gradients(
            loss, var_list=var_list, gate_gradients=gate_gradients, aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops, grad_loss=grad_loss,
            stop_gradients=stop_gradients, scale_loss_by_num_replicas=scale_loss_by_num_replicas)
        with_gradient = [variable for gradient, variable in gradients if gradient is not None]
        if not with_gradient:
            raise ValueError("No gradients provided for any variable, check your graph for ops that do not support "
                             f"gradients, between variables {[str(v) for _, v in gradients]} and loss {loss}.")
        return self.apply_gradients(gradients, global_step=global_step, name=name)

    def compute_gradients(self, loss, var_list=None, gate_gradients=tf.train.Optimizer.GATE_OP,
                          aggregation_method=None, colocate_gradients_with_ops=False, grad_loss=None,
                          stop_gradients=None, scale_loss_by_num_replicas=None):
        """List of ``(gradient, variable)``; see `minimize`."""
        if stop_gradients is None:
            return super().compute_gradients(loss, var_list, gate_gradients, aggregation_method,
                                             colocate_gradients_with_ops, grad_loss)
        if var_list is None:
            var_list = tf.trainable_variables()
        gradients = tf.gradients(
            loss, var_list, grad_ys=grad_loss, aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops, stop_gradients=stop_gradients)
        return list(zip(gradients, var_list))


class AdadeltaOptimizer(_Minimizing, tf.train.AdadeltaOptimizer):
    """See `tf.train.AdadeltaOptimizer`."""


class AdagradOptimizer(_Minimizing, tf.train.AdagradOptimizer):
    """See `tf.train.AdagradOptimizer`."""


class AdamOptimizer(_Minimizing, tf.train.AdamOptimizer):
    """See `tf.train.AdamOptimizer`."""


class GradientDescentOptimizer(_Minimizing, tf.train.GradientDescentOptimizer):
    """See `tf.train.GradientDescentOptimizer`."""


class MomentumOptimizer(_Minimizing, tf.train.MomentumOptimizer):
    """See `tf.train.MomentumOptimizer`."""


class RMSPropOptimizer(_Minimizing, tf.train.RMSPropOptimizer):
    """See `tf.train.RMSPropOptimizer`; the mean of squares starts at ``epsilon`` here, not at 1, and that is all that
    ``epsilon`` does: steps are divided by the root of the mean alone."""

    def _prepare(self):
        super()._prepare()
        self._epsilon_tensor = tf.zeros_like(self._epsilon_tensor)

    def _create_slots(self, var_list):
        epsilon = self._call_if_callable(self._epsilon)
        for variable in var_list:
            dtype = variable.dtype.base_dtype
            self._get_or_make_slot_with_initializer(
                variable, tf.constant_initializer(epsilon, dtype=dtype), variable.get_shape(), dtype, "rms",
                self._name)
            if self._centered:
                self._zeros_slot(variable, "mg", self._name)
            self._zeros_slot(variable, "momentum", self._name)
