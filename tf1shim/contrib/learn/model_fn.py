"""What model functions of tf.contrib.learn return (source: contrib/learn/.../estimators/model_fn.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.prediction_key import PredictionKey
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
        """The `tf.estimator.EstimatorSpec` of the same ops.

        Args:
            default_serving_output_alternative_key: which of several ``output_alternatives`` is served by default.

        Raises:
            ValueError: for a problem type that is not known.
        """
        return api.EstimatorSpec(
            mode=api.ModeKeys.PREDICT if self.mode == ModeKeys.INFER else self.mode,
            predictions=self.predictions, loss=self.loss, train_op=self.train_op,
            eval_metric_ops={name: metric for name, metric in self.eval_metric_ops.items() if name != "loss"},
            export_outputs=_export_outputs(self.output_alternatives, default_serving_output_alternative_key),
            training_chief_hooks=self.training_chief_hooks, training_hooks=self.training_hooks,
            scaffold=self.scaffold)


def _export_outputs(alternatives, default):
    if not alternatives:
        return None
    serving = tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY
    if len(alternatives) > 1 and serving not in alternatives:
        alternatives = {**alternatives, serving: alternatives[default]}
    return {name: _export_output(*alternative) for name, alternative in alternatives.items()}


def _export_output(problem_type, predictions):
    scores = predictions.get(PredictionKey.SCORES)
    if scores is None:
        scores = predictions.get(PredictionKey.PROBABILITIES)
    if problem_type == ProblemType.LINEAR_REGRESSION:
        return api.export.RegressionOutput(scores)
    if problem_type in (ProblemType.CLASSIFICATION, ProblemType.LOGISTIC_REGRESSION):
        return api.export.ClassificationOutput(scores=scores, classes=_served_classes(predictions))
    if problem_type == ProblemType.UNSPECIFIED:
        return api.export.PredictOutput(predictions)
    raise ValueError(f"Unknown problem_type={problem_type}")


def _served_classes(predictions):
    classes = predictions.get(PredictionKey.CLASSES)
    if classes is not None and classes.dtype == tf.string:
        return classes
    tf.logging.warning("classes is %s, Servo inference will not have class ids.",
                       "None" if classes is None else "not string")
    return None
