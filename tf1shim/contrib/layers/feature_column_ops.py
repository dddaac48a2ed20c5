"""Input layers and linear models from feature columns (source: contrib/layers/python/layers/feature_column_ops.py)."""

import functools

import tensorflow.compat.v1 as tf
import tf_slim
from tensorflow.python.util import nest

from tf1shim.contrib.layers import feature_column as fc
from tf1shim.contrib.layers.column_base import LinearLookup, inner_flatten, is_variable, wrong_rank
from tf1shim.contrib.layers.embedding_variables import embeddings_from_arguments, lookup_weights, maybe_restore

__all__ = ["check_feature_columns", "infer_real_valued_columns", "input_from_feature_columns",
           "joint_weighted_sum_from_feature_columns", "parse_feature_columns_from_examples",
           "parse_feature_columns_from_sequence_examples", "sequence_input_from_feature_columns",
           "transform_features", "weighted_sum_from_feature_columns"]

_SEQUENCE_COLUMNS = (fc._OneHotColumn, fc._EmbeddingColumn, fc._RealValuedColumn, fc._RealValuedVarLenColumn)
_NO_SEQUENCE_COLUMNS = (fc._ScatteredEmbeddingColumn, fc._BucketizedColumn, fc._CrossedColumn)


class _Transformer:
    """Makes columns' tensors, each once, into ``columns_to_tensors``."""

    def __init__(self, columns_to_tensors):
        self._columns_to_tensors = columns_to_tensors

    def transform(self, feature_column):
        """The column's tensor.

        Raises:
            ValueError: the column made none.
        """
        if feature_column not in self._columns_to_tensors:
            feature_column.insert_transformed_feature(self._columns_to_tensors)
            if feature_column not in self._columns_to_tensors:
                raise ValueError(f"Column {feature_column.name} is not supported.")
        return self._columns_to_tensors[feature_column]


def check_feature_columns(feature_columns):
    """See that no two columns are the same.

    Raises:
        ValueError: two have the same key, or ``feature_columns`` is a dict.
    """
    if isinstance(feature_columns, dict):
        raise ValueError("Expected feature_columns to be iterable, found dict.")
    seen = set()
    for column in feature_columns:
        if column.key in seen:
            raise ValueError(f"Duplicate feature column key found for column: {column.name}. This usually means that "
                             "the column is almost identical to another column, and one must be discarded.")
        seen.add(column.key)


def input_from_feature_columns(columns_to_tensors, feature_columns, weight_collections=None, trainable=True, scope=None,
                               cols_to_outs=None):
    """The first layer of a network: all columns side by side, in the order of their keys.

    Args:
        columns_to_tensors: dict of feature name (or column, if transformed already) to tensor.
        feature_columns: the columns.
        weight_collections: collections for the variables.
        trainable: whether the variables are trained.
        scope: variable scope.
        cols_to_outs: dict that gets each column's part of the result.

    Returns:
        ``[batch, width]`` tensor.

    Raises:
        ValueError: a column that no network takes, or two alike.
    """
    return _input_layer(columns_to_tensors, feature_columns, weight_collections, trainable, scope, 2,
                        "input_from_feature_columns", cols_to_outs)


def sequence_input_from_feature_columns(columns_to_tensors, feature_columns, weight_collections=None, trainable=True,
                                        scope=None):
    """`input_from_feature_columns` for sequences.

    Returns:
        ``[batch, length, width]`` tensor.

    Raises:
        ValueError: a column that is not for sequences, or made of such.
    """
    for column in feature_columns:
        if not isinstance(column, _SEQUENCE_COLUMNS):
            raise ValueError(
                f"FeatureColumn type {type(column).__name__} is not currently supported for sequence data.")
    for column in _gather_feature_columns(feature_columns):
        if isinstance(column, _NO_SEQUENCE_COLUMNS):
            raise ValueError(f"Column {column.name} is of type {type(column).__name__}, which is not currently "
                             "supported for sequences.")
    return _input_layer(columns_to_tensors, feature_columns, weight_collections, trainable, scope, 3,
                        "sequence_input_from_feature_columns")


def _input_layer(columns_to_tensors, feature_columns, weight_collections, trainable, scope, rank, default_name,
                 cols_to_outs=None):
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    if cols_to_outs is not None and not isinstance(cols_to_outs, dict):
        raise ValueError("cols_to_outs must be a dict unless None")
    collections = _with_global_variables(weight_collections)
    outputs = []
    with tf.variable_scope(scope, default_name=default_name, values=tensors.values()):
        for column in _sorted(feature_columns):
            with tf.variable_scope(None, default_name=column.name, values=tensors.values()):
                tensor = _Transformer(tensors).transform(column)
                if rank == 3:
                    tensor = nest.map_structure(functools.partial(
                        _maybe_reshape_input_tensor, column_name=column.name, output_rank=rank), tensor)
                outputs.append(_column_output(column, tensor, collections, trainable, rank))
            if cols_to_outs is not None:
                cols_to_outs[column] = outputs[-1]
        return tf.concat(outputs, rank - 1)


