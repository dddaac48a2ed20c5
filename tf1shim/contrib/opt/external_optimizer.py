"""Optimizers that run outside the graph (source: contrib/opt/python/training/external_optimizer.py)."""

import itertools
import math

import numpy as np
import tensorflow.compat.v1 as tf

__all__ = ["ExternalOptimizerInterface", "ScipyOptimizerInterface"]


class ExternalOptimizerInterface:
    """Hand a loss, its gradient and constraints to an optimizer that works on one flat vector.

    Subclasses give `_minimize`.
    """

    def __init__(self, loss, var_list=None, equalities=None, inequalities=None,
                 var_to_bounds=None, **optimizer_kwargs):
        """Build the ops.

        Args:
            loss: scalar to minimise.
            var_list: variables to change; all trainable ones by default.
            equalities: list of scalars to hold at 0.
            inequalities: list of scalars to hold at 0 or above.
            var_to_bounds: {variable: (low, high)}, each broadcast to the variable's shape.
            **optimizer_kwargs: the optimizer's own.
        """
        self._loss = loss
        self._equalities = equalities or []
        self._inequalities = inequalities or []
        self._vars = list(tf.trainable_variables() if var_list is None else var_list)
        self._packed_bounds = self._bounds(var_to_bounds)
        self._update_placeholders = [tf.placeholder(var.dtype.base_dtype) for var in self._vars]
        self._var_updates = [var.assign(tf.reshape(value, _shape(var))) for var, value in
                             zip(self._vars, self._update_placeholders)]
        self.optimizer_kwargs = optimizer_kwargs
        self._packed_var = self._pack(self._vars)
        self._packed_loss_grad = self._pack(_gradients(loss, self._vars))
        self._packed_equality_grads = [
            self._pack(_gradients(e, self._vars)) for e in self._equalities]
        self._packed_inequality_grads = [
            self._pack(_gradients(e, self._vars)) for e in self._inequalities]
        ends = list(itertools.accumulate((math.prod(_shape(var)) for var in self._vars),
                                         initial=0))
        self._packing_slices = [slice(*ends_) for ends_ in zip(ends, ends[1:])]

    def minimize(self, session=None, feed_dict=None, fetches=None, step_callback=None,
                 loss_callback=None, **run_kwargs):
        """Minimise, and assign the result to the variables.

        Args:
            session: the default session by default.
            feed_dict: for every run.
            fetches: list of tensors for ``loss_callback``.
            step_callback: called with the flat vector after each step.
            loss_callback: called with the values of ``fetches`` at each evaluation of the loss.
            **run_kwargs: for the run that assigns the result.
        """
        session = session or tf.get_default_session()
        feed_dict, fetches = feed_dict or {}, fetches or []

        def evaluations(tensors):
            return [self._make_eval_func(t, session, feed_dict, fetches) for t in tensors]

        result = self._minimize(
            initial_val=session.run(self._packed_var),
            loss_grad_func=self._make_eval_func(
                [self._loss, self._packed_loss_grad], session, feed_dict, fetches,
                loss_callback or (lambda *values: None)),
            equality_funcs=evaluations(self._equalities),
            equality_grad_funcs=evaluations(self._packed_equality_grads),
            inequality_funcs=evaluations(self._inequalities),
            inequality_grad_funcs=evaluations(self._packed_inequality_grads),
            packed_bounds=self._packed_bounds,
            step_callback=step_callback or (lambda vector: None),
            optimizer_kwargs=self.optimizer_kwargs)
        values = [result[part] for part in self._packing_slices]
        session.run(self._var_updates, feed_dict=dict(zip(self._update_placeholders, values)),
                    **run_kwargs)

    def _minimize(self, initial_val, loss_grad_func, equality_funcs, equality_grad_funcs,
                  inequality_funcs, inequality_grad_funcs, packed_bounds, step_callback,
                  optimizer_kwargs):
        """Return the vector at which the loss is least. Functions take a vector and give a list of arrays."""
        raise NotImplementedError("To use ExternalOptimizerInterface, subclass from it and "
                                  "implement the _minimize() method.")

    def _bounds(self, var_to_bounds):
        if var_to_bounds is None:
            return None
        sides = [], []
        for var in self._vars:
            bounds = var_to_bounds.get(var, (-np.inf, np.inf))
            for side, bound in zip(sides, bounds):
                side.extend(np.broadcast_to(bound, _shape(var)).flat)
        return list(zip(*sides))

    @classmethod
    def _pack(cls, tensors):
        if not tensors:
            return None
        flat = [tf.reshape(tensor, [-1]) for tensor in tensors]
        return flat[0] if len(flat) == 1 else tf.concat(flat, 0)

    def _make_eval_func(self, tensors, session, feed_dict, fetches, callback=None):
        tensors = tensors if isinstance(tensors, list) else [tensors]

        def evaluate(vector):
            feeds = {var: vector[part].reshape(_shape(var))
                     for var, part in zip(self._vars, self._packing_slices)}
            feeds.update(feed_dict)
            values = session.run(tensors + fetches, feed_dict=feeds)
            if callable(callback):
                callback(*values[len(tensors):])
            return values[:len(tensors)]

        return evaluate


