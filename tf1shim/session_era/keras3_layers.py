"""What layers, their tensors and their variables had in Keras 2, for programs that run on Keras 3.

TF1: Keras 1's argument names (``border_mode=``, ``init=``), ``weights=``, ``batch_input_shape=``;
``layer.output_shape``, ``layer.get_output_at(0)``; ``tensor.get_shape()``; ``layer.kernel.initializer.run()``.
TF2: gone from Keras 3.
Here: each is its equivalent. What belongs to a graph raises, and says so. Only what is missing is added.
"""

import functools
import inspect
import sys

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message
from tf1shim.keras2 import arguments
from tf1shim.session_era import eager_ops, tables
from tf1shim.session_era.when_loaded import when_loaded

# Keras 1 names that no layer of Keras 3 has. (``dropout`` and ``output_shape`` would be such, were they not of others.)
_NOT_OLD = {"dropout", "output_shape", "length", "stride"}


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    layer = keras.layers.Layer
    for klass in {id(k): k for k in vars(keras.layers).values() if inspect.isclass(k) and issubclass(k, layer)
                  and "__init__" in vars(k) and k is not layer}.values():
        journal.wrap(klass, "__init__", functools.partial(_with_old_arguments, klass))
    journal.wrap(keras.Sequential, "add", _with_batch_shape)
    _let_models_take_input_and_output(journal, keras.Model)
    _add(journal, layer, {
        "output_shape": lambda self: _shapes(self.output),
        "input_shape": lambda self: _shapes(self.input),
        "get_output_at": lambda self: lambda node_index: _at(self, node_index, "output_tensors"),
        "get_input_at": lambda self: lambda node_index: _at(self, node_index, "input_tensors"),
        "get_output_shape_at": lambda self: lambda node_index: _shapes(_at(self, node_index, "output_tensors")),
        "get_input_shape_at": lambda self: lambda node_index: _shapes(_at(self, node_index, "input_tensors")),
        "inbound_nodes": lambda self: self._inbound_nodes,
        "outbound_nodes": lambda self: self._outbound_nodes,
        "apply": lambda self: self.__call__,
    })
    _add(journal, keras.Model, {
        "uses_learning_phase": _uses_learning_phase,
        "updates": lambda self: [],
        "state_updates": lambda self: [],
        "_is_compiled": lambda self: self.compiled,
        "input_names": lambda self: [tensor.name for tensor in self.inputs],
        "output_names": lambda self: [tensor._keras_history.operation.name for tensor in self.outputs],
        **{name: _of_graphs(f"Model.{name}") for name in ("total_loss", "targets", "sample_weights")},
    })
    _add(journal, keras.KerasTensor, {
        "get_shape": lambda self: lambda: _tensor_shape(self),
        "_keras_shape": lambda self: tuple(self.shape),
        **{name: _of_graphs(f"Tensor.{name} of a symbolic Keras tensor") for name in ("op", "graph", "eval")},
    })
    _add(journal, sys.modules["keras.src.ops.node"].Node, {
        "outbound_layer": lambda self: self.operation,
        "inbound_layers": lambda self: [tensor._keras_history.operation for tensor in self.input_tensors],
        "node_indices": lambda self: [tensor._keras_history.node_index for tensor in self.input_tensors],
        "tensor_indices": lambda self: [tensor._keras_history.tensor_index for tensor in self.input_tensors],
        "input_shapes": lambda self: _shapes(self.input_tensors),
        "output_shapes": lambda self: _shapes(self.output_tensors),
    })
    journal.wrap(keras.Variable, "__init__", _note_initializer)
    _add(journal, keras.Variable, {"initializer": eager_ops.Reinitialisation})
    _add(journal, keras.optimizers.Optimizer, {"get_gradients": lambda self: _get_gradients})


def ThresholdedReLU(theta=1.0, **kwargs):
    """Keras 2's layer of that name, as Keras 3's `ReLU`: x above ``theta``, else 0."""
    import keras

    report.legacy_call("keras.layers.ThresholdedReLU", "keras.layers.ReLU(threshold=theta)")
    return keras.layers.ReLU(threshold=theta, **kwargs)


class _Old:
    """An attribute that classes and instances may replace: no data descriptor."""

    def __init__(self, read):
        self._read = read

    def __get__(self, instance, owner):
        return self if instance is None else self._read(instance)