def _column_output(column, tensor, collections, trainable, rank):
    try:
        return embeddings_from_arguments(column, column._deep_embedding_lookup_arguments(tensor), collections,
                                         trainable, output_rank=rank)
    except NotImplementedError as no_embedding:
        try:
            return column._to_dnn_input_layer(tensor, collections, trainable, output_rank=rank)
        except ValueError as error:
            raise ValueError(
                f"Error creating input layer for column: {column.name}.\n{error}, {no_embedding}") from error


def weighted_sum_from_feature_columns(columns_to_tensors, feature_columns, num_outputs, weight_collections=None,
                                      trainable=True, scope=None):
    """A linear model: the weighted sum of all columns, with a bias.

    Args:
        columns_to_tensors, feature_columns, weight_collections, trainable, scope: as for `input_from_feature_columns`.
        num_outputs: number of outputs.

    Returns:
        ``[batch, num_outputs]`` tensor, {column: list of variables}, the bias variable.

    Raises:
        ValueError: a column that no linear model takes, or two alike.
    """
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    sums, variables = [], {}
    with tf.variable_scope(scope, default_name="weighted_sum_from_feature_columns", values=tensors.values()):
        for column in _sorted(feature_columns):
            tensor = _Transformer(tensors).transform(column)
            try:
                lookup = column._wide_embedding_lookup_arguments(tensor)
                variable, part = lookup_weights(column.name, tensors.values(), column.name + "_weights", lookup,
                                                num_outputs, trainable, weight_collections)
            except NotImplementedError:
                variable, part = _dense_sum(column, tensor, tensors, num_outputs, trainable, weight_collections)
            except ValueError as error:
                raise ValueError(f"Error creating weighted sum for column: {column.name}.\n{error}") from error
            sums.append(tf.reshape(part, shape=(-1, num_outputs)))
            variables[column] = variable
            _log(variable)
            maybe_restore(column._checkpoint_path(), variable)
        bias = _bias(num_outputs, trainable, weight_collections)
        return tf.nn.bias_add(tf.add_n(sums), bias), variables, bias


def _dense_sum(column, tensor, tensors, num_outputs, trainable, weight_collections):
    with tf.variable_scope(None, default_name=column.name, values=tensors.values()):
        dense = _maybe_reshape_input_tensor(column._to_dense_tensor(tensor), column.name, output_rank=2)
        weight = tf_slim.model_variable(name="weight", shape=[dense.get_shape()[1], num_outputs],
                                        initializer=tf.zeros_initializer(), trainable=trainable,
                                        collections=weight_collections)
        return [weight], tf.matmul(dense, weight, name="matmul")


def joint_weighted_sum_from_feature_columns(columns_to_tensors, feature_columns, num_outputs, weight_collections=None,
                                            trainable=True, scope=None):
    """`weighted_sum_from_feature_columns` with the weights of all columns in one variable.

    Returns:
        ``[batch, num_outputs]`` tensor, list of variables, the bias variable.

    Raises:
        NotImplementedError: a column of numbers.
        AssertionError: a weighted column, or one with another combiner than "sum".
    """
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    with tf.variable_scope(scope, default_name="joint_weighted_sum_from_feature_columns", values=tensors.values()):
        lookups = []
        for column in _sorted(feature_columns):
            tensor = _Transformer(tensors).transform(column)
            try:
                lookups.append(column._wide_embedding_lookup_arguments(tensor))
            except NotImplementedError as error:
                raise NotImplementedError("Real-valued columns are not supported. Use "
                                          "weighted_sum_from_feature_columns instead, or bucketize these "
                                          "columns.") from error
        variable, sums = lookup_weights("linear_weights", tensors.values(), "_weights", _joined(lookups), num_outputs,
                                        trainable, weight_collections)
        bias = _bias(num_outputs, trainable, weight_collections)
        return tf.nn.bias_add(sums, bias), variable, bias


def _joined(lookups):
    assert lookups, "At least one column must be in the model."
    shifted, size = [], 0
    for lookup in lookups:
        assert lookup.weight_tensor is None, ("Joint sums for weighted sparse columns are not supported. Please use "
                                              "weighted_sum_from_feature_columns instead.")
        assert lookup.combiner == "sum", ("Combiners other than sum are not supported for joint sums. Please use "
                                          "weighted_sum_from_feature_columns instead.")
        ids = lookup.input_tensor
        shifted.append(tf.SparseTensor(ids.indices, ids.values + size, ids.dense_shape))
        size += lookup.vocab_size
    return LinearLookup(tf.sparse_concat(1, shifted), None, size, tf.zeros_initializer(), "sum")


