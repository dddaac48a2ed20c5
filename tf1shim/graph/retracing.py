"""`tf.function(experimental_relax_shapes=True)`.

TF1: a new shape is traced; where a function is traced again and again for shapes of one rank, sizes are left open.
TF2: newer versions do so at the second shape, and forget the rank where it differs: ``len(x.shape)`` fails inside.
Here: on those versions every shape is traced.
"""

import functools
import inspect

from tf1shim.graph import signatures


def __getattr__(name):
    """`function`, as a program of TF 1.15 calls it."""
    if name != "function":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _function()


@functools.lru_cache(maxsize=None)
def _function():
    import tensorflow.compat.v1 as tf

    made = signatures.function
    if "reduce_retracing" not in inspect.signature(tf.function).parameters:
        return made
    place = list(inspect.signature(made).parameters).index("experimental_relax_shapes")

    @functools.wraps(made)
    def function(*args, **kwargs):
        if len(args) > place:
            args = (*args[:place], False, *args[place + 1:])
        if kwargs.get("experimental_relax_shapes"):
            kwargs["experimental_relax_shapes"] = None
        return made(*args, **kwargs)

    return tf.autograph.experimental.do_not_convert(function)
