"""Layers made by name, as models' files and configs have them.

TF1: ``{"class_name": "LSTM"}`` is `tf.keras.layers.LSTM`: GRU's ``reset_after`` is False where a config says nothing.
TF2: newer versions of tf_keras make those of TensorFlow 2, whose ``reset_after`` is True.
Here: what `tf.keras.layers` has under the name.
"""

from tf1shim.keras2 import installed

_NAMES = ("LSTM", "GRU", "LSTMCell", "GRUCell")


def install(journal):
    """Change the table of layers; ``journal`` takes it back."""
    tools = installed.module("layers.serialization")

    def populate(wrapped, instance, args, kwargs):
        wrapped(*args, **kwargs)
        layers = installed.api("layers")
        tools.LOCAL.ALL_OBJECTS.update({name: getattr(layers, name) for name in _NAMES})

    journal.wrap(tools, "populate_deserializable_objects", populate)
