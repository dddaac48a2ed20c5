"""What a constrained optimizer minimizes.

Source: TF 1.15, contrib/constrained_optimization/python/constrained_minimization_problem.py.
"""

import abc

import numpy as np


class ConstrainedMinimizationProblem(abc.ABC):
    """A scalar to minimize while every constraint is at most zero; subclasses say which."""

    @property
    @abc.abstractmethod
    def objective(self):
        """Scalar tensor to minimize."""

    @property
    @abc.abstractmethod
    def constraints(self):
        """Tensor of what has to be at most zero."""

    @property
    def proxy_constraints(self):
        """Tensor that is differentiated in place of the constraints, or None."""
        return None

    @property
    def pre_train_ops(self):
        """Operations that run before each step, or None."""
        return None

    @property
    def num_constraints(self):
        """How many constraints there are.

        Raises:
            ValueError: if that is not known, or other than the number of proxy constraints.
        """
        shape = self.constraints.shape
        proxies = shape if self.proxy_constraints is None else self.proxy_constraints.shape
        if not (shape.is_fully_defined() and proxies.is_fully_defined()):
            raise ValueError("constraints and proxy_constraints must have fully-known shapes")
        if shape.as_list() != proxies.as_list():
            raise ValueError("constraints and proxy_constraints must have the same shape")
        return int(np.prod(shape.as_list()))
