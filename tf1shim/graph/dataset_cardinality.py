"""How many elements a mapped dataset has.

TF1: `map` keeps the number, so `tf.data.experimental.cardinality` tells it, and Keras' ``fit`` knows its steps
    ("Train on 3 steps"; core/kernels/data/map_dataset_op.cc).
TF2: unknown for the `map` of TF 1, whose function may end the dataset, and ``fit`` says "1/Unknown".
Here: asked for the number, the dataset's operations are copied with maps that keep it; nothing else uses the copies, so
    functions may go on ending their dataset.
"""

from tf1shim.graph import intercept, op_ids

_MAPS = ("MapDataset", "ParallelMapDataset", "ParallelMapDatasetV2")
_KEEPS = "preserve_cardinality"


def install(journal):
    """Ask copies for the number; undone with the journal."""
    from tensorflow.python.ops import gen_dataset_ops

    intercept.intercept(journal, gen_dataset_ops.dataset_cardinality, _of_copy)


def _of_copy(genuine, args, kwargs):
    import tensorflow.compat.v1 as tf

    asked = args[0] if args else kwargs["input_dataset"]
    graph = tf.get_default_graph()
    if tf.executing_eagerly() or asked.graph is not graph or not _loses_count(asked, set()):
        return genuine(*args, **kwargs)
    ids = op_ids.of(graph)
    start = ids.mark()
    copied = _copy(asked, graph, {})
    ids.settle(start, 0)  # TF 1.15 had no copies
    if args:
        return genuine(copied, *args[1:], **kwargs)
    return genuine(**{**kwargs, "input_dataset": copied})


def _loses_count(dataset, seen):
    """Whether a map that does not keep the number is among the operations of a dataset."""
    op = dataset.op
    if op.name in seen:
        return False
    seen.add(op.name)
    return (op.type in _MAPS and not op.get_attr(_KEEPS)) or any(_loses_count(part, seen) for part in _parts(op))


def _parts(op):
    return [value for value in op.inputs if value.op.type.endswith(("Dataset", "DatasetV2", "DatasetV3"))]


def _copy(dataset, graph, made):
    import tensorflow.compat.v1 as tf

    op = dataset.op
    if op.name not in made:
        parts = {part.ref(): _copy(part, graph, made) for part in _parts(op)}
        attrs = dict(op.node_def.attr)
        if op.type in _MAPS:
            attrs[_KEEPS] = tf.AttrValue(b=True)
        made[op.name] = graph.create_op(
            op.type, [parts.get(value.ref(), value) for value in op.inputs], [output.dtype for output in op.outputs],
            name=f"cardinality/{op.type}", attrs=attrs)
    return made[op.name].outputs[dataset.value_index]
