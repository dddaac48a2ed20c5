"""The leaves of a growing tree and the candidates for their splits (contrib/tensor_forest/kernels/stats_ops.cc)."""

import numpy as np

from tf1shim.contrib.decision_trees import generic_tree_model_pb2 as trees
from tf1shim.contrib.tensor_forest import fertile_stats_pb2 as proto
from tf1shim.contrib.tensor_forest.leaves import ClassificationLeaf, RegressionLeaf

_CATEGORICAL = 1


class Fertility:
    """The leaves of one tree that may split."""

    def __init__(self, params, config):
        """``params``: a `TensorForestParams`; ``config``: a serialized `FertileStats`, or nothing."""
        self._params = params
        self._slots = {}
        self.random = None
        for slot in proto.FertileStats.FromString(config).node_to_slot:
            self._slots[slot.node_id] = self._new(slot.depth)
            self._slots[slot.node_id].load(slot)
        if not self._slots:
            self.allocate([0], 0)

    def _new(self, depth):
        return (RegressionLeaf if self._params.is_regression else ClassificationLeaf)(self._params, depth)

    def serialized(self):
        """The `FertileStats`."""
        stats = proto.FertileStats()
        for number, slot in self._slots.items():
            entry = stats.node_to_slot.add(node_id=number, depth=slot.depth)
            if self._params.checkpoint_stats:
                slot.store(entry)
        return stats.SerializeToString()

    def allocate(self, leaves, depth):
        """New leaves, with nothing counted."""
        for number in leaves:
            self._slots[number] = self._new(depth)

    def process(self, leaves, examples, labels, weights, types, seed):
        """Count a batch.

        Args:
            leaves: the leaf of each example.
            examples: the `Examples`.
            labels: b x outputs for regression, else b.
            weights: b.
            types: for each dense feature, whether it is categorical (1) or not (0).
            seed: of the draws; 0: of the time.

        Returns:
            The numbers of the leaves that are ready to split.
        """
        if self.random is None:
            self.random = np.random.RandomState(seed or None)
        ready = []
        for number in np.unique(leaves):
            slot = self._slots.get(number)
            if slot is None:
                continue
            chosen = np.flatnonzero(leaves == number)
            for position, example in enumerate(chosen):
                if slot.is_initialized():
                    slot.add(examples, chosen[position:], labels, weights)
                    break
                slot.add_candidate(self._draw(examples, example, types), examples, example, labels)
                if self._params.collate_examples and slot.is_initialized():
                    break
            if slot.is_finished():
                ready.append(number)
        return np.array(ready, np.int32)

    def _draw(self, examples, example, types):
        """A test of a feature that is drawn, at the example's value."""
        drawn = self.random.randint(examples.feature_count(example))
        feature = drawn if drawn < examples.dense_size else examples.features_of(example)[drawn]
        value = float(examples.column(feature, [example])[0])
        node = trees.BinaryNode()
        categorical = types[feature] == _CATEGORICAL if feature < len(types) else True
        if categorical:
            test = trees.MatchingValuesTest()
            test.feature_id.id.value = str(feature)
            test.value.add().float_value = value
            node.custom_left_child_test.Pack(test)
        else:
            test = node.inequality_left_child_test
            test.feature_id.id.value = str(feature)
            test.threshold.float_value = value
            test.type = self._params.inequality_test_type
        return node

    def grow(self, tree, ready):
        """Split the leaves that are ready, up to the greatest size of the tree."""
        for number in ready:
            if tree.size() >= self._params.max_nodes:
                break
            slot = self._slots[number]
            best = slot.best()
            if best is None:
                self._slots[number] = self._new(slot.depth)
            else:
                self.allocate(tree.split(number, best), slot.depth + 1)
                del self._slots[number]
