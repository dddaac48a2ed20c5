"""What is counted at one leaf of a growing tree: how the examples fall on either side of each candidate for its split
(contrib/tensor_forest/kernels/v4/grow_stats.cc).
"""

import heapq
import itertools
import math

import numpy as np

from tf1shim.contrib.decision_trees import generic_tree_model_pb2 as trees
from tf1shim.contrib.tensor_forest import fertile_stats_pb2 as proto
from tf1shim.contrib.tensor_forest import tensor_forest_params_pb2 as kinds
from tf1shim.contrib.tensor_forest.tree import Tests, decide

_PRUNED_SHARE = {kinds.SPLIT_PRUNE_HALF: 0.5, kinds.SPLIT_PRUNE_QUARTER: 0.25, kinds.SPLIT_PRUNE_10_PERCENT: 0.1}


def at_depth(param, depth):
    """The value of a `DepthDependentParam` at a depth."""
    kind = param.WhichOneof("ParamType")
    if kind == "linear":
        return min(max(param.linear.slope * depth + param.linear.y_intercept, param.linear.min_val),
                   param.linear.max_val)
    if kind == "exponential":
        it = param.exponential
        return it.bias + it.multiplier * it.base ** (it.depth_multiplier * depth)
    if kind == "threshold":
        it = param.threshold
        return it.on_value if depth >= it.threshold else it.off_value
    return param.constant_value


class _Leaf:
    """One leaf."""

    def __init__(self, params, depth):
        self.params, self.depth = params, depth
        self.weight_sum = 0.0
        self.splits = []
        self.deciders = []  # as the splits are when they are added: TF 1.15 counts by these
        self._tests = None  # the splits, for many examples at once; False where that cannot be
        self._wanted = int(at_depth(params.num_splits_to_consider, depth))
        self.split_after = at_depth(params.split_after_samples, depth)

    def is_initialized(self):
        return self.weight_sum > 0 or len(self.splits) >= self._wanted

    def add_candidate(self, split, examples, example, labels):
        if len(self.splits) < self._wanted:
            self.splits.append(split)
            self.deciders.append(trees.BinaryNode.FromString(split.SerializeToString()))
            self.grow_counts()

    def left(self, examples, chosen):
        """splits x chosen: whether each goes left."""
        if not self.splits:
            return np.zeros([0, len(chosen)], bool)
        if self._tests is None:
            self._tests = Tests(self.params.inequality_test_type)
            if not all(self._tests.append(split) for split in self.deciders):
                self._tests = False
        if self._tests and self._tests.can_read(examples):
            return self._tests.every(examples, chosen)
        return np.stack([decide(split, examples, chosen) for split in self.deciders])


