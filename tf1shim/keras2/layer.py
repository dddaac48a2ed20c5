"""`keras.engine.base_layer.Layer` of standalone Keras, on the installed v1 layer.

Source: keras 2.3.1 `engine/base_layer.py`.
"""

import functools
import sys

from tf1shim.keras2 import installed, old_errors

_ADD_WEIGHT = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint")


class LayerChanges:
    """What standalone Keras' Layer does differently from tf.keras' (TF 1.15) one."""

    def __init__(self, **kwargs):
        if "input_dtype" in kwargs:  # Keras 1
            kwargs.setdefault("dtype", kwargs.pop("input_dtype"))
        super().__init__(**kwargs)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "_tf1shim_native" in vars(cls):
            return
        # The program's own classes: shapes are tuples of numbers in standalone Keras.
        for name in ("build", "compute_output_shape", "get_output_shape_for"):
            method = vars(cls).get(name)
            if callable(method):
                setattr(cls, name, _with_plain_shapes(method))

    def __setattr__(self, name, value):
        # tf.keras wraps collections, and trains what is in them. To keras 2.3.1 they were collections like any other.
        if not isinstance(value, (list, tuple, dict)) or not _program_asks(sys._getframe(1)):
            super().__setattr__(name, value)
        else:
            object.__setattr__(self, name, value)

    def _init_set_name(self, name, zero_based=True):
        super()._init_set_name(name, zero_based=False)

    def add_weight(self, *args, **kwargs):
        """Create a variable of the layer.

        Args:
            name, shape, dtype, initializer, regularizer, trainable, constraint: as in keras 2.3.1. Keras 1 gave
                the shape first, then the initializer or the name; that is understood too.
        """
        from tf1shim.keras2 import initializers

        args = list(args)
        if args and args[0] is not None and not isinstance(args[0], str):
            kwargs["shape"] = args.pop(0)
            if args:
                named = isinstance(args[0], str) and "initializer" in kwargs
                kwargs["name" if named else "initializer"] = args.pop(0)
            kwargs.update(zip(("name", "trainable", "regularizer", "constraint"), args))
        else:
            kwargs.update(zip(_ADD_WEIGHT, args))
        if kwargs.get("shape") is not None:
            kwargs["shape"] = tuple(getattr(side, "value", side) for side in kwargs["shape"])
        kwargs.setdefault("trainable", True)
        initializer = kwargs.get("initializer")
        kwargs["initializer"] = initializers.get("glorot_uniform" if initializer is None else initializer)
        return super().add_weight(**kwargs)

    def add_update(self, updates, inputs=None):
        """Add update ops; which inputs they depend on is read from the graph, and from ``inputs`` where given."""
        self._note_for_inputs("updates", updates, inputs)
        super().add_update(updates)

    def add_loss(self, losses, inputs=None):
        """Add loss tensors; ``inputs`` None makes them unconditional."""
        self._note_for_inputs("losses", losses, inputs)
        super().add_loss(losses, inputs=inputs)

    def add_metric(self, value, name=None, aggregation=None):
        """Report ``value``, a metric's result or any tensor, whose mean over the batches counts.

        Args:
            value: tensor; what a metric object gave is reported by that object.
            name: the metric's name in logs; what was added under it before stays.
            aggregation: accepted for layers written for tf.keras; "mean" is what happens anyway.

        Raises:
            ValueError: two metrics of the layer go by ``name``.
        """
        if self._get_existing_metric(name) is None:
            self._symbolic_add_metric(value, None if hasattr(value, "_metric_obj") else "mean", name)

    def get_updates_for(self, inputs):
        """Updates that belong to ``inputs``, or with None those that belong to none."""
        return self._noted_for_inputs("updates", inputs) or super().get_updates_for(inputs)

    def get_losses_for(self, inputs):
        """Losses that belong to ``inputs``, or with None those that belong to none."""
        noted = self._noted_for_inputs("losses", inputs) if inputs is not None else ()
        return noted or super().get_losses_for(inputs)

    def _note_for_inputs(self, kind, values, inputs):
        values = _listed(values)
        if inputs is None:  # tensors and ops are read from the graph; plain numbers have no place in it
            values = [v for v in values if not (hasattr(v, "op") or hasattr(v, "graph") or callable(v))]
        if values:
            noted = vars(self).setdefault("_tf1shim_for_inputs", {})
            noted.setdefault((kind, _ids(inputs)), []).extend(values)

    def _noted_for_inputs(self, kind, inputs):
        return list(vars(self).get("_tf1shim_for_inputs", {}).get((kind, _ids(inputs)), ()))

    def __call__(self, *args, **kwargs):
        import tensorflow.compat.v1 as tf

        # Standalone Keras knew no AutoGraph: `call` runs as it is written.
        call = tf.autograph.experimental.do_not_convert(super().__call__)
        with old_errors.of_standalone():
            outputs = call(*args, **kwargs)
        if isinstance(outputs, list) and len(outputs) == 1:
            outputs = outputs[0]
        inputs = args[0] if args else next(iter(kwargs.values()), None)
        self._note_shapes(inputs, outputs)
        self._note_learning_phase(inputs, outputs)
        return outputs

    def _note_learning_phase(self, inputs, outputs):
        """Flag outputs that depend on the learning phase, as far as this layer or its inputs make them."""
        from tf1shim.keras2 import learning

        inputs, outputs = _flat(inputs), [t for t in _flat(outputs) if hasattr(t, "op")]
        uses = (vars(self).get("_tf1shim_uses_learning_phase", False)
                or any(getattr(t, "_uses_learning_phase", False) for t in inputs)
                or learning.any_depends(outputs, inputs))
        for tensor in outputs:
            tensor._uses_learning_phase = uses

    def _note_shapes(self, inputs, outputs):
        """Give outputs ``_keras_shape``, and where the graph lost dimensions, what the layer says they are."""
        backend = installed.backend()
        tensors = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        stated = None
        for index, tensor in enumerate(tensors):
            if not hasattr(tensor, "get_shape"):
                continue
            shape = backend.int_shape(tensor)
            if (shape is None or None in shape[1:]) and self._states_shape():
                stated = self._stated_shapes(inputs) if stated is None else stated
                if index < len(stated):
                    _refine(tensor, stated[index])
            tensor._keras_shape = backend.int_shape(tensor)

    def _states_shape(self):
        method = getattr(type(self), "compute_output_shape", None)
        return getattr(method, "_tf1shim_program", False)

    def _stated_shapes(self, inputs):
        backend = installed.backend()
        shapes = ([backend.int_shape(i) for i in inputs] if isinstance(inputs, (list, tuple))
                  else backend.int_shape(inputs))
        try:
            stated = self.compute_output_shape(shapes)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError, NotImplementedError):
            return []  # a hint the layer cannot give for these inputs
        if hasattr(stated, "as_list"):
            stated = tuple(stated.as_list())
        return stated if stated and isinstance(stated[0], (list, tuple)) else [stated]

    @property
    def name(self):
        """The layer's name; programs give two copies of a model other names by setting it."""
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def trainable_weights(self):
        """Variables that training changes; may be assigned, as Keras 1 and 2 layers do in ``build``."""
        return super().trainable_weights

    @trainable_weights.setter
    def trainable_weights(self, weights):
        self._trainable_weights = list(weights)

    @property
    def non_trainable_weights(self):
        """Variables that training leaves alone; may be assigned."""
        return super().non_trainable_weights

    @non_trainable_weights.setter
    def non_trainable_weights(self, weights):
        self._non_trainable_weights = list(weights)

    def _handle_activity_regularization(self, inputs, outputs):
        # tf.keras divides by the batch size; standalone Keras did not.
        if self._activity_regularizer is not None:
            with installed.backend().name_scope("activity_regularizer"):
                self.add_loss([self._activity_regularizer(t) for t in _flat(outputs)], inputs=_flat(inputs))

    @property
    def input(self):
        """Input tensor, or list of them.

        Raises:
            AttributeError: the layer was called several times, or never.
        """
        return self._only_node(super().input, "input")

    @property
    def output(self):
        """Output tensor, or list of them; raises as `input` does."""
        return self._only_node(super().output, "output")

    @property
    def input_mask(self):
        """Mask of the input, or None; raises as `input` does."""
        return self._only_node(super().input_mask, "input_mask")

    @property
    def output_mask(self):
        """Mask of the output, or None; raises as `input` does."""
        return self._only_node(super().output_mask, "output_mask")

    @property
    def inbound_nodes(self):
        """Nodes that lead into this layer; may be assigned, as programs did that took layers off a model."""
        return self._inbound_nodes

    @inbound_nodes.setter
    def inbound_nodes(self, nodes):
        self._inbound_nodes = nodes

    @property
    def outbound_nodes(self):
        """Nodes that lead out of this layer; may be assigned."""
        return self._outbound_nodes

    @outbound_nodes.setter
    def outbound_nodes(self, nodes):
        self._outbound_nodes = nodes

    def _add_inbound_node(self, input_tensors, output_tensors, input_masks, output_masks, input_shapes, output_shapes,
                          arguments=None):
        """Say that a call of this layer made ``output_tensors``, of these masks and shapes, of ``input_tensors``."""
        inputs, outputs = _listed(input_tensors), _listed(output_tensors)
        installed.module("engine.node").Node(self, (input_tensors,), arguments, output_tensors)
        shapes = output_shapes if isinstance(output_shapes, list) else [output_shapes]
        for tensor, mask, shape in zip(outputs, _listed(output_masks), shapes):
            tensor._keras_mask, tensor._keras_shape = mask, shape
        self._note_learning_phase(inputs, outputs)

    def _only_node(self, value, what):
        if len(self._inbound_nodes) > 1:
            raise AttributeError(
                f"Layer {self.name} has multiple inbound nodes, hence the notion of \"layer {what}\" is ill-defined. "
                f"Use `get_{what}_at(node_index)` instead.")
        return value

    @property
    def input_shape(self):
        """Static shape of the input, or list of shapes; see tf.keras' Layer."""
        return _unpacked(super().input_shape)

    @property
    def output_shape(self):
        """Static shape of the output, or list of shapes; see tf.keras' Layer."""
        return _unpacked(super().output_shape)

    @property
    def uses_learning_phase(self):
        """Whether an output of this layer depends on `K.learning_phase()`."""
        from tf1shim.keras2 import learning

        if "_tf1shim_uses_learning_phase" in vars(self):
            return vars(self)["_tf1shim_uses_learning_phase"]
        return learning.any_depends(t for node in self._inbound_nodes for t in _flat(node.outputs))

    @uses_learning_phase.setter
    def uses_learning_phase(self, value):
        vars(self)["_tf1shim_uses_learning_phase"] = value

    def get_config(self):
        """Arguments every layer has; one that forgets to add its own is still saved, as in keras 2.3.1."""
        config = {"name": self.name, "trainable": self.trainable}
        if hasattr(self, "_batch_input_shape"):
            config["batch_input_shape"] = self._batch_input_shape
        if self.dtype is not None:
            config["dtype"] = self.dtype
        return config

    def assert_input_compatibility(self, inputs):
        """Check inputs against ``self.input_spec``; raises ValueError."""
        checks = installed.module("engine.input_spec")
        checks.assert_input_compatibility(self.input_spec, inputs, self.name)


