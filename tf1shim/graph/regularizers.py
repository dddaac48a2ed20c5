"""A variable's regularizer is called once, and its loss collected as a tensor.

TF1: `tf.get_variable` calls the regularizer within the scope ``NAME/Regularizer`` and collects what it gives in
    ``REGULARIZATION_LOSSES`` (ops/variable_scope.py). What is false, an empty dict among it, is none.
TF2: it is called once more outside the scope, and what is collected is an object that calls it at each use.
Here: as in TF 1.15.
"""


def install(journal):
    """Apply regularizers where the store of variables makes one."""
    import tensorflow.compat.v1 as tf
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import variable_scope

    if not hasattr(variable_scope, "_LazyEvalTensor"):
        return
    store = variable_scope._VariableStore
    genuine = store._get_single_variable

    def get_single_variable(self, name, *args, regularizer=None, **kwargs):
        known = name in self._vars
        variable = genuine(self, name, *args, regularizer=None, **kwargs)
        if regularizer and not known:
            with ops.colocate_with(variable), tf.name_scope(name + "/Regularizer/"), tf.init_scope():
                loss = regularizer(variable)
            if loss is not None:
                tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, loss)
        return variable

    journal.set_attr(store, "_get_single_variable", get_single_variable)
