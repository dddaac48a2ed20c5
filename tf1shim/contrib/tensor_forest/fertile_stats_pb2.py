"""What is counted at the leaves of a growing tree (contrib/tensor_forest/proto/fertile_stats.proto)."""

from tf1shim.contrib import described_proto
from tf1shim.contrib.decision_trees import generic_tree_model_pb2

_TREES = ".tensorflow.decision_trees."
_CLASSES, _SQUARES = "LeafStat.GiniImpurityClassificationStats", "LeafStat.LeastSquaresRegressionStats"

described_proto.define("tensorflow/contrib/tensor_forest/proto/fertile_stats.proto", "tensorflow.tensorforest", [
    "FertileStats: node_to_slot 1 FertileSlot*",
    "GiniStats: square 2 float",
    "LeafStat: weight_sum 3 float",
    f"{_CLASSES}: dense_counts 1 {_TREES}Vector @counts",
    f"{_CLASSES}: sparse_counts 2 {_TREES}SparseVector @counts",
    f"{_CLASSES}: gini 3 GiniStats",
    f"{_SQUARES}: mean_output 1 {_TREES}Vector",
    f"{_SQUARES}: mean_output_squares 2 {_TREES}Vector",
    f"LeafStat: classification 1 {_CLASSES} @leaf_stat",
    f"LeafStat: regression 2 {_SQUARES} @leaf_stat",
    "FertileSlot: leaf_stats 4 LeafStat",
    "FertileSlot: candidates 1 SplitCandidate*",
    "FertileSlot: post_init_leaf_stats 6 LeafStat",
    "FertileSlot: node_id 5 int32",
    "FertileSlot: depth 7 int32",
    f"SplitCandidate: split 1 {_TREES}BinaryNode",
    "SplitCandidate: left_stats 4 LeafStat",
    "SplitCandidate: right_stats 5 LeafStat",
    "SplitCandidate: unique_id 6 string",
    f"TreePath: nodes_visited 1 {_TREES}TreeNode*",
], globals(), [generic_tree_model_pb2.FILE])
