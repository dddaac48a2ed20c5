"""Stand-ins for TensorFlow's TPU-only modules: they import, and say what is missing when used."""

import types

from tf1shim import errors


def stand_in(name):
    """A module called ``name`` whose every attribute is an unavailable name."""
    module = types.ModuleType(name, "Stand-in by tf1shim: needs a TPU.")
    short = name.replace("tensorflow.python.", "tf.", 1)

    def lookup(attribute):
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        value = errors.unavailable(
            f"{short}.{attribute}", "TensorFlow dropped it with tf.estimator's TPU support",
            "run with use_tpu=False")
        setattr(module, attribute, value)
        return value

    module.__getattr__ = lookup
    return module
