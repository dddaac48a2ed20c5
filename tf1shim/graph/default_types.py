"""The type of numbers given for an argument of an operation whose type has a default: shapes, axes, indices.

TF1: the default was tried first: ``tf.reshape(x, [])`` and ``tf.reshape(x, numpy_int64s)`` make one int32 constant.
TF2: the numbers' own type comes first, the default where that is refused. An empty list is float32 at first: a constant
    is made that nobody uses, and NumPy's int64 stay int64.
Here: as in TF 1. It decides the names of constants, the graphs that are saved, and how many operations seeds count.
"""


def install(journal):
    """Let the library that makes operations ask for the default type at once; undone with the journal."""
    from tensorflow.python.framework import op_def_library, ops

    journal.set_attr(op_def_library, "ops", _Operations(ops))


class _Operations:
    """The module `ops`, but for conversions that ask for no type."""

    def __init__(self, genuine):
        self._genuine = genuine

    def __getattr__(self, name):
        value = getattr(self._genuine, name)
        if callable(value):  # asked for with every operation
            self.__dict__[name] = value
        return value

    def convert_to_tensor(self, value, **given):
        """Refuse what is asked first for an argument with a default type, unless it has a type of its own."""
        if "name" in given and "dtype" not in given and "preferred_dtype" not in given and not hasattr(value, "op"):
            raise TypeError("the default type comes first")
        return self._genuine.convert_to_tensor(value, **given)
