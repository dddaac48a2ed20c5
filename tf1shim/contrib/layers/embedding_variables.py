"""The variables behind feature columns, and what is looked up in them.

Source: TF 1.15, contrib/layers/python/layers/feature_column.py and feature_column_ops.py.
"""

import tensorflow.compat.v1 as tf
import tf_slim

from tf1shim.contrib.layers import embedding_ops
from tf1shim.contrib.layers.column_base import inner_flatten, is_variable

__all__ = ["embeddings_from_arguments", "lookup_weights", "maybe_restore", "parts"]


def embeddings_from_arguments(column, args, weight_collections, trainable, output_rank=2):
    """What a column brings to a network: the combined embeddings of its ids.

    Args:
        column: an embedding column.
        args: its `column_base.DeepLookup`.
        weight_collections: collections for the variable.
        trainable: whether the variable may be trained.
        output_rank: dimensions of the result; inner ones are flattened.

    Raises:
        ValueError: a shared embedding of that name has another shape.
    """
    ids = inner_flatten(args.input_tensor, output_rank)
    weights = None if args.weight_tensor is None else inner_flatten(args.weight_tensor, output_rank)

    def variable(name, shape):
        return tf_slim.model_variable(name=name, shape=shape, dtype=tf.float32, initializer=args.initializer,
                                      trainable=trainable and args.trainable, collections=weight_collections)

    if args.hash_key:
        return embedding_ops.scattered_embedding_lookup_sparse(
            variable("weights", [int(args.vocab_size)]), ids, args.dimension, hash_key=args.hash_key,
            combiner=args.combiner, name="lookup")
    shape = [int(args.vocab_size), args.dimension]
    if args.shared_embedding_name is None:
        table = variable("weights", shape)
    else:
        table = _shared(args.shared_embedding_name, shape, variable)
    tables = parts(table)
    maybe_restore(column._checkpoint_path(), tables)
    return embedding_ops.safe_embedding_lookup_sparse(
        tables, ids, sparse_weights=weights, combiner=args.combiner, name=column.name + "weights",
        max_norm=args.max_norm)


def _shared(name, shape, variable):
    collection = f"SHARED_EMBEDDING_COLLECTION_{name.upper()}"
    found = tf.get_default_graph().get_collection(collection)
    if not found:
        table = variable(name, shape)
        tf.add_to_collection(collection, table)
        return table
    if len(found) > 1:
        raise ValueError(f"Collection {collection} can only contain one (partitioned) variable.")
    if found[0].get_shape() != shape:
        raise ValueError(
            f"The embedding variable with name {name} already exists, but its shape does not match required embedding "
            "shape here. Please make sure to use different shared_embedding_name for different shared embeddings.")
    return found[0]


def lookup_weights(scope_name, values, weights_name, lookup, num_outputs, trainable, weight_collections):
    """The part of a linear model's outputs that a column of ids brings, and its variables.

    Args:
        scope_name: default name of the scope of the variable.
        values: tensors of the model, for the scope.
        weights_name: name of the lookup.
        lookup: a `column_base.LinearLookup`.
        num_outputs: number of outputs.
        trainable: whether the variable is trained.
        weight_collections: collections for the variable.

    Returns:
        list of variables, ``[batch, num_outputs]`` tensor.
    """
    with tf.variable_scope(None, default_name=scope_name, values=values):
        weights = parts(tf_slim.model_variable(
            name="weights", shape=[int(lookup.vocab_size), num_outputs], dtype=tf.float32,
            initializer=lookup.initializer, trainable=trainable, collections=weight_collections))
        return weights, embedding_ops.safe_embedding_lookup_sparse(
            weights, lookup.input_tensor, sparse_weights=lookup.weight_tensor, combiner=lookup.combiner,
            name=weights_name)


def parts(variable):
    """A variable, or what a partitioned one consists of, as a list."""
    return [variable] if is_variable(variable) else list(variable)


def maybe_restore(source, variables):
    """Let variables begin with a checkpoint's tensor.

    Args:
        source: (path, tensor name), or None to do nothing.
        variables: list of one variable, or of the parts of a partitioned one.
    """
    if source is not None:
        path, tensor_name = source
        tf.train.init_from_checkpoint(path, {tensor_name: variables[0] if len(variables) == 1 else variables})
