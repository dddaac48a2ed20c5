"""Estimators that predict what is most common in training (source: contrib/learn/.../estimators/debug.py)."""

import tensorflow.compat.v1 as tf
from tf_slim.layers.optimizers import optimize_loss

from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn.canned import feature_dict, one_output
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.prediction_key import PredictionKey

__all__ = ["DebugClassifier", "DebugRegressor", "debug_model_fn"]


def debug_model_fn(features, labels, mode, params, config=None):
    """A model of logits that are zero but for the head's centered bias.

    Args:
        features: tensor or dict of tensors ``[batch, ...]``.
        labels: as the head wants them.
        mode: one of `ModeKeys`.
        params: ``{"head": head}``.
        config: not used.

    Raises:
        ValueError: no features.
    """
    features = feature_dict(features)
    if not features:
        raise ValueError("Features cannot be empty.")
    head = params["head"]
    sizes = [tf.shape(feature)[0] for feature in features.values()]
    with tf.control_dependencies([tf.assert_equal(sizes[0], size) for size in sizes[1:]]):
        logits = tf.zeros([sizes[0], head.logits_dimension])

    def train_op_fn(loss):
        return optimize_loss(loss, global_step=None, learning_rate=0.3, optimizer="Adagrad")

    return head.create_model_fn_ops(features=features, labels=labels, mode=mode, train_op_fn=train_op_fn,
                                    logits=logits)


class _Debug(Estimator):
    def _one(self, key, input_fn, batch_size):
        return one_output(self.predict(input_fn=input_fn, batch_size=batch_size, outputs=[key]), key, True)


class DebugClassifier(_Debug):
    """Predicts the classes' shares.

    Args:
        model_dir, config, feature_engineering_fn: as for `Estimator`.
        n_classes: number of classes, 2 or more.
        weight_column_name: name of the feature that weights examples, or None.
        label_keys: list of the classes' names, for labels that are strings.
    """

    def __init__(self, model_dir=None, n_classes=2, weight_column_name=None, config=None,
                 feature_engineering_fn=None, label_keys=None):
        head = head_lib.multi_class_head(n_classes=n_classes, weight_column_name=weight_column_name,
                                         enable_centered_bias=True, label_keys=label_keys)
        super().__init__(model_fn=debug_model_fn, model_dir=model_dir, config=config, params={"head": head},
                         feature_engineering_fn=feature_engineering_fn)

    def predict_classes(self, input_fn=None, batch_size=None):
        """The class of each example."""
        return self._one(PredictionKey.CLASSES, input_fn, batch_size)

    def predict_proba(self, input_fn=None, batch_size=None):
        """The classes' probabilities of each example."""
        return self._one(PredictionKey.PROBABILITIES, input_fn, batch_size)


class DebugRegressor(_Debug):
    """Predicts the labels' mean; arguments as for `DebugClassifier`, ``label_dimension`` numbers an example."""

    def __init__(self, model_dir=None, label_dimension=1, weight_column_name=None, config=None,
                 feature_engineering_fn=None):
        head = head_lib.regression_head(weight_column_name=weight_column_name, label_dimension=label_dimension,
                                        enable_centered_bias=True)
        super().__init__(model_fn=debug_model_fn, model_dir=model_dir, config=config, params={"head": head},
                         feature_engineering_fn=feature_engineering_fn)

    def predict_scores(self, input_fn=None, batch_size=None):
        """The number (or numbers) of each example."""
        return self._one(PredictionKey.SCORES, input_fn, batch_size)
