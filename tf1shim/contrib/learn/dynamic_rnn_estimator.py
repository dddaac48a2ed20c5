"""A recurrent estimator (source: contrib/learn/python/learn/estimators/dynamic_rnn_estimator.py)."""

import tensorflow.compat.v1 as tf
import tf_slim
from tf_slim.layers import optimizers

from tf1shim.contrib.layers import feature_column_ops, target_column
from tf1shim.contrib.learn import rnn_common
from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps
from tf1shim.contrib.learn.prediction_key import PredictionKey
from tf1shim.contrib.learn.rnn_common import PredictionType

__all__ = ["DynamicRnnEstimator", "PredictionType"]

_NAMES = {PredictionType.MULTIPLE_VALUE: "MultiValueDynamicRNN", PredictionType.SINGLE_VALUE: "SingleValueDynamicRNN"}


def _get_state_name(i):
    return f"{rnn_common.RNNKeys.STATE_PREFIX}_{i}"


def state_tuple_to_dict(state):
    """{"rnn_cell_state_0": first tensor of a cell's state, ...}."""
    with tf.name_scope("state_tuple_to_dict"):
        return {_get_state_name(i): None if part is None else tf.identity(part, name=_get_state_name(i))
                for i, part in enumerate(tf.nest.flatten(state))}


def dict_to_state_tuple(input_dict, cell):
    """A cell's state of a dict as `state_tuple_to_dict` makes it; None where it has none of it.

    Raises:
        ValueError: it has a part of the state only.
    """
    sizes = tf.nest.flatten(cell.state_size)
    found = []
    with tf.name_scope("dict_to_state_tuple"):
        for i, size in enumerate(sizes):
            part = input_dict.get(_get_state_name(i))
            if part is None:
                continue
            checks = [tf.assert_rank(part, 2, name=f"check_state_{i}_rank"),
                      tf.assert_equal(tf.shape(part)[1], size, name=f"check_state_{i}_shape")]
            with tf.control_dependencies(checks):
                found.append(tf.identity(part, name=_get_state_name(i)))
        if not found:
            return None
        if len(found) != len(sizes):
            raise ValueError(f"RNN state was partially specified.Expected zero or {len(sizes)} state Tensors; "
                             f"got {len(found)}")
        return tf.nest.pack_sequence_as(cell.zero_state(batch_size=1, dtype=tf.bool), found)


def _concatenate_context_input(sequence_input, context_input):
    """``[batch, time, d0]`` with ``[batch, d1]`` at the end of every step."""
    checks = []
    for name, value, rank in (("sequence_input", sequence_input, 3), ("context_input", context_input, 2)):
        checks.append(tf.assert_rank(value, rank, message=f"{name} must have rank {rank}", data=[tf.shape(value)]))
        checks.append(tf.debugging.assert_type(
            value, tf.float32, message=f"{name} must have dtype float32; got {value.dtype}."))
    with tf.control_dependencies([check for check in checks if check is not None]):
        length = tf.shape(sequence_input)[1]
        tiled = tf.tile(tf.expand_dims(context_input, 1), tf.concat([[1], [length], [1]], 0))
    return tf.concat([sequence_input, tiled], 2)


def build_sequence_input(features, sequence_feature_columns, context_feature_columns, weight_collections=None,
                         scope=None):
    """The input ``[batch, time, depth]`` of the network.

    Args:
        features: dict of tensors.
        sequence_feature_columns: columns of `tf.contrib.layers` for features of every step.
        context_feature_columns: columns for features of the whole sequence, or None.
        weight_collections, scope: of the columns' variables.
    """
    features = dict(features)
    features.update(feature_column_ops.transform_features(
        features, list(sequence_feature_columns) + list(context_feature_columns or [])))
    sequence = feature_column_ops.sequence_input_from_feature_columns(
        columns_to_tensors=features, feature_columns=sequence_feature_columns, weight_collections=weight_collections,
        scope=scope)
    if context_feature_columns is None:
        return sequence
    context = feature_column_ops.input_from_feature_columns(
        columns_to_tensors=features, feature_columns=context_feature_columns, weight_collections=weight_collections,
        scope=scope)
    return _concatenate_context_input(sequence, context)


