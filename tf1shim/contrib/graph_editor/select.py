"""Choosing ops and tensors (source: contrib/graph_editor/select.py)."""

import re

import tensorflow.compat.v1 as tf

from tf1shim.contrib.graph_editor import util

__all__ = [
    "can_be_regex", "check_cios", "compute_boundary_ts", "filter_ops", "filter_ops_from_regex",
    "filter_ts", "filter_ts_from_regex", "get_backward_walk_ops", "get_forward_walk_ops",
    "get_name_scope_ops", "get_ops_ios", "get_walks_intersection_ops", "get_walks_union_ops",
    "get_within_boundary_ops", "make_regex", "select_ops", "select_ops_and_ts", "select_ts",
]


def can_be_regex(obj):
    """Whether ``obj`` is a regular expression or a text."""
    return isinstance(obj, (str, re.Pattern))


def make_regex(obj):
    """A compiled regular expression; raises ValueError for other things."""
    if not can_be_regex(obj):
        raise ValueError(f"Expected a string or a regex, got: {type(obj)}")
    return re.compile(obj) if isinstance(obj, str) else obj


def _get_input_ts(ops):
    return util.concatenate_unique([], (t for op in util.make_list_of_op(ops) for t in op.inputs))


def _get_output_ts(ops):
    return [t for op in util.make_list_of_op(ops) for t in op.outputs]


def filter_ts(ops, positive_filter):
    """The inputs and outputs of ops for which a function holds; all with True."""
    ts = util.concatenate_unique(_get_input_ts(ops), _get_output_ts(ops))
    return ts if positive_filter is True else [t for t in ts if positive_filter(t)]


def filter_ts_from_regex(ops, regex):
    """The inputs and outputs of ops with a name that matches somewhere."""
    pattern = make_regex(regex)
    return filter_ts(ops, lambda t: pattern.search(t.name))


def filter_ops(ops, positive_filter):
    """The ops for which a function holds; all with True."""
    ops = util.make_list_of_op(ops)
    return ops if positive_filter is True else [op for op in ops if positive_filter(op)]


def filter_ops_from_regex(ops, regex):
    """The ops with a name that matches somewhere."""
    pattern = make_regex(regex)
    return filter_ops(ops, lambda op: pattern.search(op.name))


def get_name_scope_ops(ops, scope):
    """The ops within a name scope."""
    return filter_ops_from_regex(ops, "^{}(/.*)?$".format(scope.rstrip("/") if scope else scope))


def check_cios(control_inputs=False, control_outputs=None, control_ios=None):
    """Sort out control inputs and outputs; returns ``(control_inputs, control_outputs)``.

    Raises:
        TypeError: ``control_outputs`` or ``control_ios`` are no `util.ControlOutputs`.
        ValueError: ``control_ios`` with one of the others.
    """
    for given in (control_ios, control_outputs):
        if given is not None and not isinstance(given, util.ControlOutputs):
            raise TypeError(f"Expected a util.ControlOutputs, got: {type(given)}")
    if control_ios is not None:
        if control_outputs is not None:
            raise ValueError("control_outputs should be None when using control_ios.")
        if control_inputs:
            raise ValueError("control_inputs should be False when using control_ios.")
        control_inputs, control_outputs = True, control_ios
    if control_outputs is not None:
        control_outputs.update()
    return control_inputs, control_outputs


def get_ops_ios(ops, control_inputs=False, control_outputs=None, control_ios=None):
    """The ops that ops read from or give to."""
    control_inputs, control_outputs = check_cios(control_inputs, control_outputs, control_ios)
    found = []
    for op in util.make_list_of_op(ops):
        util.concatenate_unique(found, [t.op for t in op.inputs])
        for tensor in op.outputs:
            util.concatenate_unique(found, tensor.consumers())
        if control_outputs is not None:
            util.concatenate_unique(found, control_outputs.get(op))
        if control_inputs:
            util.concatenate_unique(found, op.control_inputs)
    return found


