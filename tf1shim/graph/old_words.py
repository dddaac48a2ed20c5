"""What errors say.

TF1: the message of a failed step begins with what the kernel said, and names the node and the line that made it:
    ``Matrix size-incompatible: ... [[node MatMul (defined at model.py:9) ]]``. Programs match the words.
TF2: messages begin with "Graph execution error:" and where the node was made; several errors are worded anew.
Here: the old form, and for the rows of ``old_words.json`` the old words: ``kernels`` for what fails in a step,
    ``operations`` for what shape inference refuses, ``calls`` for what functions raise. Shapes that oneDNN refuses
    are an InvalidArgumentError as before: monitored sessions take its AbortedError for a lost worker, and try forever.
"""

import functools
import importlib
import json
import os
import re

from tf1shim.graph import intercept

_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_SPOKEN = (TypeError, ValueError, RuntimeError, NotImplementedError)
_REFUSED = re.compile("could not create a (primitive )?descriptor")
_TAG = re.compile(r"\{\{node ([^{}]+)\}\}")


def install(journal):
    """Let failed steps and the functions of the table speak as they did."""
    from tensorflow.python.client import session
    from tensorflow.python.framework import error_interpolation

    table = _rows()

    def message_of(message, graph):
        """A step's message, with the places where its nodes were made."""
        message = _reworded(table["kernels"], message)
        return _TAG.sub(lambda tag: _node(tag.group(1), graph) or tag.group(0), message)

    # Under the newer name from TensorFlow 2.13 on.
    name = "interpolate_graph" if hasattr(error_interpolation, "interpolate_graph") else "interpolate"
    journal.set_attr(error_interpolation, name, message_of)
    intercept.guard(journal, session.BaseSession._do_call, _blame_arguments)
    _operations(journal, table["operations"])
    for names, rows in table["calls"].items():
        for name in names.split():
            function = _function(name)
            if function is not None:
                intercept.guard(journal, function, functools.partial(_say, rows))


def _function(name):
    """A function below `tf.`, or ``module:function``; None where the installed TensorFlow has none of that name."""
    import tensorflow.compat.v1 as tf

    module, colon, path = name.rpartition(":")
    try:
        owner = importlib.import_module(module) if colon else tf
        function = functools.reduce(getattr, path.split("."), owner)
    except (AttributeError, ImportError):
        return None
    return function if hasattr(intercept.plain(function), "__code__") else None


def _rows():
    with open(os.path.join(os.path.dirname(__file__), "old_words.json"), encoding="utf-8") as file:
        table = json.load(file)

    def compiled(rows):
        return [(re.compile(now, re.DOTALL), old) for now, old in rows]

    return {"kernels": compiled(table["kernels"]), "operations": compiled(table["operations"]),
            "calls": {names: compiled(rows) for names, rows in table["calls"].items()}}


def _say(rows, error):
    """Put an error in old words, in place."""
    if isinstance(error, _SPOKEN) and len(error.args) == 1 and isinstance(error.args[0], str):
        error.args = (_reworded(rows, error.args[0]),)


def _blame_arguments(error):
    """Raise what oneDNN aborted as the error of arguments it is."""
    from tensorflow.python.framework import errors

    if isinstance(error, errors.AbortedError) and _REFUSED.search(error.message):
        raise errors.InvalidArgumentError(error.node_def, error.op, error.message) from error.__cause__


def _reworded(rows, text):
    for now, old in rows:
        text = now.sub(old, text)
    return text


def _operations(journal, rows):
    """What shape inference says of an operation that cannot be made; it becomes a ValueError further out."""
    from tensorflow.python.client import pywrap_tf_session
    from tensorflow.python.framework import errors

    genuine, refused = pywrap_tf_session.TF_FinishOperation, errors.InvalidArgumentError

    def finish(description):
        try:
            return genuine(description)
        except refused as error:
            error._message = _reworded(rows, error.message)
            raise

    journal.set_attr(pywrap_tf_session, "TF_FinishOperation", finish)


def _node(name, graph):
    """What stands for a node in a message; None for one that the graph does not have."""
    try:
        frames = graph.get_operation_by_name(name).traceback
    except KeyError:
        return None
    places = [(frame[0], frame[1]) for frame in frames or ()]
    if not places:
        return f"node {name}"
    own = [place for place in places if not _is_library(place[0])]
    return "node {} (defined at {}:{}) ".format(name, *(own or places)[-1])


@functools.lru_cache(maxsize=None)
def _is_library(file):
    installed = {"site-packages", "dist-packages"}.intersection(re.split(r"[\\/]", file))
    return bool(installed) or file.startswith((_OURS, "<"))