class ClassificationLeaf(_Leaf):
    """Counts classes; the best split has the least (smoothed) Gini impurity."""

    def __init__(self, params, depth):
        super().__init__(params, depth)
        self._classes = params.num_outputs
        self._left = np.zeros([0, self._classes])
        self._total = np.zeros(self._classes)
        self._half = {}  # split -> label, where its threshold is to be averaged with that of another label
        self._finished_early = False
        self._prunes = params.pruning_type.type != kinds.SPLIT_PRUNE_NONE
        self._early = params.finish_type.type != kinds.SPLIT_FINISH_BASIC
        self._prune_every = at_depth(params.pruning_type.prune_every_samples, depth)
        self._check_every = at_depth(params.finish_type.check_every_steps, depth)
        self._least = at_depth(params.min_split_samples, depth)
        self._dominate = at_depth(params.dominate_fraction, depth)
        self._prune_epoch = self._check_epoch = 1

    def is_initialized(self):
        return self.weight_sum > 0 or (super().is_initialized() and not self._half)

    def is_finished(self):
        mixed = np.count_nonzero(self._total) > 1
        return (self.weight_sum >= self.split_after and mixed) or self._finished_early

    def grow_counts(self):
        self._left = np.vstack([self._left, np.zeros([1, self._classes])])

    def add_candidate(self, split, examples, example, labels):
        before = len(self.splits)
        super().add_candidate(split, examples, example, labels)
        if not self.params.initialize_average_splits:
            return
        label = int(labels.ravel()[example])
        if len(self.splits) > before:
            self._half[before] = label
        for index in [i for i, other in self._half.items() if other != label]:
            del self._half[index]
            test = self.splits[index].inequality_left_child_test
            if self.splits[index].WhichOneof("left_child_test") == "inequality_left_child_test":
                value = float(examples.column(int(test.feature_id.id.value), [example])[0])
                test.threshold.float_value = (test.threshold.float_value + value) / 2

    def add(self, examples, chosen, labels, weights):
        # One by one where something is looked at now and then.
        step = 1 if self._prunes or self._early else max(len(chosen), 1)
        for start in range(0, len(chosen), step):
            part = chosen[start:start + step]
            one_hot = np.zeros([len(part), self._classes])
            one_hot[np.arange(len(part)), labels.ravel()[part].astype(np.int64)] = weights[part]
            self._left += self.left(examples, part).astype(np.float64) @ one_hot
            self._total += one_hot.sum(0)
            self.weight_sum += float(weights[part].sum())
            if self._early:
                self._check_finish()
            if self._prunes:
                self._prune()

    def _scores(self):
        """``(scores, left sums, right sums)`` of the splits."""
        right = self._total - self._left

        def impurity(counts):
            counts = counts.astype(np.float32)  # ties are as they are there
            total = counts.sum(1)
            smoothed = total + self._classes
            squares = (counts ** 2).sum(1)
            return total * (1 - (squares + 2 * total + self._classes) / smoothed ** 2), total

        (left_score, left_sum), (right_score, right_sum) = impurity(self._left), impurity(right)
        return left_score + right_score, left_sum, right_sum

    def best(self):
        scores, left, right = self._scores()
        useful = (left > 0) & (right > 0)
        if not useful.any():
            return None
        index = int(np.argmin(np.where(useful, scores, np.inf)))
        best = proto.SplitCandidate(split=self.splits[index])
        left = self._left[index]
        for stats, counts in ((best.left_stats, left), (best.right_stats, self._total - left)):
            stats.weight_sum = float(counts.sum())
            self._put(stats.classification, counts)
        return best

    def _put(self, stats, counts):
        if self.params.stats_type == kinds.STATS_DENSE_GINI:
            for count in counts:
                stats.dense_counts.value.add().float_value = float(count)
        else:
            stats.sparse_counts.SetInParent()
            for label in np.flatnonzero(counts):
                stats.sparse_counts.sparse_value[int(label)].float_value = float(counts[label])

    def _take(self, stats):
        counts = np.zeros(self._classes)
        for label, value in enumerate(stats.dense_counts.value):
            counts[label] = value.float_value
        for label, value in stats.sparse_counts.sparse_value.items():
            counts[label] = value.float_value
        return counts

    def store(self, slot):
        slot.post_init_leaf_stats.weight_sum = self.weight_sum
        self._put(slot.post_init_leaf_stats.classification, self._total)
        for split, counts in zip(self.splits, self._left):
            candidate = slot.candidates.add(split=split)
            self._put(candidate.left_stats.classification, counts)

    def load(self, slot):
        if not slot.HasField("post_init_leaf_stats"):
            return
        self.weight_sum = slot.post_init_leaf_stats.weight_sum
        self._total = self._take(slot.post_init_leaf_stats.classification)
        for candidate in slot.candidates:
            self.splits.append(candidate.split)
            self.deciders.append(candidate.split)
            self._left = np.vstack([self._left, self._take(candidate.left_stats.classification)])

    def _prune(self):
        if self.is_finished() or self.weight_sum < self._prune_epoch * self._prune_every:
            return
        self._prune_epoch += 1
        scores = self._scores()[0]
        if not len(scores):
            return
        if self.params.pruning_type.type == kinds.SPLIT_PRUNE_HOEFFDING:
            spread = self.weight_sum * (1 - 1 / self._classes)
            bound = spread * math.sqrt(0.5 * math.log(1 / (1 - self._dominate)) / self.weight_sum)
            kept = scores - scores.min() <= bound
        else:
            kept = np.ones(len(scores), bool)
            kept[_worst(scores, int(len(scores) * _PRUNED_SHARE[self.params.pruning_type.type]))] = False
        self.splits = list(itertools.compress(self.splits, kept))
        self.deciders, self._tests = list(itertools.compress(self.deciders, kept)), None
        self._left = self._left[kept]

    def _check_finish(self):
        if self.weight_sum < max(self._least, self._check_epoch * self._check_every) or len(self.splits) < 2:
            return
        self._check_epoch += 1
        scores = self._scores()[0]
        first, second = np.argsort(scores, kind="stable")[:2]
        if self.params.finish_type.type == kinds.SPLIT_FINISH_DOMINATE_HOEFFDING:
            spread = 0.25 * self._classes * self.weight_sum
            bound = spread * math.sqrt(math.log(1 / (1 - self._dominate)) / (2 * self.weight_sum))
            self._finished_early = scores[second] - scores[first] > bound
        else:
            self._finished_early = self._bootstrap(first).max() < self._bootstrap(second).min()

    def _bootstrap(self, index):
        """Impurities of samples drawn as the split's classes fell."""
        count = int(self.weight_sum)
        chances = np.concatenate([self._left[index], self._total - self._left[index]]) + 1.0
        draws = np.random.multinomial(count, chances / chances.sum(), size=self._samples())
        halves = draws.reshape([len(draws), 2, self._classes]).astype(np.float64)
        totals = halves.sum(2)
        impurity = totals - (halves ** 2).sum(2) / np.maximum(totals, 1)
        return impurity.sum(1)

    def _samples(self):
        return 1 + max(0, math.ceil(-math.log2(1 - self._dominate)))


