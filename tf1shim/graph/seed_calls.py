"""What TF 1.15 created for a call, where the installed TensorFlow creates something else; see `seed_rules`."""

import numbers

import numpy as np

from tf1shim.graph.seed_rules import corrects, first_tensor, is_int, is_tensor, made, static


@corrects("tensorflow.python.ops.array_ops:split")
def _split(ids, call, given):
    start = ids.mark()
    result = call()
    if isinstance(given["num_or_size_splits"], numbers.Integral):
        # 1.15 made a constant of the number before it found that it needs none.
        ids.settle(start, 2 + made(given["axis"]) + made(given["value"]))
    return result


@corrects("tensorflow.python.ops.array_ops:zeros", "tensorflow.python.ops.array_ops:ones")
def _filled(ids, call, given):
    shape = given["shape"]
    first = first_tensor(shape)
    start = ids.mark()
    result = call()
    if first is not None:
        # 1.15 multiplied the sizes, tensors and all, and asked whether the product is small.
        later = shape[first + 1 :]
        products = (first > 0) + len(later)
        constants = (first > 0) + sum(made(size) for size in later)
        packing = 1 + sum(made(size) for size in shape)
        ids.settle(start, products + constants + 2 + packing + 2)
    return result


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
    if is_int(given.get("k", 0), 0):
        ids.settle(start, 1 + sum(made(given[name]) for name in names))
    return result


@corrects("tensorflow.python.ops.array_ops:transpose")
def _transpose(ids, call, given):
    """1.15 computed the order of the axes as ``rank - 1 - range(0, rank, 1)``, of scalars too."""
    start = ids.mark()
    result = call()
    if given["perm"] is None and not result.shape.rank:
        ids.settle(start, 8 + made(given["a"]))
    return result


@corrects("tensorflow.python.ops.array_ops:one_hot")
def _one_hot(ids, call, given):
    # 1.15 made constants of the values to see their types, and again to use them.
    ids.extra += sum(
        given[name] is not None and made(given[name]) for name in ("on_value", "off_value")
    )
    return call()


@corrects("tensorflow.python.ops.math_ops:linspace_nd")
def _linspace(ids, call, given):
    start = ids.mark()
    result = call()
    ids.settle(start, 1 + sum(made(given[name]) for name in ("start", "stop", "num")))
    return result


@corrects("tensorflow.python.ops.math_ops:tensordot")
def _tensordot(ids, call, given):
    """1.15 transposed and reshaped both sides, and reshaped the product, even where that changes nothing."""
    start = ids.mark()
    result = call()
    axes = given["axes"]
    if not isinstance(axes, (numbers.Integral, list, tuple)):
        return result
    skipped = 0
    for number, name in enumerate("ab"):
        side = given[name]
        if not static(side):
            continue
        spared = _spared(side, axes, number)
        ids.extra += spared
        if side.op.type not in _WITHOUT_GRADIENT if is_tensor(side) else hasattr(side, "initializer"):
            skipped += spared
    if result.op.type == "MatMul":
        ids.extra += 2
        skipped += 2
    if skipped:
        for op in ids.newest(start):
            if op.type == "MatMul":
                ids.memory.setdefault("tensordots", {})[op.name] = skipped
    return result


def _spared(side, axes, number):
    """How many operations today's tensordot spares for a side: a constant and what it is for, up to twice."""
    shape = list(map(int, side.shape if hasattr(side, "shape") else np.shape(side)))
    summed = _summed_axes(axes, number, len(shape))
    free = [axis for axis in range(len(shape)) if axis not in summed]
    groups = (free, summed) if number == 0 else (summed, free)
    order = [*groups[0], *groups[1]]
    matrix = [int(np.prod([shape[axis] for axis in group])) for group in groups]
    return 2 * (order == sorted(order)) + 2 * ([shape[axis] for axis in order] == matrix)


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
    from tensorflow.python.ops import special_math_ops

    inputs = given["more"]
    start = ids.mark()
    result = call()
    if inputs and all(is_tensor(value) or hasattr(value, "initializer") for value in inputs):
        with ops.Graph().as_default() as scratch:
            stand_ins = [_stand_in(value, shape)
                         for value, shape in zip(inputs, _einsum_shapes(given["equation"], inputs))]
            before = _last(scratch)
            try:
                special_math_ops._einsum_v1(given["equation"], *stand_ins)
            except ValueError:  # beyond what 1.15 could do
                return result
            total = _last(scratch) - before
        ids.settle(start, total)
    return result


def _stand_in(value, shape):
    """The like of an input; a variable for a variable, which is read each time it is used, if it is a resource."""
    import tensorflow.compat.v1 as tf

    if hasattr(value, "initializer"):
        return tf.Variable(tf.zeros(shape, value.dtype.base_dtype), trainable=False,
                           use_resource=hasattr(value, "handle"))
    return tf.placeholder(value.dtype, shape)


def _einsum_shapes(equation, inputs):
    """The inputs' shapes; where not even the rank is known, the equation says it."""
    labels = equation.replace(" ", "").partition("->")[0].split(",")
    return [[None] * len(label) if value.shape.rank is None and "." not in label else value.shape
            for value, label in zip(inputs, labels)]


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
    classes = given["num_classes"]
    wide = classes is None or getattr(classes, "dtype", None) == "int64"  # 1.15 made the shape int32 in between
    ids.extra += 2 + wide
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
        *(1 if all(map(made, values)) else 1 + sum(map(made, values)) for values in found),
    ]


@corrects("tensorflow.python.ops.resource_variable_ops:BaseResourceVariable.sparse_read")
def _sparse_read(ids, call, given):
    result = call()
    ids.extra += result.op.type != "Identity"
    return result


@corrects("tensorflow.python.training.ftrl:FtrlOptimizer._prepare")
def _ftrl_prepare(ids, call, given):
    start = ids.mark()
    result = call()
    optimizer = given["self"]
    if hasattr(optimizer, "_beta"):  # newer versions add it to the L2 penalty
        strengths = [getattr(optimizer, f"_{kind}_regularization_strength") for kind in ("l1", "l2", "l2_shrinkage")]
        rates = [optimizer._learning_rate, optimizer._learning_rate_power]
        ids.settle(start, sum(made(number) for number in strengths + rates))
    return result


@corrects("tensorflow.python.training.ftrl:FtrlOptimizer._create_slots")
def _ftrl_slots(ids, call, given):
    start = ids.mark()
    result = call()
    ids.extra -= 2 * ids.created(start, "Mul")  # ones times the first value, where 1.15 had one constant
    return result


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
    ids.settle(start, 4 + made(given["features"]))
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


@corrects(
    "tensorflow.python.feature_column.feature_column:_IdentityCategoricalColumn._transform_feature",
    "tensorflow.python.feature_column.feature_column_v2:IdentityCategoricalColumn._transform_input_tensor",
)
def _identity_column(ids, call, given):
    """Beside a default value ids that are not int64 are cast twice now."""
    start = ids.mark()
    result = call()
    if given["self"].default_value is not None:
        ids.extra -= ids.created(start, "Cast") > 3  # the others: number of buckets, zero
    return result


@corrects("tensorflow.python.ops.math_ops:saturate_cast")
def _saturate_cast(ids, call, given):
    """1.15 cut off at each end that is beyond the other type's, by a constant of its own."""
    start = ids.mark()
    result = call()
    value, target = given["value"], result.dtype
    if is_tensor(value):
        cut = bool(value.dtype.min < target.min) + bool(value.dtype.max > target.max)
        ids.settle(start, 2 * cut + (value.dtype != target))
    return result
