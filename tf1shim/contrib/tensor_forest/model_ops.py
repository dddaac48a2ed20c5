"""The ops of a tree (contrib/tensor_forest/python/ops/model_ops.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.tensor_forest import state
from tf1shim.contrib.tensor_forest import tensor_forest_params_pb2 as params_proto
from tf1shim.contrib.tensor_forest.data_ops import parse_spec
from tf1shim.contrib.tensor_forest.tree import Examples, Tree


class TreeVariableSavable(state.StateSavable):
    """Saves a tree, as a serialized `Model`."""

    def __init__(self, params, tree_handle, stats_handle, create_op, name):
        """``tree_handle``: what `tree_variable` gave; ``create_op``: makes a new tree; ``name``: the key."""
        super().__init__(params, tree_handle, create_op, name)


def tree_variable(params, tree_config, stats_handle, name, container=None):
    """A tree.

    Args:
        params: a filled `ForestHParams`.
        tree_config: serialized `Model` to start from, or "".
        stats_handle: handle of its `fertile_stats_variable`, or None.
        name: the name it is saved under.

    Returns:
        Its handle.
    """
    proto = parse_params(params.serialized_params_proto)

    def savable(params, handle, create_op, name):
        return TreeVariableSavable(params, handle, stats_handle, create_op, name)

    return state.variable(savable, params, lambda config: Tree(proto, config), tree_config, name, "TreeVariable")


def parse_params(serialized):
    """The `TensorForestParams` of its serialized form."""
    return params_proto.TensorForestParams.FromString(serialized)


def tree_is_initialized_op(tree_handle, name=None):
    """Whether the tree has been made."""
    tree = state.state_of(tree_handle)
    return state.call(lambda: [np.bool_(tree.value is not None)], [], [tf.bool], [[]], name)[0]


def tree_serialize(tree_handle, name=None):
    """The serialized `Model`."""
    tree = state.state_of(tree_handle)
    return state.call(lambda: [tree.serialized()], [], [tf.string], [[]], name)[0]


def tree_size(tree_handle, name=None):
    """How many nodes the tree has."""
    tree = state.state_of(tree_handle)
    return state.call(lambda: [np.int32(tree.get().size())], [], [tf.int32], [[]], name)[0]


def feature_usage_counts(tree_handle, params, name=None):
    """For each feature, how many nodes test it."""
    tree = state.state_of(tree_handle)
    size = parse_params(params).num_features
    return state.call(lambda: [tree.get().feature_usage()], [], [tf.int32], [[size]], name)[0]


def traverse_tree_v4(tree_handle, input_data, sparse_input_indices, sparse_input_values, sparse_input_shape, input_spec,
                     params, name=None):
    """The number of the leaf that each example falls into.

    Args:
        tree_handle: what `tree_variable` gave.
        input_data: float, b x d, or [].
        sparse_input_indices, sparse_input_values, sparse_input_shape: the sparse features, or [].
        input_spec: a serialized `data_ops.TensorForestDataSpec`.
        params: a serialized `TensorForestParams`.

    Returns:
        int32, b.
    """
    tree, (dense_size, _) = state.state_of(tree_handle), parse_spec(input_spec)

    def leaves(*inputs):
        return [tree.get().leaves_of(Examples(*inputs, dense_size))]

    return state.call(leaves, [input_data, sparse_input_indices, sparse_input_values, sparse_input_shape], [tf.int32],
                      [[None]], name or "TraverseTreeV4")[0]


def tree_predictions_v4(tree_handle, input_data, sparse_input_indices, sparse_input_values, sparse_input_shape,
                        input_spec, params, name=None):
    """``(predictions, tree_paths)``: float b x outputs, and serialized `TreePath`s; see `traverse_tree_v4`."""
    tree, (dense_size, _) = state.state_of(tree_handle), parse_spec(input_spec)

    def predict(*inputs):
        values, paths = tree.get().predictions(Examples(*inputs, dense_size))
        return values, np.array(paths, object)

    outputs = parse_params(params).num_outputs
    return tuple(state.call(
        predict, [input_data, sparse_input_indices, sparse_input_values, sparse_input_shape], [tf.float32, tf.string],
        [[None, outputs], [None]], name or "TreePredictionsV4"))


def update_model_v4(tree_handle, leaf_ids, input_labels, input_weights, params, name=None):
    """The op that counts labels at leaves.

    Args:
        tree_handle: what `tree_variable` gave.
        leaf_ids: int32, b.
        input_labels: float, b.
        input_weights: float, b, or [].
        params: a serialized `TensorForestParams`.
    """
    tree = state.state_of(tree_handle)

    def update(leaves, labels, weights):
        tree.get().update(leaves, labels, filled(weights, len(leaves)))
        return [np.True_]

    return state.call(update, [leaf_ids, input_labels, input_weights], [tf.bool], [[]], name or "UpdateModelV4")[0].op


def filled(weights, count):
    """``count`` weights: those given, and 1 for the rest."""
    result = np.ones(count, np.float32)
    given = np.ravel(weights)[:count]
    result[:len(given)] = given
    return result
