"""`keras_eager.json`: where the names and modules of keras 2.3.1 are to be had in eager mode."""

import functools
import json
import os


@functools.lru_cache(maxsize=None)
def load():
    """The tables, by section."""
    with open(os.path.join(os.path.dirname(__file__), "keras_eager.json"), encoding="utf-8") as file:
        return json.load(file)
