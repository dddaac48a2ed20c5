"""The rest of the old backend on Keras 3: functions that also take symbolic tensors.

Keras 3 keeps the old functions for tensors (``keras._tf_keras.keras.backend``); given symbolic ones they raise. Here
symbolic arguments go to `keras.ops`, everything else to the old function.
"""

import functools
import inspect

import numpy as np
import tensorflow as tf

from tf1shim import report
from tf1shim.session_era import submodels, tables


def lookup(name):
    """The backend function ``name``.

    Raises:
        AttributeError: keras 2.3.1's backend had none, or it has no equivalent.
    """
    import keras
    from keras._tf_keras.keras import backend as old

    if name in _OURS:
        return _OURS[name]
    row = tables.load()["ops with defaults"].get(name) or tables.load()["ops"].get(name)
    kept = getattr(old, name, None) or getattr(keras.backend, name, None)
    if row is None or kept is None:
        if kept is None:
            raise AttributeError(f"module 'keras.backend' has no attribute {name!r}")
        return kept
    defaults = dict(row) if isinstance(row, dict) else {"op": row}
    op = getattr(keras.ops, defaults.pop("op"))
    parameters = tuple(inspect.signature(op).parameters)

    @functools.wraps(kept)
    def function(*args, **kwargs):
        if args and isinstance(args[0], _Shape) and None in args[0]:
            args = (args[0].symbolic(), *args[1:])
        if not any(map(_symbolic, (*args, *kwargs.values()))):
            return kept(*args, **kwargs)
        given = set(kwargs) | set(parameters[:len(args)])
        return op(*args, **{**{k: v for k, v in defaults.items() if k not in given}, **kwargs})

    return function


def __getattr__(name):
    # For provider strings of `tf.keras.backend`, which may be another Keras.
    if name.startswith("__") or not str(getattr(tf.keras, "__version__", "")).startswith("3."):
        raise AttributeError(name)
    return lookup(name)


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None):
    """A symbolic tensor to be fed: `keras.Input` with the batch axis in ``shape``."""
    import keras

    report.legacy_call("keras.backend.placeholder", "keras.Input")
    if shape is None:
        shape = (None,) * (ndim or 0)
    return keras.Input(batch_shape=tuple(shape), dtype=dtype, sparse=sparse, name=name)


def _set_value(x, value):
    """Assign an array to a variable, Keras' or TensorFlow's."""
    x.assign(np.asarray(value, dtype=tf.as_dtype(x.dtype).as_numpy_dtype))


def _batch_set_value(tuples):
    """`set_value` for each ``(variable, value)``."""
    for x, value in tuples:
        _set_value(x, value)


def _get_value(x):
    """The value as a NumPy array; what is no tensor or variable is returned as it is."""
    return x.numpy() if hasattr(x, "numpy") and not isinstance(x, np.ndarray) else x


def _batch_get_value(tensors):
    """`get_value` of each."""
    return [_get_value(x) for x in tensors]


def int_shape(x):
    """The shape as a tuple of int and None."""
    return tuple(x.shape) if hasattr(x, "shape") else None


def ndim(x):
    """The number of axes."""
    return len(x.shape)


class _Shape(tuple):
    """The static shape of a symbolic tensor; computed with, it is the shape that the fed value has."""

    def __new__(cls, x):
        shape = super().__new__(cls, x.shape)
        shape._of = x
        return shape

    def symbolic(self):
        """The shape as a symbolic tensor."""
        return _shape_layer_class()()(self._of)


def _shape(x):
    """The shape: as a tensor, or a tuple with None where it is not known yet."""
    return _Shape(x) if submodels.is_symbolic(x) else tf.shape(x)


@functools.lru_cache(maxsize=None)
def _shape_layer_class():
    import keras

    class ShapeOf(keras.layers.Layer):
        """The shape of what it is fed, as a tensor."""

        def call(self, inputs):
            return tf.shape(inputs)

        def compute_output_spec(self, inputs):
            """One number for each axis."""
            return keras.KerasTensor((len(inputs.shape),), dtype="int32")

    return ShapeOf


# Keras 3 keeps functions of these names that take its own variables for TensorFlow's.
_OURS = {"batch_get_value": _batch_get_value, "batch_set_value": _batch_set_value,
         "get_value": _get_value, "set_value": _set_value, "shape": _shape}


def image_dim_ordering():
    """Keras 1's name for the image data format: 'th' or 'tf'."""
    import keras

    return "th" if keras.config.image_data_format() == "channels_first" else "tf"


def set_image_dim_ordering(dim_ordering):
    """Set the image data format by Keras 1's name.

    Raises:
        ValueError: neither 'th' nor 'tf'.
    """
    import keras

    if dim_ordering not in ("th", "tf"):
        raise ValueError(f"Unknown dim_ordering: {dim_ordering}")
    keras.config.set_image_data_format("channels_first" if dim_ordering == "th" else "channels_last")


def _symbolic(value):
    if isinstance(value, (list, tuple)):
        return any(map(_symbolic, value))
    return submodels.is_symbolic(value)
