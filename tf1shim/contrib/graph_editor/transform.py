"""Copying parts of a graph (source: contrib/graph_editor/transform.py)."""

import copy as _copy

import tensorflow.compat.v1 as tf

from tf1shim.contrib.graph_editor import reroute, select, subgraph, util

__all__ = [
    "Transformer", "TransformerInfo", "assign_renamed_collections_handler", "copy",
    "copy_op_handler", "copy_with_input_replacements", "graph_replace",
    "keep_t_if_possible_handler", "replace_t_with_placeholder_handler",
    "transform_op_if_inside_handler",
]


def replace_t_with_placeholder_handler(info, t):
    """Handler: a placeholder for a tensor."""
    with info.graph_.as_default():
        return util.make_placeholder_from_tensor(t, scope=info.scope_)


def keep_t_if_possible_handler(info, t):
    """Handler: the tensor itself in the same graph, else a placeholder."""
    return t if info.graph is info.graph_ else replace_t_with_placeholder_handler(info, t)


def assign_renamed_collections_handler(info, elem, elem_):
    """Handler: the copy goes into the original's collections, renamed unless they are TensorFlow's own."""
    known = util.get_predefined_collection_names()
    for name, collection in info.collections.items():
        if any(item is elem for item in collection):
            info.graph_.add_to_collection(name if name in known else info.new_name(name), elem_)


def transform_op_if_inside_handler(info, op, keep_if_possible=True):
    """Handler: the copy of an op inside; of others the op itself in the same graph, else None."""
    if op in info.ops:
        return info.transformed_ops[op]
    return op if keep_if_possible and info.graph is info.graph_ else None


def copy_op_handler(info, op, new_inputs, copy_shape=False, nodedef_fn=None):
    """Handler: copy an op.

    Args:
        info: `_Info`.
        op: `tf.Operation`.
        new_inputs: its new inputs.
        copy_shape: set the outputs' static shapes from the original's.
        nodedef_fn: function that may change the copy's NodeDef.

    Returns:
        ``(copy, its outputs)``.

    Raises:
        TypeError: ``new_inputs`` is a bool, which an older signature had in its place.
    """
    if isinstance(new_inputs, bool):
        raise TypeError("the `new_inputs` argument must be an iterable.")
    node = _copy.deepcopy(op.node_def)
    node.name = info.graph_.unique_name(info.new_name(op.name))
    if nodedef_fn is not None:
        node = nodedef_fn(node)
    # The constructor became a factory in TF 2.12.
    make = getattr(tf.Operation, "from_node_def", None) or tf.Operation
    op_ = make(node, info.graph_, new_inputs, [t.dtype for t in op.outputs], [],
               list(op._input_types), None, _copy.deepcopy(op.op_def))
    if copy_shape:
        for original, copied in zip(op.outputs, op_.outputs):
            copied.set_shape(original.get_shape())
    if op._original_op:
        op_._original_op = op._original_op
    return op_, op_.outputs


class TransformerInfo:
    """What became of ops and tensors."""

    def __init__(self, info):
        self._info = info
        self._transformed_ops, self._transformed_ts = info.transformed_ops, info.transformed_ts

    def _map_of(self, top):
        if isinstance(top, tf.Operation):
            return self._transformed_ops
        if isinstance(top, tf.Tensor):
            return self._transformed_ts
        raise TypeError(f"Expected a tf.Tensor or a tf.Operation, got a {type(top)}")

    def transformed(self, original, missing_fn=None):
        """The copies of a tree of ops and tensors; of one without, None, or ``missing_fn`` of it."""
        def find(top):
            found = self._map_of(top).get(top)
            return found if found is not None or missing_fn is None else missing_fn(top)

        return util.transform_tree(original, find)

    def original(self, transformed, missing_fn=None):
        """The originals of a tree of copies; of one without, None, or ``missing_fn`` of it."""
        def find(top):
            for before, after in self._map_of(top).items():
                if after is top:
                    return before
            return None if missing_fn is None else missing_fn(top)

        return util.transform_tree(transformed, find)

    def __str__(self):
        info = self._info
        lines = ["Transform result info:"]
        if info.graph is info.graph_:
            lines.append("  Within graph[{}]{}".format(
                id(info.graph), "" if info.scope_ else " IN-PLACE"))
        else:
            lines.append(f"  graph[{id(info.graph)}] => graph[{id(info.graph_)}]")
        if info.scope:
            lines.append(f"  Relative to source scope: {info.scope}")
        if info.scope_:
            lines.append(f"  Scope destination: {info.scope_}")
        lines.append("Operations mapping:")
        lines += [f"  {op.name} => {op_.name}"
                  for op, op_ in self._transformed_ops.items()]
        return "\n".join(lines) + "\n"


