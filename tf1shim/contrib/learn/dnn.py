"""tf.contrib.learn's networks (source: contrib/learn/python/learn/estimators/dnn.py)."""

import tensorflow.compat.v1 as tf
from tf_slim.layers.optimizers import optimize_loss

from tf1shim.contrib.learn import canned
from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn.estimator import Estimator

__all__ = ["DNNClassifier", "DNNEstimator", "DNNRegressor"]

_ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.nn.tanh, "sigmoid": tf.nn.sigmoid}


def _dnn_model_fn(features, labels, mode, params, config=None):
    """The model function of all of them; ``params`` are their arguments by name, with "head"."""
    head, columns = params["head"], params["feature_columns"]
    features = canned.feature_dict(features)
    values = tuple(features.values())
    smallest = params.get("input_layer_min_slice_size") or 64 << 20
    with tf.variable_scope("dnn", values=values, partitioner=canned.partitioner(config)):
        with tf.variable_scope("input_from_feature_columns", values=values,
                               partitioner=canned.partitioner(config, min_slice_size=smallest)) as input_scope:
            net = canned.input_layer(features, columns, input_scope, "dnn")
        logits = canned.network(net, params["hidden_units"], head.logits_dimension,
                                _activation(params.get("activation_fn")), params.get("dropout"), mode, "dnn", "_")

        def train_op_fn(loss):
            return optimize_loss(
                loss=loss, global_step=tf.train.get_global_step(), learning_rate=.05,
                optimizer=canned.made(params.get("optimizer") or "Adagrad"),
                gradient_multipliers=canned.lr_multipliers(params.get("embedding_lr_multipliers"), "dnn",
                                                           input_scope.name),
                clip_gradients=params.get("gradient_clip_norm"), name="dnn", summaries=[])

        return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=train_op_fn,
                                        logits=logits)


def _activation(function):
    if not isinstance(function, str):
        return function
    if function not in _ACTIVATIONS:
        raise ValueError(f"Activation name should be one of [{', '.join(_ACTIVATIONS)}], you provided {function}.")
    return _ACTIVATIONS[function]


def _params(given, head, feature_columns):
    names = ("hidden_units", "optimizer", "activation_fn", "dropout", "gradient_clip_norm",
             "embedding_lr_multipliers", "input_layer_min_slice_size")
    return {"head": head, "feature_columns": feature_columns, **{name: given[name] for name in names}}


class DNNClassifier(canned.Classifier):
    """A classifier of fully connected layers."""

    def __init__(self, hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column_name=None,
                 optimizer=None, activation_fn=tf.nn.relu, dropout=None, gradient_clip_norm=None,
                 enable_centered_bias=False, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, label_keys=None):
        """Make it.

        Args:
            hidden_units: list of the widths of the hidden layers.
            feature_columns: columns of tf.contrib.layers or tf.feature_column.
            model_dir, config: as for `Estimator`.
            n_classes: how many classes.
            weight_column_name: feature with the weights of the examples.
            optimizer: an optimizer, its name, or a function that makes it; default: Adagrad.
            activation_fn: of the hidden layers.
            dropout: probability to drop a unit in training.
            gradient_clip_norm: norm that gradients are clipped to.
            enable_centered_bias: train a bias beside the logits.
            feature_engineering_fn: as for `Estimator`.
            embedding_lr_multipliers: {embedding column: factor of its learning rate}.
            input_layer_min_slice_size: smallest part of the input layer's variables, in bytes.
            label_keys: names of the classes where labels are strings.
        """
        given = dict(locals())
        self._feature_columns = tuple(feature_columns or [])
        head = head_lib.multi_class_head(n_classes, weight_column_name=weight_column_name,
                                         enable_centered_bias=enable_centered_bias, label_keys=label_keys)
        super().__init__(model_fn=_dnn_model_fn, model_dir=model_dir, config=config,
                         params=_params(given, head, self._feature_columns),
                         feature_engineering_fn=feature_engineering_fn)


class DNNRegressor(canned.Regressor):
    """A regressor of fully connected layers."""

    def __init__(self, hidden_units, feature_columns, model_dir=None, weight_column_name=None, optimizer=None,
                 activation_fn=tf.nn.relu, dropout=None, gradient_clip_norm=None, enable_centered_bias=False,
                 config=None, feature_engineering_fn=None, label_dimension=1, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None):
        """Arguments as for `DNNClassifier`; ``label_dimension`` is the width of the labels."""
        given = dict(locals())
        self._feature_columns = tuple(feature_columns or [])
        head = head_lib.regression_head(label_dimension=label_dimension, weight_column_name=weight_column_name,
                                        enable_centered_bias=enable_centered_bias)
        super().__init__(model_fn=_dnn_model_fn, model_dir=model_dir, config=config,
                         params=_params(given, head, self._feature_columns),
                         feature_engineering_fn=feature_engineering_fn)


class DNNEstimator(Estimator):
    """Fully connected layers with any head."""

    def __init__(self, head, hidden_units, feature_columns, model_dir=None, optimizer=None, activation_fn=tf.nn.relu,
                 dropout=None, gradient_clip_norm=None, config=None, feature_engineering_fn=None,
                 embedding_lr_multipliers=None, input_layer_min_slice_size=None):
        """Arguments as for `DNNClassifier`; ``head`` is a `Head`."""
        super().__init__(model_fn=_dnn_model_fn, model_dir=model_dir, config=config,
                         params=_params(dict(locals()), head, feature_columns),
                         feature_engineering_fn=feature_engineering_fn)
