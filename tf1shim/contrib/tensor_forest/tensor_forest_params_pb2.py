"""The parameters of a forest as protocol buffers (contrib/tensor_forest/proto/tensor_forest_params.proto)."""

from tf1shim.contrib import described_proto
from tf1shim.contrib.decision_trees import generic_tree_model_pb2


def _enum(name, *values):
    return [f"enum {name}: {value} {number}" for value, number in values]


described_proto.define("tensorflow/contrib/tensor_forest/proto/tensor_forest_params.proto", "tensorflow.tensorforest", [
    *_enum("LeafModelType", ("MODEL_DENSE_CLASSIFICATION", 0), ("MODEL_SPARSE_CLASSIFICATION", 1),
           ("MODEL_REGRESSION", 2), ("MODEL_SPARSE_OR_DENSE_CLASSIFICATION", 3)),
    *_enum("StatsModelType", ("STATS_DENSE_GINI", 0), ("STATS_SPARSE_GINI", 1), ("STATS_LEAST_SQUARES_REGRESSION", 2),
           ("STATS_SPARSE_THEN_DENSE_GINI", 3), ("STATS_FIXED_SIZE_SPARSE_GINI", 4)),
    *_enum("SplitCollectionType", ("COLLECTION_BASIC", 0), ("GRAPH_RUNNER_COLLECTION", 1)),
    *_enum("SplitPruningStrategyType", ("SPLIT_PRUNE_NONE", 0), ("SPLIT_PRUNE_HALF", 1), ("SPLIT_PRUNE_QUARTER", 2),
           ("SPLIT_PRUNE_10_PERCENT", 3), ("SPLIT_PRUNE_HOEFFDING", 4)),
    *_enum("SplitFinishStrategyType", ("SPLIT_FINISH_BASIC", 0), ("SPLIT_FINISH_DOMINATE_HOEFFDING", 2),
           ("SPLIT_FINISH_DOMINATE_BOOTSTRAP", 3)),
    "SplitPruningConfig: prune_every_samples 1 DepthDependentParam",
    "SplitPruningConfig: type 2 SplitPruningStrategyType",
    "SplitFinishConfig: check_every_steps 1 DepthDependentParam",
    "SplitFinishConfig: type 2 SplitFinishStrategyType",
    "LinearParam: slope 1 float",
    "LinearParam: y_intercept 2 float",
    "LinearParam: min_val 3 float",
    "LinearParam: max_val 4 float",
    "ExponentialParam: bias 1 float",
    "ExponentialParam: base 2 float",
    "ExponentialParam: multiplier 3 float",
    "ExponentialParam: depth_multiplier 4 float",
    "ThresholdParam: on_value 1 float",
    "ThresholdParam: off_value 2 float",
    "ThresholdParam: threshold 3 float",
    "DepthDependentParam: constant_value 1 float @ParamType",
    "DepthDependentParam: linear 2 LinearParam @ParamType",
    "DepthDependentParam: exponential 3 ExponentialParam @ParamType",
    "DepthDependentParam: threshold 4 ThresholdParam @ParamType",
    "TensorForestParams: leaf_type 1 LeafModelType",
    "TensorForestParams: stats_type 2 StatsModelType",
    "TensorForestParams: collection_type 3 SplitCollectionType",
    "TensorForestParams: pruning_type 4 SplitPruningConfig",
    "TensorForestParams: finish_type 5 SplitFinishConfig",
    "TensorForestParams: num_trees 6 int32",
    "TensorForestParams: max_nodes 7 int32",
    "TensorForestParams: num_features 21 int32",
    "TensorForestParams: inequality_test_type 19 =.tensorflow.decision_trees.InequalityTest.Type",
    "TensorForestParams: is_regression 8 bool",
    "TensorForestParams: drop_final_class 9 bool",
    "TensorForestParams: collate_examples 10 bool",
    "TensorForestParams: checkpoint_stats 11 bool",
    "TensorForestParams: use_running_stats_method 20 bool",
    "TensorForestParams: initialize_average_splits 22 bool",
    "TensorForestParams: inference_tree_paths 23 bool",
    "TensorForestParams: num_outputs 12 int32",
    "TensorForestParams: num_splits_to_consider 13 DepthDependentParam",
    "TensorForestParams: split_after_samples 14 DepthDependentParam",
    "TensorForestParams: dominate_fraction 15 DepthDependentParam",
    "TensorForestParams: min_split_samples 18 DepthDependentParam",
    "TensorForestParams: graph_dir 16 string",
    "TensorForestParams: num_select_features 17 int32",
    "TensorForestParams: num_classes_to_track 24 int32",
], globals(), [generic_tree_model_pb2.FILE])
