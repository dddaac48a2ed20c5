"""Hyperparameters and graphs of a random forest (contrib/tensor_forest/python/tensor_forest.py)."""

import math
import numbers
import random

import tensorflow.compat.v1 as tf
from google.protobuf import text_format

from tf1shim.contrib.decision_trees import generic_tree_model_pb2 as trees
from tf1shim.contrib.framework import VariableDeviceChooser
from tf1shim.contrib.tensor_forest import data_ops, model_ops, stats_ops
from tf1shim.contrib.tensor_forest import tensor_forest_params_pb2 as kinds

CLASSIFICATION_LEAF_MODEL_TYPES = {
    "all_dense": (kinds.MODEL_DENSE_CLASSIFICATION, kinds.STATS_DENSE_GINI),
    "all_sparse": (kinds.MODEL_SPARSE_CLASSIFICATION, kinds.STATS_SPARSE_GINI),
    "sparse_then_dense": (kinds.MODEL_SPARSE_OR_DENSE_CLASSIFICATION, kinds.STATS_SPARSE_THEN_DENSE_GINI),
}
REGRESSION_MODEL_TYPE = (kinds.MODEL_REGRESSION, kinds.STATS_LEAST_SQUARES_REGRESSION, kinds.COLLECTION_BASIC)
FINISH_TYPES = {
    "basic": kinds.SPLIT_FINISH_BASIC,
    "hoeffding": kinds.SPLIT_FINISH_DOMINATE_HOEFFDING,
    "bootstrap": kinds.SPLIT_FINISH_DOMINATE_BOOTSTRAP,
}
PRUNING_TYPES = {
    "none": kinds.SPLIT_PRUNE_NONE,
    "half": kinds.SPLIT_PRUNE_HALF,
    "quarter": kinds.SPLIT_PRUNE_QUARTER,
    "10_percent": kinds.SPLIT_PRUNE_10_PERCENT,
    "hoeffding": kinds.SPLIT_PRUNE_HOEFFDING,
}
SPLIT_TYPES = {
    "less_or_equal": trees.InequalityTest.LESS_OR_EQUAL,
    "less": trees.InequalityTest.LESS_THAN,
}


def parse_number_or_string_to_proto(proto, param):
    """Fill a `DepthDependentParam` from a number, or from its text form."""
    if isinstance(param, numbers.Number):
        proto.constant_value = param
    elif param.isdigit():
        proto.constant_value = int(param)
    else:
        text_format.Merge(param, proto)


def build_params_proto(params):
    """The `TensorForestParams` of a filled `ForestHParams`."""
    proto = kinds.TensorForestParams(
        num_trees=params.num_trees, max_nodes=params.max_nodes, is_regression=params.regression,
        num_outputs=params.num_classes, num_features=params.num_features, leaf_type=params.leaf_model_type,
        stats_type=params.stats_model_type, collection_type=kinds.COLLECTION_BASIC,
        inequality_test_type=params.split_type, collate_examples=params.collate_examples,
        checkpoint_stats=params.checkpoint_stats, use_running_stats_method=params.use_running_stats_method,
        initialize_average_splits=params.initialize_average_splits, inference_tree_paths=params.inference_tree_paths)
    proto.pruning_type.type = params.pruning_type
    proto.finish_type.type = params.finish_type
    for field, value in (
            (proto.pruning_type.prune_every_samples, params.prune_every_samples),
            (proto.finish_type.check_every_steps, params.early_finish_check_every_samples),
            (proto.split_after_samples, params.split_after_samples),
            (proto.num_splits_to_consider, params.num_splits_to_consider)):
        parse_number_or_string_to_proto(field, value)
    proto.dominate_fraction.constant_value = params.dominate_fraction
    if params.param_file:
        with open(params.param_file) as stream:
            text_format.Merge(stream.read(), proto)
    return proto


