"""A decision tree in NumPy: what TF 1.15's kernels kept as a resource (contrib/tensor_forest/kernels/model_ops.cc)."""

import numpy as np

from tf1shim.contrib.decision_trees import generic_tree_model_pb2 as proto
from tf1shim.contrib.tensor_forest import fertile_stats_pb2

_COMPARE = {
    proto.InequalityTest.LESS_OR_EQUAL: np.less_equal,
    proto.InequalityTest.LESS_THAN: np.less,
    proto.InequalityTest.GREATER_OR_EQUAL: np.greater_equal,
    proto.InequalityTest.GREATER_THAN: np.greater,
}


class Examples:
    """A batch: dense features, and behind them sparse ones."""

    def __init__(self, dense, indices, values, shape, dense_size):
        """``dense``: b x d, or empty; ``indices``, ``values``, ``shape``: of the sparse features, or empty."""
        self.dense = dense if dense.ndim == 2 else np.zeros([0, 0], np.float32)
        self.dense_size = min(dense_size, self.dense.shape[1]) if dense.ndim == 2 else 0
        self.size = len(self.dense)
        self._sparse = [{} for _ in range(int(shape[0]))] if np.ndim(indices) == 2 and len(shape) else []
        for (row, column), value in zip(indices if self._sparse else (), values):
            self._sparse[row][int(column)] = value
        if self._sparse:
            self.size = len(self._sparse)

    def features_of(self, example):
        """Numbers of the features that an example has."""
        sparse = self._sparse[example] if self._sparse else ()
        return [*range(self.dense_size), *(self.dense_size + column for column in sparse)]

    def feature_count(self, example):
        """How many features an example has."""
        return self.dense_size + (len(self._sparse[example]) if self._sparse else 0)

    def column(self, feature, examples):
        """The values of a feature for some examples; 0 where they have it not."""
        if feature < self.dense_size:
            return self.dense[examples, feature]
        return np.array([self._sparse[i].get(feature - self.dense_size, 0.0) if self._sparse else 0.0
                         for i in examples], np.float32)


def decide(node, examples, chosen):
    """For each of the ``chosen`` examples, whether a `BinaryNode` sends it left."""
    if node.WhichOneof("left_child_test") == "inequality_left_child_test":
        test = node.inequality_left_child_test
        if test.WhichOneof("FeatureSum") == "oblique":
            value = sum(weight * examples.column(_number(feature), chosen)
                        for weight, feature in zip(test.oblique.weights, test.oblique.features))
        else:
            value = examples.column(_number(test.feature_id), chosen)
        return _COMPARE[test.type](value, np.float32(test.threshold.float_value))
    test = proto.MatchingValuesTest()
    if not node.custom_left_child_test.Unpack(test):
        return np.zeros(len(chosen), bool)
    wanted = [np.float32(value.float_value) for value in test.value]
    return np.isin(examples.column(_number(test.feature_id), chosen), wanted)


def _number(feature_id):
    return int(feature_id.id.value)


class Tests:
    """Tests of one feature each against a threshold, all of one kind: for many examples at once."""

    def __init__(self, kind):
        """``kind``: an `InequalityTest.Type`."""
        self._kind = kind
        self.features, self.thresholds = np.zeros(0, np.int64), np.zeros(0, np.float32)

    def append(self, node):
        """Add a `BinaryNode`, or None for a place that tests nothing. Returns False where it is of another kind."""
        feature, threshold = 0, 0.0
        if node is not None:
            test = node.inequality_left_child_test
            if node.WhichOneof("left_child_test") != "inequality_left_child_test" or test.type != self._kind or (
                    test.WhichOneof("FeatureSum") == "oblique"):
                return False
            feature, threshold = _number(test.feature_id), test.threshold.float_value
        self.features = np.append(self.features, feature)
        self.thresholds = np.append(self.thresholds, np.float32(threshold))
        return True

    def can_read(self, examples):
        """Whether all features are dense ones."""
        return not len(self.features) or self.features.max() < examples.dense_size

    def every(self, examples, chosen):
        """tests x chosen: whether each passes."""
        values = examples.dense[np.ix_(chosen, self.features)].T
        return _COMPARE[self._kind](values, self.thresholds[:, None])

    def one_each(self, examples, chosen, tests):
        """For each of the chosen examples, whether it passes the one of ``tests``."""
        return _COMPARE[self._kind](examples.dense[chosen, self.features[tests]], self.thresholds[tests])


