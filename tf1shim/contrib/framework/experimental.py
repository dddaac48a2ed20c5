"""The ``experimental`` decorator (source: contrib/framework/python/framework/experimental.py)."""

import functools
import inspect

from tensorflow.python.platform import tf_logging as logging

_WARNING = ("THIS FUNCTION IS EXPERIMENTAL. It may change or be removed at any time, and without "
            "warning.")
_NOTICE_ALONE = f"EXPERIMENTAL FUNCTION\n\nWarning: {_WARNING}"


def experimental(func):
    """Log, at every call, that ``func`` is experimental; raises ValueError unless it is callable."""
    if not callable(func):
        raise ValueError("%s is not a function. If this is a property, make sure @property appears"
                         " before @experimental in your source code" % (func,))

    @functools.wraps(func)
    def announced(*args, **kwargs):
        logging.warning(
            "%s (from %s) is experimental and may change or be removed at any time, and without "
            "warning.", getattr(func, "__qualname__", func), func.__module__)
        return func(*args, **kwargs)

    announced.__doc__ = _with_notice(func.__doc__)
    return announced


def _with_notice(doc):
    """The docstring with a notice behind its first line."""
    lines = inspect.cleandoc(doc or "").splitlines()
    if not lines:
        return _NOTICE_ALONE
    notice = ["Warning: " + _WARNING]
    return "\n".join([lines[0] + " (experimental)", "", *notice, *(["", *lines[2:]] if len(lines) > 1 else [])])
