"""Known gaps: files with a reason for every name that is not given, by version of TensorFlow."""

import json
import pathlib
from importlib import metadata

_FOLDER = pathlib.Path(__file__).with_name("known_gaps")
_DISTRIBUTIONS = ("tensorflow", "tensorflow-cpu", "tensorflow-intel", "tensorflow-macos")


def tensorflow_version():
    """The installed TensorFlow's minor version, e.g. ``"2.15"``, without importing it."""
    for name in _DISTRIBUTIONS:
        try:
            return ".".join(metadata.version(name).split(".")[:2])
        except metadata.PackageNotFoundError:
            continue
    raise metadata.PackageNotFoundError("tensorflow")


def gaps(name):
    """The rows of ``known_gaps/<name>.json``: dotted name -> {"reason": ..., optionally "tf": [versions]}."""
    path = _FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def names(name, version):
    """The names of a file that may be missing on a TensorFlow."""
    return {full for full, gap in gaps(name).items() if version in gap.get("tf", (version,))}
