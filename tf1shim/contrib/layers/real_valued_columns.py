"""Columns of numbers, and their buckets (source: contrib/layers/python/layers/feature_column.py)."""

import collections

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import math_ops

from tf1shim.contrib.layers.column_base import Categorical, MadeColumn, core, reshape_to_rank

__all__ = ["bucketized_column", "real_valued_column"]


class _Normalized(MadeColumn):
    """A column of numbers; its key leaves the normalizer out, a function."""

    @property
    def name(self):
        return self.column_name

    @property
    def key(self):
        return self._key_without_properties(["normalizer"])

    @property
    def normalizer_fn(self):
        return self.normalizer

    def _transform_feature(self, inputs):
        return tf.cast(self._normalized(inputs.get(self.name)), tf.float32)

    def _normalized(self, tensor):
        return tensor if self.normalizer is None else self.normalizer(tensor)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        return reshape_to_rank(tf.cast(self._to_dense_tensor(input_tensor), tf.float32), output_rank, self.name)


class _RealValuedVarLenColumn(_Normalized, collections.namedtuple(
        "_RealValuedVarLenColumn", "column_name default_value dtype normalizer is_sparse")):
    """Numbers of which examples have different counts."""

    @property
    def config(self):
        if self.is_sparse:
            return {self.column_name: tf.VarLenFeature(self.dtype)}
        return {self.column_name: tf.FixedLenSequenceFeature([], self.dtype, allow_missing=True,
                                                             default_value=self.default_value)}

    def _normalized(self, tensor):
        if self.normalizer is None or not self.is_sparse:
            return super()._normalized(tensor)
        return tf.SparseTensor(tensor.indices, self.normalizer(tensor.values), tensor.dense_shape)

    def _to_dense_tensor(self, input_tensor):
        if self.is_sparse:
            raise ValueError(f"Set is_sparse to False if you want a dense Tensor for column_name: {self.name}")
        return input_tensor


class _RealValuedColumn(_Normalized, core._DenseColumn, collections.namedtuple(
        "_RealValuedColumn", "column_name dimension default_value dtype normalizer")):
    """``dimension`` numbers an example."""

    def __new__(cls, column_name, dimension, default_value, dtype, normalizer):
        if default_value is not None:
            default_value = tuple(default_value)
        return super().__new__(cls, column_name, dimension, default_value, dtype, normalizer)

    @property
    def config(self):
        default = None if self.default_value is None else list(self.default_value)
        return {self.column_name: tf.FixedLenFeature([self.dimension], self.dtype, default)}

    def _to_dense_tensor(self, input_tensor):
        return input_tensor

    @property
    def _variable_shape(self):
        return tf.TensorShape([self.dimension])

    def _get_dense_tensor(self, inputs, weight_collections=None, trainable=None):
        return inputs.get(self)


class _BucketizedColumn(Categorical, core._DenseColumn, collections.namedtuple(
        "_BucketizedColumn", "source_column boundaries")):
    """Numbers by the bucket they fall in."""

    def __new__(cls, source_column, boundaries):
        if not isinstance(source_column, _RealValuedColumn):
            raise TypeError(
                f"source_column must be an instance of _RealValuedColumn. source_column: {source_column}")
        if source_column.dimension is None:
            raise ValueError(f"source_column must have a defined dimension. source_column: {source_column}")
        if not isinstance(boundaries, (list, tuple)) or not boundaries:
            raise ValueError(f"boundaries must be a non-empty list or tuple. boundaries: {boundaries}")
        if any(low > high for low, high in zip(boundaries, boundaries[1:])):
            raise ValueError(f"boundaries must be a sorted list. boundaries: {boundaries}")
        return super().__new__(cls, source_column, tuple(dict.fromkeys(boundaries)))

    @property
    def name(self):
        return f"{self.source_column.name}_bucketized"

    @property
    def length(self):
        """How many buckets there are."""
        return len(self.boundaries) + 1

    @property
    def config(self):
        return self.source_column.config

    @property
    def _num_buckets(self):
        return self.length * self.source_column.dimension

    @property
    def _variable_shape(self):
        return tf.TensorShape([self._num_buckets])

    def _transform_feature(self, inputs):
        return math_ops._bucketize(inputs.get(self.source_column), boundaries=list(self.boundaries),
                                   name="bucketize")

    def to_sparse_tensor(self, input_tensor):
        """The buckets as ids, those of the second dimension counted on from the first's.

        Args:
            input_tensor: ``[batch, dimension]`` buckets.
        """
        dimension = self.source_column.dimension
        batch = tf.shape(input_tensor, name="shape")[0]
        ids = tf.reshape(input_tensor, [-1], name="reshape")
        if dimension > 1:
            rows = tf.reshape(tf.tile(tf.expand_dims(tf.range(0, batch), 1), [1, dimension]), [-1])
            columns = tf.tile(tf.range(0, dimension), [batch])
            ids += self.length * columns
        else:
            rows, columns = tf.range(0, batch), tf.zeros([batch], tf.int32)
        return tf.SparseTensor(tf.cast(tf.transpose(tf.stack((rows, columns))), tf.int64), ids,
                               tf.cast(tf.stack([batch, dimension]), tf.int64))

    def _wide_embedding_lookup_arguments(self, input_tensor):
        return self._linear_lookup(input_tensor, "sum")

    def id_tensor(self, input_tensor):
        return self.to_sparse_tensor(input_tensor)

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        if output_rank != 2:
            raise ValueError("BucketizedColumn currently only supports output_rank=2")
        hot = tf.one_hot(tf.cast(input_tensor, tf.int64), self.length, 1., 0., name="one_hot")
        return tf.reshape(hot, [-1, self._num_buckets], name="reshape")

    def _get_dense_tensor(self, inputs, weight_collections=None, trainable=None):
        return self._to_dnn_input_layer(inputs.get(self), weight_collections, trainable)


