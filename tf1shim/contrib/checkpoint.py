"""tf.contrib.checkpoint: object-based checkpoints; see `data/reexports.json` for what TensorFlow keeps elsewhere.

Source: TF 1.15, contrib/checkpoint/python.
"""

import io

import numpy as np

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


class _ArrayState(reexports.resolve("checkpoint", "PythonStateWrapper")):
    """An array as it is saved: NumPy's own bytes."""

    def __init__(self, array):
        self.array = array

    def serialize(self):
        stream = io.BytesIO()
        np.save(stream, self.array, allow_pickle=False)
        return stream.getvalue()

    def deserialize(self, string_value):
        self.array = np.load(io.BytesIO(string_value), allow_pickle=False)


class NumpyState(reexports.resolve("checkpoint", "CheckpointableBase")):
    """An object whose attributes, NumPy arrays and numbers, are saved and restored with a checkpoint."""

    def _lookup_dependency(self, name, *args, **kwargs):
        found = super()._lookup_dependency(name, *args, **kwargs)
        if found is None and not vars(self).get("_keeping"):  # a checkpoint has an array that nobody has set yet
            found = self._keep(name, np.array([]))
        return found

    def _keep(self, name, array):
        state = _ArrayState(array)
        super().__setattr__(name, state)
        vars(self)["_keeping"] = True  # tracking looks the name up
        try:
            self._track_trackable(state, name=name)
        finally:
            vars(self)["_keeping"] = False
        return state

    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        return value.array if isinstance(value, _ArrayState) else value

    def __setattr__(self, name, value):
        known = vars(self).get(name)
        if isinstance(known, _ArrayState):
            known.array = value
        elif isinstance(value, (int, float, np.ndarray, np.generic)) and not name.startswith("_"):
            self._keep(name, value)
        elif name.startswith("_"):  # what TensorFlow notes about objects it tracks
            super().__setattr__(name, value)
        else:
            raise NotImplementedError(
                f"NumpyState can only keep NumPy arrays and numbers, got {value!r} for {name}")


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
