"""Letting ops read other tensors (source: contrib/graph_editor/reroute.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.graph_editor import subgraph, util

__all__ = [
    "add_control_inputs", "remove_control_inputs", "reroute_inputs", "reroute_ios",
    "reroute_outputs", "reroute_ts", "swap_inputs", "swap_ios", "swap_outputs", "swap_ts",
]


def swap_ts(ts0, ts1, can_modify=None, cannot_modify=None):
    """Readers of each tensor of ``ts0`` read that of ``ts1``, and the other way round.

    Args:
        ts0, ts1: tensors, or lists of as many.
        can_modify: ops that may be changed; all by default.
        cannot_modify: ops that may not.

    Returns:
        how many inputs were changed.

    Raises:
        TypeError, ValueError: lists that do not go together.
    """
    return _reroute_ts(ts0, ts1, True, can_modify, cannot_modify)


def reroute_ts(ts0, ts1, can_modify=None, cannot_modify=None):
    """Readers of ``ts1`` read ``ts0`` instead; the arguments are those of `swap_ts`."""
    return _reroute_ts(ts0, ts1, False, can_modify, cannot_modify)


def _reroute_ts(ts0, ts1, swap, can_modify=None, cannot_modify=None):
    ts0, ts1 = util.make_list_of_t(ts0), util.make_list_of_t(ts1)
    _check_compatible(ts0, ts1)
    can = None if can_modify is None else frozenset(util.make_list_of_op(can_modify))
    cannot = frozenset(() if cannot_modify is None else util.make_list_of_op(cannot_modify))
    # Readers are noted before anything is changed: a change adds readers.
    readers = [(t0, t1, t0.consumers(), t1.consumers()) for t0, t1 in zip(ts0, ts1)
               if t0 is not t1]
    places = []
    for t0, t1, readers0, readers1 in readers:
        places += _places(t0, t1, readers1, can, cannot)
        if swap:
            places += _places(t1, t0, readers0, can, cannot)
    for op, index, tensor in places:
        op._update_input(index, tensor)
    return len(places)


def _places(new, old, readers, can, cannot):
    return [(op, index, new) for op in readers if (can is None or op in can) and op not in cannot
            for index, tensor in enumerate(op.inputs) if tensor is old]


def _check_compatible(ts0, ts1):
    if len(ts0) != len(ts1):
        raise ValueError(f"ts0 and ts1 have different sizes: {len(ts0)} != {len(ts1)}")
    for t0, t1 in zip(ts0, ts1):
        if not t0.dtype.is_compatible_with(t1.dtype):
            raise ValueError(f"Dtypes {t0.dtype} and {t1.dtype} are not compatible.")
        if not t0.get_shape().is_compatible_with(t1.get_shape()):
            raise ValueError(f"Shapes {t0.get_shape()} and {t1.get_shape()} are not compatible.")


def swap_inputs(sgv0, sgv1):
    """Exchange the inputs of two views; returns both."""
    return _reroute_inputs(sgv0, sgv1, True)


def reroute_inputs(sgv0, sgv1):
    """The second view reads the first one's inputs; returns both."""
    return _reroute_inputs(sgv0, sgv1, False)


def swap_outputs(sgv0, sgv1):
    """Exchange the outputs of two views; returns both."""
    return _reroute_outputs(sgv0, sgv1, True)


def reroute_outputs(sgv0, sgv1):
    """Readers of the second view's outputs read the first one's; returns both."""
    return _reroute_outputs(sgv0, sgv1, False)


def swap_ios(sgv0, sgv1):
    """Exchange inputs and outputs of two views; returns both."""
    return _reroute_inputs(*_reroute_outputs(sgv0, sgv1, True), True)


def reroute_ios(sgv0, sgv1):
    """`reroute_outputs` and `reroute_inputs`; returns both views."""
    return _reroute_inputs(*_reroute_outputs(sgv0, sgv1, False), False)


def _views(sgv0, sgv1):
    sgv0, sgv1 = subgraph.make_view(sgv0), subgraph.make_view(sgv1)
    util.check_graphs(sgv0, sgv1)
    return sgv0, sgv1


def _reroute_outputs(sgv0, sgv1, swap):
    sgv0, sgv1 = _views(sgv0, sgv1)
    _reroute_ts(sgv0.outputs, sgv1.outputs, swap, cannot_modify=sgv0.ops + sgv1.ops)
    return sgv0, sgv1


def _reroute_inputs(sgv0, sgv1, swap):
    sgv0, sgv1 = _views(sgv0, sgv1)
    readers = [op for sgv in (sgv0, sgv1) for op in util.get_consuming_ops(sgv.passthroughs)]
    _reroute_ts(sgv0.inputs, sgv1.inputs, swap, can_modify=sgv0.ops + sgv1.ops + readers)
    before0, before1 = sgv0.copy(), sgv1.copy()
    _take_inputs(sgv1, before1, before0)
    if swap:
        _take_inputs(sgv0, before0, before1)
    return sgv0, sgv1


def _take_inputs(view, before, source):
    # The view now has the source's inputs; outputs that were passthroughs follow them.
    view._input_ts = list(source._input_ts)
    view._passthrough_ts = list(source._passthrough_ts)
    view._output_ts = [
        source._input_ts[before._input_ts.index(t)] if t in before._passthrough_ts else t
        for t in before._output_ts]


def remove_control_inputs(op, cops):
    """Take control inputs from an op; raises ValueError for an op that is none of them."""
    cops = _control_ops(op, cops)
    for cop in cops:
        if cop not in op.control_inputs:
            raise ValueError(f"{op.name} is not a control_input of {cop.name}")
    kept = [cop for cop in op.control_inputs if cop not in cops]
    op._remove_all_control_inputs()
    op._add_control_inputs(kept)


def add_control_inputs(op, cops):
    """Give an op more control inputs; raises ValueError for one that it has."""
    cops = _control_ops(op, cops)
    for cop in cops:
        if cop in op.control_inputs:
            raise ValueError(f"{cop.name} is already a control_input of {op.name}")
    op._add_control_inputs(cops)


def _control_ops(op, cops):
    if not isinstance(op, tf.Operation):
        raise TypeError(f"Expected a tf.Operation, got: {type(op)}")
    return util.make_list_of_op(cops, allow_graph=False)