def compute_boundary_ts(ops):
    """Tensors at the boundary of ops.

    Returns:
        ``(inputs from outside, outputs read outside or not at all, tensors inside)``.
    """
    ops = util.make_list_of_op(ops)
    inputs, outputs, members = _get_input_ts(ops), _get_output_ts(ops), frozenset(ops)
    output_set = frozenset(outputs)
    inside = [t for t in inputs if t in output_set]
    inside_set = frozenset(inside)
    only_inside = frozenset(t for t in inside if members.issuperset(t.consumers()))
    return ([t for t in inputs if t not in inside_set],
            [t for t in outputs if t not in only_inside], inside)


def get_within_boundary_ops(ops, seed_ops, boundary_ops=(), inclusive=True, control_inputs=False,
                            control_outputs=None, control_ios=None):
    """The ops connected to seeds without crossing a boundary.

    Args:
        ops: ops to choose from.
        seed_ops: where to start.
        boundary_ops: where to stop.
        inclusive: give the boundary, too.
        control_inputs, control_outputs, control_ios: follow control edges.

    Raises:
        ValueError: a seed lies on the boundary.
    """
    control_inputs, control_outputs = check_cios(control_inputs, control_outputs, control_ios)
    ops = util.make_list_of_op(ops)
    found = set(util.make_list_of_op(seed_ops, allow_graph=False))
    boundary = set(util.make_list_of_op(boundary_ops))
    if boundary & found:
        raise ValueError("Boundary is intersecting with the seeds.")
    wave = set(found)
    while wave:
        near = set(get_ops_ios(wave, control_inputs, control_outputs)) - found
        if inclusive:
            found |= near & boundary
        wave = near - boundary
        found |= wave
    return [op for op in ops if op in found]


def get_forward_walk_ops(seed_ops, inclusive=True, within_ops=None, within_ops_fn=None,
                         stop_at_ts=(), control_outputs=None):
    """The ops that depend on seeds.

    Args:
        seed_ops: ops, or tensors, whose readers are the seeds.
        inclusive: give the seeds, too.
        within_ops: ops to stay within.
        within_ops_fn: function that holds for the ops to stay within.
        stop_at_ts: tensors not to follow.
        control_outputs: `util.ControlOutputs` to follow, or None.
    """
    _, control_outputs = check_cios(False, control_outputs)

    def following(op, stop):
        near = [new for t in op.outputs if t not in stop for new in t.consumers()]
        return near if control_outputs is None else [*near, *control_outputs.get(op)]

    return _walk(seed_ops, util.get_consuming_ops, following, inclusive, within_ops,
                 within_ops_fn, stop_at_ts)


def get_backward_walk_ops(seed_ops, inclusive=True, within_ops=None, within_ops_fn=None,
                          stop_at_ts=(), control_inputs=False):
    """The ops that seeds depend on; the arguments are those of `get_forward_walk_ops`, backwards."""
    def preceding(op, stop):
        near = [t.op for t in op.inputs if t not in stop]
        return [*near, *op.control_inputs] if control_inputs else near

    return _walk(seed_ops, util.get_generating_ops, preceding, inclusive, within_ops,
                 within_ops_fn, stop_at_ts)


def _walk(seed_ops, ops_of_ts, neighbours, inclusive, within_ops, within_ops_fn, stop_at_ts):
    seeds = list(seed_ops) if util.is_iterable(seed_ops) else [seed_ops]
    if not seeds:
        return []
    if isinstance(seeds[0], tf.Tensor):
        seeds = ops_of_ts(util.make_list_of_t(seeds, allow_graph=False))
    else:
        seeds = util.make_list_of_op(seeds, allow_graph=False)
    stop = frozenset(util.make_list_of_t(stop_at_ts))
    within = frozenset(util.make_list_of_op(within_ops, allow_graph=False)) if within_ops else None
    result = util.concatenate_unique([], (op for op in seeds if within is None or op in within))
    seeds, known, wave = frozenset(result), set(result), list(result)
    while wave:
        next_wave = []
        for op in wave:
            for new in neighbours(op, stop):
                if new not in known and (within is None or new in within) and (
                        within_ops_fn is None or within_ops_fn(new)):
                    known.add(new)
                    next_wave.append(new)
        result += next_wave
        wave = next_wave
    return result if inclusive else [op for op in result if op not in seeds]


