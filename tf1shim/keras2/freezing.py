"""Freezing a model (`model.trainable = False`), and the order of a model's weights, in standalone Keras.

TF1: a model's `trainable` is its own: layers inside keep theirs, which counts for other models that share them (a GAN's
    two heads on one body), and once the model is thawed. While it is frozen it has neither trainable weights nor
    updates, whatever it was when it was compiled. A model within a model gives its trainable weights first. In
    tf.keras, of TF 1.15 too, the layers inside are all set to the same.
TF2: the layers inside are set; training goes by what was set when compiling; weights come layer by layer.
Here: as in keras 2.3.1 (`engine/network.py`) for models of standalone Keras.
"""

from tf1shim.keras2 import installed


class OwnTrainable:
    """Mixed into models: `trainable` of the model alone; weights in the old order."""

    @property
    def trainable(self):
        """Whether the model's weights are trained, of those that its layers train."""
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self._trainable = value

    def _set_trainable_state(self, trainable_state):
        pass  # what tf.keras sets back while it makes the function that trains

    @property
    def weights(self):
        """Variables, the trained ones first."""
        return self.trainable_weights + self.non_trainable_weights

    def get_weights(self):
        """Values of the weights, layer by layer."""
        return installed.backend().batch_get_value(self._listed_weights())

    def set_weights(self, weights):
        """Set the weights to what `get_weights` gave.

        Raises:
            ValueError: weights of other shapes.
        """
        installed.backend().batch_set_value(list(zip(self._listed_weights(), weights)))

    def _listed_weights(self):
        return sum((list(layer.weights) for layer in self.layers),
                   self._trainable_weights + self._non_trainable_weights)


def updates(layer):
    """Update ops of a layer and what is inside, save for what is frozen."""
    import tensorflow.compat.v1 as tf

    tools, found, seen = installed.module("engine.base_layer_utils"), [], set()

    def collect(layer):
        if id(layer) in seen or not layer.trainable and not layer.stateful:
            return
        seen.add(id(layer))
        for update in layer._updates:
            update = update() if callable(update) and not tf.is_tensor(update) else update
            tools.check_graph_consistency(update, method="add_update")
            found.append(update)
        for inside in layer._flatten_layers(include_self=False, recursive=False):
            collect(inside)

    with installed.backend().get_graph().as_default():
        collect(layer)
    return found
