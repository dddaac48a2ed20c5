"""tf.contrib.learn's networks beside linear models (source: contrib/learn/.../estimators/dnn_linear_combined.py)."""

import math

import tensorflow.compat.v1 as tf
from tf_slim.layers.optimizers import optimize_loss

from tf1shim.contrib.learn import canned
from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn.estimator import Estimator

__all__ = ["DNNLinearCombinedClassifier", "DNNLinearCombinedEstimator", "DNNLinearCombinedRegressor"]


def _dnn_linear_combined_model_fn(features, labels, mode, params, config=None):
    """The model function of all of them; ``params`` are their arguments by name, with "head"."""
    head, deep_columns, wide_columns = (
        params["head"], params.get("dnn_feature_columns"), params.get("linear_feature_columns"))
    if not (deep_columns or wide_columns):
        raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
    features = canned.feature_dict(features)
    values = tuple(features.values())
    linear_optimizer = _checked(canned.made(params.get("linear_optimizer") or "Ftrl"))
    dnn_optimizer = _checked(canned.made(params.get("dnn_optimizer") or "Adagrad"))
    logits, trained = [], []
    if deep_columns:
        if not params.get("dnn_hidden_units"):
            raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")
        input_partitioner = params.get("input_layer_partitioner") or canned.partitioner(
            config, min_slice_size=64 << 20)
        with tf.variable_scope("dnn", values=values, partitioner=canned.partitioner(config)):
            with tf.variable_scope("input_from_feature_columns", values=values,
                                   partitioner=input_partitioner) as input_scope:
                net = canned.input_layer(features, deep_columns, input_scope, "dnn")
            logits.append(canned.network(
                net, params["dnn_hidden_units"], head.logits_dimension,
                params.get("dnn_activation_fn") or tf.nn.relu, params.get("dnn_dropout"), mode, "dnn", "/"))
        trained.append(("dnn", dnn_optimizer, .05, lambda: canned.lr_multipliers(
            params.get("embedding_lr_multipliers"), "dnn", input_scope.name)))
    if wide_columns:
        with tf.variable_scope("linear", values=values,
                               partitioner=canned.partitioner(config, min_slice_size=64 << 20)) as scope:
            logits.append(canned.linear_model(features, wide_columns, head.logits_dimension, scope, "linear",
                                              params.get("joint_linear_weights")))
            canned.summarise(logits[-1], scope.name, "/")
        trained.append(("linear", linear_optimizer, min(.2, 1. / math.sqrt(len(wide_columns))), lambda: None))

    def train_op_fn(loss):
        once = params.get("fix_global_step_increment_bug", True)
        step = tf.train.get_global_step()
        train_op = tf.group(*(optimize_loss(
            loss=loss, global_step=step, learning_rate=rate, optimizer=optimizer, gradient_multipliers=multipliers(),
            clip_gradients=params.get("gradient_clip_norm"), variables=tf.get_collection(part), name=part,
            summaries=[], increment_global_step=not once) for part, optimizer, rate, multipliers in trained))
        if not once:  # each of the two optimizers counts a step
            return train_op
        with tf.control_dependencies([train_op]), tf.colocate_with(step):
            return tf.assign_add(step, 1).op

    return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=train_op_fn,
                                    logits=logits[0] if len(logits) == 1 else logits[0] + logits[1])


def _checked(optimizer):
    if isinstance(optimizer, tf.train.SyncReplicasOptimizer):
        raise ValueError("SyncReplicasOptimizer is not supported in DNNLinearCombined model. If you want to use this "
                         "optimizer, please use either DNN or Linear model.")
    return optimizer


def _params(given, head, **more):
    names = ("linear_optimizer", "dnn_optimizer", "dnn_hidden_units", "dnn_activation_fn", "dnn_dropout",
             "gradient_clip_norm", "embedding_lr_multipliers", "fix_global_step_increment_bug")
    columns = {name: tuple(given[name] or []) for name in ("linear_feature_columns", "dnn_feature_columns")}
    if not any(columns.values()):
        raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
    return {"head": head, "joint_linear_weights": given["_joint_linear_weights"], **columns,
            **{name: given[name] for name in names}, **more}


