"""Crosses, one-hot columns and embeddings (source: contrib/layers/python/layers/feature_column.py)."""

import collections
import collections.abc
import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.layers.column_base import Categorical, DeepLookup, MadeColumn, core, inner_flatten
from tf1shim.contrib.layers.embedding_variables import embeddings_from_arguments
from tf1shim.contrib.layers.real_valued_columns import _BucketizedColumn
from tf1shim.contrib.layers.sparse_columns import _SparseColumn, _WeightedSparseColumn
from tf1shim.contrib.layers.sparse_feature_cross_op import sparse_feature_cross

__all__ = ["crossed_column", "embedding_column", "one_hot_column", "scattered_embedding_column",
           "shared_embedding_columns"]


class _OfSparse(MadeColumn, core._DenseColumn):
    """A dense column made of the sparse column ``sparse_id_column``, whose tensor it has."""

    @property
    def length(self):
        """How many ids there are."""
        return self.sparse_id_column.length

    @property
    def config(self):
        return self.sparse_id_column.config

    def _transform_feature(self, inputs):
        return inputs.get(self.sparse_id_column)


class _OneHotColumn(_OfSparse, collections.namedtuple("_OneHotColumn", "sparse_id_column")):
    """Ones, or weights, at the ids."""

    @property
    def name(self):
        return f"{self.sparse_id_column.name}_one_hot"

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=False, output_rank=2):
        ids = inner_flatten(self.sparse_id_column.id_tensor(input_tensor), output_rank)
        weights = self.sparse_id_column.weight_tensor(input_tensor)
        if weights is None:
            hot = tf.one_hot(tf.sparse_tensor_to_dense(ids, default_value=-1), self.length, 1., 0.)
            return tf.reduce_sum(hot, axis=[output_rank - 1])
        merged = tf.sparse_merge(sp_ids=ids, sp_values=weights, vocab_size=self.length)
        # An id of -1 is none of them.
        kept = tf.sparse_slice(merged, tf.zeros_like(merged.dense_shape), merged.dense_shape)
        dense = tf.sparse_tensor_to_dense(kept)
        return tf.reshape(dense, tf.concat([tf.shape(dense)[:-1], [self.length]], axis=0))

    @property
    def _variable_shape(self):
        return tf.TensorShape([self.length])

    def _get_dense_tensor(self, inputs, weight_collections=None, trainable=None):
        return self._to_dnn_input_layer(inputs.get(self))


class _EmbeddingColumn(_OfSparse, collections.namedtuple(
        "_EmbeddingColumn", "sparse_id_column dimension combiner initializer ckpt_to_load_from tensor_name_in_ckpt "
        "shared_embedding_name shared_vocab_size max_norm trainable")):
    """Combined rows of a trained table at the ids."""

    def __new__(cls, sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None,
                tensor_name_in_ckpt=None, shared_embedding_name=None, shared_vocab_size=None, max_norm=None,
                trainable=True):
        if initializer is not None and not callable(initializer):
            raise ValueError("initializer must be callable if specified. Embedding of column_name: "
                             f"{sparse_id_column.name}")
        _both_or_none(ckpt_to_load_from, tensor_name_in_ckpt)
        if initializer is None:
            tf.logging.warning('The default stddev value of initializer was changed from "1/sqrt(vocab_size)" to '
                               '"1/sqrt(dimension)" in core implementation (tf.feature_column.embedding_column).')
            initializer = tf.truncated_normal_initializer(mean=0.0, stddev=1 / math.sqrt(sparse_id_column.length))
        return super().__new__(cls, sparse_id_column, dimension, combiner, initializer, ckpt_to_load_from,
                               tensor_name_in_ckpt, shared_embedding_name, shared_vocab_size, max_norm, trainable)

    @property
    def name(self):
        shared = "" if self.shared_embedding_name is None else "_shared"
        return f"{self.sparse_id_column.name}{shared}_embedding"

    @property
    def length(self):
        """How many rows the table has."""
        return self.sparse_id_column.length if self.shared_vocab_size is None else self.shared_vocab_size

    @property
    def key(self):
        return self._key_without_properties(["initializer"])

    def _deep_embedding_lookup_arguments(self, input_tensor):
        return DeepLookup(
            input_tensor=self.sparse_id_column.id_tensor(input_tensor),
            weight_tensor=self.sparse_id_column.weight_tensor(input_tensor), vocab_size=self.length,
            dimension=self.dimension, initializer=self.initializer, combiner=self.combiner,
            shared_embedding_name=self.shared_embedding_name, hash_key=None, max_norm=self.max_norm,
            trainable=self.trainable)

    def _wide_embedding_lookup_arguments(self, input_tensor):
        raise ValueError(f"Column {self} is not supported in linear models. Please use sparse_column.")

    def _checkpoint_path(self):
        return None if self.ckpt_to_load_from is None else (self.ckpt_to_load_from, self.tensor_name_in_ckpt)

    @property
    def _variable_shape(self):
        return tf.TensorShape([self.dimension])

    def _get_dense_tensor(self, inputs, weight_collections=None, trainable=None):
        return embeddings_from_arguments(self, self._deep_embedding_lookup_arguments(inputs.get(self)),
                                         weight_collections, trainable)