@functools.lru_cache(maxsize=None)
def make_layer():
    """The class `keras.layers.Layer`."""
    from tf1shim.keras2 import mirror

    base_layer_v1 = installed.module("engine.base_layer_v1")
    made = mirror.Mirrored("Layer", (LayerChanges, base_layer_v1.Layer), {
        "__module__": "keras.engine.base_layer", "__doc__": base_layer_v1.Layer.__doc__,
        # Instances of the v2 class, of which the v1 class is one, are layers too.
        "_tf1shim_native": installed.module("engine.base_layer").Layer})
    mirror.register(installed.module("engine.base_layer").Layer, made)
    mirror.register(base_layer_v1.Layer, made)
    return made


def _program_asks(frame):
    from tf1shim.keras2 import mirror

    while frame.f_code.co_name == "__setattr__":  # of a class below
        frame = frame.f_back
    name = frame.f_globals.get("__name__") or ""
    return not (name.startswith(("tf1shim.", "tensorflow.")) or mirror.keras_asks(frame))


def _with_plain_shapes(method):
    from tf1shim.keras2 import mirror

    convert = installed.module("utils.tf_utils").shape_type_conversion(method)

    @functools.wraps(method)
    def with_plain_shapes(self, input_shape=None, *args, **kwargs):
        if mirror.keras_asks(sys._getframe(1)):
            return convert(self, input_shape, *args, **kwargs)
        return method(self, mirror.plain(input_shape), *args, **kwargs)

    with_plain_shapes._tf1shim_program = True
    return with_plain_shapes


def _unpacked(shapes):
    return shapes[0] if isinstance(shapes, list) and len(shapes) == 1 else shapes


def _listed(values):
    return list(values) if isinstance(values, (list, tuple)) else [values]


def _ids(tensors):
    return None if tensors is None else tuple(id(t) for t in _listed(tensors))


def _flat(structure):
    from tensorflow import nest

    return nest.flatten(structure)


def _refine(tensor, shape):
    if shape is None or not isinstance(shape, (list, tuple)):
        return
    # A rule that is wrong where nobody asks did no harm: Mask R-CNN's says 1 for as many entries as there are.
    known = tensor.shape.rank is not None
    try:
        tensor.set_shape([None if known and side == 1 else side for side in shape])
    except ValueError:
        pass  # the graph knows better
