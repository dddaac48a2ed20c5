"""Making operations from NodeDefs by hand.

TF1: ``tf.Operation(node_def, graph, inputs, output_types, ...)`` (framework/ops.py), as graph-rewriting code calls it.
TF2: since 2.13 the class takes a C++ handle; a NodeDef given to it ends the process.
Here: a NodeDef given to the class makes the operation that `Operation.from_node_def` makes.
"""


def install(journal):
    """Let the class take NodeDefs where it does not."""
    import tensorflow.compat.v1 as tf

    operation, node_def_class = tf.Operation, tf.NodeDef
    if not hasattr(operation, "from_node_def"):
        return
    genuine = operation.__new__

    def new(cls, node_def, g, *args, **kwargs):
        if isinstance(node_def, node_def_class):
            return cls.from_node_def(node_def, g, *args, **kwargs)
        return genuine(cls, node_def, g)

    journal.set_attr(operation, "__new__", staticmethod(new))