def _bias(num_outputs, trainable, weight_collections):
    bias = tf_slim.model_variable("bias_weight", shape=[num_outputs], initializer=tf.zeros_initializer(),
                                  trainable=trainable, collections=_with_global_variables(weight_collections))
    _log([bias])
    return bias


def parse_feature_columns_from_examples(serialized, feature_columns, name=None, example_names=None):
    """Parse `tf.Example`s and make the columns' tensors.

    Args:
        serialized: ``[batch]`` strings.
        feature_columns: the columns.
        name, example_names: as for `tf.parse_example`.

    Returns:
        dict of feature name and of column to tensor.
    """
    check_feature_columns(feature_columns)
    tensors = tf.parse_example(serialized=serialized, features=fc.create_feature_spec_for_parsing(feature_columns),
                               name=name, example_names=example_names)
    for column in _sorted(feature_columns):
        _Transformer(tensors).transform(column)
    return tensors


def transform_features(features, feature_columns):
    """The columns' tensors: {column: tensor}.

    Args:
        features: dict of feature name to tensor.
        feature_columns: the columns.
    """
    tensors = dict(features)
    check_feature_columns(feature_columns)
    for column in _sorted(feature_columns):
        _Transformer(tensors).transform(column)
    return {key: tensor for key, tensor in tensors.items() if key in feature_columns}


def parse_feature_columns_from_sequence_examples(serialized, context_feature_columns, sequence_feature_columns,
                                                 name=None, example_name=None):
    """Parse one `tf.SequenceExample`.

    Args:
        serialized: a string.
        context_feature_columns, sequence_feature_columns: columns, or None.
        name, example_name: as for `tf.parse_single_sequence_example`.

    Returns:
        dict of the context's features, dict of the sequence's.

    Raises:
        ValueError: more than one example.
    """
    try:
        serialized = tf.reshape(serialized, [])
    except ValueError as error:
        raise ValueError("serialized must contain as single sequence example. Batching must be done after parsing for "
                         f"sequence examples. Error: {error}") from error
    context, sequence = context_feature_columns or [], sequence_feature_columns or []
    check_feature_columns(context)
    check_feature_columns(sequence)
    return tf.parse_single_sequence_example(
        serialized, fc.create_feature_spec_for_parsing(context),
        fc._create_sequence_feature_spec_for_parsing(sequence, allow_missing_by_default=False), example_name, name)


def infer_real_valued_columns(features):
    """Real-valued columns for dense numeric features: a dict of tensors, or one tensor, whose column is "".

    Raises:
        ValueError: a sparse tensor, or one that holds no numbers.
    """
    if not isinstance(features, dict):
        features = {"": features}
    return [_inferred(name, tensor) for name, tensor in features.items()]


def _inferred(name, tensor):
    wanted = f"Please define corresponding FeatureColumn for tensor {name} {tensor}."
    if isinstance(tensor, tf.SparseTensor):
        raise ValueError(f"SparseTensor is not supported for auto detection. {wanted}")
    if not (tensor.dtype.is_integer or tensor.dtype.is_floating):
        raise ValueError(f"Non integer or non floating types are not supported for auto detection. {wanted}")
    dimension = 1
    for size in tensor.get_shape().as_list()[1:]:
        dimension *= size
    return fc.real_valued_column(name, dimension=dimension, dtype=tensor.dtype)


def _maybe_reshape_input_tensor(tensor, column_name, output_rank):
    """A dense or sparse tensor with ``output_rank`` dimensions, see `column_base.reshape_to_rank`."""
    rank = tensor.get_shape().ndims
    if rank is None and isinstance(tensor, tf.SparseTensor):
        rank = tensor.dense_shape.get_shape().as_list()[0]
    where = f"Error while processing column {column_name}."
    if rank is None:
        raise ValueError(f"{where} Rank of input Tensor can not be None.")
    if output_rank > rank + 1:
        raise ValueError(f"{where} {wrong_rank(rank, output_rank)}")
    if output_rank < rank:
        return inner_flatten(tensor, output_rank)
    if output_rank == rank:
        return tensor
    if isinstance(tensor, tf.SparseTensor):
        return tf.sparse_reshape(tensor, tf.concat([tensor.dense_shape, [1]], 0))
    return tf.expand_dims(tensor, -1)


def _gather_feature_columns(feature_columns):
    """The columns and all they are made of."""
    gathered = list(feature_columns)
    for column in gathered:  # grows on the way
        parents = getattr(column, "columns", None) or [
            getattr(column, field) for field in ("sparse_id_column", "source_column") if hasattr(column, field)]
        gathered.extend(parent for parent in parents if parent not in gathered)
    return gathered


def _sorted(feature_columns):
    return sorted(set(feature_columns), key=lambda column: column.key)


def _with_global_variables(collections):
    return list({*collections, tf.GraphKeys.GLOBAL_VARIABLES}) if collections else collections


def _log(variables):
    for variable in filter(is_variable, variables):
        tf.logging.info("Created variable %s, with device=%s", variable.name, variable.device)
