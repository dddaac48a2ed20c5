"""What TF 1.15 created for the gradient of an op, where the installed TensorFlow creates something else.

Each rule gives the number of ops that 1.15's gradient function (python/ops/math_grad.py, array_grad.py, nn_grad.py)
created, from the shapes known when the graph was built. Newer versions skip reductions and shape arithmetic.
"""

import numpy as np

from tf1shim.graph import intercept, op_ids

RULES = {}  # op type -> function(op, gradient, memory) -> number of ops


def install(journal):
    """Count gradient functions as TF 1.15 did; changes go through ``journal``."""
    from tensorflow.python.ops import gradients_util

    genuine = gradients_util._MaybeCompile

    def counted(scope, op, func, grad_fn):
        rule = RULES.get(op.type)
        if rule is None:
            return genuine(scope, op, func, grad_fn)
        return _count(rule, op, lambda: genuine(scope, op, func, grad_fn), grad_fn)

    journal.set_attr(gradients_util, "_MaybeCompile", counted)
    intercept.intercept(journal, gradients_util._GradientsHelper, _note_gating)


def _note_gating(helper, args, kwargs):
    """Leave a note whether the gradients being built are gated (each op's made to wait for all of them)."""
    from tensorflow.python.framework import ops

    gated = kwargs["gate_gradients"] if "gate_gradients" in kwargs else len(args) > 5 and args[5]
    memory = op_ids.of(ops.get_default_graph()).memory
    outside, memory["gating"] = memory.get("gating"), gated
    try:
        return helper(*args, **kwargs)
    finally:
        memory["gating"] = outside


def _count(rule, op, call, grad_fn):
    from tensorflow.python.framework import ops

    graph = ops.get_default_graph()
    context = graph._get_control_flow_context()
    if context is not None and context.GetWhileContext() is not None:
        return call()  # the loop's own bookkeeping outweighs what a rule knows
    ids = op_ids.of(graph)
    start = ids.mark()
    result = call()
    total = rule(op, _gradient(grad_fn), ids.memory)
    if total is not None:
        ids.settle(start, total)
    return result


def _gradient(grad_fn):
    """The incoming gradient: what ``lambda: grad_fn(op, *out_grads)`` closes over."""
    for name, cell in zip(grad_fn.__code__.co_freevars, grad_fn.__closure__ or ()):
        if name == "out_grads":
            return cell.cell_contents[0]
    return None


def _rule(*types):
    def add(function):
        RULES.update(dict.fromkeys(types, function))
        return function

    return add


def _static(tensor):
    """Shape as a tuple, or None unless fully known."""
    shape = getattr(tensor, "shape", None)
    return tuple(shape.as_list()) if shape is not None and shape.is_fully_defined() else None


def _equal(x, y, gradient):
    return _static(x) is not None and _static(x) == _static(y) == _static(gradient)


def _broadcast(x, y, gradient, memory):
    """(ops to find the reductions, ops to reduce the gradient of x, of y)."""
    sx, sy = _static(x), _static(y)
    if sx is None or sy is None or not hasattr(gradient, "op"):
        return 3, 2, 2
    seen = memory.setdefault("broadcasts", set())
    finding = 0 if (sx, sy) in seen else 3
    seen.add((sx, sy))
    known = _static(gradient)
    return finding, 4 * (sx != known), 4 * (sy != known)


@_rule("Add", "AddV2")
def _add(op, gradient, memory):
    x, y = op.inputs
    return 0 if _equal(x, y, gradient) else sum(_broadcast(x, y, gradient, memory))


@_rule("Sub")
def _sub(op, gradient, memory):
    return _add(op, gradient, memory) + 1


@_rule("Mul")
def _mul(op, gradient, memory):
    x, y = op.inputs
    if _equal(x, y, gradient) and gradient.dtype.name in ("int32", "float32"):
        return 2
    return sum(_broadcast(x, y, gradient, memory)) + 2


@_rule("Div", "RealDiv", "DivNoNan")
def _div(op, gradient, memory):
    return 12


@_rule("Maximum", "Minimum")
def _maximum(op, gradient, memory):
    return 13


@_rule("SquaredDifference")
def _squared_difference(op, gradient, memory):
    return 4 + _sub(op, gradient, memory)


@_rule("Pow")
def _pow(op, gradient, memory):
    x, y = op.inputs
    shape = _static(x)
    zeros = 3 if shape is not None and np.prod(shape, dtype=np.int64) >= 1000 else 1
    return 15 + zeros + sum(_broadcast(x, y, gradient, memory))


@_rule("Sum")
def _sum(op, gradient, memory):
    from tensorflow.python.framework import tensor_util

    shape = op.inputs[0].shape
    axes = tensor_util.constant_value(op.inputs[1])
    if shape.rank is not None and axes is not None:
        if np.array_equal(axes, np.arange(shape.rank)):
            return 4
        if shape.is_fully_defined():
            seen = memory.setdefault("reductions", set())
            key = (tuple(shape.as_list()), tuple(np.reshape(axes, -1)))
            known = key in seen
            seen.add(key)
            return 4 if known else 21
    return 16


@_rule("Mean")
def _mean(op, gradient, memory):
    known = _static(op.inputs[0]) is not None and _static(op.outputs[0]) is not None
    return _sum(op, gradient, memory) + (2 if known else 11)


@_rule("Max", "Min")
def _max(op, gradient, memory):
    return 19


@_rule("Prod")
def _prod(op, gradient, memory):
    return 49


@_rule("BatchMatMulV2")
def _batch_matmul(op, gradient, memory):
    return 17


@_rule("StridedSlice")
def _strided_slice(op, gradient, memory):
    return 2


@_rule("Sign")
def _sign(op, gradient, memory):
    return 3


@_rule("SparseSoftmaxCrossEntropyWithLogits")
def _sparse_softmax(op, gradient, memory):
    return 4


@_rule("ReluGrad")
def _relu_grad(op, gradient, memory):
    return 4


@_rule("MatMul")
def _matmul(op, gradient, memory):
    # What 1.15's tensordot put before the product has gradients of its own.
    skipped = memory.get("tensordots", {}).get(op.name)
    return skipped and 2 + skipped


@_rule("FusedBatchNormV3")
def _fused_batch_norm(op, gradient, memory):
    # Mean and variance, which 1.15 gave as constants, got gradients too; gating makes an op of each.
    return 3 if memory.get("gating") and op.get_attr("is_training") else None


@_rule("GatherV2")
def _gather(op, gradient, memory):
    from tensorflow.python.framework import tensor_util

    axis = tensor_util.constant_value(op.inputs[2])
    if axis is None:
        return None
    summing = 5 if hasattr(gradient, "dense_shape") else 0  # what a lookup in what was looked up hands over as slices
    return summing + (_TO_TABLE if axis == 0 else 55)


_TO_TABLE = 13  # the gradient of rows as slices of their table


@_rule("SparseSegmentSum", "SparseSegmentMean", "SparseSegmentSqrtN")
def _sparse_segments(op, gradient, memory):
    own = 8 if op.type == "SparseSegmentSum" else 6
    # Where newer versions sum straight from a table 1.15 had looked its rows up.
    return own + _TO_TABLE * (op.name in memory.get("lookups", ()))


@_rule("SparseTensorDenseMatMul")
def _sparse_matmul(op, gradient, memory):
    return None if op.get_attr("adjoint_b") else 16


@_rule("SparseReduceSum")
def _sparse_reduce_sum(op, gradient, memory):
    return 16
