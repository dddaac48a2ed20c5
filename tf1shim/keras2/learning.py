"""Which tensors depend on the learning phase: read from the graph, where old Keras kept flags on tensors."""


def any_depends(tensors, beyond=()):
    """Whether any tensor depends on the learning-phase placeholder of its graph.

    Args:
        tensors: iterable of graph tensors.
        beyond: tensors whose own history does not count.
    """
    seen = {t.op for t in beyond if hasattr(t, "op")}
    todo = [t.op for t in tensors if hasattr(t, "op") and t.op not in seen]
    seen.update(todo)
    while todo:
        op = todo.pop()
        if op.type == "PlaceholderWithDefault" and op.name.rpartition("/")[2].startswith(
                "keras_learning_phase"):
            return True
        for tensor in op.inputs:
            if tensor.op not in seen:
                seen.add(tensor.op)
                todo.append(tensor.op)
    return False