def real_valued_column(column_name, dimension=1, default_value=None, dtype=tf.float32, normalizer=None):
    """A column of numbers.

    Args:
        column_name: the feature, ``[batch, dimension]``; "" where the features are one tensor.
        dimension: how many numbers an example has.
        default_value: number or list of ``dimension`` numbers for examples that lack them when parsed.
        dtype: an integer or floating type.
        normalizer: a function of the tensor, applied first.

    Raises:
        TypeError, ValueError: a wrong dimension, type, or default value.
    """
    here = f"dimension: {dimension}, column_name: {column_name}"
    if dimension is None:
        raise TypeError("dimension must be an integer. Use the _real_valued_var_len_column for variable length "
                        f"features.{here}")
    if not isinstance(dimension, int):
        raise TypeError(f"dimension must be an integer. {here}")
    if dimension < 1:
        raise ValueError(f"dimension must be greater than 0. {here}")
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype must be convertible to float. dtype: {dtype}, column_name: {column_name}")
    if isinstance(default_value, list) and len(default_value) != dimension:
        raise ValueError("The length of default_value must be equal to dimension. "
                         f"default_value: {default_value}, {here}")
    return _RealValuedColumn(column_name, dimension, _defaults(default_value, dimension, dtype, column_name), dtype,
                             normalizer)


def _defaults(default_value, dimension, dtype, column_name):
    if default_value is None:
        return None
    values = default_value if isinstance(default_value, list) else [default_value] * dimension
    if all(isinstance(v, int) for v in values) and dtype.is_integer:
        return values
    if all(isinstance(v, (int, float)) for v in values) and dtype.is_floating:
        return [float(v) for v in values]
    raise TypeError(f"default_value must be compatible with dtype. default_value: {default_value}, dtype: {dtype}, "
                    f"column_name: {column_name}")


def _real_valued_var_len_column(column_name, default_value=None, dtype=tf.float32, normalizer=None, is_sparse=False):
    """Numbers of which examples have different counts, for the recurrent estimators.

    Args:
        column_name: the feature.
        default_value: number that fills shorter examples up; needed unless ``is_sparse``.
        dtype: an integer or floating type.
        normalizer: a function of the tensor, or of a sparse tensor's values.
        is_sparse: parse to a sparse tensor.

    Raises:
        TypeError, ValueError: a wrong type or default value.
    """
    here = f"column_name: {column_name}"
    if not (dtype.is_integer or dtype.is_floating):
        raise TypeError(f"dtype must be convertible to float. dtype: {dtype}, {here}")
    if default_value is None and not is_sparse:
        raise ValueError(f"default_value must be provided when is_sparse=False to parse a padded Tensor. {here}")
    if isinstance(default_value, list):
        raise ValueError(f"Only scalar default value. default_value: {default_value}, {here}")
    if default_value is not None:
        default_value = int(default_value) if dtype.is_integer else float(default_value)
    return _RealValuedVarLenColumn(column_name, default_value, dtype, normalizer, is_sparse)


def bucketized_column(source_column, boundaries):
    """The buckets of a column of numbers.

    Args:
        source_column: a `real_valued_column`.
        boundaries: sorted list; ``[a, b]`` makes the buckets below a, from a to below b, and from b on.

    Raises:
        TypeError, ValueError: another column, or boundaries that are none or not sorted.
    """
    return _BucketizedColumn(source_column, boundaries)
