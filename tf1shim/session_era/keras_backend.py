"""The session-era functions of Keras' backend under eager execution, for every Keras.

Source of the behaviour: keras 2.3.1 `backend/tensorflow_backend.py` and TF 1.15 `python/keras/backend.py`.
"""

import tensorflow.compat.v1 as tf

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message
from tf1shim.session_era import default_session, fetching, keras_state, submodels, symbolic_gradients, tables
from tf1shim.session_era import learning_phase as phase
from tf1shim.session_era.reset import clear_session

__all__ = ["clear_session", "function", "get_session", "gradients", "in_test_phase", "in_train_phase", "is_placeholder",
           "learning_phase",
           "manual_variable_initialization", "set_learning_phase", "set_session"]


def get_session(op_input_list=()):
    """The default session, or the one that was set, or a session of our own.

    Inside a graph: the session of the Keras 2 that is loaded, else one on that graph.
    """
    if tf.executing_eagerly():
        report.legacy_call("keras.backend.get_session", "call models directly; tensors have .numpy()")
        return default_session.get()
    for backend in keras_state.keras2_backends():
        return backend._get_session(op_input_list)
    return tf.get_default_session() or default_session.of_graph(tf.get_default_graph())


def set_session(session):
    """Make ``session`` what `get_session` gives. Its config has been applied when it was made; no more is needed."""
    if tf.executing_eagerly():
        report.legacy_call("keras.backend.set_session",
                           "nothing: eagerly no session is needed (configure devices through tf.config)")
    default_session.put(session)


def learning_phase():
    """The phase as a number, 0 unless it was set; it can be fed to `K.function` and `Session.run`."""
    report.legacy_call("keras.backend.learning_phase", "model(x, training=...)")
    return phase.get()


def set_learning_phase(value):
    """Fix the phase: models then run with ``training=bool(value)``, `fit` and `predict` included.

    Args:
        value: 0 (test) or 1 (train).

    Raises:
        ValueError: any other value.
    """
    report.legacy_call("keras.backend.set_learning_phase", "model(x, training=...)")
    phase.fix(value)
    for backend in keras_state.keras2_backends():
        fix = getattr(backend, "deprecated_internal_set_learning_phase", None)
        if fix is not None:  # for what asks this Keras itself, `in_train_phase` above all
            fix(value)


def in_train_phase(x, alt, training=None):
    """``x`` in the training phase, ``alt`` otherwise; either may be a callable.

    Args:
        training: the phase, by default `learning_phase`.
    """
    chosen = x if bool(phase.get() if training is None else training) else alt
    return chosen() if callable(chosen) else chosen


def in_test_phase(x, alt, training=None):
    """``x`` in the test phase, ``alt`` otherwise."""
    return in_train_phase(alt, x, training)


def is_placeholder(x):
    """Whether ``x`` is a symbolic input of a Keras model."""
    return submodels.is_symbolic(x) and submodels.needed_inputs([x], [])[1][0] is x


def available_gpus():
    """What keras 2.3.1's private `_get_available_gpus` gave: the names of the GPUs."""
    return [device.name for device in tf.config.list_logical_devices("GPU")]


def manual_variable_initialization(value):
    """Without effect eagerly: variables are initialised when they are made."""
    report.legacy_call("keras.backend.manual_variable_initialization",
                       "nothing: eagerly a variable is initialised when it is made")


def function(inputs, outputs, updates=None, name=None, **kwargs):
    """A function from values of ``inputs`` to NumPy values of ``outputs``.

    Args:
        inputs: list of symbolic Keras tensors; `K.learning_phase()` may be among them.
        outputs: a structure of symbolic Keras tensors, gradients of them, variables and callables.
        updates: must be empty, for there are no assignment operations eagerly.
        name: ignored.

    Raises:
        UnavailableError: there are updates, or inputs of a graph.
    """
    report.legacy_call("keras.backend.function", "keras.Model(inputs, outputs), or a tf.function")
    if updates:
        raise UnavailableError(unavailable_message(
            "keras.backend.function(updates=...)", "eagerly there are no update operations to run",
            f"assign in a tf.function, or {tables.graph_mode()}"))
    inputs = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
    for tensor in inputs:
        if not submodels.is_symbolic(tensor) and not isinstance(tensor, int):
            raise UnavailableError(unavailable_message(
                f"keras.backend.function(inputs=[{tensor!r}])",
                "eagerly its inputs are inputs of Keras models", tables.graph_mode()))
    return _Function(inputs, outputs, name)


def gradients(loss, variables):
    """Symbolic derivatives of ``loss``; their values come out of `K.function` and `Session.run`.

    Args:
        loss: symbolic Keras tensor; its elements are summed.
        variables: symbolic Keras tensor or variable, or a list of them.

    Returns:
        List of symbolic Keras tensors, None for what ``loss`` does not depend on.

    Raises:
        UnavailableError: ``loss`` is an eager value, whose history is lost.
    """
    report.legacy_call("keras.backend.gradients", "tf.GradientTape")
    variables = list(variables) if isinstance(variables, (list, tuple)) else [variables]
    if not submodels.is_symbolic(loss):
        if not tf.executing_eagerly():
            return tf.gradients(loss, variables)
        raise UnavailableError(unavailable_message(
            "keras.backend.gradients", "this loss is a value that has been computed already",
            f"make it from a model's symbolic output, use tf.GradientTape, or {tables.graph_mode()}"))
    return symbolic_gradients.gradients(loss, variables)


class _Function:
    """What `function` returns: callable with a list of values."""

    def __init__(self, inputs, outputs, name):
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self._evaluator = fetching.Evaluator()

    def __call__(self, inputs=()):
        values = inputs if isinstance(inputs, (list, tuple)) else [inputs]
        if len(values) != len(self.inputs):
            raise ValueError(f"K.function has {len(self.inputs)} inputs, and was called with {len(values)} values")
        return self._evaluator.run(self.outputs, dict(zip(self.inputs, values)))