class Tree:
    """A tree that is kept as the protocol buffer that checkpoints hold."""

    def __init__(self, params, config):
        """``params``: a `TensorForestParams`; ``config``: a serialized `Model`, or nothing."""
        self._params = params
        self._model = proto.Model.FromString(config)
        self._nodes = self._model.decision_tree.nodes
        if not self._nodes:
            leaf = self._nodes.add().leaf
            if params.is_regression or params.leaf_type == 0:
                for _ in range(params.num_outputs):
                    leaf.vector.value.add()

        self._read()

    def _read(self):
        """Arrays of the nodes, to go down quickly; None where there are tests of other kinds."""
        self._tests, self._children = Tests(self._params.inequality_test_type), np.zeros([0, 2], np.int64)
        for node in self._nodes:
            self._append(node)

    def _append(self, node):
        inner = node.WhichOneof("node_type") == "binary_node"
        test = node.binary_node
        if self._tests is not None and not self._tests.append(test if inner else None):
            self._tests = None
        ids = (test.left_child_id.value, test.right_child_id.value) if inner else (-1, -1)
        self._children = np.vstack([self._children, ids])

    def serialized(self):
        """The `Model`."""
        return self._model.SerializeToString()

    def size(self):
        """How many nodes there are."""
        return len(self._nodes)

    def leaves_of(self, examples, paths=None):
        """Number of the leaf that each example falls into; with ``paths``, a list, the nodes on the way are added."""
        if paths is None and self._tests is not None and self._tests.can_read(examples):
            return self._quick_leaves_of(examples)
        result = np.zeros(examples.size, np.int32)
        waiting = [(0, np.arange(examples.size))]
        while waiting:
            number, chosen = waiting.pop()
            node = self._nodes[number]
            for i in chosen if paths is not None else ():
                paths[i].nodes_visited.add().CopyFrom(node)
            if node.WhichOneof("node_type") != "binary_node":
                result[chosen] = number
            elif len(chosen):
                left = decide(node.binary_node, examples, chosen)
                waiting.append((node.binary_node.left_child_id.value, chosen[left]))
                waiting.append((node.binary_node.right_child_id.value, chosen[~left]))
        return result

    def _quick_leaves_of(self, examples):
        numbers = np.zeros(examples.size, np.int64)
        going = np.flatnonzero(self._children[numbers, 0] >= 0)
        while len(going):
            left = self._tests.one_each(examples, going, numbers[going])
            numbers[going] = np.where(left, *self._children[numbers[going]].T)
            going = going[self._children[numbers[going], 0] >= 0]
        return numbers.astype(np.int32)

    def predictions(self, examples):
        """``(values, paths)``: b x outputs, and serialized `TreePath`s where the parameters ask for them."""
        paths = None
        if self._params.inference_tree_paths:
            paths = [fertile_stats_pb2.TreePath() for _ in range(examples.size)]
        leaves = self.leaves_of(examples, paths)
        values = np.zeros([examples.size, self._params.num_outputs], np.float32)
        for number in np.unique(leaves):
            values[leaves == number] = self._leaf_values(self._nodes[number].leaf)
        return values, [path.SerializeToString() for path in paths or ()]

    def _leaf_values(self, leaf):
        values = np.zeros(self._params.num_outputs, np.float32)
        if leaf.WhichOneof("leaf") == "sparse_vector":
            for label, value in leaf.sparse_vector.sparse_value.items():
                values[label] = value.float_value
        else:
            given = [value.float_value for value in leaf.vector.value]
            values[:len(given)] = given
        total = values.sum()
        return values / total if total > 0 and not self._params.is_regression else values

    def update(self, leaves, labels, weights):
        """Count labels at leaves, for classification."""
        if self._params.is_regression:
            return
        labels = labels.astype(np.int64).ravel()
        if len(labels) and (labels.min() < 0 or labels.max() >= self._params.num_outputs):
            raise ValueError("Got label greater than indicated number of classes. Is params.num_classes set correctly?")
        for number in np.unique(leaves):
            at = leaves == number
            counts = np.bincount(labels[at], weights[at], minlength=self._params.num_outputs)
            leaf = self._nodes[number].leaf
            sparse = leaf.WhichOneof("leaf") != "vector"
            for label in np.flatnonzero(counts):
                value = leaf.sparse_vector.sparse_value[int(label)] if sparse else leaf.vector.value[label]
                value.float_value += float(counts[label])

    def split(self, number, candidate):
        """Put two leaves below a leaf.

        Args:
            number: of the leaf.
            candidate: the `SplitCandidate`.

        Returns:
            The numbers of the new leaves.
        """
        children = []
        for stats in (candidate.left_stats, candidate.right_stats):
            children.append(len(self._nodes))
            node = self._nodes.add()
            node.node_id.value = children[-1]
            self._export(stats, node.leaf)
        node = self._nodes[number]
        node.binary_node.CopyFrom(candidate.split)
        node.binary_node.left_child_id.value, node.binary_node.right_child_id.value = children
        self._read_split(number, children)
        return children

    def _read_split(self, number, children):
        for child in children:
            self._append(self._nodes[child])
        self._children[number] = children
        single = Tests(self._params.inequality_test_type)
        if self._tests is not None and single.append(self._nodes[number].binary_node):
            self._tests.features[number], self._tests.thresholds[number] = single.features[0], single.thresholds[0]
        else:
            self._tests = None

    def _export(self, stats, leaf):
        if self._params.is_regression:
            for total in stats.regression.mean_output.value:
                leaf.vector.value.add().float_value = total.float_value / stats.weight_sum
        elif stats.classification.WhichOneof("counts") == "sparse_counts":
            leaf.sparse_vector.CopyFrom(stats.classification.sparse_counts)
        else:
            leaf.vector.CopyFrom(stats.classification.dense_counts)

    def feature_usage(self):
        """For each feature, how many nodes test it."""
        counts = np.zeros(self._params.num_features, np.int32)
        for node in self._nodes:
            test = node.binary_node
            if node.WhichOneof("node_type") != "binary_node":
                continue
            if test.WhichOneof("left_child_test") == "inequality_left_child_test":
                inequality = test.inequality_left_child_test
                oblique = inequality.WhichOneof("FeatureSum") == "oblique"
                used = inequality.oblique.features if oblique else [inequality.feature_id]
            else:
                matching = proto.MatchingValuesTest()
                used = [matching.feature_id] if test.custom_left_child_test.Unpack(matching) else []
            for feature in used:
                counts[_number(feature)] += 1
        return counts

    def finalize(self):
        """Make the counts of each leaf shares."""
        for node in self._nodes:
            if node.WhichOneof("node_type") == "leaf" and not self._params.is_regression:
                values = list(node.leaf.vector.value)
                values += list(node.leaf.sparse_vector.sparse_value.values())
                total = sum(value.float_value for value in values)
                for value in values if total > 0 else ():
                    value.float_value /= total
