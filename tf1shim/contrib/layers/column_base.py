"""What the feature columns of tf.contrib.layers share (source: contrib/layers/python/layers/feature_column.py).

A column is a named tuple whose text is its sort key: the names of the classes and of their fields decide in which
order variables are made. Each says how raw features become its tensor (``_transform_feature``), and how that tensor
enters a linear model (`LinearLookup`) or a network (`DeepLookup`, or ``_to_dnn_input_layer``).
"""

import collections

import tensorflow.compat.v1 as tf
from tensorflow.python.feature_column import feature_column as core
from tf_slim.layers.layers import _inner_flatten as inner_flatten

__all__ = ["DeepLookup", "LinearLookup", "MadeColumn", "SparseIdLookup", "TensorCache", "core", "inner_flatten",
           "is_variable", "reshape_to_rank", "sparse"]

LinearLookup = collections.namedtuple(
    "_LinearEmbeddingLookupArguments", "input_tensor weight_tensor vocab_size initializer combiner")
DeepLookup = collections.namedtuple(
    "_DeepEmbeddingLookupArguments", "input_tensor weight_tensor vocab_size initializer combiner dimension "
    "shared_embedding_name hash_key max_norm trainable")
SparseIdLookup = collections.namedtuple(
    "_SparseIdLookupConfig", "vocabulary_file keys num_oov_buckets vocab_size default_value",
    defaults=(None, None, 0, None, -1))


class MadeColumn:
    """A feature column; ``_FeatureColumn`` in TF 1.15."""

    @property
    def key(self):
        """The text columns are sorted by; no two columns of a model may have the same."""
        return f"{self}"

    @property
    def _parse_example_spec(self):
        return self.config

    def insert_transformed_feature(self, columns_to_tensors):
        """Put this column's tensor into ``columns_to_tensors``.

        Args:
            columns_to_tensors: dict of tensors; keys are feature names for raw features, columns for transformed ones.
        """
        columns_to_tensors[self] = self._transform_feature(TensorCache(columns_to_tensors))

    def _key_without_properties(self, left_out):
        # Functions print their address, which would make the order of variables a matter of chance.
        shown = ", ".join(f"{k}={v}" for k, v in zip(self._fields, self) if k not in left_out)
        return f"{type(self).__name__}({shown})"

    def _deep_embedding_lookup_arguments(self, input_tensor):
        raise NotImplementedError(f"No deep embedding lookup arguments for column {self}.")

    def _wide_embedding_lookup_arguments(self, input_tensor):
        raise NotImplementedError(f"No wide embedding lookup arguments for column {self}.")

    def _to_dense_tensor(self, input_tensor):
        raise NotImplementedError(f"No dense tensor representation for column {self}.")

    def _to_dnn_input_layer(self, input_tensor, weight_collections=None, trainable=True, output_rank=2):
        raise ValueError("Calling an abstract method.")

    def _checkpoint_path(self):
        """(path, tensor name) to take the column's variable from, or None."""


class Categorical(MadeColumn, core._CategoricalColumn):
    """A column whose tensor holds ids below `length`, and perhaps weights."""

    def id_tensor(self, input_tensor):
        """The ids in the column's tensor."""
        return input_tensor

    def weight_tensor(self, input_tensor):
        """The weights in the column's tensor, or None."""

    @property
    def _num_buckets(self):
        return self.length

    def _get_sparse_tensors(self, inputs, weight_collections=None, trainable=None):
        tensor = inputs.get(self)
        return core._CategoricalColumn.IdWeightPair(self.id_tensor(tensor), self.weight_tensor(tensor))

    def _linear_lookup(self, input_tensor, combiner):
        return LinearLookup(self.id_tensor(input_tensor), self.weight_tensor(input_tensor), self._num_buckets,
                            tf.zeros_initializer(), combiner)


class TensorCache:
    """Makes the tensors of columns when they are asked for.

    Args:
        columns_to_tensors: dict of what is there, see `MadeColumn.insert_transformed_feature`; gets what is made.
    """

    def __init__(self, columns_to_tensors):
        self._tensors = columns_to_tensors

    def get(self, key):
        """The tensor of a feature (its name) or of a column.

        Raises:
            ValueError: there is no such feature.
            TypeError: ``key`` is neither a name nor a column.
        """
        if key not in self._tensors:
            if isinstance(key, str):
                raise ValueError(f"features dictionary doesn't contain key ({key})")
            if not isinstance(key, MadeColumn):
                raise TypeError(f'"key" must be either a "str" or "_FeatureColumn". Provided: {key}')
            key.insert_transformed_feature(self._tensors)
        return self._tensors[key]


def is_variable(value):
    """Whether a value is one variable, not a partitioned one."""
    return isinstance(value, tf.Variable)


def sparse(tensor, ignored=None):
    """A dense tensor as `tf.SparseTensor`, without the values that stand for "none".

    Args:
        tensor: dense tensor; a sparse one is given back.
        ignored: the value left out; "" or 0 where it is None.
    """
    from tf_slim.layers.sparse_ops import dense_to_sparse_tensor

    if isinstance(tensor, tf.SparseTensor):
        return tensor
    return dense_to_sparse_tensor(tensor, ignore_value=ignored)


def reshape_to_rank(tensor, rank, column_name=None):
    """A dense tensor with ``rank`` dimensions: the inner ones flattened, or one added.

    Raises:
        ValueError: more than one dimension would have to be added.
    """
    have = tensor.get_shape().ndims
    if have is None or rank < have:
        return inner_flatten(tensor, rank)
    if rank > have + 1:
        where = f"Error while processing column {column_name}." if column_name is not None else ""
        raise ValueError(f"{where}{wrong_rank(have, rank)}")
    if rank == have:
        return tensor
    tf.logging.warning(
        "Rank of input Tensor (%s) should be the same as output_rank (%s) for column. Will attempt to expand dims. "
        "It is highly recommended that you resize your input, as this behavior may change.", have, rank)
    return tf.expand_dims(tensor, -1, name="expand_dims")


def wrong_rank(have, rank):
    """The error text for an input of too few dimensions."""
    return (f"Rank of input Tensor ({have}) should be the same as output_rank ({rank}). For example, sequence data "
            "should typically be 3 dimensional (rank 3) while non-sequence data is typically 2 dimensional (rank 2).")
