"""`inspect` as `tensorflow.python.util.tf_inspect._inspect` gave it to legacy code: with the names of the time."""

import inspect as _inspect

from tf1shim.era.stdlib_era import getargspec, getargvalues  # noqa: F401


def __getattr__(name):
    return getattr(_inspect, name)


def __dir__():
    return dir(_inspect)
