"""Optimizers around another one (source: contrib/opt/python/training/{moving_average,variable_clipping,
drop_stale_gradient}_optimizer.py, multitask_optimizer_wrapper.py)."""

import contextlib
import types

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import variables as variables_lib
from tensorflow.python.training.saving import saveable_object_util


class MovingAverageOptimizer(tf.train.Optimizer):
    """Keep moving averages of the trained variables, and savers that store these in the variables' place."""

    def __init__(self, opt, average_decay=0.9999, num_updates=None, sequential_update=True):
        """Wrap ``opt``.

        Args:
            opt: optimizer that trains.
            average_decay, num_updates: see `tf.train.ExponentialMovingAverage`.
            sequential_update: average after the update, not beside it.
        """
        self._optimizer = opt
        self._ema = tf.train.ExponentialMovingAverage(average_decay, num_updates=num_updates)
        self._swapped_variable_name_map = None
        self._sequential_update = sequential_update

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = list(grads_and_vars)
        train_op = self._optimizer.apply_gradients(
            grads_and_vars, global_step=global_step, name=name)
        trained = [var for grad, var in grads_and_vars if grad is not None]
        with tf.control_dependencies([train_op] if self._sequential_update else []):
            average_op = self._ema.apply(trained)
        self._swapped_variable_name_map = {}
        for var in trained:
            names = var.op.name, self._ema.average(var).op.name
            self._swapped_variable_name_map.update([names, names[::-1]])
        return tf.group(train_op, average_op, name="train_with_avg")

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        """A `tf.train.Saver` that exchanges variables and averages.

        Args:
            var_list: list or dict of variables; all global ones by default.
            name: name of the saver.
            **kwargs: passed on.

        Raises:
            RuntimeError: before `minimize` or `apply_gradients`.
            ValueError: only one of a pair is to be saved.
        """
        if self._swapped_variable_name_map is None:
            raise RuntimeError(
                "Must call apply_gradients or minimize before creating the swapping_saver")
        if not isinstance(var_list, dict):
            var_list = saveable_object_util.op_list_to_dict(
                tf.global_variables() if var_list is None else var_list)
        by_name = {}
        for key, entry in var_list.items():
            if isinstance(entry, (list, variables_lib.PartitionedVariable)):
                by_name.update((part.op.name, part) for part in entry)
            else:
                by_name[key] = entry
        swapped = {
            key: [self._swapped(by_name, part.op.name, part) for part in entry]
            if isinstance(entry, list) else self._swapped(by_name, key, entry)
            for key, entry in var_list.items()}
        return tf.train.Saver(swapped, name=name, **kwargs)

    def _swapped(self, by_name, name, tensor):
        other = self._swapped_variable_name_map.get(name)
        if other is None:
            return tensor
        if other not in by_name:
            raise ValueError("Variable to swap %s is not part of variables to save. This breaks "
                             "MovingAverageOptimizer." % other)
        return by_name[other]


class MultitaskOptimizerWrapper:
    """Skip the update, momentum and all, of variables whose gradient is zero throughout."""

    def __init__(self, opt):
        """Change ``opt`` itself; raises TypeError unless it is a `tf.train.Optimizer`."""
        if not isinstance(opt, tf.train.Optimizer):
            raise TypeError("Supplied optimizer must be an instance of tf.train.Optimizer")
        self._opt = opt
        for name in ("_apply_dense", "_resource_apply_dense", "_apply_sparse",
                     "_resource_apply_sparse"):
            setattr(opt, name, types.MethodType(_skip_if_zero(getattr(opt, name)), opt))

    def __getattr__(self, name):
        return getattr(self._opt, name)


def clip_gradients_by_global_norm(gradients_variables, clip_norm=20.0):
    """Clip by a global norm in which gradients that are zero throughout do not count.

    Args:
        gradients_variables: list of ``(gradient or None, variable)``.
        clip_norm: the norm to clip to.

    Returns:
        ``(list of (gradient, variable), global norm)``.
    """
    gradients, variables = zip(*gradients_variables)
    counted = [None if g is None else tf.cond(
        _is_all_zeros(g), lambda g=g: tf.zeros([], dtype=tf.as_dtype(g.dtype)), lambda g=g: g)
        for g in gradients]
    norm = tf.global_norm(counted)
    clipped, _ = tf.clip_by_global_norm(gradients, clip_norm, use_norm=norm)
    return list(zip(clipped, variables)), norm


