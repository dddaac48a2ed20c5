"""What TF 1.15's image functions created, where the installed TensorFlow creates something else; see `seed_rules`."""

from tf1shim.graph.seed_rules import corrects

_HOME = "tensorflow.python.ops.image_ops_impl"


@corrects(f"{_HOME}:_CheckAtLeast3DImage")
def _check_image(ids, call, given):
    start = ids.mark()
    result = call()
    # 1.15 looked at the whole shape, not at its last three entries.
    ids.extra -= 4 * ids.created(start, "StridedSlice")
    return result


@corrects(f"{_HOME}:crop_to_bounding_box")
def _crop(ids, call, given):
    start = ids.mark()
    result = call()
    if ids.created(start, "Pack"):
        ids.extra -= 12  # number and depth are read off the image's shape at run time where 1.15 said "the rest"
    return result


@corrects(f"{_HOME}:per_image_standardization")
def _standardize(ids, call, given):
    result = call()
    ids.extra += result.op.type == "RealDiv"  # not brought back to the image's type
    return result
