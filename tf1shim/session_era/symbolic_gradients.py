"""Gradients between symbolic tensors of a Keras model, as symbolic tensors: what `K.gradients` gave.

A gradient is the output of a layer on the model's inputs; the layer runs the two halves of the model, up to the
variable and from there to the loss, the second under a `tf.GradientTape`.
"""

import functools

import tensorflow as tf

from tf1shim.session_era import submodels


def gradients(loss, variables):
    """Derivatives of the sum of ``loss`` by each of ``variables``, as `tf.gradients`.

    Args:
        loss: symbolic Keras tensor.
        variables: list of symbolic Keras tensors (inputs or outputs of layers) and variables.

    Returns:
        List of symbolic tensors; None for what ``loss`` does not depend on.
    """
    return [_gradient(loss, variable) for variable in variables]


def _gradient(loss, variable):
    if submodels.is_symbolic(variable):
        used, rest = submodels.needed_inputs([loss], [variable])
        if not used:
            variable = submodels.on_the_way(variable, [loss])
            if variable is None:
                return None
            _, rest = submodels.needed_inputs([loss], [variable])
        _, inputs = submodels.needed_inputs([loss, variable], [])
        before = submodels.cut(inputs, [variable])
        after = submodels.cut([variable, *rest], [loss])
        positions = [next(i for i, x in enumerate(inputs) if x is tensor) for tensor in rest]

        def compute(values, training):
            point = _only(before(values, training=training))
            with tf.GradientTape() as tape:
                tape.watch(point)
                result = _only(after([point, *(values[i] for i in positions)], training=training))
            return tape.gradient(result, point)
    else:
        _, inputs = submodels.needed_inputs([loss], [])
        whole = submodels.model_class(loss)(inputs=inputs, outputs=[loss])
        if not any(weight is variable for weight in whole.weights):
            return None

        def compute(values, training):
            with tf.GradientTape() as tape:
                raw = getattr(variable, "value", variable)
                raw = variable if callable(raw) else raw  # tf.Variable.value is a method
                tape.watch(raw)
                result = _only(whole(values, training=training))
            return tf.convert_to_tensor(tape.gradient(result, raw))

    layer = _layer_class(submodels.layer_class(loss))
    return layer(compute, tuple(variable.shape), variable.dtype)(list(inputs))


def _only(values):
    return values[0] if isinstance(values, (list, tuple)) else values


@functools.lru_cache(maxsize=None)
def _layer_class(base):
    class SymbolicGradient(base):
        """The derivative of a loss by one variable or tensor."""

        def __init__(self, compute, shape, dtype):
            super().__init__(name=None)
            # In a tuple, so that Keras does not take the models' weights for this layer's own.
            self._how = (compute, shape, dtype)

        def call(self, inputs, training=None):
            values = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
            return self._how[0](values, bool(training))

        def compute_output_spec(self, inputs, training=None):
            """The variable's own shape and type (asked for by Keras 3)."""
            import keras

            return keras.KerasTensor(self._how[1], dtype=self._how[2])

    return SymbolicGradient
