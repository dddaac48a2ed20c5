"""`keras_eager.json`: where the names and modules of keras 2.3.1 are to be had in eager mode."""

import functools
import json
import os

from tf1shim import capabilities


def is_keras3(keras):
    """Whether a module is the package `keras` of the third generation."""
    return str(getattr(keras, "__version__", "")).startswith("3.")


def graph_mode():
    """How to get Keras 2, for the end of an error's text."""
    hint = "" if capabilities.keras2_package() else f" ({capabilities.KERAS2_HINT})"
    return "run the program in graph mode (TF1SHIM=graph), which has Keras 2" + hint


@functools.lru_cache(maxsize=None)
def load():
    """The tables, by section."""
    with open(os.path.join(os.path.dirname(__file__), "keras_eager.json"), encoding="utf-8") as file:
        return json.load(file)