class _Info:
    """The state of one transformation: what handlers get."""

    def __init__(self, sgv, dst_graph, dst_scope, src_scope):
        self.sgv = sgv
        self.sgv_inputs_set = frozenset(sgv.inputs)
        self.ops = frozenset(sgv.ops)
        self.control_outputs = util.ControlOutputs(sgv.graph)
        self.graph, self.scope = sgv.graph, src_scope
        self.graph_, self.scope_ = dst_graph, dst_scope
        self.transformed_ops, self.transformed_ts = {}, {}
        self.collections = {key: self.graph.get_collection(key)
                            for key in self.graph.get_all_collection_keys()}
        self.tmp_cyclic_ts = []

    def new_name(self, name):
        """A name in the destination's scope; raises ValueError for one outside the source's."""
        if not name.startswith(self.scope):
            raise ValueError(f"{name} does not belong to source scope: {self.scope}.")
        return self.scope_ + name[len(self.scope):]


class Transformer:
    """Copies a view; its handlers, which can be replaced, say how."""

    def __init__(self):
        self.transform_op_handler = copy_op_handler
        self.transform_control_input_handler = transform_op_if_inside_handler
        self.assign_collections_handler = assign_renamed_collections_handler
        self.transform_external_input_handler = replace_t_with_placeholder_handler
        self.transform_external_hidden_input_handler = keep_t_if_possible_handler
        self.transform_original_op_handler = transform_op_if_inside_handler

    def __call__(self, sgv, dst_graph, dst_scope, src_scope="", reuse_dst_scope=False):
        """Copy.

        Args:
            sgv: view, or what makes one.
            dst_graph: graph to copy into.
            dst_scope: scope to copy into, made unique unless ``reuse_dst_scope``.
            src_scope: scope to leave.

        Returns:
            ``(view of the copy, TransformerInfo)``.

        Raises:
            TypeError: no graph.
            ValueError: ops outside ``src_scope``.
        """
        sgv = subgraph.make_view(sgv)
        if not isinstance(dst_graph, tf.Graph):
            raise TypeError(f"Expected a tf.Graph, got: {type(dst_graph)}")
        dst_scope = util.scope_finalize(dst_scope)
        if dst_scope and not reuse_dst_scope:
            dst_scope = util.scope_finalize(dst_graph.unique_name(dst_scope[:-1]))
        info = _Info(sgv, dst_graph, dst_scope, util.scope_finalize(src_scope))
        self._copy_ops(info)
        self._finalize_cycles(info)
        self._connect_control_inputs(info)
        return self._view_of_copy(info), TransformerInfo(info)

    def _copy_ops(self, info):
        for op in sorted(info.sgv.ops, key=lambda op: op._id):
            inputs = [self._transformed_t(info, t, op) for t in op.inputs]
            op_, outputs_ = self.transform_op_handler(info, op, inputs)
            if op is op_:
                raise ValueError("In-place transformation not allowed.")
            info.transformed_ops[op] = op_
            self.assign_collections_handler(info, op, op_)
            for output, output_ in zip(op.outputs, outputs_):
                info.transformed_ts[output] = output_
                self.assign_collections_handler(info, output, output_)

    def _finalize_cycles(self, info):
        for t, temporary, reader in info.tmp_cyclic_ts:
            reader_ = info.transformed_ops[reader]
            index = next(i for i, x in enumerate(reader_.inputs) if x is temporary)
            reader_._update_input(index, info.transformed_ts[t])

    def _connect_control_inputs(self, info):
        for op in info.sgv.ops:
            op_ = info.transformed_ops[op]
            if op._original_op:
                original = self.transform_original_op_handler(info, op._original_op)
                if original is not None:
                    op_._original_op = original
            inputs_ = [self.transform_control_input_handler(info, ci) for ci in op.control_inputs]
            reroute.add_control_inputs(op_, [ci for ci in inputs_ if ci is not None])

    def _view_of_copy(self, info):
        view_ = subgraph.SubGraphView(list(info.transformed_ops.values()))

        def kept(ts, ts_):
            copies = [info.transformed_ts.get(t) for t in ts]
            return [i for c in copies for i, t_ in enumerate(ts_) if c is t_][:len(ts)]

        return view_.remap(kept(info.sgv.inputs, view_._input_ts),
                           kept(info.sgv.outputs, view_._output_ts))

    def _transformed_t(self, info, t, reader):
        if t in info.transformed_ts:
            return info.transformed_ts[t]
        if t in info.sgv_inputs_set:
            return self.transform_external_input_handler(info, t)
        if t.op not in info.ops:
            return self.transform_external_hidden_input_handler(info, t)
        # Part of a loop: something takes its place until its own op is copied.
        if reader.type == "Merge":
            temporary = self._transformed_t(info, reader.inputs[0], reader)
        elif t.op.type == "Enter":
            temporary = self._transformed_t(info, t.op.inputs[0], reader)
        else:
            with info.graph_.as_default():
                temporary = util.make_placeholder_from_tensor(
                    t, scope=info.scope_, prefix="geph_tmp")
        info.tmp_cyclic_ts.append((t, temporary, reader))
        return temporary


