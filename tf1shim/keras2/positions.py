"""Positional arguments of tf.keras' classes and their methods, for both spellings.

TF1: the order in `positions.json` (TF 1.15's `inspect.signature`): ``Conv2D(8, 3, 1, "same", None, 1, "relu")``.
TF2: ``groups``, ``dilation_rate``, ``axis``, ``time_major``, ... stand in between.
Here: what no longer has its place is given by name; calls that mean the same in both orders pass as they are.
"""

import functools
import inspect
import json
import os
import re

from tf1shim.keras2 import installed


def install(journal):
    """Have the installed classes take TF 1.15's order; ``journal`` takes it back."""
    for dotted, words in _orders().items():
        module, klass, method = re.fullmatch(r"([a-z_.]+)\.(\w+)(?:\.(\w+))?", dotted).groups()
        owner, method = getattr(installed.api(module), klass, None), method or "__init__"
        if owner is None:
            continue
        old, new = words.split(), list(inspect.signature(getattr(owner, method)).parameters)[1:]
        same = len(os.path.commonprefix([old, new]))
        if same < len(old):
            journal.wrap(owner, method, functools.partial(_with_names, old, same))


def _orders():
    with open(os.path.join(os.path.dirname(__file__), "positions.json"), encoding="utf-8") as file:
        return json.load(file)


def _with_names(old, same, call, instance, args, kwargs):
    if same < len(args) <= len(old):
        return call(*args[:same], **dict(zip(old[same:], args[same:])), **kwargs)
    return call(*args, **kwargs)
