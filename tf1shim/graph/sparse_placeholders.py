"""`tf.sparse_placeholder` of a shape that is given, and feeding the dense shapes of sparse tensors.

TF1: the dense shape is a constant ``x/shape``, so that shapes of what is computed are known: a dense layer can follow
    `tf.sparse_tensor_to_dense`. Where a size is None, it is a placeholder that must be fed.
TF2: a placeholder with a default, whose value no shape inference sees. Each `SparseTensor` that is made looks at the
    value of its dense shape, which forbids feeding that: programs feed all three parts.
Here: as in TF 1. Sizes given beside a None stay known, which `tf.keras.Input(sparse=True)` wants.
"""

from tf1shim.graph import intercept


def install(journal):
    """Replace the making of such placeholders; undone with the journal."""
    from tensorflow.python.framework import sparse_tensor
    from tensorflow.python.ops import array_ops

    intercept.intercept(journal, array_ops.sparse_placeholder, _make)
    intercept.intercept(journal, sparse_tensor.SparseTensor.__init__, _feedable)


def _make(genuine, args, kwargs):
    import tensorflow.compat.v1 as tf

    given = {"shape": None, "name": None, **dict(zip(("dtype", "shape", "name"), args)), **kwargs}
    shape, name = given["shape"], given["name"]
    if shape is None or tf.executing_eagerly():
        return genuine(*args, **kwargs)

    def named(part):
        return None if name is None else f"{name}/{part}"

    sizes = None
    if tf.is_tensor(shape):
        rank = shape.shape[0]
        dense = tf.convert_to_tensor(shape, tf.int64, name=named("shape"))
    else:
        sizes = [getattr(size, "value", size) for size in shape]
        rank = len(sizes)
        dense = (tf.placeholder(tf.int64, [rank], name=named("shape")) if None in sizes
                 else tf.convert_to_tensor(sizes, tf.int64, name=named("shape")))
    values = tf.placeholder(given["dtype"], [None], name=named("values"))
    made = tf.SparseTensor(tf.placeholder(tf.int64, [None, rank], name=named("indices")), values, dense)
    if sizes is not None:
        made._dense_shape_default = tf.TensorShape([None if size == -1 else size for size in sizes])
    return made


def _feedable(genuine, args, kwargs):
    import tensorflow.compat.v1 as tf

    if tf.executing_eagerly():
        return genuine(*args, **kwargs)
    unfeedable = tf.get_default_graph()._unfeedable_tensors
    before = list(unfeedable)
    genuine(*args, **kwargs)
    if len(unfeedable) != len(before):
        unfeedable.clear()
        unfeedable.update(before)
    return None
