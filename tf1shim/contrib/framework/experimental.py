"""The ``experimental`` decorator (source: contrib/framework/python/framework/experimental.py)."""

import functools

import tensorflow.compat.v1 as tf


def experimental(func):
    """Log, at every call, that ``func`` is experimental; raises ValueError unless it is callable."""
    if not callable(func):
        raise ValueError("%s is not a function. If this is a property, make sure @property appears"
                         " before @experimental in your source code" % (func,))

    @functools.wraps(func)
    def announced(*args, **kwargs):
        tf.logging.warning(
            "%s (from %s) is experimental and may change or be removed at any time, and without "
            "warning.", getattr(func, "__qualname__", func), func.__module__)
        return func(*args, **kwargs)

    return announced
