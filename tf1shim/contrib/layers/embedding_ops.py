"""Embedding lookups (source: contrib/layers/python/layers/embedding_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import variables as variables_lib

from tf1shim.contrib.layers.sparse_feature_cross_op import sparse_feature_cross

__all__ = [
    "embedding_lookup_sparse_with_distributed_aggregation", "embedding_lookup_unique",
    "safe_embedding_lookup_sparse", "scattered_embedding_lookup",
    "scattered_embedding_lookup_sparse",
]


def safe_embedding_lookup_sparse(embedding_weights, sparse_ids, sparse_weights=None, combiner=None,
                                 default_id=None, name=None, partition_strategy="div",
                                 max_norm=None):
    """`tf.nn.safe_embedding_lookup_sparse`; a ``combiner`` of None means "mean", said in the log."""
    return tf.nn.safe_embedding_lookup_sparse(
        embedding_weights, sparse_ids, sparse_weights=sparse_weights,
        combiner=_combiner(combiner), default_id=default_id, name=name,
        partition_strategy=partition_strategy, max_norm=max_norm)


def embedding_lookup_sparse_with_distributed_aggregation(
        params, sp_ids, sp_weights, partition_strategy="mod", name=None, combiner=None,
        max_norm=None):
    """`tf.nn.embedding_lookup_sparse`: contrib's variant added up next to each partition, to the same sums."""
    return tf.nn.embedding_lookup_sparse(
        params, sp_ids, sp_weights, partition_strategy=partition_strategy, name=name,
        combiner=_combiner(combiner), max_norm=max_norm)


def embedding_lookup_unique(params, ids, partition_strategy="mod", name=None):
    """`tf.nn.embedding_lookup` that fetches every distinct id once.

    Args:
        params: list of ``[index, d1, ...]`` tensors, or a partitioned variable.
        ids: integer tensor of any rank.
        partition_strategy: ``"mod"`` or ``"div"``.
        name: name of the scope.

    Returns:
        tensor of shape ``ids.shape + [d1, ...]``.
    """
    with tf.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        unique_ids, position = tf.unique(tf.reshape(ids, [-1]))
        rows = tf.nn.embedding_lookup(params, unique_ids, partition_strategy)
        result = tf.reshape(tf.gather(rows, position),
                            tf.concat([tf.shape(ids), tf.shape(rows)[1:]], 0))
        result.set_shape(ids.shape.concatenate(rows.shape[1:]))
        return result


def scattered_embedding_lookup(params, values, dimension, name=None, hash_key=None):
    """Look embeddings up component by component, each at the hash of (component, value): feature hashing.

    Args:
        params: tensor or list of tensors of rank 1: the pool of parameters.
        values: string or integer tensor of any rank.
        dimension: size of an embedding.
        name: name of the scope.
        hash_key: key of the hash, see `sparse_feature_cross`.

    Returns:
        tensor of shape ``values.shape + [dimension]``.

    Raises:
        ValueError: no positive ``dimension``, or parts of uneven size.
    """
    if dimension is None:
        raise ValueError("You must specify dimension.")
    if dimension <= 0:
        raise ValueError("Dimension must be >0. Given is %d" % dimension)
    params = _parts(params)
    with tf.name_scope(name, "scattered_embedding_lookup", params + [dimension, values]):
        values = tf.convert_to_tensor(values)
        sizes = [_vector_size(p) for p in params]
        total = sum(sizes)
        for index, size in enumerate(sizes):
            expected = (total - index - 1) // len(params) + 1
            if size != expected:
                raise ValueError("Tensor %d in params has size %d, expected %d."
                                 % (index, size, expected))
        column = tf.reshape(values, [-1, 1])
        components = tf.tile(tf.expand_dims(tf.range(0, dimension), 0), tf.shape(column))
        crossed = sparse_feature_cross([components, column], hashed_output=True,
                                       num_buckets=total, hash_key=hash_key)
        found = tf.nn.embedding_lookup(params, tf.sparse.to_dense(crossed),
                                       partition_strategy="div")
        return tf.reshape(found, tf.concat([tf.shape(values), [dimension]], 0))


def scattered_embedding_lookup_sparse(params, sparse_values, dimension, combiner=None,
                                      default_value=None, name=None, hash_key=None):
    """`scattered_embedding_lookup` for each row of a sparse matrix.

    Args:
        params: pool of parameters.
        sparse_values: `tf.SparseTensor` of rank 2.
        dimension: size of an embedding.
        combiner: "mean" (the default), "sqrtn" or "sum".
        default_value: stands in for a row without values.
        name: name of the scope.
        hash_key: key of the hash.

    Returns:
        ``[rows, dimension]``.

    Raises:
        TypeError: dense values.
        ValueError: unknown combiner.
    """
    combiner = _combiner(combiner)
    if not isinstance(sparse_values, tf.SparseTensor):
        raise TypeError("sparse_values must be SparseTensor")
    params = _parts(params)
    with tf.name_scope(name, "scattered_embedding_lookup_sparse", params + [sparse_values]) as sc:
        if default_value is None:
            default_value = "6ZxWzWOHxZ" if sparse_values.dtype == tf.string else 1288896567
        sparse_values, _ = tf.sparse.fill_empty_rows(sparse_values, default_value)
        rows = tf.cast(sparse_values.indices[:, 0], tf.int32)
        values, position = tf.unique(sparse_values.values)
        embeddings = scattered_embedding_lookup(params, values, dimension, hash_key=hash_key)
        combine = {"sum": tf.sparse.segment_sum, "mean": tf.sparse.segment_mean,
                   "sqrtn": tf.sparse.segment_sqrt_n}.get(combiner)
        if combine is None:
            raise ValueError("Combiner must be one of 'mean', 'sqrtn' or 'sum'.")
        return combine(embeddings, position, rows, name=sc)


def _combiner(combiner):
    if combiner is None:
        tf.logging.warning('The default value of combiner will change from "mean" to "sqrtn" after '
                           '2016/11/01.')
        return "mean"
    return combiner


def _parts(params):
    if isinstance(params, (variables_lib.PartitionedVariable, list)):
        return list(params)
    return [params]


def _vector_size(tensor):
    shape = tensor.get_shape()
    shape.assert_has_rank(1)
    shape.assert_is_fully_defined()
    return shape.as_list()[0]
