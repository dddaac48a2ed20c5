"""Optimizers whose second player has a stochastic matrix, one row and column for the objective and each constraint.

Source: TF 1.15, contrib/constrained_optimization/python/swap_regret_optimizer.py.
"""

import abc
import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.constrained_optimization.constrained_optimizer import GameOptimizer, project_onto_simplex


def _maximal_eigenvector_power_method(matrix, epsilon=1e-6, maximum_iterations=100):
    """The right eigenvector of the greatest eigenvalue, by the power method.

    Args:
        matrix: square, of floats.
        epsilon: two vectors that differ by less (in the L2 norm) are the same.
        maximum_iterations: when to stop all the same.

    Raises:
        ValueError: for other types, or bounds that are not positive.
    """
    if not matrix.dtype.is_floating:
        raise ValueError("multipliers must have a floating-point dtype")
    if epsilon <= 0.0:
        raise ValueError("epsilon must be strictly positive")
    if maximum_iterations <= 0:
        raise ValueError("maximum_iterations must be strictly positive")

    def body(count, vector, _):
        following = tf.matmul(matrix, tf.expand_dims(vector, 1))[:, 0]
        return count + 1, following / tf.norm(following), vector

    def unsettled(count, vector, before):
        return tf.logical_and(count < maximum_iterations, tf.norm(vector - before) > epsilon)

    ones = tf.ones_like(matrix[:, 0])
    start = ones / tf.norm(ones)
    return tf.while_loop(unsettled, body, body(tf.constant(0), start, start), name="power_method")[1]


def _project_stochastic_matrix_wrt_euclidean_norm(matrix):
    """The nearest matrix whose columns are distributions.

    Raises:
        ValueError: if it is not of floats, or not square and of known size.
    """
    if not matrix.dtype.is_floating:
        raise ValueError("multipliers must have a floating-point dtype")
    shape = matrix.shape
    if shape.ndims is None:
        raise ValueError("matrix must have known shape")
    if shape.ndims != 2:
        raise ValueError(f"matrix must be two dimensional (instead is {shape.ndims}-dimensional)")
    rows, columns = shape.as_list()
    if rows != columns:
        raise ValueError(f"matrix must be square (instead has shape ({rows},{columns}))")
    if rows is None:
        raise ValueError("matrix must have fully-known shape")

    def correction(values, positive):
        return (1.0 - tf.reduce_sum(values, axis=0, keepdims=True)) / tf.maximum(
            1.0, tf.reduce_sum(positive, axis=0, keepdims=True))

    return project_onto_simplex(matrix, correction)


def _project_log_stochastic_matrix_wrt_kl_divergence(log_matrix):
    """Logarithms whose columns are those of distributions."""
    log_matrix -= tf.reduce_max(log_matrix, axis=0, keepdims=True)  # the greatest is zero before it is exponentiated
    return log_matrix - tf.log(tf.reduce_sum(tf.exp(log_matrix), axis=0, keepdims=True))


class _SwapRegretOptimizer(GameOptimizer):
    _state_name = "swap_regret_optimizer_state"

    @abc.abstractmethod
    def _stochastic_matrix(self, state):
        """The matrix that the state stands for."""

    def _distribution(self, state):
        vector = tf.abs(_maximal_eigenvector_power_method(self._stochastic_matrix(state)))
        return vector / tf.reduce_sum(vector)

    def _loss_and_ascent(self, state, objective, constraints, proxy_constraints):
        of_loss = tf.concat((tf.expand_dims(objective, 0), proxy_constraints), axis=0)
        of_state = tf.concat((tf.zeros([1], constraints.dtype), constraints), axis=0)
        distribution = self._distribution(state)
        loss = tf.tensordot(tf.cast(distribution, of_loss.dtype), of_loss, 1)
        return loss, tf.matmul(tf.expand_dims(tf.cast(of_state, distribution.dtype), 1),
                               tf.expand_dims(distribution, 0))


class AdditiveSwapRegretOptimizer(_SwapRegretOptimizer):
    """The state is the matrix, which begins with all weight on the objective; arguments as for `GameOptimizer`."""

    def _initial_state(self, num_constraints):
        size = num_constraints + 1
        return tf.concat((tf.ones([1, size]), tf.zeros([num_constraints, size])), axis=0)

    def _stochastic_matrix(self, state):
        return state

    def _projected(self, state):
        return _project_stochastic_matrix_wrt_euclidean_norm(state)


class MultiplicativeSwapRegretOptimizer(_SwapRegretOptimizer):
    """The state is the matrix' logarithm.

    Args:
        optimizer, constraint_optimizer: as for `GameOptimizer`.
        minimum_multiplier_radius: what each element is at least, times one more than the number of constraints.
        initial_multiplier_radius: what those of constraints are at first, times that number.

    Raises:
        ValueError: if the first is not between 0 and 1, or the second less than the first.
    """

    def __init__(self, optimizer, constraint_optimizer=None, minimum_multiplier_radius=1e-3,
                 initial_multiplier_radius=None):
        super().__init__(optimizer, constraint_optimizer)
        if not 0.0 < minimum_multiplier_radius < 1.0:
            raise ValueError("minimum_multiplier_radius must be in the range (0,1)")
        if initial_multiplier_radius is None:
            initial_multiplier_radius = minimum_multiplier_radius
        elif initial_multiplier_radius < minimum_multiplier_radius:
            raise ValueError("initial_multiplier_radius must be in the range [minimum_multiplier_radius,1]")
        self._minimum_multiplier_radius = minimum_multiplier_radius
        self._initial_multiplier_radius = initial_multiplier_radius

    def _initial_state(self, num_constraints):
        size, radius = num_constraints + 1, self._initial_multiplier_radius
        of_objective, of_constraint = math.log(1.0 - radius * num_constraints / size), math.log(radius / size)
        return tf.concat((tf.constant(of_objective, tf.float32, [1, size]),
                          tf.constant(of_constraint, tf.float32, [num_constraints, size])), axis=0)

    def _stochastic_matrix(self, state):
        return tf.exp(state)

    def _projected(self, state):
        least = tf.log(self._minimum_multiplier_radius / tf.cast(state.shape.as_list()[0], tf.float32))
        return tf.maximum(_project_log_stochastic_matrix_wrt_kl_divergence(state), least)
