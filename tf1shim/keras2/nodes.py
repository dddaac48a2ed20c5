"""Nodes of the graph of layers, as keras 2.3.1's programs read them.

Keras 2.3.1: every attribute of a Node is a list, with an entry for each tensor. A model's first node is its own graph.
Installed: single values where there is one tensor; no masks, indices and arguments.
    A model's own graph is no node of it.
Here: lists for nodes of standalone Keras' layers; the missing attributes, and models' own nodes, for all.
"""

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change `Node`; ``journal`` takes it back."""
    node = installed.module("engine.node").Node
    for name in ("inbound_layers", "input_tensors", "output_tensors"):
        journal.set_attr(node, name, _as_list(vars(node)[name], (list, tuple)))
    for name in ("input_shapes", "output_shapes"):
        journal.set_attr(node, name, _as_list(vars(node)[name], list))
    if not hasattr(node, "get_config"):
        journal.set_attr(node, "get_config", _get_config)
    for name, read in _MISSING.items():
        if not hasattr(node, name):
            journal.set_attr(node, name, property(read))
    journal.wrap(installed.module("engine.input_layer").InputLayer, "__init__", _told_shape)
    journal.wrap(node, "__init__", _with_old_arguments)
    _own_node_first(journal)


def _as_list(original, sequences):
    def read(self):
        value = original.fget(self)
        if not isinstance(type(self.layer), mirror.Mirrored):
            return value
        return list(value) if isinstance(value, sequences) else [value]

    return property(read, doc=original.__doc__)


def _history(node, index):
    return [tensor._keras_history[index] for tensor in _inputs(node)] if not node.is_input else []


def _inputs(node):
    from tensorflow import nest

    return nest.flatten(node.input_tensors)


def _masks(tensors):
    from tensorflow import nest

    return [getattr(tensor, "_keras_mask", None) for tensor in nest.flatten(tensors)]


def _get_config(node):
    """The node as names of layers and indices."""
    inbound = node.inbound_layers if isinstance(node.inbound_layers, list) else [node.inbound_layers]
    return {"outbound_layer": node.layer.name, "inbound_layers": [layer.name for layer in inbound],
            "node_indices": node.node_indices, "tensor_indices": node.tensor_indices}


_MISSING = {
    "input_masks": lambda node: _masks(node.input_tensors),
    "output_masks": lambda node: _masks(node.output_tensors),
    "node_indices": lambda node: _history(node, 1),
    "tensor_indices": lambda node: _history(node, 2),
    "arguments": lambda node: dict(node.call_kwargs or {}),
}


# What programs that make nodes by hand tell; layers, indices, masks and shapes follow from the tensors.
_OLD_ARGUMENTS = ("outbound_layer", "inbound_layers", "node_indices", "tensor_indices", "input_tensors",
                  "output_tensors", "input_masks", "output_masks", "input_shapes", "output_shapes", "arguments")


def _with_old_arguments(init, node, args, kwargs):
    if len(args) <= 4 and not kwargs.keys() & set(_OLD_ARGUMENTS):
        return init(*args, **kwargs)
    told = {**dict(zip(_OLD_ARGUMENTS, args)), **kwargs}
    inputs, outputs = list(told["input_tensors"]), list(told["output_tensors"])
    called_with = () if not inputs else (_single(inputs),)
    return init(told["outbound_layer"], called_with, told.get("arguments"), _single(outputs))


def _single(values):
    return values[0] if len(values) == 1 else values


def _told_shape(wrapped, instance, args, kwargs):
    """Inputs that Sequential makes by itself know their ``_keras_shape`` too, where standalone Keras is in use."""
    from tensorflow import nest

    wrapped(*args, **kwargs)
    if not mirror.in_use():
        return
    for node in instance._inbound_nodes:
        for tensor in nest.flatten(node.outputs):
            if hasattr(tensor, "op") and not hasattr(tensor, "_keras_shape"):
                tensor._keras_shape = installed.backend().int_shape(tensor)


def _own_node_first(journal):
    """A model's first node leads from its own inputs to its outputs; the installed Keras counts its calls alone."""
    model = installed.module("engine.functional").Functional
    of_layers = model._get_node_attribute_at_index

    def of_models(self, node_index, attr, attr_name):
        calls = len(self._inbound_nodes)
        own = {"input_tensors": "inputs", "output_tensors": "outputs",
               "input_shapes": "inputs", "output_shapes": "outputs"}.get(attr)
        if own is None or not getattr(self, own, None) or node_index not in (0, -1 - calls):
            return of_layers(self, node_index - (node_index > 0), attr, attr_name)
        values = list(getattr(self, own))
        if attr.endswith("shapes"):
            values = [tuple(tensor.shape.as_list()) for tensor in values]
        return values[0] if len(values) == 1 else values

    journal.set_attr(model, "_get_node_attribute_at_index", of_models)
