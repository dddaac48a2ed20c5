"""tf1shim runs TensorFlow 1 programs, unedited, on TensorFlow 2.

Importing it activates it: put ``import tf1shim`` on top of an old script, or run the script with ``TF1SHIM=1`` in the
environment, or with ``python -m tf1shim run script.py``.
"""

from tf1shim.activation import activate, deactivate, mode, native, status
from tf1shim.errors import SettingError, TF1ShimError, TF1ShimWarning, UnavailableError

__version__ = "0.1.0"
__all__ = [
    "SettingError", "TF1ShimError", "TF1ShimWarning", "UnavailableError",
    "activate", "deactivate", "mode", "native", "status",
]

# `pytest -p tf1shim`: pytest reads this name from a plugin module; nobody else does.
pytest_plugins = ("tf1shim.plugins.pytest_plugin",)


def load_ipython_extension(shell):
    """``%load_ext tf1shim``. Importing has activated already, unless ``%unload_ext`` came between."""
    from tf1shim.plugins import ipython

    activate()
    ipython.install()


def unload_ipython_extension(shell):
    """``%unload_ext tf1shim``."""
    from tf1shim.plugins import ipython

    ipython.uninstall()
    deactivate()


try:
    activate()
except SettingError as error:
    from tf1shim import cli

    if cli.is_starting():  # a bug report begins with `tf1shim info`: one line, not a traceback
        cli.refuse_at_start(error)
    raise