class _ScatteredEmbeddingColumn(MadeColumn, core._DenseColumn, collections.namedtuple(
        "_ScatteredEmbeddingColumn", "column_name size dimension hash_key combiner initializer")):
    """Embeddings whose every component stands at a hash of its own in one pool of numbers."""

    def __new__(cls, column_name, size, dimension, hash_key, combiner="sqrtn", initializer=None):
        if initializer is not None and not callable(initializer):
            raise ValueError(f"initializer must be callable if specified. column_name: {column_name}")
        initializer = initializer or tf.truncated_normal_initializer(mean=0.0, stddev=0.1)
        return super().__new__(cls, column_name, size, dimension, hash_key, combiner, initializer)

    @property
    def name(self):
        return f"{self.column_name}_scattered_embedding"

    @property
    def config(self):
        return {self.column_name: tf.VarLenFeature(tf.string)}

    @property
    def key(self):
        return self._key_without_properties(["initializer"])

    def _transform_feature(self, inputs):
        return inputs.get(self.column_name)

    def _deep_embedding_lookup_arguments(self, input_tensor):
        return DeepLookup(
            input_tensor=input_tensor, weight_tensor=None, vocab_size=self.size, initializer=self.initializer,
            combiner=self.combiner, dimension=self.dimension, shared_embedding_name=None, hash_key=self.hash_key,
            max_norm=None, trainable=True)

    _variable_shape = _EmbeddingColumn._variable_shape
    _get_dense_tensor = _EmbeddingColumn._get_dense_tensor


class _CrossedColumn(Categorical, collections.namedtuple(
        "_CrossedColumn", "columns hash_bucket_size hash_key combiner ckpt_to_load_from tensor_name_in_ckpt")):
    """Ids that are hashes of combinations of several columns' values."""

    def __new__(cls, columns, hash_bucket_size, hash_key, combiner="sum", ckpt_to_load_from=None,
                tensor_name_in_ckpt=None):
        for column in columns:
            if not isinstance(column, (_SparseColumn, _CrossedColumn, _BucketizedColumn)):
                raise TypeError("columns must be a set of _SparseColumn, _CrossedColumn, or _BucketizedColumn "
                                f"instances. (column {column} is a {type(column).__name__})")
        if len(columns) < 2:
            raise ValueError(f"columns must contain at least 2 elements. columns: {columns}")
        if hash_bucket_size < 2:
            raise ValueError(f"hash_bucket_size must be at least 2. hash_bucket_size: {hash_bucket_size}")
        _both_or_none(ckpt_to_load_from, tensor_name_in_ckpt)
        columns = tuple(sorted(columns, key=lambda column: column.name))
        return super().__new__(cls, columns, hash_bucket_size, hash_key, combiner, ckpt_to_load_from,
                               tensor_name_in_ckpt)

    @property
    def name(self):
        return "_X_".join(sorted(column.name for column in self.columns))

    @property
    def length(self):
        """How many ids there are."""
        return self.hash_bucket_size

    @property
    def config(self):
        return {name: feature for column in self.columns for name, feature in column.config.items()}

    def _leaves(self):
        for column in self.columns:
            if isinstance(column, _CrossedColumn):
                yield from column._leaves()
            else:
                yield column

    def _transform_feature(self, inputs):
        crossed = []
        for column in self._leaves():
            if isinstance(column, _BucketizedColumn):
                crossed.append(column.to_sparse_tensor(inputs.get(column)))
            else:  # its raw values, not its ids
                crossed.append(inputs.get(column.name))
        return sparse_feature_cross(crossed, hashed_output=True, num_buckets=self.hash_bucket_size,
                                    hash_key=self.hash_key, name="cross")

    def _wide_embedding_lookup_arguments(self, input_tensor):
        return self._linear_lookup(input_tensor, self.combiner)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        raise ValueError(f"CrossedColumn is not supported in DNN. Please use embedding_column. column: {self}")

    _checkpoint_path = _EmbeddingColumn._checkpoint_path


def _both_or_none(path, tensor_name):
    if (path is None) != (tensor_name is None):
        raise ValueError("Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them.")


def one_hot_column(sparse_id_column):
    """Ones at the ids of a sparse column, for a network; its combiner does not count."""
    return _OneHotColumn(sparse_id_column)