def _both_walks(forward_seed_ops, backward_seed_ops, forward_inclusive=True,
                backward_inclusive=True, within_ops=None, within_ops_fn=None,
                control_inputs=False, control_outputs=None, control_ios=None):
    control_inputs, control_outputs = check_cios(control_inputs, control_outputs, control_ios)
    return (get_forward_walk_ops(forward_seed_ops, forward_inclusive, within_ops, within_ops_fn,
                                 control_outputs=control_outputs),
            get_backward_walk_ops(backward_seed_ops, backward_inclusive, within_ops,
                                  within_ops_fn, control_inputs=control_inputs))


def get_walks_intersection_ops(forward_seed_ops, backward_seed_ops, forward_inclusive=True,
                               backward_inclusive=True, within_ops=None, within_ops_fn=None,
                               control_inputs=False, control_outputs=None, control_ios=None):
    """The ops on the way from the forward to the backward seeds."""
    forward, backward = _both_walks(
        forward_seed_ops, backward_seed_ops, forward_inclusive, backward_inclusive, within_ops,
        within_ops_fn, control_inputs, control_outputs, control_ios)
    backward = frozenset(backward)
    return [op for op in forward if op in backward]


def get_walks_union_ops(forward_seed_ops, backward_seed_ops, forward_inclusive=True,
                        backward_inclusive=True, within_ops=None, within_ops_fn=None,
                        control_inputs=False, control_outputs=None, control_ios=None):
    """The ops after the forward seeds or before the backward ones."""
    return util.concatenate_unique(*_both_walks(
        forward_seed_ops, backward_seed_ops, forward_inclusive, backward_inclusive, within_ops,
        within_ops_fn, control_inputs, control_outputs, control_ios))


def select_ops(*args, **kwargs):
    """Choose ops.

    Args:
        *args: ops, lists of ops, graphs, or regular expressions; those that start with ``(?#ts)`` are for tensors.
        graph: graph for the regular expressions.
        positive_filter: function that must hold.
        restrict_ops_regex: take only expressions that start with ``(?#ops)``.

    Raises:
        TypeError: other arguments.
        ValueError: a regular expression without a graph.
    """
    return _select(args, kwargs, "ops", "ts", filter_ops_from_regex,
                   lambda arg: util.make_list_of_op(arg, ignore_ts=True))


def select_ts(*args, **kwargs):
    """Choose tensors; as `select_ops`, with ``restrict_ts_regex`` and ``(?#ts)``."""
    return _select(args, kwargs, "ts", "ops", filter_ts_from_regex,
                   lambda arg: util.make_list_of_t(arg, ignore_ops=True))


def _select(args, kwargs, mine, other, from_regex, from_list):
    graph, condition = kwargs.pop("graph", None), kwargs.pop("positive_filter", None)
    restrict = kwargs.pop(f"restrict_{mine}_regex", False)
    kwargs.pop(f"restrict_{other}_regex", None)
    if kwargs:
        raise TypeError("unexpected keywords argument: %s." % ", ".join(kwargs))
    if graph is not None and not isinstance(graph, tf.Graph):
        raise TypeError(f"Expected a tf.Graph, got: {type(graph)}")
    chosen = []
    for arg in args:
        if can_be_regex(arg):
            if graph is None:
                raise ValueError("Use the keyword argument 'graph' to use regex.")
            pattern = make_regex(arg)
            if pattern.pattern.startswith(f"(?#{other})") or (
                    restrict and not pattern.pattern.startswith(f"(?#{mine})")):
                continue
            found = from_regex(graph, pattern)
        else:
            found = from_list(arg)
        util.concatenate_unique(chosen, (
            top for top in found if condition is None or condition(top)))
    return chosen


def select_ops_and_ts(*args, **kwargs):
    """``(ops, tensors)``; expressions choose tensors only if they start with ``(?#ts)``."""
    return (select_ops(*args, restrict_ops_regex=False, **kwargs),
            select_ts(*args, restrict_ts_regex=True, **kwargs))
