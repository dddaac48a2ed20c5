"""Run the small programs of tests/graph/behaviour and write what they return, as JSON.

    tf115/python tools/record_tf1_behaviour.py tests/graph/tf115_behaviour.json     # the numbers the tests compare with
    tf221/python -m tf1shim run --mode graph tools/record_tf1_behaviour.py here.json [name ...]

With ``--eager`` those that begin with `tf.enable_eager_execution()`, for tests/graph/tf115_eager_behaviour.json.

Runs on Python 3.7 and newer. A case that raises is recorded by the name and text of what it raised.
"""
import importlib
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
MODULES = ("front", "inputs", "datasets", "training", "graphs", "saving", "errors", "contrib", "experiments",
           "estimators", "columns", "layers", "series", "arrays", "seeds")
EAGER_MODULES = ("eagerly", "eager_keras")  # in a process that runs eagerly from its first line


def plain(value):
    """A value as JSON has it: arrays as lists, bytes marked, objects by their class."""
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return f"<{type(value).__name__}>"


def run(wanted=(), eager=False):
    """{case: what it returned} of all cases, or of those named."""
    import tensorflow as tf

    if eager:
        tf.enable_eager_execution()
    results = {}
    for module in EAGER_MODULES if eager else MODULES:
        cases = vars(importlib.import_module("tests.graph.behaviour." + module))
        for name in [n for n in cases if n.startswith("case_")]:
            key = f"{module}.{name[len('case_'):]}"
            if wanted and key not in wanted and module not in wanted:
                continue
            if not eager:
                tf.reset_default_graph()
            try:
                results[key] = plain(cases[name]())
            except Exception as error:
                if wanted:
                    raise
                results[key] = {"raised": [type(error).__name__, str(error)]}
    return results


if __name__ == "__main__":
    eager = "--eager" in sys.argv
    target, *wanted = [argument for argument in sys.argv[1:] if argument != "--eager"]
    found = run(wanted, eager)
    with open(target, "w") as file:
        json.dump(found, file, indent=1, sort_keys=True)
        file.write("\n")
    broken = [name for name, value in found.items() if isinstance(value, dict) and "raised" in value]
    print(len(found), "cases;", "raised:", broken)
