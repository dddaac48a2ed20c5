"""Preconditioned stochastic tensor optimization (source: contrib/opt/python/training/shampoo.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.opt import matrix_functions
from tf1shim.contrib.opt.kernels import UniformOptimizer


class ShampooOptimizer(UniformOptimizer):
    """Precondition gradients by roots of their second moments, one matrix per dimension of a variable.

    Slots: ``gbar`` (momentum), ``Gbar_i`` (second moments of dimension i), ``H_i`` (their root, if it is kept).
    """

    def __init__(self, global_step=0, max_matrix_size=768, gbar_decay=0.0, gbar_weight=1.0,
                 mat_gbar_decay=1.0, mat_gbar_weight=1.0, learning_rate=1.0, svd_interval=1,
                 precond_update_interval=1, epsilon=1e-4, alpha=0.5, use_iterative_root=False,
                 use_locking=False, name="Shampoo"):
        """Make the optimizer. Decays, weights, rates and intervals may be functions of the step.

        Args:
            global_step: integer tensor or variable.
            max_matrix_size: longer dimensions get a diagonal only.
            gbar_decay, gbar_weight: of the momentum.
            mat_gbar_decay, mat_gbar_weight: of the second moments.
            learning_rate: scale of the update.
            svd_interval: steps between two roots.
            precond_update_interval: steps between two updates of the second moments.
            epsilon: added to diagonals.
            alpha: total exponent, divided among the dimensions.
            use_iterative_root: roots by iteration, not by SVD.
            use_locking: kept for the signature.
            name: name of the optimizer.
        """
        super().__init__(use_locking, name)
        self._global_step = tf.cast(global_step, tf.float32)
        self._max_matrix_size = max_matrix_size
        self._gbar_decay, self._gbar_weight = gbar_decay, gbar_weight
        self._mat_gbar_decay, self._mat_gbar_weight = mat_gbar_decay, mat_gbar_weight
        self._learning_rate = learning_rate
        self._svd_interval = svd_interval
        self._precond_update_interval = precond_update_interval
        self._epsilon = epsilon
        self._alpha = alpha
        self._use_iterative_root = use_iterative_root

    def _create_slots(self, var_list):
        for var in var_list:
            with tf.colocate_with(var):
                self._zeros_slot(var, "gbar", self._name)
                for i, size in enumerate(var.get_shape().as_list()):
                    moments = tf.zeros([size])
                    if size <= self._max_matrix_size:
                        moments = tf.zeros([size, size])
                        if self._svd_interval != 1:
                            self._get_or_make_slot(var, tf.eye(size), f"H_{i}", self._name)
                    self._get_or_make_slot(var, moments, f"Gbar_{i}", self._name)

    def _dense(self, grad, var):
        return self._update(grad, var)

    def _sparse(self, values, var, indices):
        if var.get_shape().as_list()[0] <= self._max_matrix_size or self._gbar_decay != 0.0:
            shape = tf.shape(var, out_type=indices.dtype)
            return self._update(tf.scatter_nd(tf.expand_dims(indices, 1), values, shape), var)
        return self._update(values, var, indices)

    def _update(self, grad, var, indices=None):
        step = self._global_step + 1
        direction = grad
        if indices is None:
            direction = _average(self.get_slot(var, "gbar"), self._gbar_decay,
                                 _at(self._gbar_decay, step), _at(self._gbar_weight, step) * grad)
        rank = var.get_shape().ndims
        exponent = -_at(self._alpha, step) / rank
        for i, size in enumerate(var.get_shape().as_list()):
            if size <= self._max_matrix_size:
                root = self._matrix_root(grad, var, i, size, step, exponent)
                direction = tf.tensordot(direction, root, axes=([0], [0]), name=f"precond_{i}")
            else:
                root = self._diagonal_root(grad, var, i, size, step, exponent, indices)
                direction = tf.transpose(direction, perm=list(range(1, rank)) + [0]) * root
        rate = _at(self._learning_rate, step)
        if indices is not None:
            return tf.scatter_add(var, indices, -rate * direction)
        return tf.assign_sub(var, rate * direction)

    def _matrix_root(self, grad, var, i, size, step, exponent):
        moments = self.get_slot(var, f"Gbar_{i}")
        interval = _at(self._precond_update_interval, step)
        others = [d for d in range(var.get_shape().ndims) if d != i]

        def accumulate():
            outer = tf.tensordot(grad, grad, axes=(others, others), name=f"grad_outer_{i}")
            weight = _at(self._mat_gbar_weight, step) * interval
            return _average(moments, self._mat_gbar_decay, _at(self._mat_gbar_decay, step),
                            weight * outer)

        updated = tf.cond(tf.mod(step, interval) < 1, lambda: tf.identity(accumulate()),
                          lambda: tf.identity(moments)) / float(size)
        if self._svd_interval == 1:
            return self._root(updated, size, exponent)
        kept = self.get_slot(var, f"H_{i}")
        return tf.cond(tf.mod(step, _at(self._svd_interval, step)) < 1,
                       lambda: tf.identity(tf.assign(kept, self._root(updated, size, exponent))),
                       lambda: tf.identity(kept))

    def _diagonal_root(self, grad, var, i, size, step, exponent, indices):
        moments = self.get_slot(var, f"Gbar_{i}")
        others = [d for d in range(var.get_shape().ndims) if d != i]
        squares = grad * grad
        if others:
            squares = tf.reduce_sum(squares, axis=others) / (
                1.0 if indices is not None else float(size))
        squares = _at(self._mat_gbar_weight, step) * squares
        if i == 0 and indices is not None:
            assert self._mat_gbar_decay == 1.0
            updated = tf.gather(tf.scatter_add(moments, indices, squares), indices)
        else:
            updated = _average(moments, self._mat_gbar_decay, _at(self._mat_gbar_decay, step),
                               squares)
        updated = tf.convert_to_tensor(updated)
        return tf.where(tf.greater(updated, 0), tf.pow(updated, exponent), tf.zeros_like(updated))

    def _root(self, matrix, size, exponent):
        with tf.name_scope("matrix_iterative_power"):
            if self._use_iterative_root:
                square = matrix_functions.matrix_square_root(matrix, size, 100, self._epsilon)
                return matrix_functions.matrix_inverse_pth_root(
                    square, size, 2 * exponent, 100, 1e-6, ridge_epsilon=0.0)
            if size == 1:
                return tf.pow(matrix + self._epsilon, exponent)
            singular, left, right = tf.linalg.svd(
                matrix + self._epsilon * tf.eye(size), full_matrices=True)
            powers = tf.pow(tf.maximum(singular, self._epsilon), exponent)
            return tf.matmul(right * powers, tf.transpose(left))


def _at(value, step):
    return value(step) if callable(value) else value


def _average(variable, decay, decay_now, addition):
    if decay == 0.0:
        return addition
    if decay == 1.0:
        return tf.assign_add(variable, addition)
    return variable.assign_add((decay_now - 1) * variable + addition)
