"""Where the distributions that left TensorFlow live in TensorFlow Probability."""

import functools
import importlib
import json
import os

import tensorflow.compat.v1 as tf

from tf1shim import capabilities
from tf1shim.contrib.distributions import both_forms
from tf1shim.contrib.distributions.core import Distribution

# "same": under that name in tfp.distributions; "elsewhere": path below tfp; "made": by `made`; "moving": in
# `moving_stats`; "arguments": what TF 1.15's takes, where that is something else.
with open(os.path.join(os.path.dirname(__file__), "probability.json"), encoding="utf-8") as _stream:
    _PLACES = json.load(_stream)
NAMES = frozenset([*_PLACES["same"], *_PLACES["elsewhere"], *_PLACES["made"], *_PLACES["moving"]])
_NEEDLESS = ("dtype", "use_static_graph")  # the type follows from the arguments; the static way is the only one


@functools.lru_cache(maxsize=None)
def library():
    """The module ``tensorflow_probability``.

    Raises:
        ImportError: it is not installed, or is not made for this TensorFlow; the message says
            which is.
    """
    if not capabilities.has_module("tensorflow_probability"):
        raise ImportError(_advice("needs tensorflow_probability"), name="tensorflow_probability")
    try:
        import tensorflow_probability
    except ImportError as error:
        raise ImportError(
            _advice(f"cannot use the installed tensorflow_probability ({error})"),
            name="tensorflow_probability",
        ) from error
    return tensorflow_probability


def _advice(problem):
    # TensorFlow Probability follows TensorFlow: 0.13 with 2.5, one minor version per minor version.
    minor = capabilities.version_tuple(tf.__version__)[1]
    version = f"0.{min(minor + 8, 25)}.*"
    return (
        f"tf.contrib.distributions {problem}: "
        f"pip install 'tensorflow_probability=={version}' (or 'tf1shim[probability]')"
    )


def tfd():
    """``tensorflow_probability.distributions``."""
    return library().distributions


def lookup(name):
    """What ``tf.contrib.distributions.<name>`` is; ``AttributeError`` when it is not provided."""
    if name not in NAMES:
        raise AttributeError(f"tf.contrib.distributions has no {name!r} here")
    for kind, module in (("made", "made"), ("moving", "moving_stats")):
        if name in _PLACES[kind]:
            return getattr(importlib.import_module(f"tf1shim.contrib.distributions.{module}"), name)
    path = _PLACES["elsewhere"].get(name, f"distributions.{name}")
    value = library()
    for part in path.split("."):
        value = getattr(value, part)
    if name in _PLACES["same"] and isinstance(value, type):
        return _taking_counterparts(value)
    return value


def counterpart(value):
    """TensorFlow Probability's distribution for one of TensorFlow's own; anything else as it is."""
    if isinstance(value, (list, tuple)) and any(
        _is_own(item) for item in value
    ):
        return type(value)([counterpart(item) for item in value])
    if not _is_own(value):
        return value
    theirs = getattr(tfd(), type(value).__name__.partition("With")[0])
    parameters = dict(value.parameters)
    parameters.pop("self", None)
    parameters.pop("__class__", None)
    if theirs is not getattr(tfd(), type(value).__name__, None):
        return _without_softplus(value, theirs)
    if "total_count" in parameters and "n" in parameters:
        parameters.pop("n")
    return theirs(**parameters)


def _is_own(value):
    """Whether ``value`` is of TensorFlow's own, of which it counts the others as well."""
    return isinstance(value, Distribution) and not isinstance(value, tfd().Distribution)


def _without_softplus(value, theirs):
    # "WithSoftplusX" has applied its function already: read what it arrived at.
    names = {
        "Beta": ("concentration1", "concentration0"),
        "Exponential": ("rate",),
        "Gamma": ("concentration", "rate"),
        "Laplace": ("loc", "scale"),
        "Normal": ("loc", "scale"),
        "StudentT": ("df", "loc", "scale"),
    }[theirs.__name__]
    return theirs(**{name: getattr(value, name) for name in names})


@functools.lru_cache(maxsize=None)
def _taking_counterparts(cls):
    """A subclass of ``cls`` whose arguments may be TensorFlow's own distributions."""
    old = with_old_arguments(cls, cls.__name__)

    @functools.wraps(old.__init__)
    def __init__(self, *args, **kwargs):
        args = [counterpart(arg) for arg in args]
        kwargs = {key: counterpart(value) for key, value in kwargs.items()}
        old.__init__(self, *args, **kwargs)

    members = {"__init__": __init__, "__doc__": cls.__doc__, **both_forms.properties(cls)}
    return type(cls.__name__, (old,), members)


@functools.lru_cache(maxsize=None)
def with_old_arguments(cls, name):
    """``cls``, or a subclass that takes the arguments of TF 1.15's ``tf.contrib.distributions.<name>``."""
    if name not in _PLACES["arguments"]:
        return cls
    taken = _PLACES["arguments"][name].split()

    def __init__(self, *args, **kwargs):
        if len(args) > len(taken):
            raise TypeError(f"{cls.__name__} takes at most {len(taken)} arguments ({len(args)} given)")
        for argument, value in zip(taken, args):
            if argument in kwargs:
                raise TypeError(f"{cls.__name__} got multiple values for argument {argument!r}")
            kwargs[argument] = value
        for needless in _NEEDLESS:
            kwargs.pop(needless, None)
        cls.__init__(self, **kwargs)

    return type(cls.__name__, (cls,), {"__init__": __init__, "__doc__": cls.__doc__})
