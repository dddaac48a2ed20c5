"""Collections, savers, event writers and freezing under eager execution. Inside a graph each is TensorFlow's own.

TF1: `tf.global_variables()` and the like list what the graph holds; `tf.train.Saver()` saves that;
`tf.summary.FileWriter` writes events; `convert_variables_to_constants` freezes a session's graph.
TF2: eagerly the lists are empty, which nobody is told; the others raise, or save nothing of Keras 3's variables.
Here: the lists say that they are empty and where variables are; savers take Keras' variables, event writers go on
writing `tf.Summary` protocol buffers; freezing raises, and says what to do.
"""

import tensorflow.compat.v1 as tf

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message
from tf1shim.session_era import default_graph

_GRAPH_MODE = "run the program in graph mode (TF1SHIM=graph)"
_EMPTY = "model.weights, model.trainable_weights: eagerly no graph collects them, and this list is empty"


def _collection(name):
    genuine = getattr(tf, name)

    def collection(*args, **kwargs):
        found = genuine(*args, **kwargs)
        if tf.executing_eagerly() and not found:
            report.legacy_call(f"tf.{name}", _EMPTY)
        return found

    collection.__name__ = collection.__qualname__ = name
    collection.__doc__ = f"TF1's `tf.{name}`; eagerly there are no collections, and an empty list is told of."
    return collection


global_variables = _collection("global_variables")
trainable_variables = _collection("trainable_variables")
local_variables = _collection("local_variables")
model_variables = _collection("model_variables")
all_variables = _collection("all_variables")
get_collection = _collection("get_collection")


class Saver(tf.train.Saver):
    """TF1's `tf.train.Saver`; eagerly ``var_list`` has to be given, and may hold the variables of any Keras.

    Raises:
        UnavailableError: eagerly and without ``var_list``: there is no graph whose variables were meant.
    """

    def __init__(self, var_list=None, *args, **kwargs):
        if tf.executing_eagerly():
            report.legacy_call("tf.train.Saver", "model.save_weights, or tf.train.Checkpoint(model=model)")
            if not var_list:
                raise UnavailableError(unavailable_message(
                    "tf.train.Saver() without variables", "eagerly no graph collects them",
                    f"pass tf.train.Saver(model.weights), or {_GRAPH_MODE}"))
            var_list = _with_tensorflow_variables(var_list)
        super().__init__(var_list, *args, **kwargs)

    def save(self, sess, *args, **kwargs):
        """As TF1's; eagerly ``sess`` has no say."""
        return super().save(_genuine(sess), *args, **kwargs)

    def restore(self, sess, save_path):
        """As TF1's; eagerly ``sess`` has no say."""
        return super().restore(_genuine(sess), save_path)


def _genuine(session):
    return None if tf.executing_eagerly() else session


def _with_tensorflow_variables(variables):
    if isinstance(variables, dict):
        return {name: _tensorflow_variable(variable) for name, variable in variables.items()}
    if not any(_is_keras3(variable) for variable in variables):
        return variables
    named = {}
    for variable in variables:
        # TensorFlow's own variables below Keras 3's all have names like "kernel".
        name = getattr(variable, "path", None) or variable.name.partition(":")[0]
        if name in named:
            raise ValueError(f"tf.train.Saver: two variables are named {name!r}")
        named[name] = _tensorflow_variable(variable)
    return named


def _tensorflow_variable(variable):
    return variable.value if _is_keras3(variable) else variable


def _is_keras3(variable):
    return type(variable).__module__.startswith("keras.src.") and hasattr(variable, "path")


class FileWriter(tf.summary.FileWriter):
    """TF1's `tf.summary.FileWriter`; eagerly it writes the `tf.Summary` and `tf.Event` it is given, and no graph."""

    def __init__(self, logdir, graph=None, *args, **kwargs):
        if not tf.executing_eagerly():
            super().__init__(logdir, graph, *args, **kwargs)
            return
        report.legacy_call("tf.summary.FileWriter", "tf.summary.create_file_writer (of TensorFlow 2)")
        graph = None if isinstance(graph, default_graph.EagerGraph) else graph
        with tf.Graph().as_default():  # it only looks whether there is one
            super().__init__(logdir, graph, *args, **kwargs)

    def add_graph(self, graph, *args, **kwargs):
        """As TF1's; the stand-in for the default graph is empty, and is left out."""
        if not isinstance(graph, default_graph.EagerGraph):
            super().add_graph(graph, *args, **kwargs)


def convert_variables_to_constants(sess, input_graph_def, output_node_names, *args, **kwargs):
    """TF1's `tf.graph_util.convert_variables_to_constants`, for sessions on a graph.

    Raises:
        UnavailableError: the session is an eager one.
    """
    if isinstance(getattr(sess, "graph", None), default_graph.EagerGraph):
        raise UnavailableError(unavailable_message(
            "tf.graph_util.convert_variables_to_constants", "eagerly there is no graph to freeze",
            f"{_GRAPH_MODE}, or model.export (a SavedModel)"))
    return tf.graph_util.convert_variables_to_constants(sess, input_graph_def, output_node_names, *args, **kwargs)
