"""Full-matrix adaptive regularisation with low-rank statistics (source: contrib/opt/python/training/ggt.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt.kernels import UniformOptimizer


class GGTOptimizer(UniformOptimizer):
    """Precondition by the last ``window`` gradients. All variables are treated as one long vector.

    Variables: ``global_step``, ``grad_buffer``, ``moment1``, ``flat_grad``.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, use_locking=False, name="GGT", window=10,
                 eps=1e-4, svd_eps=1e-6, sigma_eps=1e-2):
        """Make the optimizer.

        Args:
            learning_rate: scale of the update.
            beta1: decay of the momentum.
            use_locking: kept for the signature.
            name: name of the optimizer.
            window: how many gradients to keep.
            eps: least singular value for which directions outside the window move too.
            svd_eps: added to the matrix before its decomposition.
            sigma_eps: added to singular values.
        """
        super().__init__(use_locking, name)
        self._lr, self._beta1, self._window = learning_rate, beta1, window
        self._eps, self._svd_eps, self._sigma_eps = eps, svd_eps, sigma_eps
        self._spans = {}  # name of a variable -> where it lies in the long vector
        self._gradients = collections.OrderedDict()

    def _hypers(self):
        return {"lr": self._lr, "beta1": self._beta1, "window": self._window, "eps": self._eps,
                "svd_eps": self._svd_eps, "sigma_eps": self._sigma_eps}

    def _create_slots(self, var_list):
        start = 0
        for var in sorted(var_list, key=lambda var: var.name):
            size = var.get_shape().num_elements()
            self._spans[var.name] = (start, start + size)
            start += size
        dtype, first = var_list[0].dtype.base_dtype, min(var_list, key=lambda var: var.name)
        for name, shape in (("global_step", []), ("grad_buffer", [self._window_size(), start]),
                            ("moment1", [start]), ("flat_grad", [start])):
            self._create_non_slot_variable(
                initial_value=tf.zeros(shape, dtype=dtype), name=name, colocate_with=first)

    def _window_size(self):
        return self._call_if_callable(self._window)

    def _prepare(self):
        super()._prepare()
        self._gradients.clear()

    def _dense(self, grad, var):
        self._gradients[var.name] = var
        return tf.scatter_update(self._kept("flat_grad"), tf.range(*self._spans[var.name]),
                                 tf.reshape(grad, [-1]))

    def _finish(self, update_ops, name_scope):
        variables = list(self._gradients.values())
        with tf.control_dependencies(update_ops):
            direction = self._direction(variables[0])
            rate = self._hyper("lr", variables[0])
            updates = []
            for var in variables:
                low, high = self._spans[var.name]
                step = tf.reshape(direction[low:high], var.get_shape())
                updates.append(tf.assign_sub(var, rate * step))
        return tf.group(*update_ops, *updates, name=name_scope)

    def _direction(self, like):
        beta1, eps = self._hyper("beta1", like), self._hyper("eps", like)
        window = self._tensors["window"]
        moment, gradient = self._kept("moment1"), self._kept("flat_grad")
        step = tf.assign_add(self._kept("global_step"), 1.0)
        moment = moment.assign(beta1 * moment + (1.0 - beta1) * gradient)
        position = tf.floormod(tf.cast(step - 1.0, tf.int32), window)
        history = tf.scatter_update(self._kept("grad_buffer"), position, moment)
        count = tf.minimum(tf.convert_to_tensor(step), tf.cast(window, like.dtype.base_dtype))
        m = tf.transpose(tf.divide(history, tf.sqrt(count)))
        damping = tf.eye(window, dtype=like.dtype.base_dtype) * self._hyper("svd_eps", like)
        sigma, u, _ = tf.linalg.svd(tf.matmul(m, m, transpose_a=True) + damping)
        root = tf.sqrt(sigma)
        smallest = tf.reduce_min(root)
        column = tf.expand_dims(moment, -1)

        def through(diagonal):
            seen = tf.matmul(u, tf.matmul(m, column, transpose_a=True), transpose_a=True)
            return tf.matmul(m, tf.matmul(u, tf.matmul(tf.diag(diagonal), seen)))

        head = through(1.0 / tf.pow(root + self._hyper("sigma_eps", like), 3))
        tail = (column - through(1.0 / sigma)) / smallest
        return tf.cond(smallest > eps, lambda: head + tail, lambda: tf.identity(head))

    def _get_moment1(self):
        return self._kept("moment1")

    def _get_grad_buffer(self):
        return self._kept("grad_buffer")

    def _get_flat_grad(self):
        return self._kept("flat_grad")

    def _get_global_step(self):
        return self._kept("global_step")

    def _kept(self, name):
        graph = None if tf.executing_eagerly() else tf.get_default_graph()
        return self._get_non_slot_variable(name, graph=graph)
