"""Taking parts out of a graph and connecting them (source: contrib/graph_editor/edit.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.graph_editor import reroute, select, subgraph, util

__all__ = [
    "bypass", "connect", "detach", "detach_control_inputs", "detach_control_outputs",
    "detach_inputs", "detach_outputs",
]


def detach_control_inputs(sgv):
    """Remove the control inputs that come from outside a view."""
    sgv = subgraph.make_view(sgv)
    for op in sgv.ops:
        outside = [cop for cop in op.control_inputs if cop not in sgv.ops]
        reroute.remove_control_inputs(op, outside)


def detach_control_outputs(sgv, control_outputs):
    """Remove the control edges that leave a view; raises TypeError without `util.ControlOutputs`."""
    if not isinstance(control_outputs, util.ControlOutputs):
        raise TypeError(f"Expected a util.ControlOutputs, got: {type(control_outputs)}")
    control_outputs.update()
    sgv = subgraph.make_view(sgv)
    for op in sgv.ops:
        for reader in control_outputs.get(op):
            if reader not in sgv.ops:
                reroute.remove_control_inputs(reader, op)


def detach_inputs(sgv, control_inputs=False):
    """Give a view placeholders for inputs; returns ``(view, placeholders)``."""
    sgv = subgraph.make_view(sgv)
    with sgv.graph.as_default():
        placeholders = [tf.placeholder(dtype=t.dtype.base_dtype, name=util.placeholder_name(t))
                        for t in sgv.inputs]
    reroute.swap_inputs(sgv, placeholders)
    if control_inputs:
        detach_control_inputs(sgv)
    return sgv, placeholders


def detach_outputs(sgv, control_outputs=None):
    """Give the readers of a view placeholders instead; returns ``(view, placeholders)``."""
    sgv = subgraph.make_view(sgv)
    view = sgv.remap_outputs([i for i, t in enumerate(sgv.outputs) if t.consumers()])
    readers = subgraph.SubGraphView(view.consumers())
    readers = readers.remap_inputs(
        [i for i, t in enumerate(readers.inputs) if t in view._output_ts])
    with view.graph.as_default():
        placeholders = [util.make_placeholder_from_tensor(t) for t in readers.inputs]
    reroute.swap_outputs(view, placeholders)
    if control_outputs is not None:
        detach_control_outputs(view, control_outputs)
    return view, placeholders


def detach(sgv, control_inputs=False, control_outputs=None, control_ios=None):
    """`detach_inputs` and `detach_outputs`; returns ``(view, input placeholders, output placeholders)``."""
    control_inputs, control_outputs = select.check_cios(
        control_inputs, control_outputs, control_ios)
    _, inputs = detach_inputs(sgv, control_inputs)
    _, outputs = detach_outputs(sgv, control_outputs)
    return sgv, inputs, outputs


def connect(sgv0, sgv1, disconnect_first=False):
    """The second view reads the first one's outputs.

    Args:
        sgv0, sgv1: views.
        disconnect_first: take the first one's outputs from their readers before.

    Returns:
        both views.
    """
    sgv0, sgv1 = subgraph.make_view(sgv0), subgraph.make_view(sgv1)
    util.check_graphs(sgv0, sgv1)
    if disconnect_first:
        detach_outputs(sgv0)
    reroute.reroute_inputs(subgraph.SubGraphView(passthrough_ts=sgv0.outputs), sgv1)
    return sgv0, sgv1


def bypass(sgv):
    """Readers of a view's outputs read its inputs; returns ``(view, input placeholders)``."""
    sgv = subgraph.make_view(sgv)
    inputs = list(sgv.inputs)
    sgv, placeholders = detach_inputs(sgv)
    reroute.reroute_ts(inputs, sgv.outputs)
    return sgv, placeholders
