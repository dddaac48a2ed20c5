"""Which Keras is speaking, where one installed function serves both: a flag of the calling thread."""

import contextlib
import threading

_local = threading.local()


@contextlib.contextmanager
def standalone():
    """Within the block, this thread acts for standalone Keras."""
    before = is_standalone()
    _local.standalone = True
    try:
        yield
    finally:
        _local.standalone = before


def is_standalone():
    """Whether this thread acts for standalone Keras."""
    return getattr(_local, "standalone", False)
