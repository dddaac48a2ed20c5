"""What TF 1.15 created for a call, where the installed TensorFlow creates something else.

A rule is called with the graph's `op_ids.OpIds`, the call to make and its arguments by name. It either settles how many
ops 1.15 created in all, or adds those that only 1.15 created; then it holds for every installed version. It may
say at which id 1.15 drew a seed. `tools/op_census.py` shows what is still missing.
"""

import numbers

RULES = []  # (where the function is or was, as "module:name", ...), rule


def corrects(*targets):
    def add(rule):
        RULES.append((targets, rule))
        return rule

    return add


def is_tensor(value):
    return hasattr(value, "op") and hasattr(value, "dtype") and not hasattr(value, "initializer")


def static(value):
    shape = getattr(value, "shape", None)
    return shape is not None and shape.is_fully_defined()


def _made(value):
    """Whether the value is made into a constant when used."""
    return not is_tensor(value)


# Random numbers


@corrects("tensorflow.python.ops.random_ops:random_uniform")
def _random_uniform(ids, call, given):
    """1.15 always built ``draw * (maxval - minval) + minval``; newer versions leave out what changes nothing."""
    from tensorflow.python.framework import dtypes

    if dtypes.as_dtype(given["dtype"]).is_integer:
        return call()
    if _is_int(given["minval"], 0) and _is_int(given["maxval"], 1, None):
        ids.extra += 2  # minval and maxval, before the draw
        result = call()
        ids.extra += 3
    else:
        result = call()
        ids.extra += 2 * (result.op.type == "Mul")
    return result


def _is_int(value, *wanted):
    return (value is None or type(value) is int) and value in wanted


@corrects("tensorflow.python.ops.nn_ops:_dropout", "tensorflow.python.ops.nn_ops:dropout_v2")
def _dropout(ids, call, given):
    x, rate, noise_shape = given["x"], given["rate"], given.get("noise_shape")
    if isinstance(rate, numbers.Real) and rate == 0:
        return call()
    start = ids.mark()
    constants = _made(x) + _made(rate)
    if isinstance(noise_shape, (list, tuple)) and _first_tensor(noise_shape) is not None:
        shaping = 1 + sum(_made(size) for size in noise_shape)
    else:
        shaping = noise_shape is None or _made(noise_shape)
    # The shape of x may be asked for before the draw, and control flow then brings x in.
    asked = noise_shape is None and is_tensor(x) and not static(x) and ids.brings_in(x)
    ids.expect_draw(start.last + constants + shaping + asked + 2)
    result = call()
    ids.expect_draw(None)
    ids.settle(start, constants + shaping + 14)
    ids.memory.setdefault("dropout", set()).update(_end_of_dropout(result.op))
    return result


def _end_of_dropout(op):
    """The names of the ops that stand where 1.15 had multiplications."""
    yield op.name
    for value in op.inputs:
        if value.op.type == "RealDiv":
            yield value.op.name


@corrects("tensorflow.python.ops.random_ops:random_gamma")
def _random_gamma(ids, call, given):
    start = ids.mark()
    if not all(_made(given[name]) for name in ("alpha", "beta", "shape")):
        return call()
    ids.expect_draw(start.last + 5)
    result = call()
    ids.expect_draw(None)
    ids.settle(start, 9)
    return result


@corrects(
    "tensorflow.python.ops.stateless_random_ops:stateless_random_uniform",
    "tensorflow.python.ops.stateless_random_ops:stateless_random_normal",
    "tensorflow.python.ops.stateless_random_ops:stateless_truncated_normal",
)
def _stateless(ids, call, given):
    start = ids.mark()
    result = call()
    ids.extra -= 2 * ids.created(start, "StatelessRandomGetKeyCounter")
    return result


# Arrays


@corrects("tensorflow.python.ops.array_ops:split")
def _split(ids, call, given):
    start = ids.mark()
    result = call()
    if isinstance(given["num_or_size_splits"], numbers.Integral):
        # 1.15 made a constant of the number before it found that it needs none.
        ids.settle(start, 2 + _made(given["axis"]) + _made(given["value"]))
    return result


@corrects("tensorflow.python.ops.array_ops:zeros", "tensorflow.python.ops.array_ops:ones")
def _filled(ids, call, given):
    shape = given["shape"]
    first = _first_tensor(shape)
    start = ids.mark()
    result = call()
    if first is not None:
        # 1.15 multiplied the sizes, tensors and all, and asked whether the product is small.
        later = shape[first + 1 :]
        products = (first > 0) + len(later)
        constants = (first > 0) + sum(_made(size) for size in later)
        packing = 1 + sum(_made(size) for size in shape)
        ids.settle(start, products + constants + 2 + packing + 2)
    return result


