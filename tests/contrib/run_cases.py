"""Child process: print, as one JSON line, what the shim computes for the cases named on the
command line.
"""

import importlib
import json
import os
import sys

import tf1shim

tf1shim.activate(mode="graph")

import tensorflow as tf  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numbers_harness  # noqa: E402

MARK = "numbers: "


if __name__ == "__main__":
    found = {
        name: numbers_harness.run_all(
            tf, importlib.import_module("cases_" + name).CASES, keep_errors=True
        )
        for name in sys.argv[1:]
    }
    print("\n" + MARK + json.dumps(found), flush=True)
