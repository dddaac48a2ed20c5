"""Functions that got a parameter in between, or under another name, called as TF 1.15 called them.

TF1: the parameters and their order in ``signatures.json`` (TF 1.15's inspect.signature).
TF2: e.g. ``tf.matmul(..., output_type, name)``, ``tf.numpy_function(func, inp, Tout, stateful, name)``.
Here: positional arguments are given names in the old order; where the installed TensorFlow takes the old call anyway,
its function is handed out as it is. ``name=new_name`` in the data is a parameter that has another name now, and
``_sentinel`` one that stood there so that what follows is named: before 1.0 logits came before labels.
"""

import functools
import inspect
import json
import os

_SENTINEL = "_sentinel"


def __getattr__(name):
    """The function for the last part of a dotted name of the data file."""
    for dotted, order in _orders().items():
        if dotted.rpartition(".")[2] == name:
            return _in_old_order(dotted, order)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@functools.lru_cache(maxsize=None)
def _orders():
    with open(os.path.join(os.path.dirname(__file__), "signatures.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _in_old_order(dotted, order):
    import tensorflow.compat.v1 as tf

    function = functools.reduce(getattr, dotted.split("."), tf)
    pairs = [word.partition("=") for word in order.split()]
    new = list(inspect.signature(function).parameters)
    old = [name for name, _, _ in pairs]
    if new[:len(old)] == old and _SENTINEL not in old:  # those that still have it refuse in words of their own
        return function
    # A name that never changed on this TensorFlow keeps its place in it.
    names = {name: now if now in new else name for name, _, now in pairs}

    @functools.wraps(function)
    def call(*args, **kwargs):
        if len(args) > len(old):
            raise TypeError(f"{dotted}() takes {len(old)} positional arguments but {len(args)} were given")
        given = {names[name]: value for name, value in zip(old, args)}
        if given.pop(_SENTINEL, kwargs.pop(_SENTINEL, None)) is not None:
            name = dotted.rpartition(".")[2]
            raise ValueError(f"Only call `{name}` with named arguments (labels=..., logits=..., ...)")
        return function(**given, **{names.get(name, name): value for name, value in kwargs.items()})

    call.__signature__ = _signature(function, old, names)
    return tf.autograph.experimental.do_not_convert(call)


def _signature(function, old, names):
    new = inspect.signature(function).parameters
    kinds = inspect.Parameter
    first = [new[names[name]].replace(name=name, kind=kinds.POSITIONAL_OR_KEYWORD)
             for name in old if names[name] in new]
    rest = [p.replace(kind=kinds.KEYWORD_ONLY) for p in new.values()
            if p.name not in names.values() and p.kind in (kinds.POSITIONAL_OR_KEYWORD, kinds.KEYWORD_ONLY)]
    return inspect.Signature([*first, *rest])
