"""NumPy's numbers and arrays where TensorFlow looks at their type.

TF1: `tf.nn.convolution(x, kernel, "SAME")`, and the atrous convolutions made of it, take a float64 array as the kernel
    of a float32 image: the op converts it. `tf.argmax(x, np.int64(0))` takes any whole number.
TF2: the array becomes a tensor of its own type first, which the op then refuses; and argmax compares a NumPy type with
    TensorFlow's (from about 2.13 on), which never are equal.
Here: the kernel is given in the image's type, the axis as a number.
"""

import numpy as np

from tf1shim.graph import intercept


def install(journal):
    """Convert before TensorFlow looks; undone with the journal."""
    from tensorflow.python.ops import math_ops, nn_ops

    intercept.intercept(journal, nn_ops.convolution_internal, _kernel_as_image)
    intercept.intercept(journal, math_ops.argmax_v2, _axis_as_number)


def _kernel_as_image(genuine, args, kwargs):
    given = {**dict(zip(("input", "filters"), args)), **kwargs}
    dtype = getattr(getattr(given.get("input"), "dtype", None), "as_numpy_dtype", None)
    kernel = given.get("filters")
    if dtype is not None and isinstance(kernel, np.ndarray) and kernel.dtype.kind in "fiu":
        given["filters"] = kernel.astype(dtype)
    return genuine(given.pop("input"), given.pop("filters"), *args[2:], **given)


def _axis_as_number(genuine, args, kwargs):
    if len(args) > 1:
        args = (args[0], _as_number(args[1]), *args[2:])
    elif "axis" in kwargs:
        kwargs = {**kwargs, "axis": _as_number(kwargs["axis"])}
    return genuine(*args, **kwargs)


def _as_number(axis):
    return int(axis) if isinstance(axis, (np.ndarray, np.generic)) and np.shape(axis) == () else axis
