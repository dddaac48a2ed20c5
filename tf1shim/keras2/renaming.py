"""Layers that a program gives another name (`layer.name = "left"`), as it may in standalone Keras.

TF1: `name` is an attribute; two copies of VGG16 go into one model that way. In tf.keras, of 1.15 too, it is read-only.
TF2: read-only; models look their layers up by the names at their making.
Here: it may be set (`layer.py`); a model's config is made of the names of now.
"""

from tf1shim.keras2 import installed


class ConfigByPresentNames:
    """Mixed into functional models."""

    def get_config(self):
        """Name, layers, and how they are connected."""
        key = installed.module("engine.functional")._make_node_key
        mine = {id(node) for nodes in self._nodes_by_depth.values() for node in nodes}
        self._network_nodes = {key(layer.name, index) for layer in self._self_tracked_trackables
                               for index, node in enumerate(layer._inbound_nodes) if id(node) in mine}
        return super().get_config()
