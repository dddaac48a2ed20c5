"""What TF 1.15 created for a call on sparse tensors, where TensorFlow does otherwise today; see `seed_rules`."""

from tf1shim.graph.seed_rules import corrects


@corrects("tensorflow.python.ops.embedding_ops:embedding_lookup_sparse")
def _embedding_lookup_sparse(ids, call, given):
    """1.15 looked every id up once and made 32-bit numbers of the rows; newer versions sum straight from the table."""
    start = ids.mark()
    result = call()
    created = ids.newest(start)
    if not any(op.type == "Cast" and op.inputs[0].op.type == "StridedSlice" for op in created):
        ids.extra += 1
    if not any(op.type == "Unique" for op in created):
        ids.extra += 4  # the unique ids, and the lookup by axis, which passes on what it found
        ids.memory.setdefault("lookups", set()).add(result.op.name)
    return result