def _input_partitioner(config, smallest):
    return None if smallest is None else canned.partitioner(config, min_slice_size=smallest)


class DNNLinearCombinedEstimator(Estimator):
    """Fully connected layers and a linear model, added up, with any head."""

    def __init__(self, head, model_dir=None, linear_feature_columns=None, linear_optimizer=None,
                 _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None,
                 dnn_activation_fn=None, dnn_dropout=None, gradient_clip_norm=None, config=None,
                 feature_engineering_fn=None, embedding_lr_multipliers=None, fix_global_step_increment_bug=False,
                 input_layer_partitioner=None):
        """Make it.

        Args:
            head: a `Head`.
            model_dir, config, feature_engineering_fn: as for `Estimator`.
            linear_feature_columns, linear_optimizer, _joint_linear_weights: as for `LinearClassifier`; its optimizer
                is Ftrl by default.
            dnn_feature_columns, dnn_optimizer, dnn_hidden_units, dnn_activation_fn, dnn_dropout, gradient_clip_norm,
                embedding_lr_multipliers: as for `DNNClassifier`.
            fix_global_step_increment_bug: count a step once; else each of the two optimizers counts it.
            input_layer_partitioner: of the input layer's variables.

        Raises:
            ValueError: no columns at all.
        """
        super().__init__(model_fn=_dnn_linear_combined_model_fn, model_dir=model_dir, config=config,
                         params=_params(dict(locals()), head, input_layer_partitioner=input_layer_partitioner),
                         feature_engineering_fn=feature_engineering_fn)


class DNNLinearCombinedClassifier(canned.Classifier):
    """A classifier of fully connected layers and a linear model, added up."""

    def __init__(self, model_dir=None, n_classes=2, weight_column_name=None, linear_feature_columns=None,
                 linear_optimizer=None, _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None,
                 dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None, gradient_clip_norm=None,
                 enable_centered_bias=False, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, label_keys=None, fix_global_step_increment_bug=False):
        """Arguments as for `DNNLinearCombinedEstimator` and `DNNClassifier`."""
        given = dict(locals())
        head = head_lib.multi_class_head(n_classes=n_classes, weight_column_name=weight_column_name,
                                         enable_centered_bias=enable_centered_bias, label_keys=label_keys)
        params = _params(given, head, input_layer_partitioner=_input_partitioner(config, input_layer_min_slice_size))
        self._feature_columns = params["linear_feature_columns"] + params["dnn_feature_columns"]
        super().__init__(model_fn=_dnn_linear_combined_model_fn, model_dir=model_dir, config=config, params=params,
                         feature_engineering_fn=feature_engineering_fn)


class DNNLinearCombinedRegressor(canned.Regressor):
    """A regressor of fully connected layers and a linear model, added up."""

    def __init__(self, model_dir=None, weight_column_name=None, linear_feature_columns=None, linear_optimizer=None,
                 _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None,
                 dnn_activation_fn=tf.nn.relu, dnn_dropout=None, gradient_clip_norm=None, enable_centered_bias=False,
                 label_dimension=1, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, fix_global_step_increment_bug=False):
        """Arguments as for `DNNLinearCombinedEstimator` and `DNNRegressor`."""
        given = dict(locals())
        head = head_lib.regression_head(weight_column_name=weight_column_name, label_dimension=label_dimension,
                                        enable_centered_bias=enable_centered_bias)
        params = _params(given, head, input_layer_partitioner=_input_partitioner(config, input_layer_min_slice_size))
        self._feature_columns = params["linear_feature_columns"] + params["dnn_feature_columns"]
        super().__init__(model_fn=_dnn_linear_combined_model_fn, model_dir=model_dir, config=config, params=params,
                         feature_engineering_fn=feature_engineering_fn)


_DNNLinearCombinedEstimator = DNNLinearCombinedEstimator
_get_embedding_variable = canned.embedding_variables
