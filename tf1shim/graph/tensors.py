"""The class of a graph's tensors.

TF1: one class, `tf.Tensor`, so that programs ask ``type(x) is tf.Tensor`` or ``type(x).__name__ == "Tensor"``.
TF2: since 2.14 a graph's tensors are of a subclass, SymbolicTensor.
Here: that subclass is called Tensor, and is what `tf.Tensor` means where ops go into graphs.
"""


def install(journal):
    """Give the subclass, where there is one, the name of the class of TF 1."""
    symbolic = _subclass()
    if symbolic is None:
        return
    before = symbolic.__name__, symbolic.__qualname__

    def restore():
        symbolic.__name__, symbolic.__qualname__ = before

    symbolic.__name__ = symbolic.__qualname__ = "Tensor"
    journal.on_undo(restore, "the name of SymbolicTensor")


def __getattr__(name):
    """``Tensor``: the class of the tensors that ops give now."""
    if name != "Tensor":
        raise AttributeError(name)
    import tensorflow.compat.v1 as tf
    from tensorflow.python.framework import ops

    if ops.executing_eagerly_outside_functions():
        return tf.Tensor
    return _subclass() or tf.Tensor


def _subclass():
    import tensorflow.compat.v1 as tf
    from tensorflow.python.framework import ops

    found = getattr(ops, "SymbolicTensor", None)
    # 2.13 has an empty class of that name, which no tensor is of.
    return found if found is not None and issubclass(found, tf.Tensor) else None
