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
    """`tf.nn.safe_embedding_lookup_sparse`; a ``combiner`` of None means "mean", said in the log.

    Raises:
        ValueError: weights of different types.
    """
    weights = None if sparse_weights is None else sparse_weights.values
    dtype = None if weights is None else weights.dtype
    tensors = [w if isinstance(w, tf.Variable) else tf.convert_to_tensor(w, dtype) for w in _parts(embedding_weights)]
    tf.debugging.assert_same_float_dtype(tensors if weights is None else [*tensors, weights])
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
    return _sampled_scattered_embedding_lookup(params, values, dimension=dimension, hash_key=hash_key, name=name)


def _sampled_scattered_embedding_lookup(params, values, dimension=None, sampled_candidates=None, hash_key=None,
                                        name=None):
    """`scattered_embedding_lookup` of some components.

    Args:
        params, values, dimension, hash_key, name: see there; one of ``dimension`` and ``sampled_candidates`` is needed.
        sampled_candidates: ``values.shape + [n]`` integers: the components to look up.

    Returns:
        tensor of shape ``values.shape + [n]`` (or ``[dimension]``).
    """
    params = _parts(params)
    with tf.name_scope(name, "scattered_embedding_lookup", params + [dimension, values]):
        values = tf.convert_to_tensor(values)
        column = tf.reshape(values, [-1, 1])
        if sampled_candidates is None:
            if dimension is None:
                raise ValueError("You must specify either dimension or sampled_candidates.")
            if dimension <= 0:
                raise ValueError("Dimension must be >0. Given is %d" % dimension)
            components = tf.tile(tf.expand_dims(tf.range(0, dimension), 0), tf.shape(column))
        else:
            given = tf.shape(sampled_candidates)
            dimension = given[-1]
            fits = tf.Assert(tf.reduce_all(tf.equal(given, tf.concat([tf.shape(values), [dimension]], 0))), [
                "The shape of sampled_candidates: ", given, " does not match the shape of values: ", tf.shape(values)])
            with tf.control_dependencies([fits]):
                components = tf.reshape(sampled_candidates, [-1, dimension])
            # Its size unknown: the check above is to fail, when it runs, and not the last reshape, when it is built.
            components = tf.placeholder_with_default(components, [None, None])
        sizes = [_vector_size(p) for p in params]
        total = sum(sizes)
        for index, size in enumerate(sizes):
            expected = (total - index - 1) // len(params) + 1
            if size != expected:
                raise ValueError("Tensor %d in params has size %d, expected %d."
                                 % (index, size, expected))
        crossed = sparse_feature_cross([components, column], hashed_output=True,
                                       num_buckets=total, hash_key=hash_key)
        found = tf.nn.embedding_lookup(params, tf.sparse.to_dense(crossed),
                                       partition_strategy="div")
        return tf.reshape(found, tf.concat([tf.shape(values), [dimension]], 0))


def _sampled_scattered_embedding_lookup_sparse(params, sp_values, dimension=None, sampled_candidates=None,
                                               hash_key=None, with_sign_hash=False, name=None):
    """The sum of `_sampled_scattered_embedding_lookup` over each row of a sparse matrix.

    Args:
        params, dimension, hash_key, name: as for `scattered_embedding_lookup`.
        sp_values: `tf.SparseTensor` of rank 2.
        sampled_candidates: ``[rows, n]`` components to look up, or None for all ``dimension``.
        with_sign_hash: hash a sign for each component as well, so that collisions do not add up.

    Returns:
        ``[rows, n]`` (or ``[rows, dimension]``).

    Raises:
        TypeError: dense values.
    """
    if not isinstance(sp_values, tf.SparseTensor):
        raise TypeError("sp_values must be SparseTensor")
    with tf.name_scope(name, "sampled_scattered_embedding_lookup_sparse",
                       [sp_values, params, dimension, sampled_candidates]) as scope:
        rows = sp_values.indices[:, 0]
        if sampled_candidates is not None:
            sampled_candidates = tf.gather(sampled_candidates, rows)

        def looked_up(pool, label):
            return _sampled_scattered_embedding_lookup(
                pool, sp_values.values, dimension=dimension, sampled_candidates=sampled_candidates, hash_key=hash_key,
                name=label)

        embeddings = looked_up(params, "values_lookup")
        if with_sign_hash:
            embeddings = tf.multiply(looked_up(tf.constant([-1., 1.]), "signs_lookup"), embeddings, name="signs_hash")
        return tf.unsorted_segment_sum(embeddings, tf.cast(rows, tf.int32), num_segments=tf.shape(sp_values)[0],
                                       name=scope)


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
