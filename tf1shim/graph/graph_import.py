"""Importing graphs that TensorFlow 1 wrote with batch-norm training nodes.

TF1: `import_graph_def`, `import_meta_graph` and SavedModel loading of a graph written by TF 1.x.
TF2: since 2.2 FusedBatchNorm* nodes have another number of outputs, and import fails with "`_output_shapes` attribute
inconsistent with the GraphDef" (python/framework/importer.py).
Here: the attribute, which is only a hint, is dropped from those nodes on import; the given graph is not changed.
"""

_PREFIX = "FusedBatchNorm"
_ATTRIBUTE = "_output_shapes"


def install(journal):
    """Wrap the step of `import_graph_def` that takes the GraphDef in."""
    from tensorflow.python.framework import importer

    def process(wrapped, instance, args, kwargs):
        graph_def = wrapped(*args, **kwargs)
        if any(_stale(node) for node in _nodes(graph_def)):
            copy = type(graph_def)()
            copy.CopyFrom(graph_def)
            graph_def = copy
            for node in _nodes(graph_def):
                if _stale(node):
                    del node.attr[_ATTRIBUTE]
        return graph_def

    journal.wrap(importer, "_ProcessGraphDefParam", process)


def _nodes(graph_def):
    yield from graph_def.node
    for function in graph_def.library.function:
        yield from function.node_def


def _stale(node):
    return node.op.startswith(_PREFIX) and _ATTRIBUTE in node.attr