def construct_rnn(initial_state, sequence_input, cell, num_label_columns, dtype=tf.float32, parallel_iterations=32,
                  swap_memory=True):
    """Run the cell and make activations of what it gives.

    Args:
        initial_state: of the cell, or None for zeros.
        sequence_input: ``[batch, time, depth]``.
        cell: an RNN cell.
        num_label_columns: width of the activations.
        dtype, parallel_iterations, swap_memory: as for `tf.nn.dynamic_rnn`.

    Returns:
        (activations ``[batch, time, num_label_columns]``, the cell's last state).
    """
    with tf.name_scope("RNN"):
        outputs, state = tf.nn.dynamic_rnn(
            cell=cell, inputs=sequence_input, initial_state=initial_state, dtype=dtype,
            parallel_iterations=parallel_iterations, swap_memory=swap_memory, time_major=False)
        return tf_slim.layers.fully_connected(outputs, num_label_columns, activation_fn=None, trainable=True), state


def _single_value_predictions(activations, sequence_length, target_column, problem_type, predict_probabilities):
    with tf.name_scope("SingleValuePrediction"):
        last = rnn_common.select_last_activations(activations, sequence_length)
        name = PredictionKey.CLASSES if problem_type == ProblemType.CLASSIFICATION else PredictionKey.SCORES
        if not predict_probabilities:
            return {name: target_column.logits_to_predictions(last, proba=False)}
        probabilities = target_column.logits_to_predictions(last, proba=True)
        return {PredictionKey.PROBABILITIES: probabilities, name: tf.argmax(probabilities, 1)}


def _multi_value_loss(activations, labels, sequence_length, target_column, features):
    with tf.name_scope("MultiValueLoss"):
        activations, labels = rnn_common.mask_activations_and_labels(activations, labels, sequence_length)
        return target_column.loss(activations, labels, features)


def _single_value_loss(activations, labels, sequence_length, target_column, features):
    with tf.name_scope("SingleValueLoss"):
        last = rnn_common.select_last_activations(activations, sequence_length)
        return target_column.loss(last, labels, features)


def _get_output_alternatives(prediction_type, problem_type, prediction_dict):
    if prediction_type == PredictionType.MULTIPLE_VALUE:
        return None
    if prediction_type != PredictionType.SINGLE_VALUE:
        raise ValueError(f"Unrecognized prediction_type: {prediction_type}")
    without_state = {name: value for name, value in prediction_dict.items()
                     if rnn_common.RNNKeys.STATE_PREFIX not in name}
    return {"dynamic_rnn_output": (problem_type, without_state)}


def _get_dynamic_rnn_model_fn(
        cell_type, num_units, target_column, problem_type, prediction_type, optimizer, sequence_feature_columns,
        context_feature_columns=None, predict_probabilities=False, learning_rate=None, gradient_clipping_norm=None,
        dropout_keep_probabilities=None, sequence_length_key=rnn_common.RNNKeys.SEQUENCE_LENGTH_KEY, dtype=tf.float32,
        parallel_iterations=None, swap_memory=True, name="DynamicRNNModel"):
    """The model function; arguments as for `DynamicRnnEstimator` and `construct_rnn`."""
    if problem_type not in (ProblemType.CLASSIFICATION, ProblemType.LINEAR_REGRESSION):
        raise ValueError("problem_type must be ProblemType.LINEAR_REGRESSION or ProblemType.CLASSIFICATION; got "
                         f"{problem_type}")
    if prediction_type not in _NAMES:
        raise ValueError("prediction_type must be PredictionType.MULTIPLE_VALUEs or PredictionType.SINGLE_VALUE; got "
                         f"{prediction_type}")
    if predict_probabilities and problem_type != ProblemType.CLASSIFICATION:
        raise ValueError("predict_probabilities can only be set to True for problem_type ProblemType.CLASSIFICATION; "
                         f"got {problem_type}.")
    single = prediction_type == PredictionType.SINGLE_VALUE

    def model(features, labels, mode):
        lengths = features.get(sequence_length_key)
        inputs = build_sequence_input(features, sequence_feature_columns, context_feature_columns)
        dropout = dropout_keep_probabilities if mode == ModeKeys.TRAIN else None
        cell = rnn_common.construct_rnn_cell(num_units, cell_type, dropout)
        activations, state = construct_rnn(
            dict_to_state_tuple(features, cell), inputs, cell, target_column.num_label_columns, dtype=dtype,
            parallel_iterations=parallel_iterations, swap_memory=swap_memory)
        if single:
            predictions = _single_value_predictions(activations, lengths, target_column, problem_type,
                                                    predict_probabilities)
        else:
            predictions = rnn_common.multi_value_predictions(activations, target_column, problem_type,
                                                             predict_probabilities)
        loss = metrics = train_op = None
        if mode != ModeKeys.INFER:
            loss = (_single_value_loss if single else _multi_value_loss)(
                activations, labels, lengths, target_column, features)
        predictions.update(state_tuple_to_dict(state))
        if mode != ModeKeys.INFER:
            metrics = rnn_common.get_eval_metric_ops(problem_type, prediction_type, lengths, predictions, labels)
        if mode == ModeKeys.TRAIN:
            train_op = optimizers.optimize_loss(
                loss=loss, global_step=None, learning_rate=learning_rate, optimizer=optimizer,
                clip_gradients=gradient_clipping_norm, summaries=optimizers.OPTIMIZER_SUMMARIES)
        return predictions, loss, train_op, metrics

    def _dynamic_rnn_model_fn(features, labels, mode):
        with tf.name_scope(name):
            predictions, loss, train_op, metrics = model(features, labels, mode)
        return ModelFnOps(mode=mode, predictions=predictions, loss=loss, train_op=train_op, eval_metric_ops=metrics,
                          output_alternatives=_get_output_alternatives(prediction_type, problem_type, predictions))

    return _dynamic_rnn_model_fn


