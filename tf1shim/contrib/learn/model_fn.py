"""What model functions of tf.contrib.learn return (source: contrib/learn/.../estimators/model_fn.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.estimator import api


class ModeKeys:
    """Modes of a model function."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"

    @classmethod
    def validate(cls, key):
        """Raise ValueError unless ``key`` is one of them."""
        if key not in (cls.TRAIN, cls.EVAL, cls.INFER):
            raise ValueError("Invalid mode %s." % key)


class ModelFnOps(collections.namedtuple("ModelFnOps", [
        "predictions", "loss", "train_op", "eval_metric_ops", "output_alternatives",
        "training_chief_hooks", "training_hooks", "scaffold", "mode"])):
    """Predictions, loss and ops of a model."""

    def __new__(cls, mode, predictions=None, loss=None, train_op=None, eval_metric_ops=None,
                output_alternatives=None, training_chief_hooks=None, training_hooks=None,
                scaffold=None):
        """Make and check it.

        Args:
            mode: one of `ModeKeys`.
            predictions: tensor or dict of tensors.
            loss: scalar, for TRAIN and EVAL.
            train_op: for TRAIN.
            eval_metric_ops: {name: (value, update op)}.
            output_alternatives: {name: (problem type, {name: tensor})}.
            training_chief_hooks, training_hooks: lists of `tf.train.SessionRunHook`.
            scaffold: `tf.train.Scaffold`.

        Raises:
            ValueError: what the mode needs is missing.
        """
        ModeKeys.validate(mode)
        if train_op is None and mode == ModeKeys.TRAIN:
            raise ValueError("Missing train_op.")
        if loss is None and mode in (ModeKeys.TRAIN, ModeKeys.EVAL):
            raise ValueError("Missing loss.")
        if predictions is None and mode in (ModeKeys.INFER, ModeKeys.EVAL):
            raise ValueError("Missing predictions.")
        if loss is not None:
            loss = tf.convert_to_tensor(loss)
            if loss.shape.num_elements() not in (None, 1):
                raise ValueError("Loss must be scalar: %s." % loss)
            if loss.shape.ndims != 0:
                loss = tf.reshape(loss, [])
        return super().__new__(
            cls, predictions, loss, train_op, {} if eval_metric_ops is None else eval_metric_ops,
            output_alternatives, training_chief_hooks or [], training_hooks or [], scaffold, mode)

    def estimator_spec(self, default_serving_output_alternative_key=None):
        """The `tf.estimator.EstimatorSpec` of the same ops."""
        mode = {ModeKeys.INFER: api.ModeKeys.PREDICT}.get(self.mode, self.mode)
        predictions = self.predictions
        outputs = None
        if mode == api.ModeKeys.PREDICT and predictions is not None:
            as_dict = predictions if isinstance(predictions, dict) else {"output": predictions}
            outputs = {"serving_default": api.export.PredictOutput(as_dict)}
        return api.EstimatorSpec(
            mode=mode, predictions=predictions, loss=self.loss, train_op=self.train_op,
            eval_metric_ops=self.eval_metric_ops, export_outputs=outputs,
            training_chief_hooks=self.training_chief_hooks, training_hooks=self.training_hooks,
            scaffold=self.scaffold)
