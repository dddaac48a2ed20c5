"""Making operations from NodeDefs by hand, and reading private attributes of operations and graphs.

TF1: ``tf.Operation(node_def, graph, inputs, output_types, ...)`` (framework/ops.py), as graph-rewriting code calls it;
    ``op._inputs``, ``op._outputs``, ``graph._last_id``, ...
TF2: since 2.13 the class takes a C++ handle; a NodeDef given to it ends the process. The attributes are C++, too.
Here: a NodeDef given to the class makes the operation that `Operation.from_node_def` makes. The attributes read as the
    public ones.
"""

from tf1shim.graph import renamed

_OF_OPERATIONS = {f"_{name}": name for name in ("traceback", "graph", "inputs", "outputs", "control_inputs")}
_OF_GRAPHS = {"_last_id": "version", "_version": "version"}


def install(journal):
    """Let the class take NodeDefs where it does not."""
    import tensorflow.compat.v1 as tf

    operation, node_def_class = tf.Operation, tf.NodeDef
    _private_attributes(journal)
    if not hasattr(operation, "from_node_def"):
        return
    genuine = operation.__new__

    def new(cls, node_def, g, *args, **kwargs):
        if isinstance(node_def, node_def_class):
            return cls.from_node_def(node_def, g, *args, **kwargs)
        return genuine(cls, node_def, g)

    journal.set_attr(operation, "__new__", staticmethod(new))


def _private_attributes(journal):
    import tensorflow.compat.v1 as tf

    with tf.Graph().as_default() as graph:
        operation = tf.no_op()
    for example, names in ((operation, _OF_OPERATIONS), (graph, _OF_GRAPHS)):
        for private, public in names.items():
            if not hasattr(example, private):
                journal.set_attr(type(example), private, renamed.alias(type(example), public))