def _first_tensor(shape):
    if isinstance(shape, (list, tuple)):
        for place, size in enumerate(shape):
            if is_tensor(size):
                return place
    return None


@corrects("tensorflow.python.ops.math_ops:_ReductionDims")
def _reduction_dims(ids, call, given):
    x = given["x"]
    start = ids.mark()
    result = call()
    if given["axis"] is not None:
        return result
    shape = getattr(x, "shape", None)
    if is_tensor(x) and shape.rank is not None:
        ids.settle(start, 1)  # newer versions forget that a scalar's rank is known, too
    elif hasattr(x, "initializer"):
        ids.settle(start, 5 if hasattr(x, "handle") else 4)  # variables were not looked at
    return result


@corrects("tensorflow.python.ops.array_ops:matrix_diag")
def _matrix_diag(ids, call, given):
    return _one_op(ids, call, given, "diagonal")


@corrects("tensorflow.python.ops.array_ops:matrix_diag_part")
def _matrix_diag_part(ids, call, given):
    return _one_op(ids, call, given, "input")


@corrects("tensorflow.python.ops.array_ops:matrix_set_diag")
def _matrix_set_diag(ids, call, given):
    return _one_op(ids, call, given, "input", "diagonal")


def _one_op(ids, call, given, *names):
    start = ids.mark()
    result = call()
    if _is_int(given.get("k", 0), 0):
        ids.settle(start, 1 + sum(_made(given[name]) for name in names))
    return result


@corrects("tensorflow.python.ops.array_ops:one_hot")
def _one_hot(ids, call, given):
    # 1.15 made constants of the values to see their types, and again to use them.
    ids.extra += sum(
        given[name] is not None and _made(given[name]) for name in ("on_value", "off_value")
    )
    return call()


@corrects("tensorflow.python.ops.math_ops:linspace_nd")
def _linspace(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 1 + sum(_made(given[name]) for name in ("start", "stop", "num")))
    return result


@corrects("tensorflow.python.ops.math_ops:tensordot")
def _tensordot(ids, call, given):
    """1.15 transposed and reshaped both sides even where that changes nothing."""
    start = ids.mark()
    result = call()
    axes = given["axes"]
    if is_tensor(axes):
        return result
    skipped = 0
    for number, name in enumerate("ab"):
        side = given[name]
        if not static(side):
            continue
        rank = len(side.shape)
        summed = _summed_axes(axes, number, rank)
        free = [axis for axis in range(rank) if axis not in summed]
        if (free + summed, summed + free)[number] == list(range(rank)):
            ops = (
                4 if rank == 2 else 2
            )  # a constant each, and the transposition; the reshaping of a matrix
            ids.extra += ops
            if not is_tensor(side) or side.op.type not in _WITHOUT_GRADIENT:
                skipped += ops
    if skipped:
        for op in ids.newest(start):
            if op.type == "MatMul":
                ids.memory.setdefault("tensordots", {})[op.name] = skipped
    return result


_WITHOUT_GRADIENT = (
    "Placeholder",
    "PlaceholderWithDefault",
    "Const",
    "IteratorGetNext",
    "QueueDequeueManyV2",
)


def _summed_axes(axes, number, rank):
    if isinstance(axes, numbers.Integral):
        return list(range(axes)) if number else list(range(rank - axes, rank))
    axes = axes[number]
    axes = [axes] if isinstance(axes, numbers.Integral) else list(axes)
    return [int(axis) % rank for axis in axes]


@corrects("tensorflow.python.ops.special_math_ops:_einsum_v2")
def _einsum(ids, call, given):
    """1.15 built einsum from transposes and products; TensorFlow still has that way, so it is counted there."""
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import array_ops, special_math_ops

    inputs = given["more"]
    start = ids.mark()
    result = call()
    if inputs and all(is_tensor(value) for value in inputs):
        with ops.Graph().as_default() as scratch:
            stand_ins = [array_ops.placeholder(value.dtype, value.shape) for value in inputs]
            before = _last(scratch)
            special_math_ops._einsum_v1(given["equation"], *stand_ins)
            total = _last(scratch) - before
        ids.settle(start, total)
    return result


def _last(graph):
    from tf1shim.graph import op_ids

    return op_ids.of(graph).last


@corrects("tensorflow.python.ops.tensor_array_ops:_GraphTensorArray.stack")
def _tensor_array_stack(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 5)  # size, two ends, range, gather
    return result


