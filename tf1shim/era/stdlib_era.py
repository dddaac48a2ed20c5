"""Functions of the standard library that are gone."""

import collections
import inspect

ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


def getargspec(func):
    """(args, varargs, keywords, defaults) of a function.

    Raises:
        ValueError: the function has keyword-only arguments or annotations, as in Python 3.10.
    """
    spec = inspect.getfullargspec(func)
    if spec.kwonlyargs or spec.annotations:
        raise ValueError("Function has keyword-only parameters or annotations, use inspect.signature() "
                         "API which can support them")
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)
