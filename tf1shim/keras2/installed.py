"""The installed Keras 2: its implementation modules, wherever this TensorFlow keeps them.

`tensorflow.python.keras` (TF 2.5), `keras` (to 2.12), `keras.src` (to 2.15), `tf_keras.src` (2.16 and later).
"""

import functools
import importlib

from tf1shim import capabilities
from tf1shim.errors import TF1ShimError

# Implementation modules that moved between the four, newest place first.
_MOVED = {
    "saving.hdf5_format": ("saving.legacy.hdf5_format", "saving.hdf5_format"),
    "saving.saving_utils": ("saving.legacy.saving_utils", "saving.saving_utils"),
    "optimizer_v1": ("optimizers.optimizer_v1", "optimizer_v1"),
    "optimizer_v2": ("optimizers.legacy.optimizer_v2", "optimizers.optimizer_v2.optimizer_v2",
                     "optimizer_v2.optimizer_v2"),
    "optimizers.schedules.learning_rate_schedule": (
        "optimizers.schedules.learning_rate_schedule", "optimizer_v2.learning_rate_schedule"),
    "layers.base_merge": ("layers.merging.base_merge", "layers.merge"),
    "layers.base_conv": ("layers.convolutional.base_conv", "layers.convolutional"),
    "layers.rnn_utils": ("layers.rnn.rnn_utils", "layers.recurrent"),
    **{f"layers.base_{kind}{rank}d": (f"layers.pooling.base_{kind}{rank}d", "layers.pooling")
       for kind in ("pooling", "global_pooling") for rank in (1, 2, 3)},
    "models": ("models.cloning", "models"),
    "model_config": ("saving.legacy.model_config", "saving.model_config"),
}


@functools.lru_cache(maxsize=None)
def root():
    """Dotted name of the package of implementation modules.

    Raises:
        TF1ShimError: no Keras 2 is installed; the message says what to install.
    """
    package = capabilities.keras2_package()
    if package is None:
        raise TF1ShimError(
            f"Keras in graph mode needs Keras 2, and the installed keras is Keras 3: {capabilities.KERAS2_HINT}")
    if package == "tensorflow.python.keras":
        return package
    importlib.import_module(package)
    source = f"{package}.src"
    return source if importlib.util.find_spec(source) else package


@functools.lru_cache(maxsize=None)
def module(path):
    """An implementation module by its path below the package, e.g. ``engine.training_v1``."""
    candidates = _MOVED.get(path, (path,))
    for candidate in candidates:
        try:
            return importlib.import_module(f"{root()}.{candidate}")
        except ModuleNotFoundError:
            if candidate == candidates[-1]:
                raise


@functools.lru_cache(maxsize=None)
def api(path=""):
    """A module of the v1 API by its path below ``tf.compat.v1.keras``."""
    root()  # the clear error first
    import tensorflow.compat.v1 as tf

    value = tf.keras
    for part in path.split(".") if path else ():
        value = getattr(value, part)
    return value


def backend():
    """The backend module, whose globals hold Keras' state."""
    return module("backend")
