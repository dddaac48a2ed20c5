"""Names of dropout's ops.

TF1: `tf.nn.dropout` multiplies the input, ``dropout/mul``, and then by the mask, ``dropout/mul_1`` (ops/nn_ops.py);
    programs fetch the result by that name.
TF2: the names are ``dropout/Mul`` or ``dropout/RealDiv``, and ``dropout/SelectV2`` or ``dropout/Mul_1``.
Here: the same ops under TF 1.15's names.
"""

from tf1shim.graph.intercept import intercept

_MULTIPLICATIONS = ("Mul", "RealDiv", "SelectV2")


def install(journal):
    """Name the ops of dropout as TF 1.15 did."""
    from tensorflow.python.ops import nn_ops

    intercept(journal, getattr(nn_ops, "_dropout", nn_ops.dropout_v2), _with_old_names)


def _with_old_names(original, args, kwargs):
    import tensorflow.compat.v1 as tf

    graph = tf.get_default_graph()
    if tf.executing_eagerly() or not hasattr(graph.unique_name, "__self__"):  # eager, or within another
        return original(*args, **kwargs)
    genuine = graph.unique_name
    # An op asks its graph for its name; to answer there costs nothing outside dropout.
    graph.unique_name = lambda name, mark_as_used=True: genuine(
        "mul" if name in _MULTIPLICATIONS else name, mark_as_used)
    try:
        return original(*args, **kwargs)
    finally:
        del graph.unique_name
