"""tf.contrib.feature_column. Columns for sequences, which are TensorFlow's own (`data/reexports.json`), and their input
layer.

Source: TF 1.15, contrib/feature_column/python/feature_column/sequence_feature_column.py.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.feature_column import feature_column as _old_columns
from tensorflow.python.feature_column import feature_column_v2 as _columns

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
        old_features = _old_columns._LazyBuilder(features)
        new_features = _columns.FeatureTransformationCache(features)
        inputs, lengths = [], []
        for column in columns:
            with tf.variable_scope(None, default_name=_scope_of(column)):
                if hasattr(column, "_get_sequence_dense_tensor"):
                    dense, length = column._get_sequence_dense_tensor(
                        old_features, weight_collections=weight_collections, trainable=trainable)
                else:  # a column without variables
                    dense, length = column.get_sequence_dense_tensor(new_features, None)
                batch, time = tf.unstack(tf.shape(dense)[:2])
                inputs.append(tf.reshape(dense, [batch, time, column.variable_shape.num_elements()]))
                lengths.append(length)
        _old_columns._verify_static_batch_size_equality(inputs, columns)
        _old_columns._verify_static_batch_size_equality(lengths, columns)
        return tf.concat(inputs, -1), _same(lengths)


def _columns_of(feature_columns):
    kinds = (_old_columns._FeatureColumn, _columns.fc_types.FeatureColumn)
    columns = [feature_columns] if isinstance(feature_columns, kinds) else list(feature_columns)
    if not columns:
        raise ValueError("feature_columns must not be empty.")
    for column in columns:
        if not isinstance(column, (_old_columns._SequenceDenseColumn, _columns.SequenceDenseColumn)):
            raise ValueError(
                "All feature_columns must be of type _SequenceDenseColumn. You can wrap a sequence_categorical_column "
                f"with an embedding_column or indicator_column. Given (type {type(column)}): {column}")
        if sum(column.name == other.name for other in columns) > 1:
            raise ValueError(f"Duplicate feature column name found for columns: {column.name}")
    return sorted(columns, key=lambda column: column.name)


def _scope_of(column):
    return getattr(column, "_var_scope_name", column.name)


def _same(lengths):
    with tf.name_scope(None, default_name="assert_all_equal", values=lengths):
        checks = [tf.assert_equal(lengths[0], length) for length in lengths[1:]]
        with tf.control_dependencies(checks):
            return tf.identity(lengths[0])
