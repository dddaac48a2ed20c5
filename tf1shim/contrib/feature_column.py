"""tf.contrib.feature_column. Columns for sequences, which are TensorFlow's own (`data/reexports.json`), and their input
layer. `sequence_numeric_column` alone is of another kind in TF 2, and gets its old methods back.

Source: TF 1.15, contrib/feature_column/python/feature_column/sequence_feature_column.py.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.feature_column import feature_column as _old_columns
from tensorflow.python.feature_column import sequence_feature_column as _sequence_columns

from tf1shim.contrib import reexports

reexports.serve(globals())


def sequence_input_layer(features, feature_columns, weight_collections=None, trainable=True):
    """The input of a recurrent network, from columns for sequences.

    Args:
        features: dict of tensors and sparse tensors.
        feature_columns: one or more `sequence_numeric_column`s, or `embedding_column`s or `indicator_column`s of
            ``sequence_categorical_column_with_*``; all of the same length in each example.
        weight_collections: names of collections that variables are added to.
        trainable: whether variables are trainable.

    Returns:
        ``(inputs, lengths)``: floats of shape [batch, time, sum of the columns' sizes], the columns in the order of
        their names, and integers of shape [batch].

    Raises:
        ValueError: for a column of another kind.
        tf.errors.InvalidArgumentError: when run, where columns' lengths differ.
    """
    columns = _columns_of(feature_columns)
    with tf.variable_scope(None, default_name="sequence_input_layer", values=features.values()):
        builder = _old_columns._LazyBuilder(features)
        inputs, lengths = [], []
        for column in columns:
            with tf.variable_scope(None, default_name=column._var_scope_name):
                dense, length = column._get_sequence_dense_tensor(
                    builder, weight_collections=weight_collections, trainable=trainable)
                shape = tf.shape(dense)
                inputs.append(tf.reshape(dense, [shape[0], shape[1], column._variable_shape.num_elements()]))
                lengths.append(length)
        _old_columns._verify_static_batch_size_equality(inputs, columns)
        _old_columns._verify_static_batch_size_equality(lengths, columns)
        return tf.concat(inputs, -1), _same(lengths)


def sequence_numeric_column(key, shape=(1,), default_value=0.0, dtype=tf.float32, normalizer_fn=None):
    """A column for sequences of numbers; arguments as for `tf.feature_column.sequence_numeric_column`."""
    return _SequenceNumericColumn(*_sequence_columns.sequence_numeric_column(
        key, shape, default_value, dtype, normalizer_fn))


class _SequenceNumericColumn(_sequence_columns.SequenceNumericColumn, _old_columns._SequenceDenseColumn):
    """Numbers of a sequence, also by the methods that columns had in TF 1."""

    @property
    def _parse_example_spec(self):
        return self.parse_example_spec

    @property
    def _variable_shape(self):
        return self.variable_shape

    def _transform_feature(self, inputs):
        return self.transform_feature(_Cache(inputs), None)

    def _get_sequence_dense_tensor(self, inputs, weight_collections=None, trainable=None):
        del weight_collections, trainable  # there are no variables
        return self.get_sequence_dense_tensor(_Cache(inputs), None)


class _Cache:
    """What TF 1's columns take their inputs from, as TF 2's columns ask it."""

    def __init__(self, builder):
        self._builder = builder

    def get(self, key, state_manager):
        del state_manager
        return self._builder.get(key)


def _columns_of(feature_columns):
    columns = [feature_columns] if hasattr(feature_columns, "name") else list(feature_columns)  # a column is a tuple
    if not columns:
        raise ValueError("feature_columns must not be empty.")
    columns = [_SequenceNumericColumn(*column) if type(column) is _sequence_columns.SequenceNumericColumn else column
               for column in columns]
    for column in columns:
        if not isinstance(column, _old_columns._SequenceDenseColumn):
            raise ValueError(
                "All feature_columns must be of type _SequenceDenseColumn. You can wrap a sequence_categorical_column "
                f"with an embedding_column or indicator_column. Given (type {type(column)}): {column}")
        if sum(column.name == other.name for other in columns) > 1:
            raise ValueError(f"Duplicate feature column name found for columns: {column.name}")
    return sorted(columns, key=lambda column: column.name)


def _same(lengths):
    with tf.name_scope(None, default_name="assert_all_equal", values=lengths):
        checks = [tf.assert_equal(lengths[0], length) for length in lengths[1:]]
        with tf.control_dependencies(checks):
            return tf.identity(lengths[0])
