"""The ops that make a tree grow (contrib/tensor_forest/python/ops/stats_ops.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.tensor_forest import state
from tf1shim.contrib.tensor_forest.data_ops import parse_spec
from tf1shim.contrib.tensor_forest.growth import Fertility
from tf1shim.contrib.tensor_forest.model_ops import filled, parse_params
from tf1shim.contrib.tensor_forest.tree import Examples


class FertileStatsVariableSavable(state.StateSavable):
    """Saves what is counted at a tree's leaves, as a serialized `FertileStats`."""

    def __init__(self, params, stats_handle, create_op, name):
        """``stats_handle``: what `fertile_stats_variable` gave; ``create_op``: makes a new one; ``name``: key."""
        super().__init__(params, stats_handle, create_op, name)


def fertile_stats_variable(params, stats_config, name, container=None):
    """What is counted at a tree's leaves.

    Args:
        params: a filled `ForestHParams`.
        stats_config: serialized `FertileStats` to start from, or "".
        name: the name it is saved under.

    Returns:
        Its handle.
    """
    proto = parse_params(params.serialized_params_proto)
    return state.variable(FertileStatsVariableSavable, params, lambda config: Fertility(proto, config), stats_config,
                          name, "FertileStatsVariable")


def process_input_v4(tree_handle, stats_handle, input_data, sparse_input_indices, sparse_input_values,
                     sparse_input_shape, input_labels, input_weights, leaf_ids, random_seed, input_spec, params,
                     name=None):
    """Count a batch at the leaves it falls into.

    Args:
        tree_handle, stats_handle: handles of the tree and of its statistics.
        input_data: float, b x d, or [].
        sparse_input_indices, sparse_input_values, sparse_input_shape: the sparse features, or [].
        input_labels: float, b, or b x outputs.
        input_weights: float, b, or [].
        leaf_ids: int32, b.
        random_seed: seed of the candidates that are drawn; 0: of the time.
        input_spec: a serialized `data_ops.TensorForestDataSpec`.
        params: a serialized `TensorForestParams`.

    Returns:
        int32 vector: the leaves that are ready to split.
    """
    stats, (dense_size, types) = state.state_of(stats_handle), parse_spec(input_spec)

    def process(dense, indices, values, shape, labels, weights, leaves):
        examples = Examples(dense, indices, values, shape, dense_size)
        return [stats.get().process(leaves, examples, labels, filled(weights, len(leaves)), types, random_seed)]

    return state.call(
        process, [input_data, sparse_input_indices, sparse_input_values, sparse_input_shape, input_labels,
                  input_weights, leaf_ids], [tf.int32], [[None]], name or "ProcessInputV4")[0]


def grow_tree_v4(tree_handle, stats_handle, finished_nodes, params, name=None):
    """The op that splits leaves which are ready."""
    tree, stats = state.state_of(tree_handle), state.state_of(stats_handle)

    def grow(ready):
        stats.get().grow(tree.get(), ready)
        return [np.True_]

    return state.call(grow, [finished_nodes], [tf.bool], [[]], name or "GrowTreeV4")[0].op


def finalize_tree(tree_handle, stats_handle, params, name=None):
    """The op that makes the counts of each leaf shares."""
    tree = state.state_of(tree_handle)

    def finalize():
        tree.get().finalize()
        return [np.True_]

    return state.call(finalize, [], [tf.bool], [[]], name or "FinalizeTree")[0].op
