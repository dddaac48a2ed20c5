"""Optimizers of constrained problems: what they have in common.

Source: TF 1.15, contrib/constrained_optimization/python/constrained_optimizer.py, and what external_regret_optimizer.py
and swap_regret_optimizer.py there share.
"""

import abc

import tensorflow.compat.v1 as tf

_GATE_OP = tf.train.Optimizer.GATE_OP


class ConstrainedOptimizer(abc.ABC):
    """Applies an optimizer to a `ConstrainedMinimizationProblem`.

    Args:
        optimizer: a `tf.train.Optimizer`.

    The arguments of its methods that are not told there are those of `tf.train.Optimizer.minimize`.
    """

    def __init__(self, optimizer):
        self._optimizer = optimizer

    @property
    def optimizer(self):
        """The optimizer of the model's variables."""
        return self._optimizer

    @abc.abstractmethod
    def _minimize_constrained(self, minimization_problem, global_step=None, var_list=None, gate_gradients=_GATE_OP,
                              aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None):
        """The op of a step; ``pre_train_ops`` are not its business."""

    def minimize_constrained(self, minimization_problem, global_step=None, var_list=None, gate_gradients=_GATE_OP,
                             aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None):
        """The op of a step that heeds the constraints."""
        with tf.control_dependencies(minimization_problem.pre_train_ops or []):
            return self._minimize_constrained(
                minimization_problem, global_step=global_step, var_list=var_list, gate_gradients=gate_gradients,
                aggregation_method=aggregation_method, colocate_gradients_with_ops=colocate_gradients_with_ops,
                name=name, grad_loss=grad_loss)

    def minimize_unconstrained(self, minimization_problem, global_step=None, var_list=None, gate_gradients=_GATE_OP,
                               aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None):
        """The op of a step that minimizes the objective alone."""
        with tf.control_dependencies(minimization_problem.pre_train_ops or []):
            return self.optimizer.minimize(
                minimization_problem.objective, global_step=global_step, var_list=var_list,
                gate_gradients=gate_gradients, aggregation_method=aggregation_method,
                colocate_gradients_with_ops=colocate_gradients_with_ops, name=name, grad_loss=grad_loss)

    def minimize(self, minimization_problem, unconstrained_steps=None, global_step=None, var_list=None,
                 gate_gradients=_GATE_OP, aggregation_method=None, colocate_gradients_with_ops=False, name=None,
                 grad_loss=None):
        """The op of a step: by the objective alone for the first ``unconstrained_steps``, then by the constraints too.

        Raises:
            ValueError: if a number of steps is given, but no global step.
        """
        options = {"global_step": global_step, "var_list": var_list, "gate_gradients": gate_gradients,
                   "aggregation_method": aggregation_method,
                   "colocate_gradients_with_ops": colocate_gradients_with_ops, "name": name, "grad_loss": grad_loss}
        if unconstrained_steps is None:
            return self.minimize_constrained(minimization_problem, **options)
        if global_step is None:
            raise ValueError("global_step cannot be None if unconstrained_steps is provided")
        steps = tf.convert_to_tensor(unconstrained_steps)
        return tf.cond(tf.cast(global_step, steps.dtype) < steps,
                       lambda: self.minimize_unconstrained(minimization_problem, **options),
                       lambda: self.minimize_constrained(minimization_problem, **options))


class GameOptimizer(ConstrainedOptimizer):
    """An optimizer of the model against one of the constraints' weights, which are kept in a variable.

    Args:
        optimizer: for the model, and for the weights' state without the other.
        constraint_optimizer: for the weights' state.
    """

    _state_name = None  # of the variable

    def __init__(self, optimizer, constraint_optimizer=None):
        super().__init__(optimizer)
        self._constraint_optimizer = constraint_optimizer

    @property
    def constraint_optimizer(self):
        """The optimizer of the constraints' weights, or None."""
        return self._constraint_optimizer

    @abc.abstractmethod
    def _initial_state(self, num_constraints):
        """The first value of the state."""

    @abc.abstractmethod
    def _loss_and_ascent(self, state, objective, constraints, proxy_constraints):
        """(what the model minimizes, the direction in which the state grows); the constraints are vectors."""

    @abc.abstractmethod
    def _projected(self, state):
        """The nearest state that is allowed."""

    def _projection_op(self, state, name=None):
        with tf.colocate_with(state):
            return tf.assign(state, self._projected(state), name=name)

    def _minimize_constrained(self, minimization_problem, global_step=None, var_list=None, gate_gradients=_GATE_OP,
                              aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None):
        objective, constraints = minimization_problem.objective, minimization_problem.constraints
        proxies = minimization_problem.proxy_constraints
        proxies = constraints if proxies is None else proxies
        if len({tensor.dtype.base_dtype for tensor in (objective, constraints, proxies)}) > 1:
            raise ValueError("objective, constraints and proxy_constraints must have the same dtype")
        count = minimization_problem.num_constraints
        constraints, proxies = tf.reshape(constraints, [count]), tf.reshape(proxies, [count])
        # From a function, so that its first value depends on nothing that the step depends on.
        state = tf.Variable(lambda: self._initial_state(count), trainable=False, name=self._state_name)
        loss, ascent = self._loss_and_ascent(state, objective, constraints, proxies)
        of_model = self.optimizer.compute_gradients(
            loss, var_list=var_list, gate_gradients=gate_gradients, aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops, grad_loss=grad_loss)
        with tf.control_dependencies(self._updates(of_model, [(-ascent, state)])):
            if global_step is None:
                return self._projection_op(state, name=name)
            projection = self._projection_op(state, name="project")
            with tf.colocate_with(global_step):
                counted = tf.assign_add(global_step, 1, name="global_step_increment")
            return tf.group(projection, counted, name=name)

    def _updates(self, of_model, of_state):
        if self.constraint_optimizer is None:
            return [self.optimizer.apply_gradients(of_model + of_state, name="update")]
        gradients = [gradient for gradient, _ in of_model + of_state if gradient is not None]
        with tf.control_dependencies(gradients):  # both see the values before the step
            return [self.optimizer.apply_gradients(of_model, name="update"),
                    self.constraint_optimizer.apply_gradients(of_state, name="optimizer_state_update")]


def project_onto_simplex(values, correction, name="euclidean_projection"):
    """Move values, and set those that become negative to zero, until none does any more.

    Args:
        values: floats, a vector or a matrix whose columns are projected each by itself.
        correction: ``(values, number of positive ones) -> what to add to each positive one``.
        name: of the loop.
    """
    def body(count, values, positive, _):
        moved = values + correction(values, positive) * positive
        still = tf.cast(moved > 0, moved.dtype)
        return count + 1, moved * still, still, positive

    def unsettled(count, _, positive, before):
        return tf.logical_and(count < values.shape.as_list()[0], tf.reduce_any(tf.not_equal(positive, before)))

    ones = tf.ones_like(values)
    first = body(tf.constant(0), tf.convert_to_tensor(values), ones, ones)
    return tf.while_loop(unsettled, body, first, name=name)[1]
