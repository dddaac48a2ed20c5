"""`keras.activations`, where it differs from the installed one: a layer in an activation's place is warned of."""

import warnings

from tf1shim.keras2 import installed, mirror


def get(identifier):
    """The activation function of a name; None is `linear`, a callable is itself.

    Raises:
        ValueError: neither a known name nor callable.
    """
    if callable(identifier):
        if isinstance(identifier, mirror.mirror(installed.module("engine.base_layer").Layer)):
            warnings.warn(
                f"Do not pass a layer instance (such as {type(identifier).__name__}) as the activation argument of "
                "another layer. Instead, advanced activation layers should be used just like any other layer in a "
                "model.", stacklevel=2)
        return identifier
    return installed.api("activations").get(identifier)
