"""tf.contrib.eager.python.tfe: the same names as tf.contrib.eager."""

from tf1shim.contrib import eager as _eager


def __getattr__(name):
    return getattr(_eager, name)


def __dir__():
    return dir(_eager)
