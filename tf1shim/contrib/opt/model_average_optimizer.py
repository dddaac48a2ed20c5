"""Averaging of models over workers (source: contrib/opt/python/training/model_average_optimizer.py)."""

import contextlib

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.custom_getters import GLOBAL_VARIABLE_NAME, InitHook, new_local_step


class ModelAverageCustomGetter:
    """Custom getter for `ModelAverageOptimizer`: trainable variables are local, with a global companion."""

    def __init__(self, worker_device):
        """``worker_device``: where the worker's variables go."""
        self._worker_device = worker_device
        self._local_2_global = {}

    def __call__(self, getter, name, trainable, collections, *args, **kwargs):
        if not trainable:
            on_worker = tf.GraphKeys.LOCAL_VARIABLES in (collections or ())
            # tf.device(None) would forget the parameter servers that the caller chose.
            with tf.device(self._worker_device) if on_worker else contextlib.nullcontext():
                return getter(name, *args, trainable=trainable, collections=collections, **kwargs)
        with tf.device(self._worker_device):
            local = getter(name, *args, trainable=True,
                           collections=[tf.GraphKeys.LOCAL_VARIABLES], **kwargs)
        self._local_2_global[local] = tf.Variable(
            name=f"{GLOBAL_VARIABLE_NAME}/{name}", initial_value=local.initialized_value(),
            trainable=False, collections=[tf.GraphKeys.GLOBAL_VARIABLES])
        return local


class ModelAverageOptimizer(tf.train.Optimizer):
    """Train the workers' copies, and every so often set all of them to their mean."""

    def __init__(self, opt, num_worker, is_chief, ma_custom_getter, interval_steps=100,
                 use_locking=True, name="ModelAverageOptimizer"):
        """Wrap ``opt``.

        Args:
            opt: optimizer that trains the copy.
            num_worker: number of workers.
            is_chief: whether this worker does the averaging.
            ma_custom_getter: `ModelAverageCustomGetter` the variables were made with.
            interval_steps: steps between two averagings.
            use_locking: kept for the signature.
            name: name of the optimizer.
        """
        super().__init__(use_locking, name)
        self._opt = opt
        self._num_worker = num_worker
        self._is_chief = is_chief
        self._local_2_global = ma_custom_getter._local_2_global
        self._interval_steps = interval_steps
        self._accumulator_list = []
        self._chief_init_op = None
        self._local_step = new_local_step()
        self._opt._prepare()

    def compute_gradients(self, *args, **kwargs):
        return self._opt.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """As `tf.train.Optimizer.apply_gradients`; raises ValueError without a ``global_step`` or variables."""
        grads_and_vars = list(grads_and_vars)
        if not grads_and_vars:
            raise ValueError("Must supply at least one variable")
        if global_step is None:
            raise ValueError("Global step is required")
        local_vars = [var for grad, var in grads_and_vars if grad is not None]
        with tf.control_dependencies([self._opt.apply_gradients(grads_and_vars)]):
            step = tf.assign_add(self._local_step, 1, name="local_step_update").op
        with tf.control_dependencies([step]):
            due = tf.equal(tf.mod(self._local_step, self._interval_steps), 0)
            update = tf.cond(due, lambda: self._average(local_vars, global_step), tf.no_op)
        starts = []
        for accumulator, device in self._accumulator_list:
            with tf.device(device):
                starts.append(accumulator.set_global_step(global_step, name="SetGlobalStep"))
        self._chief_init_op = tf.group(*starts)
        return update

    def get_init_op(self):
        """The op that starts the worker from the global variables."""
        return self._fetch(tf.trainable_variables())

    def make_session_run_hook(self):
        """A hook that runs `get_init_op`."""
        return InitHook(self.get_init_op)

    def _average(self, local_vars, global_step):
        with tf.colocate_with(global_step):
            tokens = tf.FIFOQueue(-1, [tf.bool], shapes=[[]], shared_name="sync_queue")
        pushed, means = [], []
        global_vars = [self._local_2_global[var] for var in local_vars]
        with tf.name_scope(None, self._name + "/global"):
            for var, target in zip(local_vars, global_vars):
                with tf.device(target.device):
                    accumulator = tf.ConditionalAccumulator(
                        var.dtype.base_dtype, shape=var.get_shape(),
                        shared_name=target.name + "/var_accum")
                    pushed.append(accumulator.apply_grad(
                        tf.convert_to_tensor(var), local_step=global_step))
                    means.append(accumulator.take_grad(self._num_worker))
                    self._accumulator_list.append((accumulator, target.device))
        with tf.control_dependencies(pushed):
            synced = (self._lead(means, global_vars, global_step, tokens) if self._is_chief
                      else tokens.dequeue())
        with tf.control_dependencies([synced]):
            return self._fetch(local_vars)

    def _lead(self, means, global_vars, global_step, tokens):
        updates = []
        for mean, target in zip(means, global_vars):
            with tf.device(target.device):
                updates.append(tf.assign(target, mean))
        with tf.device(global_step.device):
            updates.append(tf.assign_add(global_step, 1))
        with tf.control_dependencies(updates), tf.device(global_step.device):
            return tokens.enqueue_many(
                tf.fill([self._num_worker - 1], tf.constant(False)))

    def _fetch(self, var_list):
        if not var_list:
            raise ValueError("The list of local_variables should not be empty")
        updates = []
        for var in var_list:
            with tf.device(var.device):
                updates.append(tf.assign(var, self._local_2_global[var].read_value()))
        return tf.group(*updates)
