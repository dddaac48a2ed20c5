"""Estimators of random forests (contrib/tensor_forest/client/random_forest.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator import estimator as core_estimator
from tensorflow_estimator.python.estimator.export.export_output import PredictOutput

from tf1shim.contrib import estimator as core_heads
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps
from tf1shim.contrib.tensor_forest import eval_metrics, tensor_forest

KEYS_NAME = "keys"
LOSS_NAME = "rf_training_loss"
TREE_PATHS_PREDICTION_KEY = "tree_paths"
VARIANCE_PREDICTION_KEY = "prediction_variance"
ALL_SERVING_KEY = "tensorforest_all"
EPSILON = 0.000001


class ModelBuilderOutputType:
    """What a model function gives: tf.contrib.learn's kind, or tf.estimator's."""

    MODEL_FN_OPS = 0
    ESTIMATOR_SPEC = 1


class TensorForestRunOpAtEndHook(tf.train.SessionRunHook):
    """Runs ops when the session ends, and logs what they give."""

    def __init__(self, op_dict):
        """``op_dict``: name -> op."""
        self._ops = op_dict

    def end(self, session):
        for name in sorted(self._ops):
            tf.logging.info(f"{name}: {session.run(self._ops[name])}")


class TensorForestLossHook(tf.train.SessionRunHook):
    """Stops where the loss does not get less for some steps."""

    def __init__(self, early_stopping_rounds, early_stopping_loss_threshold=None, loss_op=None):
        """``early_stopping_rounds``: steps to wait; ``early_stopping_loss_threshold``: share to get less by."""
        self.early_stopping_rounds = early_stopping_rounds
        self.early_stopping_loss_threshold = early_stopping_loss_threshold
        self.loss_op = loss_op
        self.min_loss = None
        self.last_step = -1
        self.steps = 0

    def before_run(self, run_context):
        loss = self.loss_op
        if loss is None:
            loss = run_context.session.graph.get_operation_by_name(LOSS_NAME).outputs[0]
        return tf.train.SessionRunArgs({"global_step": tf.train.get_global_step(), "current_loss": loss})

    def after_run(self, run_context, run_values):
        loss, step = run_values.results["current_loss"], run_values.results["global_step"]
        self.steps += 1
        if self.last_step == -1 or self.last_step > step:
            self.last_step, self.steps, self.min_loss = step, 0, None
            return
        self.last_step = step
        if self.min_loss is None or loss < self.min_loss * (1 - self.early_stopping_loss_threshold):
            self.min_loss, self.steps = loss, 0
        if self.steps > self.early_stopping_rounds:
            run_context.request_stop()


def get_model_fn(params, graph_builder_class, device_assigner, feature_columns=None, weights_name=None,
                 model_head=None, keys_name=None, early_stopping_rounds=100, early_stopping_loss_threshold=0.001,
                 num_trainers=1, trainer_id=0, report_feature_importances=False, local_eval=False, head_scope=None,
                 include_all_in_serving=False, output_type=ModelBuilderOutputType.MODEL_FN_OPS):
    """A model function of a forest.

    Args:
        params: a filled `ForestHParams`.
        graph_builder_class: as `tensor_forest.RandomForestGraphs`.
        device_assigner: places the trees; not used to predict, nor to evaluate where ``local_eval``.
        feature_columns: columns to make the features with.
        weights_name, keys_name: features that are weights, and that are passed on to the predictions.
        model_head: gives loss and metrics; by default one that fits ``params``.
        early_stopping_rounds, early_stopping_loss_threshold: see `TensorForestLossHook`; 0 rounds never stop.
        num_trainers, trainer_id: see `RandomForestGraphs.training_graph`.
        report_feature_importances: whether to log them at the end.
        head_scope: name scope of the head.
        include_all_in_serving: whether an export has all predictions, under ``ALL_SERVING_KEY``.
        output_type: a `ModelBuilderOutputType`.

    Returns:
        Function of ``(features, labels, mode)``.
    """
    of_learn = output_type == ModelBuilderOutputType.MODEL_FN_OPS
    if model_head is None:
        model_head = _default_head(params, weights_name, of_learn)

    def model_fn(features, labels, mode):
        features = _features(features, feature_columns, of_learn)
        weights = features.pop(weights_name, None) if weights_name else None
        keys = features.pop(keys_name, None) if keys_name else None
        alone = mode == ModeKeys.INFER or (local_eval and mode == ModeKeys.EVAL)
        builder = graph_builder_class(params, device_assigner=None if alone else device_assigner)
        logits, paths, variance = builder.inference_graph(features)
        tf.summary.scalar("average_tree_size", builder.average_size())
        if not params.regression and params.num_classes == 2:
            chance = logits[:, 1:2]
            logits = tf.log(tf.maximum(chance / tf.maximum(1.0 - chance, EPSILON), EPSILON))
        training = None
        if labels is not None and mode == ModeKeys.TRAIN:
            with tf.control_dependencies([logits.op]):
                training = tf.group(
                    builder.training_graph(features, labels, input_weights=weights, num_trainers=num_trainers,
                                           trainer_id=trainer_id),
                    tf.assign_add(tf.train.get_global_step(), 1))
        if weights is not None:
            features[weights_name] = weights

        hooks = []
        if report_feature_importances:
            hooks.append(TensorForestRunOpAtEndHook({"1: feature_importances": builder.feature_importances()}))
        more = {VARIANCE_PREDICTION_KEY: variance}
        if keys is not None:
            more[keys_name] = keys
        if params.inference_tree_paths:
            more[TREE_PATHS_PREDICTION_KEY] = paths

        if of_learn:
            spec = model_head.create_model_fn_ops(features=features, labels=labels, mode=mode,
                                                  train_op_fn=lambda _: training, logits=logits, scope=head_scope)
            spec.predictions.update(more)
            if early_stopping_rounds:
                hooks.append(TensorForestLossHook(early_stopping_rounds, early_stopping_loss_threshold, spec.loss))
            spec.training_hooks.extend(hooks)
            if include_all_in_serving:
                from tf1shim.contrib.learn import constants

                alternatives = dict(spec.output_alternatives or {})
                alternatives[ALL_SERVING_KEY] = (constants.ProblemType.UNSPECIFIED, spec.predictions)
                spec = spec._replace(output_alternatives=alternatives)
            return spec
        spec = model_head.create_estimator_spec(features=features, mode=mode, labels=labels,
                                                train_op_fn=lambda _: training, logits=logits)
        spec.predictions.update(more)
        if early_stopping_rounds:
            hooks.append(TensorForestLossHook(early_stopping_rounds, early_stopping_loss_threshold, spec.loss))
        spec = spec._replace(training_hooks=hooks + list(spec.training_hooks))
        if include_all_in_serving:
            spec = spec._replace(export_outputs={ALL_SERVING_KEY: PredictOutput(spec.predictions)})
        return spec

    return model_fn


def _features(features, columns, of_learn):
    if isinstance(features, (tf.Tensor, tf.SparseTensor)):
        features = {"features": features}
    features = dict(features)
    if columns and of_learn:
        from tf1shim.contrib.layers import transform_features

        features.update(transform_features(features, columns))
    elif columns:
        from tensorflow.python.feature_column import feature_column

        for column in columns:
            features[column.name] = feature_column._transform_features(features, [column])[column]
    return features


def _default_head(params, weights_name, of_learn, name=None):
    if of_learn:
        from tf1shim.contrib.learn import head as head_lib

        if params.regression:
            return head_lib.regression_head(weight_column_name=weights_name, label_dimension=params.num_outputs,
                                            enable_centered_bias=False, head_name=name)
        return head_lib.multi_class_head(params.num_classes, weight_column_name=weights_name,
                                         enable_centered_bias=False, head_name=name)
    options = {"weight_column": weights_name, "name": name,
               "loss_reduction": tf.losses.Reduction.SUM_OVER_BATCH_SIZE}
    if params.regression:
        return core_heads.regression_head(label_dimension=params.num_outputs, **options)
    if params.num_classes == 2:
        return core_heads.binary_classification_head(**options)
    return core_heads.multi_class_head(n_classes=params.num_classes, **options)


def _trainers(num_trainers, config):
    return max(1, config.num_worker_replicas) if num_trainers == 1 and config is not None else num_trainers


class TensorForestEstimator(Estimator):
    """A forest as an estimator of tf.contrib.learn."""

    def __init__(self, params, device_assigner=None, model_dir=None, feature_columns=None,
                 graph_builder_class=tensor_forest.RandomForestGraphs, config=None, weight_column=None,
                 keys_column=None, feature_engineering_fn=None, early_stopping_rounds=100,
                 early_stopping_loss_threshold=0.001, num_trainers=1, trainer_id=0, report_feature_importances=False,
                 local_eval=False, version=None, head=None, include_all_in_serving=False):
        """``params``: a `ForestHParams`; the others: see `get_model_fn` and `Estimator`."""
        super().__init__(
            model_fn=get_model_fn(
                params.fill(), graph_builder_class, device_assigner, feature_columns, weight_column, head, keys_column,
                early_stopping_rounds, early_stopping_loss_threshold, _trainers(num_trainers, config), trainer_id,
                report_feature_importances, local_eval, include_all_in_serving=include_all_in_serving),
            model_dir=model_dir, config=config, feature_engineering_fn=feature_engineering_fn)


class CoreTensorForestEstimator(core_estimator.Estimator):
    """A forest as an estimator of tf.estimator."""

    def __init__(self, params, device_assigner=None, model_dir=None, feature_columns=None,
                 graph_builder_class=tensor_forest.RandomForestGraphs, config=None, weight_column=None,
                 keys_column=None, feature_engineering_fn=None, early_stopping_rounds=100,
                 early_stopping_loss_threshold=0.001, num_trainers=1, trainer_id=0, report_feature_importances=False,
                 local_eval=False, version=None, head=None, include_all_in_serving=False):
        """``params``: a `ForestHParams`; the others: see `get_model_fn` and `tf.estimator.Estimator`."""
        if trainer_id == 0 and config is not None:
            trainer_id = config.global_id_in_cluster
        super().__init__(
            model_fn=get_model_fn(
                params.fill(), graph_builder_class, device_assigner, feature_columns, weight_column, head, keys_column,
                early_stopping_rounds, early_stopping_loss_threshold, _trainers(num_trainers, config), trainer_id,
                report_feature_importances, local_eval, include_all_in_serving=include_all_in_serving,
                output_type=ModelBuilderOutputType.ESTIMATOR_SPEC),
            model_dir=model_dir, config=config)


def get_combined_model_fn(model_fns):
    """A model function of several forests, one for each column of the labels.

    Args:
        model_fns: model functions of tf.contrib.learn's kind.

    Returns:
        Function of ``(features, labels, mode)``; the loss is the mean, probabilities stand side by side.
    """
    def model_fn(features, labels, mode):
        parts = []
        for i, one in enumerate(model_fns):
            with tf.variable_scope(f"label_{i}"):
                parts.append(one(features, None if labels is None else labels[:, i:i + 1], mode))
        predictions = {}
        if mode in (ModeKeys.EVAL, ModeKeys.INFER):
            for key, join in ((eval_metrics.INFERENCE_PROB_NAME, tf.concat),
                              (eval_metrics.INFERENCE_PRED_NAME, tf.stack)):
                predictions[key] = join([part.predictions[key] for part in parts], axis=1)
        loss = train_op = None
        if mode in (ModeKeys.EVAL, ModeKeys.TRAIN):
            loss = tf.reduce_sum(tf.stack([part.loss for part in parts])) / len(parts)
        if mode == ModeKeys.TRAIN:
            train_op = tf.group(*[part.train_op for part in parts])
        return ModelFnOps(mode=mode, predictions=predictions, loss=loss, train_op=train_op,
                          training_hooks=[hook for part in parts for hook in part.training_hooks])

    return model_fn


class MultiForestMultiHeadEstimator(Estimator):
    """Several forests, one for each column of the labels."""

    def __init__(self, params_list, device_assigner=None, model_dir=None, feature_columns=None,
                 graph_builder_class=tensor_forest.RandomForestGraphs, config=None, weight_column=None,
                 keys_column=None, feature_engineering_fn=None, early_stopping_rounds=100, num_trainers=1,
                 trainer_id=0, report_feature_importances=False, local_eval=False):
        """``params_list``: a `ForestHParams` for each column; the others: see `get_model_fn` and `Estimator`."""
        model_fns = [
            get_model_fn(
                params.fill(), graph_builder_class, device_assigner, weights_name=weight_column,
                model_head=_default_head(params, weight_column, True, f"head{i}"), keys_name=keys_column,
                early_stopping_rounds=early_stopping_rounds, num_trainers=_trainers(num_trainers, config),
                trainer_id=trainer_id, report_feature_importances=report_feature_importances, local_eval=local_eval,
                head_scope=f"output{i}")
            for i, params in enumerate(params_list)]
        super().__init__(model_fn=get_combined_model_fn(model_fns), model_dir=model_dir, config=config,
                         feature_engineering_fn=feature_engineering_fn)
