"""Writes down which names of the package `keras` tell its age, for the detection.

Run with a Python that has Keras 3:

    python tools/keras_ages.py tf1shim/keras2/keras231_names.json tf1shim/detection/keras_ages.json

``keras2`` lists names of keras 2.3.1 that Keras 3 lacks, ``keras3`` public names of Keras 3 that 2.3.1 lacked. A module
that is missing stands for all that lies in it.
"""

import importlib
import json
import sys

# What modules of 2.3.1 happened to import is no evidence of anything.
_NOISE = {"absolute_import", "division", "print_function", "six", "np", "os", "sys", "warnings", "copy", "json", "re",
          "types"}


def main(names_of_2, out):
    with open(names_of_2, encoding="utf-8") as file:
        old = {module: set(names.split()) for module, names in json.load(file).items()
               if module == "keras" or module.startswith("keras.")}
    keras2, keras3 = [], []
    for module in sorted(old):
        new = _names(module)
        short = module.partition(".")[2]
        if new is None:
            keras2.append(short)
            continue
        prefix = f"{short}." if short else ""
        keras2 += [prefix + n for n in sorted(old[module] - new - _NOISE) if not n.startswith("_")]
        keras3 += [prefix + n for n in sorted(new - old[module] - _NOISE) if not n.startswith("_")]
    found = {"keras2": _outermost(keras2), "keras3": _outermost(keras3)}
    with open(out, "w", encoding="utf-8") as file:
        json.dump(found, file, indent=0)
        file.write("\n")


def _names(module):
    try:
        return set(dir(importlib.import_module(module)))
    except ImportError:
        return None


def _outermost(names):
    kept = []
    for name in sorted(set(names)):
        if not any(name.startswith(k + ".") for k in kept):
            kept.append(name)
    return kept


if __name__ == "__main__":
    main(*sys.argv[1:])
