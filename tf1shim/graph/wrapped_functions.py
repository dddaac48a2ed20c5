"""Python objects among the arguments that `tf.wrap_function` fixes.

TF1: ``tf.wrap_function(fn, [tf.TensorSpec((), tf.float32), model])`` calls ``fn`` with the very ``model``.
TF2: newer versions hand it the object's class instead.
Here: objects that are neither tensors, their specs, nor plain data are bound to the function before it is wrapped.
"""

from tf1shim.graph import intercept

_PLAIN = (int, float, complex, str, bytes, list, tuple, dict, type(None))


def install(journal):
    """Bind such objects first."""
    from tensorflow.python.eager import wrap_function

    intercept.intercept(journal, wrap_function.wrap_function, _wrap)


def _wrap(genuine, args, kwargs):
    given = dict(zip(("fn", "signature", "name"), args), **kwargs)
    signature = given.get("signature")
    if isinstance(signature, (list, tuple)):
        bound = {place: value for place, value in enumerate(signature) if not _traced(value)}
        if bound:
            given["fn"] = _bind(given["fn"], bound, len(signature))
            given["signature"] = [value for place, value in enumerate(signature) if place not in bound]
    return genuine(**given)


def _traced(value):
    import numpy as np
    import tensorflow.compat.v1 as tf

    return isinstance(value, (*_PLAIN, np.ndarray, np.generic, tf.TypeSpec, tf.Variable)) or tf.is_tensor(value)


def _bind(function, bound, count):
    def call(*args):
        rest = iter(args)
        return function(*(bound[place] if place in bound else next(rest) for place in range(count)))

    return call