def _worst(scores, count):
    """Places of the ``count`` greatest scores; of equal ones, those that a heap keeps."""
    heap = []
    for index, score in enumerate(scores):
        if len(heap) < count:
            heapq.heappush(heap, (score, index))
        elif heap and heap[0][0] < score:
            heapq.heapreplace(heap, (score, index))
    return [index for _, index in heap]


class RegressionLeaf(_Leaf):
    """Sums outputs and their squares; the best split leaves the least variance."""

    def __init__(self, params, depth):
        super().__init__(params, depth)
        self._sums, self._squares = np.zeros([2, 0, params.num_outputs])
        self._counts = np.zeros(0)
        self._total, self._total_squares = np.zeros([2, params.num_outputs])

    def is_finished(self):
        return self.weight_sum >= self.split_after

    def grow_counts(self):
        more = np.zeros([1, self.params.num_outputs])
        self._sums, self._squares = np.vstack([self._sums, more]), np.vstack([self._squares, more])
        self._counts = np.append(self._counts, 0.0)

    def add(self, examples, chosen, labels, weights):
        outputs = labels.reshape([len(labels), -1])[chosen].astype(np.float64)
        left = self.left(examples, chosen).astype(np.float64)
        self._sums += left @ outputs
        self._squares += left @ outputs ** 2
        self._counts += left.sum(1)
        self._total += outputs.sum(0)
        self._total_squares += (outputs ** 2).sum(0)
        self.weight_sum += len(chosen)

    def best(self):
        others = self.weight_sum - self._counts
        useful = (self._counts > 0) & (others > 0)
        if not useful.any():
            return None

        def variance(sums, squares, counts):
            counts = np.maximum(counts, 1)[:, None]
            return (squares / counts - (sums / counts) ** 2).sum(1)

        scores = variance(self._sums, self._squares, self._counts) + variance(
            self._total - self._sums, self._total_squares - self._squares, others)
        index = int(np.argmin(np.where(useful, scores, np.inf)))
        best = proto.SplitCandidate(split=self.splits[index])
        self._put(best.left_stats, self._counts[index], self._sums[index], self._squares[index])
        self._put(best.right_stats, others[index], self._total - self._sums[index],
                  self._total_squares - self._squares[index])
        return best

    @staticmethod
    def _put(stats, count, sums, squares):
        stats.weight_sum = float(count)
        for vector, values in ((stats.regression.mean_output, sums), (stats.regression.mean_output_squares, squares)):
            for value in values:
                vector.value.add().float_value = float(value)

    @staticmethod
    def _take(vector):
        return np.array([value.float_value for value in vector.value])

    def store(self, slot):
        self._put(slot.post_init_leaf_stats, self.weight_sum, self._total, self._total_squares)
        for split, count, sums, squares in zip(self.splits, self._counts, self._sums, self._squares):
            self._put(slot.candidates.add(split=split).left_stats, count, sums, squares)

    def load(self, slot):
        if not slot.HasField("post_init_leaf_stats"):
            return
        stats = slot.post_init_leaf_stats
        self.weight_sum = stats.weight_sum
        self._total = self._take(stats.regression.mean_output)
        self._total_squares = self._take(stats.regression.mean_output_squares)
        for candidate in slot.candidates:
            self.splits.append(candidate.split)
            self.deciders.append(candidate.split)
            self.grow_counts()
            self._counts[-1] = candidate.left_stats.weight_sum
            self._sums[-1] = self._take(candidate.left_stats.regression.mean_output)
            self._squares[-1] = self._take(candidate.left_stats.regression.mean_output_squares)
