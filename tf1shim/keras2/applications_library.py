"""Names of the package `keras_applications` itself."""

from tf1shim.keras2 import installed

__version__ = "1.0.8"


def get_submodules_from_kwargs(kwargs):
    """Take backend, layers, models and utils from keyword arguments, ours where one is not given.

    Raises:
        TypeError: another argument.
    """
    from tf1shim.keras2 import standalone

    wanted = ("backend", "layers", "models", "utils")
    for key in kwargs:
        if key not in wanted:
            raise TypeError(f"Invalid keyword argument: {key}")
    return tuple(kwargs.get(key) or standalone.module(f"keras.{key}") for key in wanted)


def correct_pad(backend, inputs, kernel_size):
    """Padding before a strided convolution that gives what ``same`` gives."""
    return installed.module("applications.imagenet_utils").correct_pad(inputs, kernel_size)
