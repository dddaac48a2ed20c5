"""The optimizer whose second player has a Lagrange multiplier for each constraint.

Source: TF 1.15, contrib/constrained_optimization/python/external_regret_optimizer.py.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.constrained_optimization.constrained_optimizer import GameOptimizer, project_onto_simplex


def _project_multipliers_wrt_euclidean_norm(multipliers, radius):
    """The nearest vector of numbers that are not negative and sum to ``radius`` at most.

    Raises:
        ValueError: if the multipliers are no floats, or no vector of known size.
    """
    if not multipliers.dtype.is_floating:
        raise ValueError("multipliers must have a floating-point dtype")
    shape = multipliers.shape
    if shape.ndims is None:
        raise ValueError("multipliers must have known shape")
    if shape.ndims != 1:
        raise ValueError(f"multipliers must be one dimensional (instead is {shape.ndims}-dimensional)")
    if not shape.is_fully_defined():
        raise ValueError("multipliers must have fully-known shape")
    return project_onto_simplex(
        multipliers, lambda values, positive: tf.minimum(
            0.0, (radius - tf.reduce_sum(values)) / tf.maximum(1.0, tf.reduce_sum(positive))))


class AdditiveExternalRegretOptimizer(GameOptimizer):
    """Minimizes the Lagrangian by the model's variables and maximizes it by the multipliers.

    Args:
        optimizer, constraint_optimizer: as for `GameOptimizer`.
        maximum_multiplier_radius: what the multipliers sum to at most; no bound without it.

    Raises:
        ValueError: if the radius is not positive.
    """

    _state_name = "external_regret_optimizer_state"

    def __init__(self, optimizer, constraint_optimizer=None, maximum_multiplier_radius=None):
        super().__init__(optimizer, constraint_optimizer)
        if maximum_multiplier_radius and maximum_multiplier_radius <= 0.0:
            raise ValueError("maximum_multiplier_radius must be strictly positive")
        self._maximum_multiplier_radius = maximum_multiplier_radius

    def _initial_state(self, num_constraints):
        return tf.zeros([num_constraints], tf.float32)

    def _lagrange_multipliers(self, state):
        return state

    def _loss_and_ascent(self, state, objective, constraints, proxy_constraints):
        multipliers = self._lagrange_multipliers(state)
        weighted = tf.tensordot(tf.cast(multipliers, proxy_constraints.dtype), proxy_constraints, 1)
        return objective + weighted, tf.cast(constraints, multipliers.dtype)

    def _projected(self, state):
        if self._maximum_multiplier_radius:
            return _project_multipliers_wrt_euclidean_norm(state, self._maximum_multiplier_radius)
        return tf.maximum(state, 0.0)
