"""Who reads what (contrib/quantize/python/input_to_ops.py)."""

import collections

from tf1shim.contrib.quantize import common


class InputToOps:
    """The readers of every tensor of a graph, as they were when it was made."""

    def __init__(self, graph):
        self.mapping = collections.defaultdict(set)
        for op in graph.get_operations():
            if not op.name.startswith(common.SKIPPED_PREFIXES):
                for tensor in op.inputs:
                    self.mapping[tensor.name].add(op)

    def ConsumerOperations(self, producer_op):
        """The set of ops that read any output of ``producer_op``."""
        return set().union(*(self.mapping[tensor.name] for tensor in producer_op.outputs))