def copy(sgv, dst_graph=None, dst_scope="", src_scope="", reuse_dst_scope=False):
    """Copy a view, with placeholders for its inputs; the arguments and the result are `Transformer`'s."""
    sgv = subgraph.make_view(sgv)
    return Transformer()(sgv, sgv.graph if dst_graph is None else dst_graph, dst_scope, src_scope,
                         reuse_dst_scope=reuse_dst_scope)


def copy_with_input_replacements(sgv, replacement_ts, dst_graph=None, dst_scope="", src_scope="",
                                 reuse_dst_scope=False):
    """Copy a view, with other tensors for inputs.

    Args:
        replacement_ts: {input: tensor}; inputs without are kept.

    The other arguments and the result are `Transformer`'s.
    """
    sgv = subgraph.make_view(sgv)
    copier = Transformer()
    copier.transform_external_input_handler = lambda info, t: (
        replacement_ts[t] if t in replacement_ts else keep_t_if_possible_handler(info, t))
    return copier(sgv, sgv.graph if dst_graph is None else dst_graph, dst_scope, src_scope,
                  reuse_dst_scope=reuse_dst_scope)


def graph_replace(target_ts, replacement_ts, dst_scope="", src_scope="", reuse_dst_scope=False):
    """Work targets out anew with some tensors replaced.

    Args:
        target_ts: tree of tensors.
        replacement_ts: {tensor: tensor in its place}.
        dst_scope, src_scope, reuse_dst_scope: as for `Transformer`.

    Returns:
        tree of tensors.

    Raises:
        ValueError: no target depends on what is replaced.
    """
    targets = util.flatten_tree(target_ts)
    graph = util.get_unique_graph(targets, check_types=tf.Tensor)
    control_ios = util.ControlOutputs(graph)
    ops = select.get_walks_intersection_ops(
        list(replacement_ts), targets, control_ios=control_ios)
    if not ops:
        raise ValueError("Targets and replacements are not connected!")
    _add_loops(ops, control_ios)
    _, info = copy_with_input_replacements(
        ops, replacement_ts, None, dst_scope, src_scope, reuse_dst_scope)
    return info.transformed(target_ts, lambda original: original)


def _add_loops(ops, control_ios):
    contexts = {op._control_flow_context for op in ops if op._control_flow_context}
    for context in contexts:
        if context.IsWhileContext():
            util.concatenate_unique(ops, select.get_walks_intersection_ops(
                [t.op for t in context.loop_enters], [t.op for t in context.loop_exits],
                control_ios=control_ios))
