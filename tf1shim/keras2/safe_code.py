"""Python code in model files: refused, unless it is this program's own or the user allows it.

Keras 2 writes the marshalled code of a Lambda's function into its config, and runs it when the config is loaded from an
HDF5 file whatever ``safe_mode`` says (CVE-2025-9905).
Here: code that this process has itself put into a config is known and runs; other code is refused.
"""

import contextlib
import threading

from tf1shim import settings
from tf1shim.errors import TF1ShimError

_local = threading.local()
_known = set()


@contextlib.contextmanager
def checked(source, trusted=False):
    """Within the block, configs come from outside.

    Args:
        source: what is loaded, for the message.
        trusted: the caller allowed code.
    """
    before = getattr(_local, "source", None)
    _local.source = None if trusted or settings.current().allow_pickle else source
    try:
        yield
    finally:
        _local.source = before


@contextlib.contextmanager
def own():
    """Within the block, configs are this process' own."""
    before = getattr(_local, "source", None)
    _local.source = None
    try:
        yield
    finally:
        _local.source = before


def remember(code):
    """Note code that this process put into a config: text as `func_dump` gives it."""
    _known.add(_text(code))


def examine(code):
    """Raise `TF1ShimError` if ``code`` comes from outside and is not known."""
    source = getattr(_local, "source", None)
    if source is not None and _text(code) not in _known:
        raise TF1ShimError(
            f"{source} holds the code of a Lambda layer; loading it would run whatever code is in there. If you "
            "trust the file, set TF1SHIM_ALLOW_PICKLE=1 (setting allow_pickle) or pass safe_mode=False; better, "
            "build the model in code and use load_weights")


def _text(code):
    code = code[0] if isinstance(code, (tuple, list)) else code
    return "".join(code.split()) if isinstance(code, str) else code
