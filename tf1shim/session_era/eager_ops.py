"""Initialisers, seeds and placeholders under eager execution.

Inside a graph every one of them is TensorFlow's own.
"""

import tensorflow.compat.v1 as tf

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message

_INITIALISED = "nothing: eagerly a variable is initialised when it is made"
_NOT_AGAIN = f"{_INITIALISED}; models that exist keep their weights (build them again for new ones)"


class EagerOperation:
    """Stands for an operation that has nothing left to do."""

    type = "NoOp"

    def __init__(self, name):
        self.name = name

    @property
    def graph(self):
        """The eager stand-in for the default graph."""
        from tf1shim.session_era import default_graph

        return default_graph.current()

    def run(self, feed_dict=None, session=None):
        """Do nothing; None, as TF1's operations give."""

    def __call__(self):
        return self.run()

    def __repr__(self):
        return f"<tf1shim EagerOperation {self.name!r} type=NoOp>"


class Reinitialisation(EagerOperation):
    """``variable.initializer``: draws the initial value anew where it is known how, else nothing is left to do."""

    def __init__(self, variable):
        super().__init__(f"{getattr(variable, 'path', variable.name)}/Assign")
        self._variable = variable

    def run(self, feed_dict=None, session=None):
        """Assign a new initial value."""
        initializer = getattr(self._variable, "_tf1shim_initializer", None)
        if initializer is None:
            report.legacy_call("Variable.initializer", _INITIALISED)
            return
        report.legacy_call("Variable.initializer", "variable.assign(initializer(shape))")
        if hasattr(initializer, "from_config"):  # one object of Keras 3 draws the same numbers again and again
            initializer = type(initializer).from_config(initializer.get_config())
        self._variable.assign(initializer(self._variable.shape, dtype=self._variable.dtype))


def _initialiser(call, op_name="init"):
    genuine = tf
    for part in call.split("."):
        genuine = getattr(genuine, part)

    def initialiser(*args, **kwargs):
        if not tf.executing_eagerly():
            return genuine(*args, **kwargs)
        report.legacy_call(f"tf.{call}", _NOT_AGAIN)
        return EagerOperation(kwargs.get("name") or op_name)

    initialiser.__name__ = initialiser.__qualname__ = call.rpartition(".")[2]
    initialiser.__doc__ = (f"TF1's `tf.{call}`: in a graph TensorFlow's own; eagerly an operation that does "
                           f"nothing, because variables are initialised when they are made.")
    return initialiser


global_variables_initializer = _initialiser("global_variables_initializer")
local_variables_initializer = _initialiser("local_variables_initializer")
variables_initializer = _initialiser("variables_initializer")
initialize_all_variables = _initialiser("initialize_all_variables")
initialize_local_variables = _initialiser("initialize_local_variables")
initialize_variables = _initialiser("initialize_variables")
tables_initializer = _initialiser("tables_initializer", "init_all_tables")
initialize_all_tables = _initialiser("initialize_all_tables", "init_all_tables")


def set_random_seed(seed):
    """TF1's `tf.set_random_seed`: in a graph the graph's seed, eagerly `tf.random.set_seed`."""
    if tf.executing_eagerly():
        report.legacy_call("tf.set_random_seed", "tf.random.set_seed(seed)")
    tf.set_random_seed(seed)


def placeholder(dtype, shape=None, name=None):
    """TF1's `tf.placeholder`: in a graph TensorFlow's own.

    Raises:
        UnavailableError: eagerly; the message says how to get graph mode.
    """
    return _placeholder("placeholder", dtype, shape, name)


def sparse_placeholder(dtype, shape=None, name=None):
    """TF1's `tf.sparse_placeholder`: as `placeholder`."""
    return _placeholder("sparse_placeholder", dtype, shape, name)


def placeholder_with_default(input, shape, name=None):
    """TF1's `tf.placeholder_with_default`: eagerly the default, as a tensor."""
    if tf.executing_eagerly():
        report.legacy_call("tf.placeholder_with_default", "pass the value as an argument")
    return tf.placeholder_with_default(input, shape, name)


def _placeholder(call, *args):
    if not tf.executing_eagerly():
        return getattr(tf, call)(*args)
    raise UnavailableError(unavailable_message(
        f"tf.{call}", "this program runs in eager mode, and a placeholder needs a graph",
        "run the program in graph mode (TF1SHIM=graph, `python -m tf1shim run --mode graph`, or "
        "tf1shim.activate(mode='graph') before tensorflow is imported), use tf.keras.Input, or build "
        "inside `with tf.Graph().as_default():`"))