class ForestHParams:
    """The hyperparameters of a forest; `fill` gives those that follow from others."""

    def __init__(self, num_trees=100, max_nodes=10000, bagging_fraction=1.0, num_splits_to_consider=0,
                 feature_bagging_fraction=1.0, max_fertile_nodes=0, split_after_samples=250, valid_leaf_threshold=1,
                 dominate_method="bootstrap", dominate_fraction=0.99, model_name="all_dense",
                 split_finish_name="basic", split_pruning_name="none", prune_every_samples=0,
                 early_finish_check_every_samples=0, collate_examples=False, checkpoint_stats=False,
                 use_running_stats_method=False, initialize_average_splits=False, inference_tree_paths=False,
                 param_file=None, split_name="less_or_equal", **kwargs):
        """Set the hyperparameters; ``num_classes`` and ``num_features`` are among the others, and needed.

        Args:
            num_trees: trees of the forest.
            max_nodes: nodes of a tree, at most.
            bagging_fraction: share of the examples that a tree sees.
            num_splits_to_consider: candidates at a leaf.
            feature_bagging_fraction: share of the features that a tree sees.
            split_after_samples: examples at a leaf before it splits; a number, or a `DepthDependentParam` as text.
            dominate_fraction: certainty of an early end or pruning.
            model_name: "all_dense", "all_sparse" or "sparse_then_dense".
            split_finish_name: "basic", "hoeffding" or "bootstrap".
            split_pruning_name: "none", "half", "quarter", "10_percent" or "hoeffding".
            split_name: "less_or_equal" or "less".
        """
        given = dict(locals(), **kwargs)
        for name in ("self", "kwargs"):
            given.pop(name)
        vars(self).update(given)

    def values(self):
        """All hyperparameters as a dict."""
        return self.__dict__

    def fill(self):
        """Set what follows from others; returns self. Raises AttributeError without num_classes or num_features."""
        self.num_classes, self.num_features  # noqa: B018 (tells what is missing)
        self.bagged_num_features = int(self.feature_bagging_fraction * self.num_features)
        self.bagged_features = None
        if self.feature_bagging_fraction < 1.0:
            self.bagged_features = [random.sample(range(self.num_features), self.bagged_num_features)
                                    for _ in range(self.num_trees)]
        self.regression = getattr(self, "regression", False)
        self.num_outputs = self.num_classes if self.regression else 1
        self.num_output_columns = self.num_classes + 1
        self.num_splits_to_consider = self.num_splits_to_consider or min(
            max(10, math.floor(math.sqrt(self.num_features))), 1000)
        self.base_random_seed = getattr(self, "base_random_seed", 0)
        model = REGRESSION_MODEL_TYPE if self.regression else CLASSIFICATION_LEAF_MODEL_TYPES[self.model_name]
        self.leaf_model_type, self.stats_model_type = model[:2]
        self.finish_type = kinds.SPLIT_FINISH_BASIC if self.regression else FINISH_TYPES[self.split_finish_name]
        self.pruning_type = PRUNING_TYPES[self.split_pruning_name]
        self.prune_every_samples = 0 if self.pruning_type == kinds.SPLIT_PRUNE_NONE else (
            self.prune_every_samples or int(self.split_after_samples) / 2)
        self.early_finish_check_every_samples = 0 if self.finish_type == kinds.SPLIT_FINISH_BASIC else (
            self.early_finish_check_every_samples or int(self.split_after_samples) / 4)
        self.split_type = SPLIT_TYPES[self.split_name]
        return self


def get_epoch_variable():
    """The counter of `tf.train.limit_epochs`, of shape [1]; [0] where there is none."""
    for variable in tf.local_variables():
        if "limit_epochs/epoch" in variable.op.name:
            return tf.reshape(variable, [1])
    return [0]


class TreeVariables:
    """The handles of one tree: ``tree``, and ``stats`` to train it."""

    def __init__(self, params, tree_num, training, tree_config="", tree_stat=""):
        """``params``: a filled `ForestHParams`; ``tree_config``, ``tree_stat``: serialized state to start from."""
        if not isinstance(getattr(params, "params_proto", None), kinds.TensorForestParams):
            params.params_proto = build_params_proto(params)
        params.serialized_params_proto = params.params_proto.SerializeToString()
        self.stats = None
        if training:
            self.stats = stats_ops.fertile_stats_variable(params, tree_stat, self.get_tree_name("stats", tree_num))
        self.tree = model_ops.tree_variable(params, tree_config, self.stats, self.get_tree_name("tree", tree_num))

    def get_tree_name(self, name, num):
        """``name-num``."""
        return f"{name}-{num}"


