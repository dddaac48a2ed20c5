"""Estimators of recurrent networks over columns for sequences.

TF2: tf.estimator.experimental.RNNClassifier, whose layers are Keras' and take ``units``: other variables, so other
    checkpoints.
Source: TF 1.15, tensorflow_estimator/contrib/estimator/python/estimator/rnn.py.
"""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator import estimator as estimator_lib
from tensorflow_estimator.python.estimator.canned import head as head_lib
from tensorflow_estimator.python.estimator.canned import optimizers
from tensorflow_estimator.python.estimator.head import sequential_head

from tf1shim.contrib.estimator.extenders import clip_gradients_by_norm
from tf1shim.contrib.feature_column import sequence_input_layer

USE_DEFAULT = object()

_RATE = 0.05  # of an optimizer given by name
_LARGEST_NORM = 5.0  # of its gradients together
_SMALLEST_SLICE = 64 << 20  # bytes of an input layer's variable on one parameter server


def _cell_types():
    cells = tf.nn.rnn_cell
    return {"basic_rnn": cells.BasicRNNCell, "lstm": cells.BasicLSTMCell, "gru": cells.GRUCell}


def _cell(units, cell_type):
    kind = _cell_types().get(cell_type, cell_type)
    if not isinstance(kind, type) or not issubclass(kind, tf.nn.rnn_cell.RNNCell):
        raise ValueError(f"Supported cell types are {list(_cell_types())}; got {kind}")
    return kind(num_units=units)


def _make_rnn_cell_fn(num_units, cell_type="basic_rnn"):
    """A function from the mode to the cell, or the stack of cells, with these numbers of units."""

    def rnn_cell_fn(mode):
        del mode
        cells = [_cell(units, cell_type) for units in num_units]
        return cells[0] if len(cells) == 1 else tf.nn.rnn_cell.MultiRNNCell(cells)

    return rnn_cell_fn


def _assert_rnn_cell_fn(rnn_cell_fn, num_units, cell_type):
    """The function that makes the cell, of the two ways to say which."""
    if not rnn_cell_fn:
        return _make_rnn_cell_fn(num_units, "basic_rnn" if cell_type is USE_DEFAULT else cell_type)
    if num_units or cell_type is not USE_DEFAULT:
        raise ValueError("num_units and cell_type must not be specified when using rnn_cell_fn")
    return rnn_cell_fn


def _concatenate_context_input(sequence_input, context_input):
    """The context, [batch, size], behind each step of the sequence, [batch, time, size]; both float32."""
    checks = []
    for name, tensor, rank in (("sequence_input", sequence_input, 3), ("context_input", context_input, 2)):
        checks.append(tf.assert_rank(
            tensor, rank, message=f"{name} must have rank {rank}", data=[tf.shape(tensor)]))
        checks.append(tf.assert_type(
            tensor, tf.float32, message=f"{name} must have dtype float32; got {tensor.dtype}."))
    with tf.control_dependencies(checks):
        time = tf.shape(sequence_input)[1]
        repeated = tf.tile(tf.expand_dims(context_input, 1), tf.concat([[1], [time], [1]], 0))
    return tf.concat([sequence_input, repeated], 2)


def _select_last_activations(activations, sequence_lengths):
    """Of activations [batch, time, units] the one at each example's last step, [batch, units]."""
    with tf.name_scope("select_last_activations", values=[activations, sequence_lengths]):
        batch, time, units = tf.unstack(tf.shape(activations))
        if sequence_lengths is None:
            sequence_lengths = time
        last = tf.cast(tf.range(batch) * time, tf.int64) + tf.cast(sequence_lengths, tf.int64) - 1
        chosen = tf.gather(tf.reshape(activations, [batch * time, units]), last)
        chosen.set_shape([activations.shape[0], activations.shape[2]])
        return chosen


def _rnn_logit_fn_builder(output_units, rnn_cell_fn, sequence_feature_columns, context_feature_columns,
                          input_layer_partitioner, return_sequences=False):
    """``(features, mode) -> (logits, mask of the steps that are given)``."""
    if not isinstance(output_units, int):
        raise ValueError(f"output_units must be an int.  Given type: {type(output_units)}")

    def rnn_logit_fn(features, mode):
        with tf.variable_scope("sequence_input_layer", values=tuple(features.values()),
                               partitioner=input_layer_partitioner):
            inputs, lengths = sequence_input_layer(features, sequence_feature_columns)
            tf.summary.histogram("sequence_length", lengths)
            if context_feature_columns:
                context = tf.feature_column.input_layer(features, context_feature_columns)
                inputs = _concatenate_context_input(inputs, context)
        outputs, _ = tf.nn.dynamic_rnn(rnn_cell_fn(mode), inputs, sequence_length=lengths, dtype=tf.float32)
        if not return_sequences:
            outputs = _select_last_activations(outputs, lengths)
        with tf.variable_scope("logits", values=(outputs,)):
            logits = tf.layers.dense(outputs, output_units, kernel_initializer=tf.glorot_uniform_initializer())
        return logits, tf.sequence_mask(lengths)

    return rnn_logit_fn


