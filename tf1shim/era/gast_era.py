"""gast's nodes for literals, each of a class of its own up to gast 0.3: since then `gast.Constant` for all of them.

The classes here have no instances: calling one gives a `Constant`, and `isinstance` looks at a Constant's value.
"""

import gast


class _Kind(type):
    def __instancecheck__(cls, node):
        return isinstance(node, gast.Constant) and cls._holds(node.value)

    def __call__(cls, value=None, **field):
        for given in field.values():  # n=, s= or value=
            value = given
        return gast.Constant(value=cls._default if value is None else value, kind=None)


class Num(gast.AST, metaclass=_Kind):
    """A number."""

    _default = None

    @staticmethod
    def _holds(value):
        return isinstance(value, (int, float, complex)) and not isinstance(value, bool)


class Str(gast.AST, metaclass=_Kind):
    """A str."""

    _default = None

    @staticmethod
    def _holds(value):
        return isinstance(value, str)


class Bytes(gast.AST, metaclass=_Kind):
    """A bytes."""

    _default = None

    @staticmethod
    def _holds(value):
        return isinstance(value, bytes)


class Ellipsis(gast.AST, metaclass=_Kind):
    """``...``"""

    _default = ...

    @staticmethod
    def _holds(value):
        return value is ...


class NameConstant(gast.AST, metaclass=_Kind):
    """True, False or None."""

    _default = None

    @staticmethod
    def _holds(value):
        return value is None or isinstance(value, bool)
