"""Embeddings of ids of any shape (source: contrib/learn/python/learn/ops/embeddings_ops.py)."""

import tensorflow.compat.v1 as tf


def embedding_lookup(params, ids, name="embedding_lookup"):
    """Rows of a tensor by ids.

    Args:
        params: the embeddings.
        ids: tensor of any shape.
        name: of the ops.

    Returns:
        tensor of the shape of ``ids``, then of an embedding.
    """
    with tf.name_scope(name, "embedding_lookup", [params, ids]):
        params, ids = tf.convert_to_tensor(params), tf.convert_to_tensor(ids)
        flat = tf.reshape(ids, tf.reduce_prod(tf.shape(ids), keepdims=True))
        found = tf.reshape(tf.nn.embedding_lookup(params, flat, name=name), tf.concat([tf.shape(ids), [-1]], 0))
        found.set_shape(ids.shape.concatenate(params.shape[1:]))
        return found


def categorical_variable(tensor_in, n_classes, embedding_size, name):
    """Trained embeddings of class ids.

    Args:
        tensor_in: the ids, of any shape.
        n_classes: how many classes.
        embedding_size: width of an embedding.
        name: scope; the variable's name begins with it, too.
    """
    with tf.variable_scope(name):
        return embedding_lookup(tf.get_variable(f"{name}_embeddings", [n_classes, embedding_size]), tensor_in)
