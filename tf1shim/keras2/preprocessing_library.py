"""Names of the package `keras_preprocessing` itself."""

__version__ = "1.1.2"


def set_keras_submodules(backend, utils):
    """Without effect: there is one Keras."""


def get_keras_submodule(name):
    """The module `keras.backend` or `keras.utils`.

    Raises:
        ImportError: another name.
    """
    from tf1shim.keras2 import standalone

    if name not in ("backend", "utils"):
        raise ImportError(f'Can only retrieve "backend" and "utils". Requested: {name}')
    return standalone.module(f"keras.{name}")
