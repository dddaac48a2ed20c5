"""What TF 1.15 created for a random op, where the installed TensorFlow creates something else; see `seed_rules`."""

import numbers

from tf1shim.graph.seed_rules import corrects, first_tensor, is_int, is_tensor, made, static


@corrects("tensorflow.python.ops.random_ops:random_uniform")
def _random_uniform(ids, call, given):
    """1.15 always built ``draw * (maxval - minval) + minval``; newer versions leave out what changes nothing."""
    from tensorflow.python.framework import dtypes

    if dtypes.as_dtype(given["dtype"]).is_integer:
        return call()
    if is_int(given["minval"], 0) and is_int(given["maxval"], 1, None):
        ids.extra += 2  # minval and maxval, before the draw
        result = call()
        ids.extra += 3
    else:
        result = call()
        ids.extra += 2 * (result.op.type == "Mul")
    return result


@corrects("tensorflow.python.ops.nn_ops:_dropout", "tensorflow.python.ops.nn_ops:dropout_v2")
def _dropout(ids, call, given):
    x, rate, noise_shape = given["x"], given["rate"], given.get("noise_shape")
    if isinstance(rate, numbers.Real) and rate == 0:
        return call()
    start = ids.mark()
    constants = made(x) + made(rate)
    if isinstance(noise_shape, (list, tuple)) and first_tensor(noise_shape) is not None:
        shaping = 1 + sum(made(size) for size in noise_shape)
    else:
        shaping = noise_shape is None or made(noise_shape)
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
    """1.15 added zeros in the shape of ``beta``; newer versions compute a common shape and broadcast."""
    if first_tensor(given["shape"]) is not None:
        return call()
    start = ids.mark()
    constants = sum(made(given[name]) for name in ("alpha", "beta", "shape"))
    ids.expect_draw(start.last + constants + 2)
    result = call()
    ids.expect_draw(None)
    ids.settle(start, constants + 6)
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
