"""Columns of ids: from integers, hashes, keys or a vocabulary (source:
contrib/layers/python/layers/feature_column.py)."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib import lookup
from tf1shim.contrib.layers.column_base import Categorical, SparseIdLookup, reshape_to_rank, sparse

__all__ = ["sparse_column_with_hash_bucket", "sparse_column_with_integerized_feature", "sparse_column_with_keys",
           "sparse_column_with_vocabulary_file", "weighted_sparse_column"]


class _SparseColumn(Categorical, collections.namedtuple(
        "_SparseColumn", "column_name is_integerized bucket_size lookup_config combiner dtype")):
    """A categorical feature; exactly one of ``bucket_size`` and ``lookup_config`` says how many ids there are."""

    def __new__(cls, column_name, is_integerized=False, bucket_size=None, lookup_config=None, combiner="sum",
                dtype=tf.string):
        here = f"column_name: {column_name}"
        if is_integerized and bucket_size is None:
            raise ValueError(f"bucket_size must be set if is_integerized is True. {here}")
        if is_integerized and not dtype.is_integer:
            raise ValueError(f"dtype must be an integer if is_integerized is True. dtype: {dtype}, {here}.")
        if dtype != tf.string and not dtype.is_integer:
            raise ValueError(f"dtype must be string or integer. dtype: {dtype}, {here}")
        if bucket_size is None and lookup_config is None:
            raise ValueError(f"one of bucket_size or lookup_config must be set. {here}")
        if bucket_size is not None and lookup_config:
            raise ValueError(f"one and only one of bucket_size or lookup_config must be set. {here}")
        if bucket_size is not None and bucket_size < 1:
            raise ValueError(f"bucket_size must be at least 1. bucket_size: {bucket_size}, {here}")
        if lookup_config and not isinstance(lookup_config, SparseIdLookup):
            raise TypeError("lookup_config must be an instance of _SparseIdLookupConfig. Given one is in type "
                            f"{type(lookup_config)} for column_name {column_name}")
        if lookup_config and lookup_config.vocabulary_file and lookup_config.vocab_size is None:
            raise ValueError(f"vocab_size must be defined. {here}")
        return super().__new__(cls, column_name, is_integerized, bucket_size, lookup_config, combiner, dtype)

    @property
    def name(self):
        return self.column_name

    @property
    def length(self):
        """How many ids there are."""
        if self.bucket_size is not None:
            return self.bucket_size
        return self.lookup_config.vocab_size + self.lookup_config.num_oov_buckets

    @property
    def config(self):
        return {self.column_name: tf.VarLenFeature(self.dtype)}

    def is_compatible(self, other_column):
        """Whether another sparse column has the same ids, so that both may share an embedding."""
        if self.lookup_config and other_column.lookup_config:
            return self.lookup_config == other_column.lookup_config
        alike = self.length == other_column.length and (
            self.dtype == other_column.dtype or self.dtype.is_integer and other_column.dtype.is_integer)
        if alike:
            tf.logging.warning("Column %s and %s may not have the same vocabulary.", self.name, other_column.name)
        return alike

    def _transform_feature(self, inputs):
        tensor = inputs.get(self.name)
        if not isinstance(tensor, tf.SparseTensor):
            # -1 and not 0 stands for "none": 0 is an id.
            ignored = "" if tensor.dtype == tf.string else -1
            tensor = sparse(reshape_to_rank(tensor, 2, self.name), ignored)
        return self._do_transform(tensor)

    def _wide_embedding_lookup_arguments(self, input_tensor):
        return self._linear_lookup(input_tensor, self.combiner)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        raise ValueError("SparseColumn is not supported in DNN. Please use embedding_column or one_hot_column. "
                         f"column: {self}")

    def _strings(self, values):
        return tf.as_string(values) if self.dtype.is_integer else values


class _SparseColumnIntegerized(_SparseColumn):
    def _do_transform(self, input_tensor):
        ids = tf.mod(input_tensor.values, self.bucket_size, name="mod")
        return tf.SparseTensor(input_tensor.indices, ids, input_tensor.dense_shape)


class _SparseColumnHashed(_SparseColumn):
    def __new__(cls, column_name, is_integerized=False, bucket_size=None, lookup_config=None, combiner="sum",
                dtype=tf.string, hash_keys=None):
        if hash_keys is not None:
            if not isinstance(hash_keys, list) or not hash_keys:
                raise ValueError("hash_keys must be a non-empty list.")
            if not all(isinstance(pair, list) and len(pair) == 2 and all(isinstance(key, int) for key in pair)
                       for pair in hash_keys):
                raise ValueError("Each element of hash_keys must be a pair of integers.")
        column = super().__new__(cls, column_name, is_integerized, bucket_size, lookup_config, combiner, dtype)
        column.hash_keys = hash_keys
        return column

    def _do_transform(self, input_tensor):
        values = self._strings(input_tensor.values)
        if not self.hash_keys:
            ids = tf.string_to_hash_bucket_fast(values, self.bucket_size, name="lookup")
            return tf.SparseTensor(input_tensor.indices, ids, input_tensor.dense_shape)
        hashed = [tf.SparseTensor(input_tensor.indices,
                                  tf.string_to_hash_bucket_strong(values, self.bucket_size, key),
                                  input_tensor.dense_shape) for key in self.hash_keys]
        return tf.sparse_concat(axis=1, sp_inputs=hashed, name="lookup")


class _SparseColumnKeys(_SparseColumn):
    def _do_transform(self, input_tensor):
        table = lookup.index_table_from_tensor(
            mapping=tuple(self.lookup_config.keys), default_value=self.lookup_config.default_value, dtype=self.dtype,
            name="lookup")
        return table.lookup(input_tensor)


class _SparseColumnVocabulary(_SparseColumn):
    def _do_transform(self, input_tensor):
        strings = tf.SparseTensor(input_tensor.indices, self._strings(input_tensor.values), input_tensor.dense_shape)
        table = lookup.index_table_from_file(
            vocabulary_file=self.lookup_config.vocabulary_file, num_oov_buckets=self.lookup_config.num_oov_buckets,
            vocab_size=self.lookup_config.vocab_size, default_value=self.lookup_config.default_value,
            name=self.name + "_lookup")
        return table.lookup(strings)


class _WeightedSparseColumn(Categorical, collections.namedtuple(
        "_WeightedSparseColumn", "sparse_id_column weight_column_name dtype")):
    """A sparse column with a weight beside each id; its tensor is (ids, weights)."""

    @property
    def name(self):
        return f"{self.sparse_id_column.name}_weighted_by_{self.weight_column_name}"

    @property
    def length(self):
        """How many ids there are."""
        return self.sparse_id_column.length

    @property
    def lookup_config(self):
        return self.sparse_id_column.lookup_config

    @property
    def config(self):
        return {**self.sparse_id_column.config, self.weight_column_name: tf.VarLenFeature(self.dtype)}

    def id_tensor(self, input_tensor):
        return input_tensor[0]

    def weight_tensor(self, input_tensor):
        return input_tensor[1]

    def is_compatible(self, other_column):
        """Whether another column, weighted or not, has the same ids."""
        return self.sparse_id_column.is_compatible(getattr(other_column, "sparse_id_column", other_column))

    def _transform_feature(self, inputs):
        ids, weights = inputs.get(self.sparse_id_column), sparse(inputs.get(self.weight_column_name))
        return ids, weights if self.dtype.is_floating else tf.cast(weights, tf.float32)

    def _wide_embedding_lookup_arguments(self, input_tensor):
        return self._linear_lookup(input_tensor, self.sparse_id_column.combiner)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        raise ValueError("WeightedSparseColumn is not supported in DNN. Please use embedding_column or "
                         f"one_hot_column. column: {self}")


def sparse_column_with_integerized_feature(column_name, bucket_size, combiner="sum", dtype=tf.int64):
    """A column of integers that are ids as they come.

    Args:
        column_name: the feature.
        bucket_size: number of ids; features are taken modulo this.
        combiner: "sum", "mean" or "sqrtn": how several ids of one example are added up in a linear model.
        dtype: an integer type.

    Raises:
        ValueError: ``bucket_size`` below 1, or another type.
    """
    return _SparseColumnIntegerized(column_name, is_integerized=True, bucket_size=bucket_size, combiner=combiner,
                                    dtype=dtype)


def sparse_column_with_hash_bucket(column_name, hash_bucket_size, combiner="sum", dtype=tf.string, hash_keys=None):
    """A column whose ids are hashes of strings or integers.

    Args:
        column_name: the feature.
        hash_bucket_size: number of ids.
        combiner: "sum", "mean" or "sqrtn".
        dtype: `tf.string` or an integer type.
        hash_keys: list of pairs of integers: one id per pair, by `tf.string_to_hash_bucket_strong`.

    Raises:
        ValueError: a wrong size, type or key.
    """
    return _SparseColumnHashed(column_name, bucket_size=hash_bucket_size, combiner=combiner, dtype=dtype,
                               hash_keys=hash_keys)


def sparse_column_with_keys(column_name, keys, default_value=-1, combiner="sum", dtype=tf.string):
    """A column whose ids are places in a list.

    Args:
        column_name: the feature.
        keys: the list.
        default_value: id of what is not in the list.
        combiner: "sum", "mean" or "sqrtn".
        dtype: type of the keys, `tf.string` or an integer type.
    """
    keys = tuple(keys)
    return _SparseColumnKeys(column_name, combiner=combiner, dtype=dtype, lookup_config=SparseIdLookup(
        keys=keys, vocab_size=len(keys), default_value=default_value))


def sparse_column_with_vocabulary_file(column_name, vocabulary_file, num_oov_buckets=0, vocab_size=None,
                                       default_value=-1, combiner="sum", dtype=tf.string):
    """A column whose ids are line numbers of a file.

    Args:
        column_name: the feature.
        vocabulary_file: path of the file.
        num_oov_buckets: number of ids more, for hashes of what is not in the file.
        vocab_size: number of lines taken.
        default_value: id of what is not in the file, without such buckets.
        combiner: "sum", "mean" or "sqrtn".
        dtype: `tf.string` or an integer type.

    Raises:
        ValueError: no ``vocab_size``, or another type.
    """
    if vocab_size is None:
        raise ValueError(f"vocab_size should be defined. column_name: {column_name}")
    return _SparseColumnVocabulary(column_name, combiner=combiner, dtype=dtype, lookup_config=SparseIdLookup(
        vocabulary_file=vocabulary_file, num_oov_buckets=num_oov_buckets, vocab_size=vocab_size,
        default_value=default_value))


def weighted_sparse_column(sparse_id_column, weight_column_name, dtype=tf.float32):
    """A sparse column whose ids are weighted by another feature of the same indices.

    Args:
        sparse_id_column: column of the ids.
        weight_column_name: the feature with the weights.
        dtype: type of the weights.

    Raises:
        ValueError: a type that is no number.
    """
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype is not convertible to float. Given {dtype}")
    return _WeightedSparseColumn(sparse_id_column, weight_column_name, dtype)
