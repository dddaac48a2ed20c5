"""tf.contrib.keras: tf.keras, which it became (source: TF 1.15, contrib/keras/__init__.py)."""

import tensorflow.compat.v1 as _tf

_CHILDREN = ("activations", "applications", "backend", "callbacks", "constraints", "datasets",
             "estimator", "initializers", "layers", "losses", "metrics", "models", "optimizers",
             "preprocessing", "regularizers", "utils", "wrappers")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(_tf.keras, name)


def __dir__():
    return [name for name in _CHILDREN if hasattr(_tf.keras, name)]