class ForestVariables:
    """The `TreeVariables` of all trees, by number."""

    def __init__(self, params, device_assigner, training=True, tree_variables_class=TreeVariables, tree_configs=None,
                 tree_stats=None):
        """``device_assigner``: places the trees; ``tree_configs``, ``tree_stats``: one state a tree, or None."""
        with tf.device(device_assigner):
            self.device_dummies = [tf.get_variable(name=f"device_dummy_{i}", shape=0) for i in range(params.num_trees)]
        self.variables = []
        for i in range(params.num_trees):
            options = {}
            if tree_configs is not None:
                options["tree_config"] = tree_configs[i]
            if tree_stats is not None:
                options["tree_stat"] = tree_stats[i]
            with tf.device(self.device_dummies[i].device):
                self.variables.append(tree_variables_class(params, i, training, **options))

    def __setitem__(self, t, val):
        self.variables[t] = val

    def __getitem__(self, t):
        return self.variables[t]


class RandomForestGraphs:
    """Builds the graphs that train a forest and predict with it."""

    def __init__(self, params, tree_configs=None, tree_stats=None, device_assigner=None, variables=None,
                 tree_variables_class=TreeVariables, tree_graphs=None, training=True):
        """``params``: a filled `ForestHParams`; see `ForestVariables` for the others."""
        self.params = params
        self.device_assigner = device_assigner or VariableDeviceChooser()
        tf.logging.info("Constructing forest with params = ")
        tf.logging.info(self.params.__dict__)
        self.variables = variables or ForestVariables(
            params, device_assigner=self.device_assigner, training=training,
            tree_variables_class=tree_variables_class, tree_configs=tree_configs, tree_stats=tree_stats)
        self.trees = [(tree_graphs or RandomTreeGraphs)(self.variables[i], params, i)
                      for i in range(params.num_trees)]

    def get_all_resource_handles(self):
        """The handles of all trees, then those of their statistics."""
        return [getattr(self.variables[i], kind) for kind in ("tree", "stats") for i in range(len(self.trees))]

    def training_graph(self, input_data, input_labels, num_trainers=1, trainer_id=0, **tree_kwargs):
        """The op of a training step.

        Args:
            input_data: features, b x d, dense or sparse, or a dict of such.
            input_labels: b, or b x outputs.
            num_trainers: trainers that share the trees.
            trainer_id: which of them this is.
            tree_kwargs: for each tree's `training_graph`.

        Raises:
            NotImplementedError: bagging of sparse features.
        """
        dense, sparse, spec = data_ops.ParseDataTensorOrDict(input_data)
        labels = data_ops.ParseLabelTensorOrDict(input_labels)
        share = self.params.num_trees / num_trainers
        steps = []
        for i in range(int(trainer_id * share), int((trainer_id + 1) * share)):
            with tf.device(self.variables.device_dummies[i].device):
                seed = self.params.base_random_seed
                seed += i if seed else 0
                data, its_labels = dense, labels
                if self.params.bagging_fraction < 1.0:
                    if sparse is not None:
                        raise NotImplementedError("Bagging not supported with sparse features.")
                    drawn = tf.random_uniform(tf.shape(dense)[:1], seed=seed)
                    chosen = tf.squeeze(tf.where(drawn < self.params.bagging_fraction), axis=[1])
                    data, its_labels = tf.gather(dense, chosen), tf.gather(labels, chosen)
                data = self._bag_features(i, data, sparse)
                steps.append(self.trees[i].training_graph(
                    data, its_labels, seed, data_spec=spec, sparse_features=sparse, **tree_kwargs))
        return tf.group(*steps, name="train")

    def _bag_features(self, tree_num, data, sparse):
        if not self.params.bagged_features:
            return data
        if sparse is not None:
            raise NotImplementedError("Feature bagging not supported with sparse features.")
        columns = tf.split(value=data, num_or_size_splits=self.params.num_features, axis=1)
        return tf.concat([columns[i] for i in self.params.bagged_features[tree_num]], 1)

    def inference_graph(self, input_data, **inference_args):
        """Predict with all trees.

        Args:
            input_data: features, as for `training_graph`.
            inference_args: for each tree's `inference_graph`.

        Returns:
            ``(probabilities, tree_paths, variance)``: float b x outputs, string b x trees, float b x outputs.

        Raises:
            NotImplementedError: bagging of sparse features.
        """
        dense, sparse, spec = data_ops.ParseDataTensorOrDict(input_data)
        predictions, paths = [], []
        for i, tree in enumerate(self.trees):
            with tf.device(self.variables.device_dummies[i].device):
                data = self._bag_features(i, dense, sparse)
                prediction, path = tree.inference_graph(data, spec, sparse_features=sparse, **inference_args)
            predictions.append(prediction)
            paths.append(path)
        with tf.device(self.variables.device_dummies[0].device):
            every = tf.stack(predictions, axis=1)
            count = self.params.num_trees
            average = tf.div(tf.reduce_sum(every, 1), count, name="probabilities")
            squares = tf.div(tf.reduce_sum(every * every, 1), count)
            return average, tf.stack(paths, axis=1), tf.maximum(0.0, squares - average * average)

    def average_size(self):
        """Nodes of a tree, on the average."""
        sizes = []
        for i, tree in enumerate(self.trees):
            with tf.device(self.variables.device_dummies[i].device):
                sizes.append(tree.size())
        return tf.reduce_mean(tf.cast(tf.stack(sizes), tf.float32))

    def training_loss(self, features, labels, name="training_loss"):
        """What training makes less: the negative size of the trees."""
        return tf.negative(self.average_size(), name=name)

    def validation_loss(self, features, labels):
        """The same, without a name."""
        return tf.negative(self.average_size())

    def average_impurity(self):
        """The mean of the trees' own ``average_impurity``, which TF 1.15's trees have not."""
        return tf.reduce_mean(tf.stack([tree.average_impurity() for tree in self.trees]))

    def feature_importances(self):
        """For each feature, the share of the nodes that test it."""
        counts = tf.reduce_sum(tf.stack([tree.feature_usage_counts() for tree in self.trees], 0), 0)
        return counts / tf.reduce_sum(counts)


