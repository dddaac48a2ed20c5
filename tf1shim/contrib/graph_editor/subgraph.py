"""Views of parts of a graph (source: contrib/graph_editor/subgraph.py)."""

import copy

import tensorflow.compat.v1 as tf

from tf1shim.contrib.graph_editor import select, util

__all__ = ["SubGraphView", "make_view", "make_view_from_scope"]


class SubGraphView:
    """Ops of a graph, with the tensors that come in and go out; these can be put in another order.

    A passthrough is a tensor that is an input and an output at once.
    """

    def __init__(self, inside_ops=(), passthrough_ts=()):
        """View ops, and tensors that only pass; raises TypeError, ValueError for others."""
        ops = util.make_list_of_op(inside_ops)
        passthrough = util.make_list_of_t(passthrough_ts)
        self._graph = util.get_unique_graph(ops + passthrough) if ops or passthrough else None
        self._ops = ops
        inputs, outputs, inside = select.compute_boundary_ts(ops)
        known = frozenset([*inputs, *outputs, *inside])
        self._passthrough_ts = [t for t in passthrough if t not in known]
        self._input_ts = inputs + self._passthrough_ts
        self._output_ts = outputs + self._passthrough_ts

    def __copy__(self):
        result = type(self).__new__(type(self))
        result._assign_from(self)
        return result

    def _assign_from(self, other):
        if not isinstance(other, SubGraphView):
            raise TypeError(f"Expected SubGraphView, got: {type(other)}")
        self._graph = other._graph
        for name in ("_ops", "_passthrough_ts", "_input_ts", "_output_ts"):
            setattr(self, name, list(getattr(other, name)))

    def copy(self):
        """A copy of the view (not of the graph)."""
        return copy.copy(self)

    def remap_default(self, remove_input_map=True, remove_output_map=True):
        """A copy with inputs or outputs as they were at first."""
        result = self.copy()
        inputs, outputs, _ = select.compute_boundary_ts(self._ops)
        if remove_input_map:
            result._input_ts = inputs + self._passthrough_ts
        if remove_output_map:
            result._output_ts = outputs + self._passthrough_ts
        return result

    def remap_inputs(self, new_input_indices):
        """A copy with inputs chosen by index or tensor; raises ValueError for a repeated one."""
        return self.remap(new_input_indices=new_input_indices)

    def remap_outputs(self, new_output_indices):
        """A copy with outputs chosen by index or tensor."""
        return self.remap(new_output_indices=new_output_indices)

    def remap(self, new_input_indices=None, new_output_indices=None):
        """A copy with inputs and outputs chosen; raises ValueError for what is not there."""
        result = self.copy()
        if new_input_indices is not None:
            result._input_ts = _chosen(self._input_ts, new_input_indices, repetition=False)
        if new_output_indices is not None:
            result._output_ts = _chosen(self._output_ts, new_output_indices, repetition=True)
        return result

    def remap_outputs_make_unique(self):
        """A copy in which each output comes once."""
        result = self.copy()
        result._output_ts = util.concatenate_unique([], self._output_ts)
        return result

    def remap_outputs_to_consumers(self):
        """A copy in which each output comes once for each op that reads it."""
        result = self.remap_outputs_make_unique()
        result._output_ts = [t for t in result._output_ts for _ in t.consumers()]
        return result

    def remove_unused_ops(self, control_inputs=True):
        """A copy without ops that lie on no way from inputs or to outputs."""
        used = frozenset(select.get_walks_union_ops(
            self.connected_inputs, self.connected_outputs, within_ops=self._ops,
            control_inputs=control_inputs))
        result = self.copy()
        result._ops = [op for op in self._ops if op in used]
        return result

    def find_op_by_name(self, op_name):
        """The op of a name; raises ValueError where there is none."""
        for op in self._ops:
            if op.name == op_name:
                return op
        raise ValueError(f"{op_name} not in subgraph.")

    def __str__(self):
        if not self:
            return "SubGraphView: empty"
        lines = [f"SubGraphView (graphid={id(self.graph)}):"]
        for label, items in (("ops", self._ops), ("inputs", self._input_ts),
                             ("outputs", self._output_ts)):
            lines.append(f"** {label}[{len(items)}]:" if items else f"** {label}: empty")
            lines += ["  " + i.name + (" *" if i in self._passthrough_ts else "") for i in items]
        return "\n".join(lines) + "\n"

    graph = property(lambda self: self._graph)
    ops = property(lambda self: self._ops)
    inputs = property(lambda self: util.ListView(self._input_ts))
    outputs = property(lambda self: util.ListView(self._output_ts))
    passthroughs = property(lambda self: util.ListView(self._passthrough_ts))

    @property
    def connected_inputs(self):
        """The inputs that are no passthroughs."""
        return [t for t in self._input_ts if t not in self._passthrough_ts]

    @property
    def connected_outputs(self):
        """The outputs that are no passthroughs."""
        return [t for t in self._output_ts if t not in self._passthrough_ts]

    def __bool__(self):
        return self._graph is not None

    def op(self, op_id):
        """The op at an index."""
        return self._ops[op_id]

    def is_passthrough(self, t):
        """Whether a tensor is a passthrough."""
        return t in self._passthrough_ts

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        pass

    def input_index(self, t):
        """Index of an input; raises ValueError for other tensors."""
        return _index(self._input_ts, t, "inputs")

    def output_index(self, t):
        """Index of an output; raises ValueError for other tensors."""
        return _index(self._output_ts, t, "outputs")

    def consumers(self):
        """The ops outside that read outputs."""
        inside, found = frozenset(self._ops), []
        for output in self._output_ts:
            util.concatenate_unique(found, (op for op in output.consumers() if op not in inside))
        return found


def make_view(*args, **kwargs):
    """A view of ops and tensors chosen as by `select.select_ops_and_ts`, or the view given."""
    graph = kwargs.get("graph")
    if len(args) == 1 and isinstance(args[0], SubGraphView):
        view = args[0]
    else:
        view = SubGraphView(*select.select_ops_and_ts(*args, **kwargs))
    if graph is not None and view.graph is not None:
        if not isinstance(graph, tf.Graph):
            raise TypeError(f"Expected a tf.Graph, got: {type(graph)}")
        if view.graph is not graph:
            raise ValueError("Graph mismatch.")
    return view


def make_view_from_scope(scope, graph):
    """A view of the ops in a name scope."""
    return SubGraphView(select.get_name_scope_ops(graph, scope))


def _chosen(ts, indices, repetition):
    indices = [i if isinstance(i, int) else _index(ts, i, "tensors") for i in indices]
    for index in indices:
        if not 0 <= index < len(ts):
            raise ValueError(f"Out of [0, {len(ts)}[ range: {index}")
    if not repetition and len(set(indices)) != len(indices):
        raise ValueError(f"Found repetition in mapping: {indices}")
    return [ts[index] for index in indices]


def _index(ts, t, label):
    for index, tensor in enumerate(ts):
        if tensor is t:
            return index
    raise ValueError(f"Can't find {t.name} in {label} of subgraph.")
