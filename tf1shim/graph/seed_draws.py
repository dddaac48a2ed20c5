"""What TF 1.15 created for a random op, where the installed TensorFlow creates something else; see `seed_rules`."""

from tf1shim.graph.seed_rules import corrects, first_tensor, is_int, made


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
