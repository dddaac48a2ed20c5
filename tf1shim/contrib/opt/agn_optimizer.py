"""Asynchronous training with accumulated gradients (source: contrib/opt/python/training/agn_optimizer.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.custom_getters import (
    GLOBAL_VARIABLE_NAME,
    InitHook,
    WorkerCopies,
    new_local_step,
)

GRAD_VARIABLE_NAME = "grad_variable"


class AGNCustomGetter(WorkerCopies):
    """Custom getter for `AGNOptimizer`."""

    def __init__(self, worker_device):
        """``worker_device``: where the worker's variables go."""
        self._global_map, self._grad_map = {}, {}
        super().__init__(worker_device, [
            (GLOBAL_VARIABLE_NAME, tf.GraphKeys.GLOBAL_VARIABLES, False, self._global_map),
            (GRAD_VARIABLE_NAME, tf.GraphKeys.LOCAL_VARIABLES, True, self._grad_map)])


class AGNOptimizer(tf.train.Optimizer):
    """Train a worker's copy, and every so often the global variables with the mean of its gradients."""

    def __init__(self, optimizer, num_worker, custom_getter, communication_period=10,
                 use_locking=True, name="AGNOptimizer"):
        """Wrap ``optimizer``.

        Args:
            optimizer: trains both copies.
            num_worker: number of workers.
            custom_getter: `AGNCustomGetter` the variables were made with.
            communication_period: steps between two updates of the global variables.
            use_locking: kept for the signature.
            name: name of the optimizer.
        """
        super().__init__(use_locking, name)
        self._opt = optimizer
        self._num_worker = num_worker
        self._period = communication_period
        self._global_map = custom_getter._global_map
        self._grad_map = custom_getter._grad_map
        self._local_step = new_local_step()
        self._opt._prepare()

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = list(grads_and_vars)
        grads, local_vars = zip(*((g, v) for g, v in grads_and_vars if g is not None))
        with tf.variable_creator_scope(_local_slots):
            updates = [self._opt.apply_gradients(grads_and_vars)]
        grad_vars = [self._grad_map[var] for var in local_vars]
        updates += [tf.assign_add(sum_, grad) for sum_, grad in zip(grad_vars, grads)]

        def communicate():
            means = [tf.assign(g, g / self._period) for g in grad_vars]
            with tf.control_dependencies(means):
                pushed = self._opt.apply_gradients(
                    zip(grad_vars, [self._global_map[var] for var in local_vars]))
            with tf.control_dependencies([pushed]):
                pulled = []
                if global_step is not None:
                    with tf.colocate_with(global_step):
                        pulled.append(tf.assign_add(global_step, 1))
                pulled += [tf.assign(var, self._global_map[var].read_value())
                           for var in local_vars]
                pulled += [tf.assign(g, tf.zeros_like(g)) for g in grad_vars]
                return tf.group(*pulled)

        step = tf.assign_add(self._local_step, 1, name="local_step_update").op
        with tf.control_dependencies([step]):
            due = tf.equal(tf.mod(self._local_step, self._period), 0)
        with tf.control_dependencies(updates):
            return tf.cond(due, communicate, tf.no_op)

    def get_init_op(self, task_index):
        """The op that starts the worker from the global variables; raises ValueError without any."""
        local_vars = tf.trainable_variables()
        if not local_vars:
            raise ValueError("The lists of local_variables, global_center_variables,"
                             "grad_center_variables should not be empty")
        sums = [self._grad_map[var] for var in local_vars]
        return tf.group(*(tf.assign(var, self._global_map[var]) for var in local_vars),
                        *(tf.assign(g, tf.zeros_like(g)) for g in sums))

    def make_session_run_hook(self, is_chief, task_index):
        """A hook that runs `get_init_op`."""
        return InitHook(lambda: self.get_init_op(task_index))


def _local_slots(next_creator, collections=None, **kwargs):
    collections = list(collections or [tf.GraphKeys.LOCAL_VARIABLES])
    if tf.GraphKeys.GLOBAL_VARIABLES in collections:
        collections.remove(tf.GraphKeys.GLOBAL_VARIABLES)
        collections.append(tf.GraphKeys.LOCAL_VARIABLES)
    return next_creator(collections=collections, **kwargs)
