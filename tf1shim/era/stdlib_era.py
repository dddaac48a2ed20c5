"""Functions of the standard library that are gone."""

import collections
import inspect

from tf1shim.importing import scope

ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


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