class ScipyOptimizerInterface(ExternalOptimizerInterface):
    """`ExternalOptimizerInterface` for `scipy.optimize.minimize`; ``method`` is "L-BFGS-B" by default."""

    _DEFAULT_METHOD = "L-BFGS-B"

    def _minimize(self, initial_val, loss_grad_func, equality_funcs, equality_grad_funcs,
                  inequality_funcs, inequality_grad_funcs, packed_bounds, step_callback,
                  optimizer_kwargs):
        from scipy import optimize

        def loss_and_gradient(vector):
            loss, gradient = loss_grad_func(vector)
            # A size-1 loss and single precision are both refused by today's SciPy.
            return np.asarray(loss, np.float64).reshape(-1)[0], gradient.astype("float64")

        given = dict(optimizer_kwargs)
        arguments = {
            "method": given.pop("method", self._DEFAULT_METHOD),
            "jac": True,
            "callback": step_callback,
            "constraints": [
                {"type": kind, "fun": _first(function), "jac": _first(gradient)}
                for kind, functions, gradients in (
                    ("eq", equality_funcs, equality_grad_funcs),
                    ("ineq", inequality_funcs, inequality_grad_funcs))
                for function, gradient in zip(functions, gradients)],
            "bounds": packed_bounds,
        }
        for name in arguments:
            if name in given:
                raise ValueError(
                    "Bounds must be set using the var_to_bounds argument" if name == "bounds" else
                    f"Optimizer keyword arg '{name}' is set automatically and cannot be injected "
                    "manually")
        # Only the compiled code of these asks for double precision.
        double = arguments["method"] in ("TNC", "SLSQP")
        start = np.asarray(initial_val, np.float64) if double else initial_val
        if arguments["method"] == "TNC":
            given["options"] = _of_tnc(given.get("options") or {})
        result = optimize.minimize(loss_and_gradient, start, **arguments, **given)
        lines = ["Optimization terminated with:", f"  Message: {_text(result.message)}",
                 f"  Objective function value: {result.fun:f}"]
        for label, field in (("iterations", "nit"), ("functions evaluations", "nfev")):
            if hasattr(result, field):
                lines.append(f"  Number of {label}: {getattr(result, field)}")
        tf.logging.info("\n".join(lines))
        return result["x"]


def _first(function):
    return lambda vector: np.asarray(function(vector)[0], np.float64)


def _of_tnc(options):
    """The options of the method "TNC" for today's SciPy, to which evaluations are ``maxfun``, not ``maxiter``."""
    import scipy

    if "maxiter" in options and "maxfun" not in options and tuple(map(int, scipy.__version__.split(".")[:2])) >= (1, 9):
        return {**{name: value for name, value in options.items() if name != "maxiter"}, "maxfun": options["maxiter"]}
    return options


def _text(message):
    return message.decode() if isinstance(message, bytes) else message


def _shape(tensor):
    return tuple(tensor.get_shape().as_list())


def _gradients(tensor, var_list):
    return [tf.zeros_like(var) if grad is None else grad
            for var, grad in zip(var_list, tf.gradients(tensor, var_list))]
