"""tf.contrib.checkpoint: object-based checkpoints; see `data/reexports.json` for what TensorFlow keeps elsewhere.

Source: TF 1.15, contrib/checkpoint/python.
"""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib import reexports

reexports.serve(globals())

_AutoTrackable = reexports.resolve("checkpoint", "Checkpointable")


class UniqueNameTracker(_AutoTrackable):
    """Track objects under names that are made unique by a number."""

    def __init__(self):
        self._no_dependency_names = set()
        vars(self)["_tracked"] = []  # not by assignment, which would track the list

    def track(self, trackable, base_name):
        """Track ``trackable`` as ``base_name``, ``base_name_1``, ...; returns it. Raises ValueError for others."""
        if not hasattr(trackable, "_trackable_children") and not hasattr(
                trackable, "_checkpoint_dependencies"):
            raise ValueError("Expected a trackable value, got %s which does not inherit from "
                             "CheckpointableBase." % (trackable,))
        name, number = base_name, 0
        while name in self._no_dependency_names:
            number += 1
            name = "%s_%d" % (base_name, number)
        self._no_dependency_names.add(name)
        self._track_trackable(trackable, name=name)
        self._tracked.append(trackable)
        return trackable

    @property
    def layers(self):
        """The tracked layers and models, in order."""
        return [one for one in self._tracked if hasattr(one, "trainable_weights")]

    def _of_layers(kind):
        return property(lambda self: [weight for layer in self.layers for weight in getattr(layer, kind)],
                        doc=f"The {kind} of the layers.")

    trainable_weights = trainable_variables = _of_layers("trainable_weights")
    non_trainable_weights = non_trainable_variables = _of_layers("non_trainable_weights")
    weights = variables = _of_layers("weights")
    del _of_layers


class NumpyState(_AutoTrackable):
    """An object whose attributes, NumPy arrays and numbers, are saved and restored with a checkpoint."""

    def __setattr__(self, name, value):
        if isinstance(value, (int, float, np.ndarray)) and not name.startswith("_"):
            variable = self.__dict__.get("_arrays", {}).get(name)
            if variable is None:
                variable = tf.Variable(np.asarray(value), trainable=False, name=name,
                                       use_resource=True, shape=tf.TensorShape(None))
                self.__dict__.setdefault("_arrays", {})[name] = variable
                self._track_trackable(variable, name=name, overwrite=True)
            else:
                variable.assign(np.asarray(value))
        else:
            super().__setattr__(name, value)

    def __getattribute__(self, name):
        arrays = object.__getattribute__(self, "__dict__").get("_arrays", {})
        if name in arrays:
            return arrays[name].numpy() if tf.executing_eagerly() else arrays[name]
        return super().__getattribute__(name)


def dot_graph_from_checkpoint(save_path):
    """The objects of an object-based checkpoint as a graph in the DOT language.

    Args:
        save_path: prefix of the checkpoint, as `tf.train.latest_checkpoint` gives it.
    """
    graph = reexports.resolve("checkpoint", "object_metadata")(save_path)
    lines = ["digraph {\n"]
    for number, node in enumerate(graph.nodes):
        label = node.attributes[0].full_name if node.attributes else ""
        shape = "box" if node.attributes else "circle"
        lines.append(f'N_{number} [shape={shape} label="{label}"];\n')
        for child in node.children:
            lines.append(f'N_{number} -> N_{child.node_id} [label="{child.local_name}"];\n')
    return "".join(lines) + "}\n"
