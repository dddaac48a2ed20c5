"""Names TF 1.15 had that no installed library gives: stand-ins that raise, by name, when used."""

import functools
import json
import os

from tf1shim import errors
from tf1shim.faces import providers

# tf.keras, tf.layers and the rnn cells are Keras 2 underneath.
_KERAS2_NAMES = ("keras", "layers", "nn.rnn_cell")


def needs_keras2(name, mode):
    """Whether a name below ``tf.`` is made of Keras 2 in this mode."""
    return mode == "graph" and any(name == k or name.startswith(k + ".") for k in _KERAS2_NAMES)


def stand_in(name):
    """A stand-in for a name below ``tf.`` that TF 1.15 had, or None for one it had not."""
    parent, _, last = name.rpartition(".")
    if last not in providers.tf115_names(parent):
        return None
    reason, instead = _reasons().get(name) or _reasons().get(parent) or (
        "the installed TensorFlow dropped it", None)
    return errors.unavailable(f"tf.{name}", reason, instead)


@functools.lru_cache(maxsize=None)
def _reasons():
    with open(os.path.join(os.path.dirname(__file__), "removed.json"), encoding="utf-8") as file:
        return json.load(file)
