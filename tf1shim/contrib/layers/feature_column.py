"""tf.contrib.layers.feature_column: the columns, and how features are parsed for them.

Source: TF 1.15, contrib/layers/python/layers/feature_column.py.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.layers.column_base import (
    DeepLookup as _DeepEmbeddingLookupArguments,  # noqa: F401
)
from tf1shim.contrib.layers.column_base import (
    LinearLookup as _LinearEmbeddingLookupArguments,  # noqa: F401
)
from tf1shim.contrib.layers.column_base import (
    MadeColumn as _FeatureColumn,
)
from tf1shim.contrib.layers.column_base import (
    SparseIdLookup as _SparseIdLookupConfig,  # noqa: F401
)
from tf1shim.contrib.layers.column_base import (
    TensorCache as _LazyBuilderByColumnsToTensor,  # noqa: F401
)
from tf1shim.contrib.layers.column_base import (
    core as fc_core,
)
from tf1shim.contrib.layers.column_base import (
    is_variable as _is_variable,  # noqa: F401
)
from tf1shim.contrib.layers.column_base import (
    reshape_to_rank as _reshape_real_valued_tensor,
)
from tf1shim.contrib.layers.combined_columns import (  # noqa: F401
    _CrossedColumn,
    _EmbeddingColumn,
    _OneHotColumn,
    _ScatteredEmbeddingColumn,
    crossed_column,
    embedding_column,
    one_hot_column,
    scattered_embedding_column,
    shared_embedding_columns,
)
from tf1shim.contrib.layers.embedding_variables import (  # noqa: F401
    embeddings_from_arguments as _embeddings_from_arguments,
)
from tf1shim.contrib.layers.real_valued_columns import (  # noqa: F401
    _BucketizedColumn,
    _real_valued_var_len_column,
    _RealValuedColumn,
    _RealValuedVarLenColumn,
    bucketized_column,
    real_valued_column,
)
from tf1shim.contrib.layers.sparse_columns import (  # noqa: F401
    _SparseColumn,
    _SparseColumnHashed,
    _SparseColumnIntegerized,
    _SparseColumnKeys,
    _SparseColumnVocabulary,
    _WeightedSparseColumn,
    sparse_column_with_hash_bucket,
    sparse_column_with_integerized_feature,
    sparse_column_with_keys,
    sparse_column_with_vocabulary_file,
    weighted_sparse_column,
)

__all__ = [
    "DataFrameColumn", "InputLayer", "bucketized_column", "create_feature_spec_for_parsing", "crossed_column",
    "embedding_column", "make_place_holder_tensors_for_base_features", "one_hot_column", "real_valued_column",
    "scattered_embedding_column", "shared_embedding_columns", "sparse_column_with_hash_bucket",
    "sparse_column_with_integerized_feature", "sparse_column_with_keys", "sparse_column_with_vocabulary_file",
    "weighted_sparse_column",
]

InputLayer = fc_core.InputLayer


class DataFrameColumn(_FeatureColumn):
    """A column that a series of `tf.contrib.learn`'s data frames makes.

    Args:
        column_name: name of the column.
        series: has ``required_base_features()`` and ``build(cache)``.
    """

    def __init__(self, column_name, series):
        self.column_name = column_name
        self.series = series

    name = key = property(lambda self: self.column_name)

    @property
    def config(self):
        return self.series.required_base_features()

    def insert_transformed_feature(self, columns_to_tensors):
        columns_to_tensors[self] = self.series.build(columns_to_tensors)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        return _reshape_real_valued_tensor(tf.cast(input_tensor, tf.float32), output_rank, self.name)

    def _to_dense_tensor(self, input_tensor):
        return self._to_dnn_input_layer(input_tensor)

    def __eq__(self, other):
        return isinstance(other, type(self)) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.column_name, self.series))


def create_feature_spec_for_parsing(feature_columns):
    """What `tf.parse_example` needs for columns.

    Args:
        feature_columns: iterable of columns, or a dict of them.

    Returns:
        dict of feature name to `tf.FixedLenFeature` or `tf.VarLenFeature`.

    Raises:
        TypeError: something else than a column of this kind.
    """
    columns = feature_columns.values() if isinstance(feature_columns, dict) else feature_columns
    spec = {}
    for column in columns:
        if not isinstance(column, _FeatureColumn):
            raise TypeError("feature_columns should only contain instances of _FeatureColumn. "
                            f"Given column is {column}")
        if isinstance(column, DataFrameColumn):
            raise TypeError(f"Not supported _FeatureColumn type. Given column is {column}")
        spec.update(column.config)
    return spec


def _create_sequence_feature_spec_for_parsing(sequence_feature_columns, allow_missing_by_default=False):
    """What `tf.parse_single_sequence_example` needs for columns.

    Args:
        sequence_feature_columns: iterable of columns.
        allow_missing_by_default: whether examples may lack features that have no default value, too.

    Returns:
        dict of feature name to `tf.FixedLenSequenceFeature` or `tf.VarLenFeature`.

    Raises:
        TypeError: a feature of another kind.
    """
    spec = create_feature_spec_for_parsing(sequence_feature_columns)
    for name, feature in spec.items():
        if isinstance(feature, tf.VarLenFeature):
            continue
        if not isinstance(feature, (tf.FixedLenFeature, tf.FixedLenSequenceFeature)):
            raise TypeError(f"Unsupported feature type: {type(feature).__name__}")
        has_default = feature.default_value is not None
        if has_default:
            tf.logging.warning('Found default value %s for feature "%s". Ignoring this value and setting '
                               "`allow_missing=True` instead.", feature.default_value, name)
        spec[name] = tf.FixedLenSequenceFeature(shape=feature.shape, dtype=feature.dtype,
                                                allow_missing=allow_missing_by_default or has_default)
    return spec


def make_place_holder_tensors_for_base_features(feature_columns):
    """Placeholders for the features of columns: {name: sparse or dense placeholder}."""
    return {
        name: (tf.sparse_placeholder(feature.dtype, name=f"Placeholder_{name}")
               if isinstance(feature, tf.VarLenFeature) else
               tf.placeholder(feature.dtype, shape=(None, feature.shape[0]), name=f"Placeholder_{name}"))
        for name, feature in create_feature_spec_for_parsing(feature_columns).items()}
