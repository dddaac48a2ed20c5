"""Elastic averaging SGD (source: contrib/opt/python/training/elastic_average_optimizer.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.training.saving import saveable_object_util

from tf1shim.contrib.opt.custom_getters import (
    GLOBAL_VARIABLE_NAME,
    InitHook,
    WorkerCopies,
    new_local_step,
)

LOCAL_VARIABLE_NAME = "local_center_variable"


class ElasticAverageCustomGetter(WorkerCopies):
    """Custom getter for `ElasticAverageOptimizer`."""

    def __init__(self, worker_device):
        """``worker_device``: where the worker's variables go."""
        self._global_map, self._local_map = {}, {}
        super().__init__(worker_device, [
            (GLOBAL_VARIABLE_NAME, tf.GraphKeys.GLOBAL_VARIABLES, False, self._global_map),
            (LOCAL_VARIABLE_NAME, tf.GraphKeys.LOCAL_VARIABLES, True, self._local_map)])


class ElasticAverageOptimizer(tf.train.Optimizer):
    """Train a worker's copy, drawn to a centre, and every so often the centre towards the copy."""

    BETA = 0.9

    def __init__(self, opt, num_worker, ea_custom_getter, communication_period=10,
                 moving_rate=None, rho=None, use_locking=True, synchronous=False,
                 name="ElasticAverageOptimizer"):
        """Wrap ``opt``.

        Args:
            opt: optimizer that trains the copy.
            num_worker: number of workers.
            ea_custom_getter: `ElasticAverageCustomGetter` the variables were made with.
            communication_period: steps between two updates of the centre.
            moving_rate: how far both move then; BETA / communication_period / num_worker by default.
            rho: weight of the distance to the centre in the loss; moving_rate / learning rate by default.
            use_locking: kept for the signature.
            synchronous: workers wait for each other when they start.
            name: name of the optimizer.
        """
        super().__init__(use_locking, name)
        self._opt = opt
        self._num_worker = num_worker
        self._period = communication_period
        self._local_map = ea_custom_getter._local_map
        self._global_map = ea_custom_getter._global_map
        self._synchronous = synchronous
        if moving_rate is None:
            moving_rate = self.BETA / communication_period / num_worker
        self._moving_rate = moving_rate
        self._rho = moving_rate / opt._learning_rate if rho is None else rho
        self._local_step = new_local_step()
        self._opt._prepare()

    def compute_gradients(self, loss, var_list=None, gate_gradients=tf.train.Optimizer.GATE_OP,
                          aggregation_method=None, colocate_gradients_with_ops=False,
                          grad_loss=None):
        var_list = var_list or tf.trainable_variables()
        centres = [self._local_map[var] for var in var_list]
        distance = tf.add_n([tf.nn.l2_loss(tf.subtract(var, centre)) for var, centre in
                             zip(tf.trainable_variables(), centres)])
        return self._opt.compute_gradients(
            loss + self._rho * distance, var_list, gate_gradients, aggregation_method,
            colocate_gradients_with_ops, grad_loss)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = list(grads_and_vars)
        before = {var.op.name for var in tf.global_variables()}
        applied = self._opt.apply_gradients(grads_and_vars)
        _make_local({var.op.name for var in tf.global_variables()} - before)
        with tf.control_dependencies([applied]):
            step = tf.assign_add(self._local_step, 1, name="local_step_update").op

        def communicate():
            local_vars = [var for grad, var in grads_and_vars if grad is not None]
            centres = [self._global_map[var] for var in local_vars]
            copies = [self._local_map[var] for var in local_vars]
            fetched = [copy.assign(centre) for copy, centre in zip(copies, centres)]
            with tf.control_dependencies(fetched):
                differences = [_on(var, tf.subtract, var, copy)
                               for var, copy in zip(local_vars, copies)]
                moves = [tf.multiply(self._moving_rate, d) for d in differences]
                updates = [_on(v, tf.assign_sub, v, move) for v, move in zip(local_vars, moves)]
                updates += [_on(c, tf.assign_add, c, move) for c, move in zip(centres, moves)]
                if global_step is not None:
                    with tf.colocate_with(global_step):
                        updates.append(tf.assign_add(global_step, 1))
            return tf.group(*updates)

        with tf.control_dependencies([step]):
            due = tf.equal(tf.mod(self._local_step, self._period), 0)
            return tf.cond(due, communicate, tf.no_op)

    def get_init_op(self, task_index):
        """The op that starts the worker from the centre; raises ValueError without variables."""
        local_vars = tf.trainable_variables()
        if not local_vars:
            raise ValueError("The lists of local_variables, global_center_variables, "
                             "local_center_variables should not be empty  ")
        init = tf.group(*(tf.assign(target, self._global_map[var]) for var in local_vars
                          for target in (var, self._local_map[var])))
        return self._barrier(init, task_index) if self._synchronous else init

    def make_session_run_hook(self, is_chief, task_index):
        """A hook that runs `get_init_op`."""
        return InitHook(lambda: self.get_init_op(task_index))

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        """A `tf.train.Saver` that stores the centre under the variables' names.

        Raises:
            RuntimeError: the variables were not made with the custom getter.
        """
        if not self._global_map:
            raise RuntimeError(
                "global_center_variable is empty, please make sure this is called after model "
                "created and ElasticAverageCustomGetter is used when declaring you model")
        trained = {var.op.name: var for var in tf.trainable_variables()}
        if not isinstance(var_list, dict):
            var_list = saveable_object_util.op_list_to_dict(
                tf.trainable_variables() if var_list is None else var_list)
        swapped = {
            key: [self._global_map.get(part, part) for part in entry] if isinstance(entry, list)
            else self._global_map.get(trained.get(entry.op.name), entry)
            for key, entry in var_list.items()}
        return tf.train.Saver(swapped, name=name, **kwargs)

    def _barrier(self, after, task_index):
        queues = [tf.FIFOQueue(self._num_worker, [tf.bool], shapes=[[]],
                               shared_name=f"variable_init_sync_queue{i}")
                  for i in range(self._num_worker)]
        token = tf.constant(False)
        with tf.control_dependencies([after]):
            told = [queue.enqueue(token) for i, queue in enumerate(queues) if i != task_index]
        return tf.group(*told, queues[task_index].dequeue_many(len(queues) - 1))


def _on(variable, op, *args):
    with tf.device(variable.device):
        return op(*args)


def _make_local(names):
    collection = tf.get_collection_ref(tf.GraphKeys.GLOBAL_VARIABLES)
    for var in [v for v in collection if v.op.name in names]:
        tf.add_to_collection(tf.GraphKeys.LOCAL_VARIABLES, var)
    collection[:] = [v for v in collection if v.op.name not in names]
