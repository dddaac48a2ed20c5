"""Names of `keras.engine`: Model, Sequential, Input, InputLayer, Layer, Network, Node.

Source: keras 2.3.1 `engine/`. Keras 2.0's names (`Container`, `get_source_inputs`) are here too.
"""

import functools

from tf1shim.keras2 import installed, mirror


def Input(shape=None, batch_shape=None, name=None, dtype=None, sparse=False, tensor=None):
    """A symbolic input of a model.

    Args:
        shape: shape without the batch axis.
        batch_shape: shape with it; one of the two, or ``tensor``.
        name: layer name, ``input_1`` and on by default.
        dtype: element type; by default that of ``tensor``, or else the backend's float type.
        sparse: make a sparse placeholder.
        tensor: wrap this tensor instead of making a placeholder.

    Raises:
        ValueError: neither a shape nor a tensor.
    """
    if batch_shape is None and tensor is None:
        if shape is None:
            raise ValueError("Please provide to Input either a `shape` or a `batch_shape` argument. "
                             "Note that `shape` does not include the batch dimension.")
        batch_shape = (None, *_as_tuple(shape))
    if dtype is None and tensor is None:
        dtype = installed.backend().floatx()
    layer = mirror.mirror(installed.api("layers").InputLayer)(
        batch_input_shape=None if batch_shape is None else tuple(batch_shape),
        name=name, dtype=dtype, sparse=sparse, input_tensor=tensor)
    outputs = layer._inbound_nodes[0].outputs
    made = outputs[0] if isinstance(outputs, list) and len(outputs) == 1 else outputs
    made._keras_shape = installed.backend().int_shape(made)
    made._uses_learning_phase = False
    return made


def _as_tuple(shape):
    return tuple(shape) if hasattr(shape, "__iter__") else (shape,)


def get_source_inputs(tensor, layer=None, node_index=None):
    """The input tensors that a Keras tensor was made from."""
    return installed.module("utils.layer_utils").get_source_inputs(tensor, layer, node_index)


def _collect_previous_mask(input_tensors):
    """The mask that came with a tensor, or None; of a list of several, the list of them."""
    return _of_each(input_tensors, lambda tensor: getattr(tensor, "_keras_mask", None))


def _collect_input_shape(input_tensors):
    """The static shape of a tensor as a tuple; of a list of several, the list of them."""
    return _of_each(input_tensors, installed.backend().int_shape)


def _of_each(tensors, read):
    found = [read(tensor) for tensor in (tensors if isinstance(tensors, list) else [tensors])]
    return found[0] if len(found) == 1 else found


_CLASSES = {
    "Layer": lambda: installed.module("engine.base_layer").Layer,
    "Model": lambda: installed.module("engine.training").Model,
    "Network": lambda: installed.module("engine.training").Model,
    "Container": lambda: installed.module("engine.training").Model,
    "Sequential": lambda: installed.module("engine.sequential").Sequential,
    "InputLayer": lambda: installed.module("engine.input_layer").InputLayer,
}


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _CLASSES:
        return mirror.mirror(_CLASSES[name]())
    if name == "InputSpec":
        return installed.module("engine.input_spec").InputSpec
    if name == "Node":
        return installed.module("engine.node").Node
    if name == "_to_snake_case":
        return installed.module("utils.generic_utils").to_snake_case
    if name == "clone_model":
        from tf1shim.keras2 import saving

        return saving.clone_model
    raise AttributeError(name)
