"""The class of a graph's tensors.

TF1: one class, `tf.Tensor`, so that programs ask ``type(x) is tf.Tensor`` or ``type(x).__name__ == "Tensor"``.
    A tensor's ``_shape`` is its shape.
TF2: since 2.14 a graph's tensors are of a subclass, SymbolicTensor. Since 2.13 ``_shape`` is what the shape is made of.
Here: that subclass is called Tensor, and is what `tf.Tensor` means where ops go into graphs. ``_shape`` is a shape.
"""


def install(journal):
    """Give the class of a graph's tensors the name and the shapes of the class of TF 1."""
    symbolic = _subclass()
    if symbolic is not None:
        before = symbolic.__name__, symbolic.__qualname__

        def restore():
            symbolic.__name__, symbolic.__qualname__ = before

        symbolic.__name__ = symbolic.__qualname__ = "Tensor"
        journal.on_undo(restore, "the name of SymbolicTensor")
    _shapes(journal, symbolic)


def _shapes(journal, symbolic):
    """Let ``_shape`` be a shape."""
    import tensorflow.compat.v1 as tf

    kind = symbolic or tf.Tensor
    if "_shape" in vars(tf.Tensor) or not hasattr(kind, "_shape"):  # a shape already, or no such name
        return
    if symbolic is not None and not hasattr(symbolic, "_shape_val"):  # the class makes the shape of something else
        return
    parts = kind._shape

    def shape(self):
        if self._shape_val is None:
            sizes, unknown = parts.__get__(self)
            self._shape_val = tf.TensorShape(None if unknown else sizes)
        return self._shape_val

    journal.set_attr(kind, "shape", property(shape, doc=kind.shape.__doc__))
    # Eager tensors, where they are of this class too, have a shape of their own, and crash when asked for the parts.
    journal.set_attr(kind, "_shape", property(lambda self: self.shape, doc=kind.shape.__doc__))


def __getattr__(name):
    """``Tensor``: the class of the tensors that ops give now."""
    if name != "Tensor":
        raise AttributeError(name)
    import tensorflow.compat.v1 as tf

    choose = chooser()
    return choose() if choose else tf.Tensor


def chooser():
    """A function that returns the class that `tf.Tensor` means at the moment; None where it is always the same."""
    import tensorflow.compat.v1 as tf
    from tensorflow.python.framework import ops

    symbolic, plain = _subclass(), tf.Tensor
    eagerly, outside, graph = tf.executing_eagerly, ops.executing_eagerly_outside_functions, ops.get_default_graph

    def choose():
        # The question about functions takes 8 microseconds, and few graphs are a function's.
        return plain if eagerly() or graph().building_function and outside() else symbolic

    return None if symbolic is None else choose


def _subclass():
    import tensorflow.compat.v1 as tf
    from tensorflow.python.framework import ops

    found = getattr(ops, "SymbolicTensor", None)
    # 2.13 has an empty class of that name, which no tensor is of.
    return found if found is not None and issubclass(found, tf.Tensor) else None
