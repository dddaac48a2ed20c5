"""The solver, with TF 1.15's regularization and names (source: contrib/linear_optimizer/python/ops/sdca_ops.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.estimator import api

_sdca = api.internal("python.estimator.canned.linear_optimizer.python.utils.sdca_ops")


class SdcaModel(_sdca._SDCAModel):
    """A linear model and its solver.

    Args:
        examples: dict of "sparse_features" (list of `SparseFeatureColumn`), "dense_features" (list of ``[batch, n]``),
            "example_labels", "example_weights", "example_ids".
        variables: dict of "sparse_features_weights" and "dense_features_weights", lists.
        options: dict of "loss_type", "symmetric_l1_regularization", "symmetric_l2_regularization", ...; the solver
            needs an l2 of 1 at least, and takes 1 for less; the losses count what was asked for.

    Raises:
        ValueError: something is missing, or a regularization negative.
    """

    def __init__(self, examples, variables, options):
        if options:
            for name in ("symmetric_l1_regularization", "symmetric_l2_regularization"):
                if options.get(name) is not None and options[name] < 0.0:
                    raise ValueError("%s should be non-negative. Found (%f)" % (name, options[name]))
            self._asked_l2 = options.get("symmetric_l2_regularization")
            if self._asked_l2 is not None:
                options = {**options, "symmetric_l2_regularization": max(self._asked_l2, 1.0)}
        super().__init__(examples, variables, options)

    def _l2_loss(self):
        return super()._l2_loss() * (self._asked_l2 / self._options["symmetric_l2_regularization"])

    def _create_slots(self):
        self._slots = collections.defaultdict(list)
        for name in ("sparse_features_weights", "dense_features_weights"):
            for variable in self._variables[name]:
                parts = [self._slot(part) for part in self._var_to_list(variable)]
                whole = not isinstance(variable, list) and not hasattr(variable, "as_tensor")
                self._slots["unshrunk_" + name].append(parts[0] if whole else parts)

    @staticmethod
    def _slot(variable):
        with tf.device(variable.device):
            return tf.Variable(tf.zeros_like(variable.initialized_value(), tf.float32),
                               name=variable.op.name + "_unshrinked/SDCAOptimizer")