def embedding_column(sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None,
                     tensor_name_in_ckpt=None, max_norm=None, trainable=True):
    """Embeddings of the ids of a sparse column, for a network.

    Args:
        sparse_id_column: a sparse, weighted or crossed column; its combiner does not count.
        dimension: size of an embedding.
        combiner: "mean", "sqrtn" or "sum": how several ids of an example are combined.
        initializer: of the table; default: truncated normal, deviation ``1 / sqrt(ids)``.
        ckpt_to_load_from, tensor_name_in_ckpt: checkpoint and tensor to take the table from.
        max_norm: embeddings are clipped to this l2 norm.
        trainable: whether the table is trained.

    Raises:
        ValueError: an initializer that cannot be called, or half of a checkpoint's two names.
    """
    return _EmbeddingColumn(sparse_id_column, dimension, combiner, initializer, ckpt_to_load_from,
                            tensor_name_in_ckpt, max_norm=max_norm, trainable=trainable)


def shared_embedding_columns(sparse_id_columns, dimension, combiner="mean", shared_embedding_name=None,
                             initializer=None, ckpt_to_load_from=None, tensor_name_in_ckpt=None, max_norm=None,
                             trainable=True):
    """Embeddings of several sparse columns from one table.

    Args:
        sparse_id_columns: list of sparse or weighted columns that have the same ids.
        dimension, combiner, initializer, ckpt_to_load_from, tensor_name_in_ckpt, max_norm, trainable: as for
            `embedding_column`.
        shared_embedding_name: name of the table; default: made of the columns' names.

    Returns:
        tuple of columns; of one column, a list.

    Raises:
        TypeError, ValueError: no list, other columns, or columns with different ids.
    """
    if not isinstance(sparse_id_columns, collections.abc.Sequence) or isinstance(sparse_id_columns, str):
        raise TypeError("sparse_id_columns must be a non-string sequence (ex: list or tuple) instead of type "
                        f"{type(sparse_id_columns)}.")
    if not sparse_id_columns:
        raise ValueError("The input sparse_id_columns should have at least one element.")
    for column in sparse_id_columns:
        if not isinstance(column, (_SparseColumn, _WeightedSparseColumn)):
            raise TypeError("Elements of sparse_id_columns must be _SparseColumn or _WeightedSparseColumn, but "
                            f"{column} is not.")
    first, *others = sparse_id_columns
    size = None
    if others:
        if not all(first.is_compatible(c) if isinstance(first, _WeightedSparseColumn) else c.is_compatible(first)
                   for c in others):
            raise ValueError("The input sparse id columns are not compatible.")
        shared_embedding_name = shared_embedding_name or _shared_name(sparse_id_columns)
        size = first.length
    columns = [_EmbeddingColumn(column, dimension, combiner, initializer, ckpt_to_load_from, tensor_name_in_ckpt,
                                shared_embedding_name, size, max_norm=max_norm, trainable=trainable)
               for column in sparse_id_columns]
    return tuple(columns) if others else columns


def _shared_name(columns):
    # Sorted, so that a dict's order does not change the name in a checkpoint.
    plain = sorted(c for c in columns if isinstance(c, _SparseColumn))
    weighted = sorted((c for c in columns if not isinstance(c, _SparseColumn)), key=lambda c: c.name)
    names = [c.name for c in plain + weighted]
    more = f"_plus_{len(names) - 3}_others" if len(names) > 3 else ""
    return f"{'_'.join(names[:3])}{more}_shared_embedding"


def scattered_embedding_column(column_name, size, dimension, hash_key, combiner="mean", initializer=None):
    """Embeddings of a feature's strings by feature hashing, see `scattered_embedding_lookup`.

    Args:
        column_name: the feature.
        size: how many numbers the pool has.
        dimension: size of an embedding.
        hash_key: key of the hash.
        combiner: "mean", "sqrtn" or "sum".
        initializer: of the pool; default: truncated normal, deviation 0.1.

    Raises:
        ValueError: a size or dimension below 1, or another combiner.
    """
    if dimension < 1 or size < 1:
        raise ValueError("Dimension and size must be greater than 0. "
                         f"dimension: {dimension}, size: {size}, column_name: {column_name}")
    if combiner not in ("mean", "sqrtn", "sum"):
        raise ValueError("Combiner must be one of 'mean', 'sqrtn' or 'sum'. "
                         f"combiner: {combiner}, column_name: {column_name}")
    return _ScatteredEmbeddingColumn(column_name, size, dimension, hash_key, combiner, initializer)


def crossed_column(columns, hash_bucket_size, combiner="sum", ckpt_to_load_from=None, tensor_name_in_ckpt=None,
                   hash_key=None):
    """Combinations of several columns' values, for a linear model.

    Args:
        columns: sparse, bucketized and crossed columns, two at least.
        hash_bucket_size: how many ids the combinations are hashed to.
        combiner: "sum", "mean" or "sqrtn".
        ckpt_to_load_from, tensor_name_in_ckpt: checkpoint and tensor to take the weights from.
        hash_key: key of the hash, see `sparse_feature_cross`.

    Raises:
        TypeError, ValueError: other columns, or too few columns or ids.
    """
    return _CrossedColumn(columns, hash_bucket_size, hash_key, combiner=combiner,
                          ckpt_to_load_from=ckpt_to_load_from, tensor_name_in_ckpt=tensor_name_in_ckpt)
