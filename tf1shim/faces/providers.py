"""Provider strings: where a TF1 name comes from, as data (`names.json`, `private.json`)."""

import functools
import importlib
import json
import os
import random
import sys

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import

_HERE = os.path.dirname(__file__)
_EXTRAS = {"tf_slim": "legacy", "tf_keras": "legacy", "tensorflow_estimator": "legacy",
           "tensorflow_probability": "probability"}


def resolve(provider):
    """Load what a provider names.

    Args:
        provider: ``"module:attribute.path"``, ``"module"``, or a list of those, tried in order.

    Raises:
        ImportError, AttributeError: none of the candidates is there; the last one's error.
    """
    candidates = [provider] if isinstance(provider, str) else provider
    for index, candidate in enumerate(candidates):
        try:
            module, _, path = candidate.partition(":")
            value = load(module)
            for part in path.split(".") if path else ():
                value = _part(value, part)
            return value
        except (ImportError, AttributeError):
            if index == len(candidates) - 1:
                raise


def load(name):
    """Import a module, and leave the state of `random` as it was.

    What a name needs is loaded in the middle of a program, after `random.seed`; some libraries draw as they load (rich
    does).
    """
    if name in sys.modules:
        return importlib.import_module(name)
    state = random.getstate()
    try:
        return importlib.import_module(name)
    finally:
        random.setstate(state)


def _part(value, name):
    """An attribute, or a module that nobody has imported from its package yet."""
    try:
        return getattr(value, name)
    except AttributeError:
        if not hasattr(value, "__path__"):
            raise
        return importlib.import_module(f"{value.__name__}.{name}")


@functools.lru_cache(maxsize=None)
def remedy(error):
    """The ``pip install`` line for the package an ImportError misses, or None where no extra brings it."""
    extra = _EXTRAS.get((getattr(error, "name", None) or "").partition(".")[0])
    return extra and f"pip install 'tf1shim[{extra}]'"


def table(mode):
    """Providers of ``names.json`` for a mode: dotted name below ``tf.`` -> provider."""
    rows = _load("names.json")
    return {**rows["both"], **rows[mode]}


@functools.lru_cache(maxsize=None)
def private_table():
    """Providers of ``tensorflow.python.*`` names: ``private.json``, with the names of ``private_moved.json``.

    ``"names"``: full dotted name -> provider, for names that went; ``"overrides"``: the same, for names that legacy
    code must not get from TensorFlow; ``"modules"``: module that went -> provider of the module that has its names now,
    or None for one that only holds modules. What lies below a module of the table lies below its provider.
    """
    table = _load("private.json")
    return {**table, "names": {**_load("private_moved.json"), **table["names"]}}


@functools.lru_cache(maxsize=None)
def tf115_modules():
    """All module names below ``tf.`` in TF 1.15, tf.contrib's files included."""
    return frozenset(_tf115()["modules"])


@functools.lru_cache(maxsize=None)
def tf115_names(module):
    """The public names of a TF 1.15 module given below ``tf.`` (``""`` is tf itself)."""
    return frozenset(_tf115()["names"].get(module, "").split())


def tf115_same(module):
    """The own name of a TF 1.15 module of tf.contrib that had two: tf.contrib.slim.lookup is tf.contrib.lookup."""
    return _tf115()["same"].get(module, module)


def tf115_contrib_file(module):
    """The public names that a module file of TF 1.15's tf.contrib defines or imports."""
    return frozenset(_contrib_files().get(module, "").split())


def tf115_contrib_star(module):
    """The module outside of tf.contrib of which a module file of TF 1.15's tf.contrib passed all names on, or None."""
    return _contrib_stars().get(module)


@functools.lru_cache(maxsize=None)
def _contrib_stars():
    return _load(os.path.join("..", "data", "tf115_contrib_stars.json"))


@functools.lru_cache(maxsize=None)
def _contrib_files():
    return _load(os.path.join("..", "data", "tf115_contrib_files.json"))


@functools.lru_cache(maxsize=None)
def _tf115():
    return _load(os.path.join("..", "data", "tf115_names.json"))


def _load(name):
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        return json.load(file)