def _rnn_model_fn(features, labels, mode, head, rnn_cell_fn, sequence_feature_columns, context_feature_columns,
                  return_sequences=False, optimizer="Adagrad", input_layer_partitioner=None, config=None):
    if not isinstance(features, dict):
        raise ValueError(f"features should be a dictionary of `Tensor`s. Given type: {type(features)}")
    if not isinstance(optimizer, tf.train.Optimizer):
        optimizer = clip_gradients_by_norm(
            optimizers.get_optimizer_instance(optimizer, learning_rate=_RATE), _LARGEST_NORM)
    servers = config.num_ps_replicas if config else 0
    with tf.variable_scope("rnn", values=tuple(features.values()),
                           partitioner=tf.min_max_variable_partitioner(max_partitions=servers)):
        logit_fn = _rnn_logit_fn_builder(
            head.logits_dimension, rnn_cell_fn, sequence_feature_columns, context_feature_columns,
            input_layer_partitioner or tf.min_max_variable_partitioner(
                max_partitions=servers, min_slice_size=_SMALLEST_SLICE), return_sequences)
        logits, mask = logit_fn(features=features, mode=mode)
        if return_sequences and head.input_sequence_mask_key not in features:
            features[head.input_sequence_mask_key] = mask
        return head.create_estimator_spec(
            features=features, mode=mode, labels=labels, logits=logits,
            train_op_fn=lambda loss: optimizer.minimize(loss, global_step=tf.train.get_global_step()))


class RNNEstimator(estimator_lib.Estimator):
    """A recurrent network with a head of one's own.

    Args:
        head: what gives loss and predictions; a sequential head where ``return_sequences`` is true.
        sequence_feature_columns: columns for sequences, see `tf.contrib.feature_column.sequence_input_layer`.
        context_feature_columns: dense columns whose values are given to each step.
        num_units: list of the layers' numbers of units.
        cell_type: 'basic_rnn', 'lstm', 'gru', or a class of cells.
        rnn_cell_fn: a function from the mode to a cell, instead of these two.
        return_sequences: whether there is an output for each step, not only for the last.
        model_dir, config: as for `tf.estimator.Estimator`.
        optimizer: an optimizer, or the name of one: with a rate of 0.05 and gradients of norm 5 at most.
        input_layer_partitioner: for the input layer's variables.

    Raises:
        ValueError: for a cell told in two ways, or a head that is not for sequences where it must be.
    """

    def __init__(self, head, sequence_feature_columns, context_feature_columns=None, num_units=None,
                 cell_type=USE_DEFAULT, rnn_cell_fn=None, return_sequences=False, model_dir=None, optimizer="Adagrad",
                 input_layer_partitioner=None, config=None):
        rnn_cell_fn = _assert_rnn_cell_fn(rnn_cell_fn, num_units, cell_type)
        if return_sequences and not isinstance(head, sequential_head._SequentialHead):
            raise ValueError("Provided head must be a `_SequentialHead` object when `return_sequences` is set to True.")

        def _model_fn(features, labels, mode, config):
            return _rnn_model_fn(
                features, labels, mode, head, rnn_cell_fn, tuple(sequence_feature_columns or []),
                tuple(context_feature_columns or []), return_sequences, optimizer, input_layer_partitioner, config)

        super().__init__(model_fn=_model_fn, model_dir=model_dir, config=config)


class RNNClassifier(RNNEstimator):
    """A recurrent network that classifies; arguments as for `RNNEstimator`, and:

    Args:
        n_classes: number of classes.
        weight_column: name of the feature, or numeric column, that weights examples.
        label_vocabulary: list of the labels, where they are strings.
        loss_reduction: a `tf.losses.Reduction`; the mean unless told otherwise.
    """

    def __init__(self, sequence_feature_columns, context_feature_columns=None, num_units=None, cell_type=USE_DEFAULT,
                 rnn_cell_fn=None, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None,
                 optimizer="Adagrad", loss_reduction=tf.losses.Reduction.SUM_OVER_BATCH_SIZE,
                 input_layer_partitioner=None, config=None):
        head = head_lib._binary_logistic_or_multi_class_head(
            n_classes, weight_column, label_vocabulary, loss_reduction)
        super().__init__(
            head, sequence_feature_columns, context_feature_columns, num_units, cell_type, rnn_cell_fn,
            model_dir=model_dir, optimizer=optimizer, input_layer_partitioner=input_layer_partitioner, config=config)