class DynamicRnnEstimator(Estimator):
    """A recurrent network over sequences padded to one length.

    Args:
        problem_type: `ProblemType.CLASSIFICATION` or `ProblemType.LINEAR_REGRESSION`.
        prediction_type: one of `PredictionType`.
        sequence_feature_columns, context_feature_columns: as for `build_sequence_input`.
        num_classes: number of classes, for classification.
        num_units: list of the cells' widths.
        cell_type: "basic_rnn", "lstm", "gru" or a class of cells.
        optimizer: an optimizer, its class or its name.
        learning_rate, momentum: of an optimizer given by name.
        predict_probabilities: predict the classes' probabilities too.
        gradient_clipping_norm: norm that gradients are clipped to, or None.
        dropout_keep_probabilities: list, one more than cells, or None.
        model_dir, feature_engineering_fn, config: as for `Estimator`.

    Raises:
        ValueError: other types, or no number of classes.
    """

    def __init__(self, problem_type, prediction_type, sequence_feature_columns, context_feature_columns=None,
                 num_classes=None, num_units=None, cell_type="basic_rnn", optimizer="SGD", learning_rate=0.1,
                 predict_probabilities=False, momentum=None, gradient_clipping_norm=5.0,
                 dropout_keep_probabilities=None, model_dir=None, feature_engineering_fn=None, config=None):
        if prediction_type not in _NAMES:
            raise ValueError("prediction_type must be one of PredictionType.MULTIPLE_VALUE or "
                             f"PredictionType.SINGLE_VALUE; got {prediction_type}")
        name = _NAMES[prediction_type]
        if problem_type == ProblemType.LINEAR_REGRESSION:
            name += "Regressor"
            target = target_column.regression_target()
        elif problem_type == ProblemType.CLASSIFICATION:
            if not num_classes:
                raise ValueError("For CLASSIFICATION problem_type, num_classes must be specified.")
            name += "Classifier"
            target = target_column.multi_class_target(n_classes=num_classes)
        else:
            raise ValueError("problem_type must be either ProblemType.LINEAR_REGRESSION or "
                             f"ProblemType.CLASSIFICATION; got {problem_type}")
        if optimizer == "Momentum":
            optimizer = tf.train.MomentumOptimizer(learning_rate, momentum)
        model_fn = _get_dynamic_rnn_model_fn(
            cell_type=cell_type, num_units=num_units, target_column=target, problem_type=problem_type,
            prediction_type=prediction_type, optimizer=optimizer, sequence_feature_columns=sequence_feature_columns,
            context_feature_columns=context_feature_columns, predict_probabilities=predict_probabilities,
            learning_rate=learning_rate, gradient_clipping_norm=gradient_clipping_norm,
            dropout_keep_probabilities=dropout_keep_probabilities, name=name)
        super().__init__(model_fn=model_fn, model_dir=model_dir, config=config,
                         feature_engineering_fn=feature_engineering_fn)
