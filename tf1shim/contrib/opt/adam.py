"""Variants of Adam (source: contrib/opt/python/training/{adam_gs,lazy_adam,lazy_adam_gs,nadam}_optimizer.py,
adamax.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.kernels import apply_fused


def _moments(optimizer, var):
    return optimizer.get_slot(var, "m"), optimizer.get_slot(var, "v")


def _cast(optimizer, var):
    """beta1, beta2, epsilon and the bias-corrected learning rate, in the variable's type."""
    power1, power2, rate, beta1, beta2, epsilon = (
        tf.cast(t, var.dtype.base_dtype) for t in (
            *optimizer._get_beta_accumulators(), optimizer._lr_t, optimizer._beta1_t,
            optimizer._beta2_t, optimizer._epsilon_t))
    return beta1, beta2, epsilon, rate * tf.sqrt(1 - power2) / (1 - power1)


class _LazySparse:
    """Sparse gradients touch only their own rows of the moments."""

    def _apply_sparse(self, grad, var):
        return self._rows(grad.values, var, grad.indices)

    def _resource_apply_sparse(self, grad, var, indices):
        return self._rows(grad, var, indices)

    def _rows(self, grad, var, indices):
        beta1, beta2, epsilon, rate = _cast(self, var)
        m, v = _moments(self, var)
        m_rows = beta1 * tf.gather(m, indices) + (1 - beta1) * grad
        v_rows = beta2 * tf.gather(v, indices) + (1 - beta2) * tf.square(grad)
        locking = {"use_locking": self._use_locking}
        with tf.control_dependencies([m_rows, v_rows]):
            return tf.group(
                tf.scatter_sub(var, indices, rate * m_rows / (tf.sqrt(v_rows) + epsilon),
                               **locking),
                tf.scatter_update(m, indices, m_rows, **locking),
                tf.scatter_update(v, indices, v_rows, **locking))


class LazyAdamOptimizer(_LazySparse, tf.train.AdamOptimizer):
    """Adam that, for sparse gradients, updates only the rows that occur. Slots: ``m``, ``v``."""


class NadamOptimizer(tf.train.AdamOptimizer):
    """Adam with Nesterov momentum. Slots: ``m``, ``v``."""

    def _apply_dense(self, grad, var):
        return self._fused(grad, var)

    def _resource_apply_dense(self, grad, var):
        return self._fused(grad, var)

    def _fused(self, grad, var):
        tensors = (*self._get_beta_accumulators(), self._lr_t, self._beta1_t, self._beta2_t,
                   self._epsilon_t)
        return apply_fused(
            "apply_adam", var, _moments(self, var),
            *(tf.cast(t, var.dtype.base_dtype) for t in tensors), grad,
            use_locking=self._use_locking, use_nesterov=True)

    def _apply_sparse_shared(self, grad, var, indices, scatter_add):
        beta1, beta2, epsilon, rate = _cast(self, var)
        m, v = _moments(self, var)
        scaled = grad * (1 - beta1)
        m_t = tf.assign(m, m * beta1, use_locking=self._use_locking)
        with tf.control_dependencies([m_t]):
            m_t = scatter_add(m, indices, scaled)
            m_bar = scaled + beta1 * tf.gather(m_t, indices)
        v_t = tf.assign(v, v * beta2, use_locking=self._use_locking)
        with tf.control_dependencies([v_t]):
            v_t = scatter_add(v, indices, grad * grad * (1 - beta2))
        step = -rate * m_bar / (tf.sqrt(tf.gather(v_t, indices)) + epsilon)
        return tf.group(scatter_add(var, indices, step), m_bar, v_t)


class AdamGSOptimizer(tf.train.AdamOptimizer):
    """Adam whose powers of beta come from the global step instead of variables. Slots: ``m``, ``v``."""

    def __init__(self, global_step=0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8,
                 use_locking=False, name="Adam"):
        """`tf.train.AdamOptimizer`'s arguments, and ``global_step``: integer variable or tensor."""
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)
        self._global_step = global_step
        self._global_step_on_worker = None

    def _get_beta_accumulators(self):
        return (tf.pow(self._beta1_t, self._global_step_on_worker),
                tf.pow(self._beta2_t, self._global_step_on_worker))

    def _create_slots(self, var_list):
        for var in var_list:
            self._zeros_slot(var, "m", self._name)
            self._zeros_slot(var, "v", self._name)

    def _prepare(self):
        super()._prepare()
        self._global_step_on_worker = tf.cast(tf.identity(self._global_step) + 1, tf.float32)

    def _finish(self, update_ops, name_scope):
        return tf.group(*update_ops, name=name_scope)


class LazyAdamGSOptimizer(_LazySparse, AdamGSOptimizer):
    """`AdamGSOptimizer` that, for sparse gradients, updates only the rows that occur."""


class AdaMaxOptimizer(tf.train.AdamOptimizer):
    """Adam with the infinity norm. Slots: ``m``, ``v``."""

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8,
                 use_locking=False, name="AdaMax"):
        """Arguments as for `tf.train.AdamOptimizer`."""
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _get_beta_accumulators(self):
        graph = None if tf.executing_eagerly() else tf.get_default_graph()
        return self._get_non_slot_variable("beta1_power", graph=graph)

    def _create_slots(self, var_list):
        self._create_non_slot_variable(
            initial_value=self._beta1, name="beta1_power",
            colocate_with=min(var_list, key=lambda var: var.name))
        for var in var_list:
            self._zeros_slot(var, "m", self._name)
            self._zeros_slot(var, "v", self._name)

    def _apply_dense(self, grad, var):
        return self._fused(grad, var)

    def _resource_apply_dense(self, grad, var):
        return self._fused(grad, var)

    def _fused(self, grad, var):
        tensors = (self._get_beta_accumulators(), self._lr_t, self._beta1_t, self._beta2_t,
                   self._epsilon_t)
        return apply_fused(
            "apply_ada_max", var, _moments(self, var),
            *(tf.cast(t, var.dtype.base_dtype) for t in tensors), grad,
            use_locking=self._use_locking)

    def _apply_sparse(self, grad, var):
        return self._rows(grad.values, var, grad.indices)

    def _resource_apply_sparse(self, grad, var, indices):
        return self._rows(grad, var, indices)

    def _rows(self, grad, var, indices):
        power1, rate, beta1, beta2, epsilon = (
            tf.cast(t, var.dtype.base_dtype) for t in (
                self._get_beta_accumulators(), self._lr_t, self._beta1_t, self._beta2_t,
                self._epsilon_t))
        m, v = _moments(self, var)
        m_rows = tf.gather(m, indices) * beta1 + grad * (1 - beta1)
        v_rows = tf.maximum(tf.gather(v, indices) * beta2, tf.abs(grad))
        step = -rate / (1 - power1) * (m_rows / (v_rows + epsilon))
        with tf.control_dependencies([step]):
            return tf.group(*(
                scatter(target, indices, rows, use_locking=self._use_locking)
                for scatter, target, rows in (
                    (tf.scatter_add, var, step), (tf.scatter_update, m, m_rows),
                    (tf.scatter_update, v, v_rows))))

    def _finish(self, update_ops, name_scope):
        with tf.control_dependencies(update_ops):
            power = self._get_beta_accumulators()
            with tf.colocate_with(power):
                update = power.assign(power * self._beta1_t, use_locking=self._use_locking)
        return tf.group(*update_ops, update, name=name_scope)
