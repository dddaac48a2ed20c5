"""Private names of `keras.layers` that programs built their own layers on: `_Merge`, `_Conv`, `_Pooling2D`, ...

TF1: `keras.layers.merge._Merge`, `keras.layers.pooling._GlobalPooling1D`; a subclass of `_Pooling2D` states its
    `_pooling_function`.
TF2: the classes are called otherwise and lie elsewhere; pooling layers are given their function.
Here: the old names and the old protocol.

Source: keras 2.3.1 `layers/merge.py`, `layers/convolutional.py`, `layers/pooling.py`, `layers/recurrent.py`.
"""

import functools

from tf1shim.keras2 import installed, mirror

# Name -> (implementation module, class there).
_CLASSES = {
    "_Merge": ("layers.base_merge", "_Merge"),
    "_Conv": ("layers.base_conv", "Conv"),
    **{f"_GlobalPooling{rank}D": (f"layers.base_global_pooling{rank}d", f"GlobalPooling{rank}D")
       for rank in (1, 2, 3)},
}
_POOLING = {f"_Pooling{rank}D": rank for rank in (1, 2, 3)}


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _CLASSES:
        path, native = _CLASSES[name]
        return mirror.mirror(getattr(installed.module(path), native))
    if name in _POOLING:
        return _pooling(_POOLING[name])
    raise AttributeError(name)


def _pooling(rank):
    native = getattr(installed.module(f"layers.base_pooling{rank}d"), f"Pooling{rank}D")

    class Pooling(mirror.mirror(native)):
        """Pooling by a subclass' ``_pooling_function(inputs, pool_size, strides, padding, data_format)``."""

        def __init__(self, pool_size=(2,) * rank, strides=None, padding="valid", data_format=None, **kwargs):
            native.__init__(self, None, pool_size, pool_size if strides is None else strides, padding,
                            "channels_last" if rank == 1 and data_format is None else data_format, **kwargs)

        def _pooling_function(self, inputs, pool_size, strides, padding, data_format):
            raise NotImplementedError

        def call(self, inputs):
            backend, extra, axis = installed.backend(), (), None
            if rank == 1:  # pooled as an image that is one wide
                axis, extra = 2 if self.data_format == "channels_last" else 3, (1,)
                inputs = backend.expand_dims(inputs, axis)
            outputs = self._pooling_function(
                inputs=inputs, pool_size=tuple(self.pool_size) + extra, strides=tuple(self.strides) + extra,
                padding=self.padding, data_format=self.data_format)
            return outputs if axis is None else backend.squeeze(outputs, axis)

    Pooling.__name__ = Pooling.__qualname__ = f"_Pooling{rank}D"
    return Pooling


def _generate_dropout_mask(ones, rate, training=None, count=1):
    """Dropout of ``ones`` while training; with a ``count`` above one, a list of so many."""
    backend = installed.backend()
    masks = [backend.in_train_phase(lambda: backend.dropout(ones, rate), ones, training=training)
             for _ in range(count)]
    return masks if count > 1 else masks[0]


def _standardize_args(inputs, initial_state, constants, num_constants):
    """What a recurrent layer is called with, a list of everything taken apart: (inputs, initial_state, constants)."""
    tools = installed.module("layers.rnn_utils")
    standardize = getattr(tools, "standardize_args", None) or tools._standardize_args
    return standardize(inputs, initial_state, constants, num_constants)
