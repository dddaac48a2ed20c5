"""When shapes are equal.

TF1: a dimension that is not known equals no other: of two placeholders of shape (?, 3), ``a.shape == b.shape`` is
    False, so that ``if shortcut.shape != x.shape: shortcut = project(shortcut)`` always projects. A shape equals
    itself, and no text.
TF2: newer versions take two unknown dimensions for equal.
Here: the old answer where legacy code asks. TensorFlow's own code, Keras and other libraries get the new one.
"""

import sys

from tf1shim.importing import scope


def install(journal):
    """Replace the comparison; undone with the journal."""
    from tensorflow.python.framework import tensor_shape

    genuine = tensor_shape.TensorShape.__eq__

    def equal(self, other):
        if isinstance(other, (str, bytes)):  # taken for a sequence of dimensions otherwise
            return NotImplemented
        same = genuine(self, other)
        # Shapes made of one another share their dimensions.
        if same is not True or self is other or self._dims is getattr(other, "_dims", self):
            return same
        if self.rank is None or self.is_fully_defined() or not _legacy_asks(sys._getframe(1)):
            return same
        return False

    equal.__doc__ = genuine.__doc__
    journal.set_attr(tensor_shape.TensorShape, "__eq__", equal)
    if "__ne__" in vars(tensor_shape.TensorShape):  # dropped with the rule
        journal.wrap(tensor_shape.TensorShape, "__ne__", _unequal)


def _unequal(wrapped, instance, args, kwargs):
    return NotImplemented if isinstance(args[0], (str, bytes)) else wrapped(*args)


def _legacy_asks(frame):
    return scope.decide_caller(frame, frame.f_globals).legacy
