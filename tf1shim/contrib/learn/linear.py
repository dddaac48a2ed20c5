"""tf.contrib.learn's linear models (source: contrib/learn/python/learn/estimators/linear.py)."""

import math

import tensorflow.compat.v1 as tf
from tf_slim.layers.optimizers import OPTIMIZER_CLS_NAMES

from tf1shim.contrib.learn import canned
from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn import sdca
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.linear_optimizer.sdca_optimizer import SDCAOptimizer

__all__ = ["LinearClassifier", "LinearEstimator", "LinearRegressor"]

_LEARNING_RATE = .2


def _linear_model_fn(features, labels, mode, params, config=None):
    """The model function of all of them; ``params`` are their arguments by name, with "head"."""
    head, columns = params["head"], params["feature_columns"]
    features = canned.feature_dict(features)
    with tf.variable_scope("linear", values=tuple(features.values()),
                           partitioner=canned.partitioner(config, min_slice_size=64 << 20)) as scope:
        logits = canned.linear_model(features, columns, head.logits_dimension, scope, "linear",
                                     params.get("joint_weights"))

        def train_op_fn(loss):
            variables = tf.get_collection("linear")
            gradients = tf.gradients(loss, variables)
            if params.get("gradient_clip_norm"):
                gradients, _ = tf.clip_by_global_norm(gradients, params["gradient_clip_norm"])
            return _optimizer(params.get("optimizer"), columns).apply_gradients(
                zip(gradients, variables), global_step=tf.train.get_global_step())

        return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=train_op_fn,
                                        logits=logits)


def _optimizer(optimizer, columns):
    if not optimizer:
        return tf.train.FtrlOptimizer(learning_rate=min(_LEARNING_RATE, 1. / math.sqrt(len(columns))))
    if isinstance(optimizer, str):
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=_LEARNING_RATE)
    return canned.made(optimizer)


def _model(optimizer, joint_weights, **params):
    """The model function and the parameters that an estimator hands on, by its optimizer."""
    if not isinstance(optimizer, SDCAOptimizer):
        return {"model_fn": _linear_model_fn,
                "params": {**params, "optimizer": optimizer, "joint_weights": joint_weights}}
    assert not joint_weights, "_joint_weights is incompatible with the SDCAOptimizer."
    params.pop("gradient_clip_norm")
    return {"model_fn": sdca.model_fn,
            "params": {**params, "optimizer": optimizer, "update_weights_hook": sdca.UpdateHook()}}


class LinearClassifier(canned.Classifier):
    """A linear classifier."""

    def __init__(self, feature_columns, model_dir=None, n_classes=2, weight_column_name=None, optimizer=None,
                 gradient_clip_norm=None, enable_centered_bias=False, _joint_weight=False, config=None,
                 feature_engineering_fn=None, label_keys=None):
        """Make it.

        Args:
            feature_columns: columns of tf.contrib.layers or tf.feature_column.
            model_dir, config, feature_engineering_fn: as for `Estimator`.
            n_classes: how many classes.
            weight_column_name: feature with the weights of the examples.
            optimizer: an optimizer, its name, or a function that makes it; default: Ftrl.
            gradient_clip_norm: norm that gradients are clipped to.
            enable_centered_bias: train a bias beside the logits.
            _joint_weight: keep all weights in one variable.
            label_keys: names of the classes where labels are strings.
        """
        self._feature_columns = tuple(feature_columns or [])
        assert self._feature_columns
        if isinstance(optimizer, SDCAOptimizer):
            if enable_centered_bias:
                raise ValueError("enable_centered_bias is not supported with SDCA")
            assert n_classes == 2, "SDCA only applies to binary classification."
        head = head_lib.multi_class_head(n_classes, weight_column_name=weight_column_name,
                                         enable_centered_bias=enable_centered_bias, label_keys=label_keys)
        super().__init__(model_dir=model_dir, config=config, feature_engineering_fn=feature_engineering_fn, **_model(
            optimizer, _joint_weight, head=head, feature_columns=feature_columns,
            weight_column_name=weight_column_name, gradient_clip_norm=gradient_clip_norm))


class LinearRegressor(canned.Regressor):
    """A linear regressor."""

    def __init__(self, feature_columns, model_dir=None, weight_column_name=None, optimizer=None,
                 gradient_clip_norm=None, enable_centered_bias=False, label_dimension=1, _joint_weights=False,
                 config=None, feature_engineering_fn=None):
        """Arguments as for `LinearClassifier`; ``label_dimension`` is the width of the labels."""
        self._feature_columns = tuple(feature_columns or [])
        assert self._feature_columns
        if isinstance(optimizer, SDCAOptimizer):
            if enable_centered_bias:
                enable_centered_bias = False
                tf.logging.warning("centered_bias is not supported with SDCA, please disable it explicitly.")
            assert label_dimension == 1, "SDCA only applies for label_dimension=1."
        head = head_lib.regression_head(weight_column_name=weight_column_name, label_dimension=label_dimension,
                                        enable_centered_bias=enable_centered_bias)
        super().__init__(model_dir=model_dir, config=config, feature_engineering_fn=feature_engineering_fn, **_model(
            optimizer, _joint_weights, head=head, feature_columns=feature_columns,
            weight_column_name=weight_column_name, gradient_clip_norm=gradient_clip_norm))


class LinearEstimator(Estimator):
    """A linear model with any head."""

    def __init__(self, feature_columns, head, model_dir=None, weight_column_name=None, optimizer=None,
                 gradient_clip_norm=None, _joint_weights=False, config=None, feature_engineering_fn=None):
        """Arguments as for `LinearClassifier`; ``head`` is a `Head`."""
        assert feature_columns
        if isinstance(optimizer, SDCAOptimizer):
            raise ValueError("LinearEstimator does not support SDCA optimizer.")
        super().__init__(model_dir=model_dir, config=config, feature_engineering_fn=feature_engineering_fn, **_model(
            optimizer, _joint_weights, head=head, feature_columns=feature_columns,
            weight_column_name=weight_column_name, gradient_clip_norm=gradient_clip_norm))
