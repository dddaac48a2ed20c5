"""What recurrent estimators share (source: contrib/learn/python/learn/estimators/rnn_common.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import metrics
from tf1shim.contrib import rnn as contrib_rnn
from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.prediction_key import PredictionKey

__all__ = ["PredictionType", "RNNKeys", "apply_dropout", "construct_rnn_cell", "get_eval_metric_ops",
           "mask_activations_and_labels", "multi_value_predictions", "select_last_activations"]


class RNNKeys:
    """Keys of features and predictions."""

    FINAL_STATE_KEY = "final_state"
    LABELS_KEY = "__labels__"
    SEQUENCE_LENGTH_KEY = "sequence_length"
    STATE_PREFIX = "rnn_cell_state"


class PredictionType:
    """Whether a sequence gets one prediction, or one at each step."""

    SINGLE_VALUE = 1
    MULTIPLE_VALUE = 2


_CELL_TYPES = {"basic_rnn": contrib_rnn.BasicRNNCell, "lstm": contrib_rnn.LSTMCell, "gru": contrib_rnn.GRUCell}


def _get_single_cell(cell_type, num_units):
    cell_type = _CELL_TYPES.get(cell_type, cell_type)
    if not cell_type or not issubclass(cell_type, contrib_rnn.RNNCell):
        raise ValueError(f"The supported cell types are {list(_CELL_TYPES)}; got {cell_type}")
    return cell_type(num_units=num_units)


def construct_rnn_cell(num_units, cell_type="basic_rnn", dropout_keep_probabilities=None):
    """Make a cell, or a stack of them.

    Args:
        num_units: int or list of ints.
        cell_type: "basic_rnn", "lstm", "gru" or a class of cells.
        dropout_keep_probabilities: for `apply_dropout`, or None.

    Raises:
        ValueError: another cell type.
    """
    if not isinstance(num_units, (list, tuple)):
        num_units = (num_units,)
    cells = [_get_single_cell(cell_type, units) for units in num_units]
    if dropout_keep_probabilities:
        cells = apply_dropout(cells, dropout_keep_probabilities)
    return cells[0] if len(cells) == 1 else contrib_rnn.MultiRNNCell(cells)


def apply_dropout(cells, dropout_keep_probabilities, random_seed=None):
    """Cells with dropout on what goes into each, and on what comes out of the last.

    Args:
        cells: list of cells.
        dropout_keep_probabilities: list of floats, one more than cells.
        random_seed: of all but the last cell's.

    Raises:
        ValueError: the lists do not fit.
    """
    if len(dropout_keep_probabilities) != len(cells) + 1:
        raise ValueError(
            "The number of dropout probabilities must be one greater than the number of cells. Got "
            f"{len(cells)} cells and {len(dropout_keep_probabilities)} dropout probabilities.")
    wrapped = [contrib_rnn.DropoutWrapper(cell, keep, 1.0, seed=random_seed)
               for cell, keep in zip(cells[:-1], dropout_keep_probabilities[:-2])]
    last_in, last_out = dropout_keep_probabilities[-2:]
    return [*wrapped, contrib_rnn.DropoutWrapper(cells[-1], last_in, last_out)]


def get_eval_metric_ops(problem_type, prediction_type, sequence_length, prediction_dict, labels):
    """The metrics of a recurrent model: the accuracy of classes, nothing for numbers."""
    if problem_type != ProblemType.CLASSIFICATION:
        return {}
    classes = prediction_dict[PredictionKey.CLASSES]
    if prediction_type == PredictionType.MULTIPLE_VALUE:
        classes, labels = mask_activations_and_labels(classes, labels, sequence_length)
    return {"accuracy": metrics.streaming_accuracy(predictions=classes, labels=labels)}


def select_last_activations(activations, sequence_lengths):
    """The activations ``[batch, k]`` of each sequence's last step.

    Args:
        activations: ``[batch, padded length, k]``.
        sequence_lengths: ``[batch]``, or None for full sequences.
    """
    with tf.name_scope("select_last_activations", values=[activations, sequence_lengths]):
        batch, length, depth = tf.unstack(tf.shape(activations), 3)
        if sequence_lengths is None:
            sequence_lengths = length
        last = tf.gather(tf.reshape(activations, [-1, depth]), tf.range(batch) * length + sequence_lengths - 1)
        last.set_shape([activations.shape[0], activations.shape[2]])
        return last


def mask_activations_and_labels(activations, labels, sequence_lengths):
    """Activations and labels of all steps in one row, without those beyond the sequences' ends.

    Args:
        activations: ``[batch, padded length, k]``.
        labels: ``[batch, padded length]``.
        sequence_lengths: ``[batch]``, or None for full sequences.
    """
    with tf.name_scope("mask_activations_and_labels", values=[activations, labels, sequence_lengths]):
        shape = tf.shape(labels)
        if sequence_lengths is None:
            steps = shape[1] * shape[0]
            return tf.reshape(activations, [steps, -1]), tf.reshape(labels, [steps])
        mask = tf.sequence_mask(sequence_lengths, shape[1])
        return tf.boolean_mask(activations, mask), tf.boolean_mask(labels, mask)


def multi_value_predictions(activations, target_column, problem_type, predict_probabilities):
    """Predictions ``[batch, padded length]`` of all steps, by name.

    Args:
        activations: ``[batch, padded length, k]``.
        target_column: a column of `tf.contrib.layers`' targets.
        problem_type: one of `ProblemType`.
        predict_probabilities: give the classes' probabilities too.
    """
    with tf.name_scope("MultiValuePrediction"):
        shape = tf.shape(activations)
        flat = tf.reshape(activations, [-1, shape[2]])
        found = {}
        if predict_probabilities:
            probabilities = target_column.logits_to_predictions(flat, proba=True)
            predictions = tf.argmax(probabilities, 1)
            width = tf.constant([2]) if target_column.num_label_columns == 1 else shape[2:]
            found[PredictionKey.PROBABILITIES] = tf.reshape(
                probabilities, tf.concat([shape[:2], width], 0), name=PredictionKey.PROBABILITIES)
        else:
            predictions = target_column.logits_to_predictions(flat, proba=False)
        name = PredictionKey.CLASSES if problem_type == ProblemType.CLASSIFICATION else PredictionKey.SCORES
        found[name] = tf.reshape(predictions, shape[:2], name=name)
        return found
