"""`eval` of eager tensors and variables, and the initializers of these.

TF1: ``tensor.eval()``, ``variable.eval(session)`` give NumPy values by way of the default session;
``variable.initializer`` is an operation.
TF2: eagerly they raise; the initializer is None.
Here: eagerly they give the value; the initializer draws anew what a layer of Keras made, and else does nothing.
"""

from tf1shim import report


def install(journal):
    """Let eager tensors and variables be evaluated; ``journal`` takes it back."""
    import tensorflow as tf
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import resource_variable_ops

    from tf1shim.session_era import eager_ops

    def tensor_eval(self, feed_dict=None, session=None):
        report.legacy_call("Tensor.eval", "tensor.numpy()")
        return self.numpy()

    journal.set_attr(ops._EagerTensorBase, "eval", tensor_eval)
    variables = resource_variable_ops.BaseResourceVariable
    in_graph = variables.eval

    def variable_eval(self, session=None):
        if not getattr(self, "_in_graph_mode", False):
            report.legacy_call("Variable.eval", "variable.numpy()")
            return self.numpy()
        return in_graph(self, session)

    journal.set_attr(variables, "eval", variable_eval)
    genuine = variables.initializer

    def initializer(self):
        """The operation that initialises the variable."""
        operation = genuine.fget(self)
        return eager_ops.Reinitialisation(self) if operation is None and tf.executing_eagerly() else operation

    journal.set_attr(variables, "initializer", property(initializer))
