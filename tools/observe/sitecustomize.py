"""Looks at the graphs a program built, without touching the program.

With this folder on PYTHONPATH and TF_GRAPH_REPORT=FILE in the environment, FILE is written when the interpreter
exits: a JSON list with one entry per distinct set of global variables, {name: shape}, of all graphs the program made.
Works the same on TF 1.15 and on TF 2. The garbage collector is switched off, because a graph is a cycle of
references and would otherwise be gone, or not, by the time we look.
"""
import atexit
import gc
import json
import os
import sys


def variables_of(graph):
    """Names and shapes (None: unknown) of the graph's global variables."""
    return {
        variable.name: variable.shape.as_list() if variable.shape.ndims is not None else None
        for variable in graph.get_collection_ref("variables")
    }


def report(path):
    """Writes the distinct sets of variables of all graphs, in a fixed order."""
    ops = sys.modules.get("tensorflow.python.framework.ops") or sys.modules.get(
        "tensorflow_core.python.framework.ops")
    graphs = [] if ops is None else [one for one in gc.get_objects() if type(one) is ops.Graph]
    found = {json.dumps(variables_of(graph), sort_keys=True) for graph in graphs} - {"{}"}
    with open(path, "w") as stream:
        json.dump([json.loads(text) for text in sorted(found)], stream)


# Taken out of the environment, so that programs the program starts do not write over the report.
_path = os.environ.pop("TF_GRAPH_REPORT", None)
if _path:
    gc.disable()
    atexit.register(report, _path)
