"""Functions of the standard library that are gone."""

import collections
import inspect

from tf1shim.importing import scope

ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


def getargvalues(frame):
    """`inspect.getargvalues` with a dict of its own, as up to Python 3.12: programs pop from it."""
    return inspect.getargvalues(frame)._replace(locals=dict(frame.f_locals))


def getargspec(func):
    """(args, varargs, keywords, defaults) of a function.

    Raises:
        ValueError: the function has keyword-only arguments or annotations, as in Python 3.10. The annotations of
            libraries do not count: TensorFlow's functions got theirs since.
    """
    spec = inspect.getfullargspec(func)
    if spec.kwonlyargs or spec.annotations and scope.is_legacy(getattr(func, "__module__", None) or ""):
        raise ValueError("Function has keyword-only parameters or annotations, use inspect.signature() "
                         "API which can support them")
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)
