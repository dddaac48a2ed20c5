"""tf.contrib.framework.print_op (source: contrib/framework/python/ops/prettyprint_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import variables


def print_op(input_, data=None, message=None, first_n=None, summarize=20, print_tensor_name=True,
             print_tensor_type=True, print_shape=True, summarize_indicator_vector=True, name=None):
    """Return ``input_`` with a `tf.Print` of it attached.

    Args:
        input_: `tf.Tensor`, `tf.Variable`, `tf.SparseTensor` or `tf.TensorArray`.
        data: list of more such values to print.
        message: prefix.
        first_n: print that many times only.
        summarize: entries printed of each tensor.
        print_tensor_name, print_tensor_type, print_shape: what to say of each.
        summarize_indicator_vector: for bool tensors, where the first True stands.
        name: name of the op.

    Raises:
        ValueError: a value of another kind.
    """
    if input_ is None:
        raise ValueError("input_ must be of type Tensor, SparseTensor or TensorArray")
    shown = []
    for value in (input_, *(data or ())):
        shown += _described(value, print_tensor_name, print_tensor_type, print_shape,
                            summarize_indicator_vector)
    if _kind(input_) in ("Tensor", "Variable"):
        return tf.Print(input_, shown, message or "", first_n, summarize, name)
    printed = tf.Print(tf.constant([]), shown, message or "", first_n, summarize, name)
    with tf.control_dependencies([printed]):
        if _kind(input_) == "SparseTensor":
            return tf.SparseTensor(tf.identity(input_.indices), tf.identity(input_.values),
                                   tf.identity(input_.dense_shape))
        return tf.TensorArray(dtype=input_.dtype, handle=input_.handle, flow=input_.flow)


def _kind(value):
    kinds = (("Variable", (tf.Variable, variables.Variable)), ("Tensor", tf.Tensor), ("SparseTensor", tf.SparseTensor),
             ("TensorArray", tf.TensorArray))
    for kind, klass in kinds:
        if isinstance(value, klass):
            return kind
    raise ValueError("t must be a Tensor, SparseTensor, TensorArray or Variable.")


def _described(value, with_name, with_type, with_shape, with_indicator):
    kind = _kind(value)
    rows = []
    if with_name and kind == "Tensor":
        rows.append(tf.constant("Name: " + value.name))
    if with_type:
        rows.append(tf.constant(f"Type: {kind} ({value.dtype.name})"))
    if with_shape:
        rows += {
            "Tensor": lambda: [tf.constant("Shape: " + str(value.shape.dims))],
            "SparseTensor": lambda: [tf.constant("Shape:"), value.dense_shape],
            "TensorArray": lambda: [tf.constant("Size:"), value.size()],
            "Variable": list,
        }[kind]()
    if with_indicator and value.dtype == tf.bool:
        rows += [tf.constant("First True in Boolean tensor at:"),
                 tf.argmax(tf.cast(value, tf.uint8), 0)]
    rows += {
        "Tensor": lambda: [tf.constant("Value:"), value],
        "SparseTensor": lambda: [tf.constant("Sparse indices:"), value.indices,
                                 tf.constant("Sparse values:"), value.values],
        "TensorArray": lambda: [tf.constant("Value:"), value.stack()],
        "Variable": list,
    }[kind]()
    return rows