def _is_all_zeros(grad):
    values = grad.values if isinstance(grad, tf.IndexedSlices) else grad
    return tf.equal(tf.count_nonzero(values), 0)


def _skip_if_zero(apply):
    def guarded(self, grad, *args, **kwargs):
        def update():
            with tf.control_dependencies([apply(grad, *args, **kwargs)]):
                return tf.no_op()

        return tf.cond(_is_all_zeros(grad), tf.no_op, update)

    return guarded


class VariableClippingOptimizer(tf.train.Optimizer):
    """Clip the norms of variables after each update."""

    def __init__(self, opt, vars_to_clip_dims, max_norm, use_locking=False,
                 colocate_clip_ops_with_vars=False, name="VariableClipping"):
        """Wrap ``opt``.

        Args:
            opt: optimizer that trains.
            vars_to_clip_dims: {variable: list of the dimensions the norm is taken over}.
            max_norm: norm to clip to.
            use_locking: lock during the clipping.
            colocate_clip_ops_with_vars: work it out on the variable's device.
            name: name of the optimizer.
        """
        super().__init__(use_locking, name)
        self._opt = opt
        self._vars_to_clip_dims = {var: dims[:] for var, dims in vars_to_clip_dims.items()}
        self._max_norm = max_norm
        self._colocate_clip_ops_with_vars = colocate_clip_ops_with_vars

    def compute_gradients(self, *args, **kwargs):
        return self._opt.compute_gradients(*args, **kwargs)

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = list(grads_and_vars)
        with tf.name_scope(name, self._name) as name:
            update = self._opt.apply_gradients(grads_and_vars, global_step=global_step)
            clips = []
            with tf.control_dependencies([update]):
                for grad, var in grads_and_vars:
                    if grad is not None and var in self._vars_to_clip_dims:
                        with tf.name_scope("clip_" + var.op.name):
                            clips.append(self._clip(grad, var))
            return tf.group(update, *clips, name=name)

    def _clip(self, grad, var):
        dims = self._vars_to_clip_dims[var]
        rows = isinstance(grad, tf.IndexedSlices)
        if rows and 0 in dims:
            tf.logging.warning("Clipping norm across dims %s for %s is inefficient when including "
                               "sparse dimension 0.", dims, var.op.name)
            rows = False
        with tf.colocate_with(var):
            value = tf.gather(var, grad.indices) if rows else None
        with (tf.colocate_with(var) if self._colocate_clip_ops_with_vars
              else contextlib.nullcontext()):
            value = value if rows else var.read_value()
            excess = value - tf.clip_by_norm(value, self._max_norm, dims)
        with tf.colocate_with(var):
            if rows:
                return tf.scatter_sub(var, grad.indices, excess, use_locking=self._use_locking)
            return var.assign_sub(excess, use_locking=self._use_locking)


class DropStaleGradientOptimizer(tf.train.Optimizer):
    """Drop gradients worked out more than ``staleness`` global steps ago. Variable: ``stale_counter``."""

    def __init__(self, opt, staleness, use_locking=False, name="DropStaleGradient"):
        """Wrap ``opt``."""
        super().__init__(use_locking, name)
        self._opt = opt
        self._staleness = staleness

    def compute_gradients(self, loss, *args, **kwargs):
        with tf.colocate_with(loss):
            self._local_step = tf.train.get_global_step() + 0
        with tf.control_dependencies([self._local_step]):
            return self._opt.compute_gradients(tf.identity(loss), *args, **kwargs)

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = list(grads_and_vars)
        with tf.colocate_with(global_step):
            dropped = tf.get_variable("stale_counter", [], initializer=tf.zeros_initializer(),
                                      trainable=False)

        def accept():
            with tf.control_dependencies([self._opt.apply_gradients(
                    grads_and_vars, global_step=global_step, name=name)]):
                return tf.identity(0.0)

        ready = [g if isinstance(g, tf.Tensor) else g.op for g, _ in grads_and_vars
                 if g is not None]
        with tf.control_dependencies(ready), tf.colocate_with(global_step):
            staleness = tf.reshape(global_step - self._local_step, shape=())
        update = dropped.assign_add(tf.cond(
            tf.less_equal(staleness, self._staleness), accept, lambda: tf.identity(1.0)))
        tf.summary.scalar("Gradient staleness percentage",
                          dropped / tf.cast(global_step + 1, tf.float32))
        return update
