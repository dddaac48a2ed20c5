"""Adagrad that can leave its accumulators alone (source: contrib/opt/python/training/reg_adagrad_optimizer.py)."""

import contextlib

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.kernels import apply_fused


class RegAdagradOptimizer(tf.train.AdagradOptimizer):
    """Adagrad; within `avoid_updating_slots`, gradients (of a regulariser) do not count. Slot: ``accumulator``."""

    def __init__(self, learning_rate, initial_accumulator_value=0.1, use_locking=False,
                 name="RegAdagrad"):
        """Arguments as for `tf.train.AdagradOptimizer`."""
        super().__init__(learning_rate, initial_accumulator_value=initial_accumulator_value,
                         use_locking=use_locking, name=name)
        self._should_update_slots = True

    @contextlib.contextmanager
    def avoid_updating_slots(self):
        """Gradients applied in this context leave the accumulators as they are."""
        before, self._should_update_slots = self._should_update_slots, False
        try:
            yield
        finally:
            self._should_update_slots = before

    def _apply(self, kernel, var, *gradient):
        return apply_fused(
            kernel, var, [self.get_slot(var, "accumulator")],
            tf.cast(self._learning_rate_tensor, var.dtype.base_dtype), *gradient,
            use_locking=self._use_locking, update_slots=self._should_update_slots)

    def _apply_dense(self, grad, var):
        return self._apply("apply_adagrad", var, grad)

    def _resource_apply_dense(self, grad, var):
        return self._apply("apply_adagrad", var, grad)

    def _apply_sparse(self, grad, var):
        return self._apply("sparse_apply_adagrad", var, grad.values, grad.indices)

    def _resource_apply_sparse(self, grad, var, indices):
        return self._apply("sparse_apply_adagrad", var, grad, indices)