class RandomTreeGraphs:
    """Builds the graphs of one tree."""

    def __init__(self, variables, params, tree_num):
        self.variables = variables
        self.params = params
        self.tree_num = tree_num

    def training_graph(self, input_data, input_labels, random_seed, data_spec, sparse_features=None,
                       input_weights=None):
        """The op of a training step; ``input_weights``: b, or None: all count alike."""
        inputs = _inputs(input_data, sparse_features)
        weights = [] if input_weights is None else input_weights
        params = self.params.serialized_params_proto
        spec = data_spec.SerializeToString()
        tree, stats = self.variables.tree, self.variables.stats
        leaves = model_ops.traverse_tree_v4(tree, *inputs, input_spec=spec, params=params)
        update = model_ops.update_model_v4(tree, leaves, input_labels, weights, params=params)
        ready = stats_ops.process_input_v4(tree, stats, *inputs, input_labels, weights, leaves, input_spec=spec,
                                           random_seed=random_seed, params=params)
        with tf.control_dependencies([update]):
            return stats_ops.grow_tree_v4(tree, stats, ready, params=params)

    def inference_graph(self, input_data, data_spec, sparse_features=None):
        """``(probabilities, tree_paths)``."""
        return model_ops.tree_predictions_v4(
            self.variables.tree, *_inputs(input_data, sparse_features), input_spec=data_spec.SerializeToString(),
            params=self.params.serialized_params_proto)

    def size(self):
        """How many nodes the tree has."""
        return model_ops.tree_size(self.variables.tree)

    def feature_usage_counts(self):
        """For each feature, how many nodes test it."""
        return model_ops.feature_usage_counts(self.variables.tree, params=self.params.serialized_params_proto)


def _inputs(dense, sparse):
    if sparse is None:
        return [[] if dense is None else dense, [], [], []]
    return [[] if dense is None else dense, sparse.indices, sparse.values, sparse.dense_shape]