@corrects("tensorflow.python.ops.tensor_array_ops:_GraphTensorArray.size")
def _tensor_array_size(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 1)
    return result


@corrects("tensorflow.python.ops.clip_ops:clip_by_global_norm")
def _clip_by_global_norm(ids, call, given):
    result = call()
    # Not-a-number is now brought in by arithmetic where 1.15 selected it; the same either way where nothing is clipped.
    if any(value is not None for value in given["t_list"]):
        ids.extra += 1
    return result


@corrects("tensorflow.python.ops.confusion_matrix:confusion_matrix")
def _confusion_matrix(ids, call, given):
    result = call()
    ids.extra += 2
    return result


@corrects("tensorflow.python.ops.variable_scope:_LazyEvalTensor.__init__")
def _regularizer(ids, call, given):
    # A variable's regularizer was called once; newer versions call it once more to see whether it gives anything.
    start = ids.mark()
    result = call()
    ids.extra -= ids.last - start.last
    return result


@corrects("tensorflow.python.ops.variable_scope:_LazyEvalTensor._as_tensor")
def _regularization_loss(ids, call, given):
    # ... and each use of the loss builds it anew.
    start = ids.mark()
    result = call()
    ids.settle(start, 0)
    return result


@corrects(
    "tensorflow.python.ops.array_ops:_slice_helper",
    "tensorflow.python.ops.tensor_getitem_override:_slice_helper",
)
def _slice(ids, call, given):
    """1.15 packed the three index lists; newer versions pack what is a tensor piece by piece."""
    spec = given["slice_spec"]
    lists = _slice_lists(spec) if is_tensor(given["tensor"]) else None
    start = ids.mark()
    result = call()
    if lists is not None:
        ids.settle(start, sum(lists) + 1)
    return result


def _slice_lists(spec):
    """Ops for begin, end and stride, where an index is a tensor; None where newer versions do as 1.15 did."""
    found = [[], [], []]
    extra = 0
    for index in spec if isinstance(spec, (list, tuple)) else [spec]:
        if isinstance(index, slice):
            parts = (index.start, index.stop, index.step)
        elif is_tensor(index):
            if index.dtype.name != "int32" or index.shape.rank != 0:
                return None
            parts = (index, index, 1)
            extra += 2  # the end is the index plus one
        else:
            parts = (0, 0, 0)
        if any(is_tensor(part) and part.dtype.name != "int32" for part in parts):
            return None
        if any(hasattr(part, "initializer") for part in parts):
            return None
        for values, part in zip(found, parts):
            values.append(part)
    if not any(is_tensor(part) for values in found for part in values):
        return None
    return [
        extra,
        *(1 if all(map(_made, values)) else 1 + sum(map(_made, values)) for values in found),
    ]


@corrects("tensorflow.python.ops.resource_variable_ops:BaseResourceVariable.sparse_read")
def _sparse_read(ids, call, given):
    result = call()
    ids.extra += result.op.type != "Identity"
    return result


@corrects("tensorflow.python.ops.array_ops:sparse_placeholder")
def _sparse_placeholder(ids, call, given):
    result = call()
    ids.extra -= given["shape"] is not None and None not in _sizes(given["shape"])
    return result


def _sizes(shape):
    return list(shape) if isinstance(shape, (list, tuple)) else [0]


@corrects("tensorflow.python.training.saver:BaseSaverBuilder._AddShardedSaveOpsForV2")
def _sharded_save(ids, call, given):
    result = call()
    ids.extra -= 3
    return result


@corrects("tensorflow.python.ops.parsing_ops:_parse_example_raw")
def _parse_example(ids, call, given):
    start = ids.mark()
    result = call()
    if ids.created(start, "ParseExampleV2"):
        # 1.15 had an op for each key; later versions have three lists of keys, ragged ones among them. A single
        # example had an op without keys of any kind.
        single = is_tensor(given["serialized"]) and given["serialized"].shape.rank == 0
        keys = len(given["params"].dense_keys) + len(given["params"].sparse_keys)
        ids.extra -= 4 if single else 3 - keys
    return result


@corrects("tensorflow.python.ops.nn_impl:swish")
def _swish(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 4 + _made(given["features"]))
    return result


@corrects(
    "tensorflow.python.data.ops.dataset_ops:DatasetV2._apply_debug_options",
    "tensorflow.python.data.ops.dataset_ops:DatasetV2._apply_options",
)
def _dataset_options(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 3)
    return result
