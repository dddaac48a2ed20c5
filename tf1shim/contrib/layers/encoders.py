"""Encoders of id sequences (source: contrib/layers/python/layers/encoders.py)."""

import tensorflow.compat.v1 as tf
from tf_slim.layers import sparse_ops
from tf_slim.ops import variables

from tf1shim.contrib import slim_support  # noqa: F401
from tf1shim.contrib.layers import embedding_ops

__all__ = ["bow_encoder", "embed_sequence"]


def bow_encoder(ids, vocab_size, embed_dim, sparse_lookup=True, initializer=None, regularizer=None,
                trainable=True, scope=None, reuse=None):
    """Average the embeddings of each row of ids. Variable: ``bow_encoder/embeddings``.

    Args:
        ids: int32 or int64 ``[batch, length]``, dense or sparse.
        vocab_size: number of symbols.
        embed_dim: size of an embedding.
        sparse_lookup: look zero ids of a dense ``ids`` up as missing; a row without ids gets embedding 0.
        initializer, regularizer, trainable: of the embeddings.
        scope, reuse: of the variable.

    Returns:
        float ``[batch, embed_dim]``.

    Raises:
        ValueError: no ``vocab_size`` or ``embed_dim``.
        TypeError: sparse ids without ``sparse_lookup``.
    """
    if not vocab_size or not embed_dim:
        raise ValueError("Must specify vocab size and embedding dimension")
    with tf.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = variables.model_variable(
            "embeddings", shape=[vocab_size, embed_dim], initializer=initializer,
            regularizer=regularizer, trainable=trainable)
        sparse = isinstance(ids, tf.SparseTensor)
        if sparse_lookup:
            ids = ids if sparse else sparse_ops.dense_to_sparse_tensor(ids)
            return embedding_ops.safe_embedding_lookup_sparse(
                [embeddings], ids, combiner="mean", default_id=0)
        if sparse:
            raise TypeError("ids are expected to be dense Tensor, got: %s" % (ids,))
        return tf.reduce_mean(tf.nn.embedding_lookup(embeddings, ids), axis=1)


def embed_sequence(ids, vocab_size=None, embed_dim=None, unique=False, initializer=None,
                   regularizer=None, trainable=True, scope=None, reuse=None):
    """Look a sequence of ids up. Variable: ``EmbedSequence/embeddings``.

    Args:
        ids: int32 or int64 ``[batch, length]``.
        vocab_size: number of symbols; may be left out when reusing, like ``embed_dim``, the size of an embedding.
        unique: look every distinct id up once.
        initializer, regularizer, trainable: of the embeddings.
        scope, reuse: of the variable.

    Returns:
        float ``[batch, length, embed_dim]``.

    Raises:
        ValueError: sizes are missing where the variable is to be made.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. Got vocab_size=%s "
            "and embed_dim=%s" % (vocab_size, embed_dim))
    with tf.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        shape = [vocab_size, embed_dim]
        if reuse and vocab_size is None or embed_dim is None:
            shape = None
        embeddings = variables.model_variable(
            "embeddings", shape=shape, initializer=initializer, regularizer=regularizer,
            trainable=trainable)
        if unique:
            return embedding_ops.embedding_lookup_unique(embeddings, ids)
        return tf.nn.embedding_lookup(embeddings, ids)