def _add(journal, klass, attributes):
    for name, read in attributes.items():
        if not hasattr(klass, name):
            journal.set_attr(klass, name, _Old(read))


def _of_graphs(name):
    def read(_):
        raise UnavailableError(unavailable_message(name, "eagerly there is no graph that it could be part of",
                                                   tables.graph_mode()))

    return read


def _with_old_arguments(klass, init, layer, args, kwargs):
    parameters = inspect.signature(init).parameters
    args, kwargs = _from_keras1(klass.__name__, args, kwargs)
    after = {}
    for name in ("weights", "batch_input_shape"):
        if name in kwargs and name not in parameters:
            after[name] = kwargs.pop(name)
    batch_shape = after.get("batch_input_shape")
    if batch_shape is not None:
        report.legacy_call(f"keras.layers.{klass.__name__}(batch_input_shape=...)", "keras.Input(batch_shape=...)")
        kwargs["input_shape"] = tuple(batch_shape[1:])
    init(*args, **kwargs)
    if batch_shape is not None:
        layer._tf1shim_batch_shape = tuple(batch_shape)
    if after.get("weights") is not None:
        report.legacy_call(f"keras.layers.{klass.__name__}(weights=...)", "layer.set_weights once it is built")
        _set_when_built(layer, after["weights"])


def _from_keras1(name, args, kwargs):
    group = arguments.keras1_group(name)
    old = arguments.keras1_names(group).intersection(kwargs) - _NOT_OLD if group and kwargs else ()
    if not old:
        return args, kwargs
    report.legacy_call(f"keras.layers.{name}({', '.join(sorted(old))}=...)", "the argument names of Keras 2")
    args, kwargs = arguments.from_keras1(group, list(args), dict(kwargs))
    kwargs.pop("implementation", None)
    return args, kwargs


def _set_when_built(layer, weights):
    build = layer.build

    @functools.wraps(build)
    def build_and_set(*args, **kwargs):
        build(*args, **kwargs)
        layer.set_weights(weights)

    layer.build = build_and_set


def _let_models_take_input_and_output(journal, model):
    # The class that a functional model really is of; it is made by `Model.__new__`.
    functional = next((k for k in model.__subclasses__() if k.__name__ == "Functional"), None)
    if functional is None:
        return
    make = model.__new__

    def __new__(cls, *args, **kwargs):
        return make(cls, *args, **_renamed(kwargs))

    journal.set_attr(model, "__new__", staticmethod(__new__))
    journal.wrap(functional, "__init__", lambda init, _, args, kwargs: init(*args, **_renamed(kwargs)))


def _renamed(kwargs):
    if not {"input", "output"} & kwargs.keys():
        return kwargs
    report.legacy_call("keras.Model(input=..., output=...)", "keras.Model(inputs=..., outputs=...)")
    return {{"input": "inputs", "output": "outputs"}.get(name, name): value for name, value in kwargs.items()}


def _with_batch_shape(add, model, args, kwargs):
    layer = args[0] if args else kwargs.get("layer")
    shape = getattr(layer, "_tf1shim_batch_shape", None)
    import keras

    if shape is not None and not model.layers and not isinstance(layer, keras.layers.InputLayer):
        add(keras.layers.InputLayer(batch_shape=shape))
    return add(*args, **kwargs)


def _shapes(tensors):
    if isinstance(tensors, (list, tuple)):
        return [tuple(tensor.shape) for tensor in tensors]
    return tuple(tensors.shape)


def _at(layer, node_index, what):
    tensors = getattr(layer._inbound_nodes[node_index], what)
    return tensors[0] if len(tensors) == 1 else list(tensors)


def _tensor_shape(tensor):
    import tensorflow as tf

    return tf.TensorShape(tensor.shape)


def _uses_learning_phase(model):
    return any("training" in inspect.signature(layer.call).parameters for layer in model._flatten_layers()
               if layer is not model)


def _note_initializer(init, variable, args, kwargs):
    init(*args, **kwargs)
    initializer = args[0] if args else kwargs.get("initializer")
    if callable(initializer):
        variable._tf1shim_initializer = initializer


def _get_gradients(loss, params):
    """keras 2.3.1's `Optimizer.get_gradients`: `K.gradients`."""
    from tf1shim.session_era import keras_backend

    return keras_backend.gradients(loss, params)
