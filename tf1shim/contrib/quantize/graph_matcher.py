"""Patterns of ops, matched from an op up through its inputs (contrib/quantize/python/graph_matcher.py)."""

import abc
import itertools


class Pattern(abc.ABC):
    """What an op can match."""

    @abc.abstractmethod
    def match(self, op, tensor):
        """The `MatchResult` of an op and the output of it that was asked for, or None."""


class OpTypePattern(Pattern):
    """An op of a type, with inputs that match patterns."""

    def __init__(self, op_type, name=None, inputs=None, ordered_inputs=True):
        """Say what matches.

        Args:
            op_type: a type, several as ``"Relu|Relu6"``, or ``"*"``.
            name: for `MatchResult.get_op`.
            inputs: a pattern or a type per input; any inputs where None or empty.
            ordered_inputs: False where the inputs may come in any order.

        Raises:
            ValueError: more than 8 inputs.
        """
        inputs = list(inputs or ())
        if len(inputs) > 8:
            raise ValueError("Only < 8 inputs are allowed when ordered_inputs is False.")
        self._types = None if op_type == "*" else frozenset(op_type.split("|"))
        self._name = name
        self._inputs = [one if isinstance(one, Pattern) else OpTypePattern(one) for one in inputs]
        self._ordered = ordered_inputs

    @property
    def name(self):
        return self._name

    def match(self, op, tensor):
        if self._types is not None and op.type not in self._types:
            return None
        result = MatchResult()
        result.add(self, op, tensor)
        if not self._inputs:
            return result
        if len(op.inputs) != len(self._inputs):
            return None
        for patterns in [self._inputs] if self._ordered else itertools.permutations(self._inputs):
            found = _match_all(patterns, op.inputs)
            if found is not None:
                for one in found:
                    result.merge_from(one)
                return result
        return None


def _match_all(patterns, tensors):
    found = []
    for pattern, tensor in zip(patterns, tensors):
        found.append(pattern.match(tensor.op, tensor))
        if found[-1] is None:
            return None
    return found


class OneofPattern(Pattern):
    """The first of some patterns that matches."""

    def __init__(self, sub_patterns):
        self._sub_patterns = sub_patterns

    def match(self, op, tensor):
        tried = (pattern.match(op, tensor) for pattern in self._sub_patterns)
        return next((result for result in tried if result is not None), None)


class MatchResult:
    """Which op, and which of its outputs, matched each pattern."""

    def __init__(self):
        self._found = {}
        self._named = {}

    def add(self, pattern, op, tensor):
        """Note a match; raises ValueError where another pattern has the name."""
        self._found[pattern] = op, tensor
        if pattern.name is not None:
            if pattern.name in self._named:
                raise ValueError(f"Name {pattern.name} is already bound to another pattern")
            self._named[pattern.name] = pattern

    def get_op(self, pattern_or_name):
        """The op that matched a pattern, or None."""
        return self._get(pattern_or_name)[0]

    def get_tensor(self, pattern_or_name):
        """The output, of the op that matched a pattern, through which it was reached; or None."""
        return self._get(pattern_or_name)[1]

    def _get(self, key):
        if isinstance(key, str):
            key = self._named.get(key)
        elif not isinstance(key, Pattern):
            raise ValueError(f"pattern_or_name has type {type(key)}. Expect Pattern or str.")
        return self._found.get(key, (None, None))

    def merge_from(self, other_match_result):
        """Take over what another result holds."""
        self._found.update(other_match_result._found)
        self._named.update(other_match_result._named)


class GraphMatcher:
    """Looks for a pattern."""

    def __init__(self, pattern):
        self._pattern = pattern

    def match_op(self, op):
        """The `MatchResult` of one op, or None."""
        return self._pattern.match(op, None)

    def match_ops(self, ops):
        """The results of those of ``ops`` that match."""
        for op in ops:
            result = self.match_op(op)
            if result is not None:
                yield result

    def match_graph(self, graph):
        """The results of those ops of a graph that match, in its order."""
        return self.match_ops(graph.get_operations())
