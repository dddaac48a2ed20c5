"""The one place where it is asked what the installed TensorFlow and Keras can do.

Questions are asked of the installed packages themselves (``hasattr``, ``find_spec``), not of version numbers,
wherever that is possible. Nothing here imports TensorFlow by itself unless its docstring says so.
"""

import functools
import importlib.machinery
import importlib.util
import os
import re
import sys

from tf1shim.errors import TF1ShimError

OLDEST = (2, 5)
_MODULE_FILES = tuple(importlib.machinery.all_suffixes())
KERAS2_HINT = "pip install 'tf1shim[tf,legacy]' (brings tf_keras of TensorFlow's own minor version)"


def has_module(name):
    """Whether a top-level package could be imported (it is not)."""
    if name in sys.modules:
        return sys.modules[name] is not None
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def is_installed_module(name):
    """Whether an installed package holds a file for the module ``name`` (nothing is imported)."""
    root, _, rest = name.partition(".")
    package = sys.modules.get(root)
    try:
        spec = package.__spec__ if package is not None else importlib.util.find_spec(root)
    except (ImportError, ValueError, AttributeError):
        return False
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = os.path.join(folder, *rest.split("."))
        if os.path.isdir(path) or any(os.path.isfile(path + end) for end in _MODULE_FILES):
            return True
    return False


def check_tensorflow(module):
    """Raise `TF1ShimError`, one clear line, unless ``module`` is a TensorFlow 2 that tf1shim supports."""
    version = getattr(module, "__version__", None)
    if version is None:
        raise TF1ShimError(
            f"tf1shim: the module 'tensorflow' at {getattr(module, '__path__', module)} is not TensorFlow"
        )
    numbers = version_tuple(version)
    if numbers < (2,):
        raise TF1ShimError(f"tf1shim: TensorFlow {version} is a TensorFlow 1 and needs no shim")
    if numbers < OLDEST:
        raise TF1ShimError(f"tf1shim: TensorFlow {version} is too old; tf1shim needs 2.5 or newer")


def missing_tensorflow():
    """The error for a program that needs TensorFlow where there is none."""
    return ModuleNotFoundError(
        "No module named 'tensorflow': tf1shim runs on an installed TensorFlow 2; "
        "pip install 'tf1shim[tf]'",
        name="tensorflow",
    )


def version_tuple(text):
    """``"2.16.1-rc0"`` -> ``(2, 16, 1)``."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


@functools.lru_cache(maxsize=None)
def installed_version(distribution):
    """Version tuple of an installed distribution, or None."""
    from importlib import metadata

    try:
        return version_tuple(metadata.version(distribution))
    except metadata.PackageNotFoundError:
        return None


def keras_is_3():
    """Whether the installed ``keras`` package is Keras 3 (False where there is none)."""
    version = installed_version("keras")
    return version is not None and version >= (3,)


def keras2_package():
    """Name of the package that holds Keras 2 for the installed TensorFlow, or None.

    ``tf_keras`` beside a Keras 3, else ``keras`` (TF 2.6 to 2.15), else TensorFlow's own (2.5).
    """
    if keras_is_3():
        return "tf_keras" if has_module("tf_keras") else None
    version = installed_version("keras")
    # TF 2.5 has Keras 2 inside; a stray older `keras` beside it is not the one TensorFlow uses.
    return "keras" if version is not None and version >= (2, 6) else "tensorflow.python.keras"


def keras2_version():
    """The version that the Keras 2 of `keras2_package` says it is."""
    return importlib.import_module(keras2_package()).__version__


def needs_legacy_keras_variable():
    """Whether TF_USE_LEGACY_KERAS=1 must stand in the environment for tf.keras to be Keras 2."""
    return keras_is_3() and has_module("tf_keras")


def text_formats_floats():
    """Whether protobuf's text format takes ``float_format`` (protobuf 6 and older); imports protobuf."""
    import inspect

    from google.protobuf import text_format

    return "float_format" in inspect.signature(text_format.MessageToString).parameters


def runs_old_protos():
    """Whether protobuf runs what protoc wrote before 3.19; imports protobuf."""
    from google.protobuf.internal import api_implementation

    return api_implementation.Type() != "upb"
