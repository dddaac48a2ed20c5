"""tf.contrib.eager.Network and Sequential: layers gathered under one name (source: contrib/eager/python/network.py)."""

import inspect
import weakref

import tensorflow.compat.v1 as _tf


class Network(_tf.layers.Layer):
    """A layer made of layers, which `track_layer` takes in; their variables are named below it.

    A network without a name gets one, from its class, when another tracks it or when it is first called.
    """

    def __init__(self, name=None):
        """Raises `ValueError` for a name with a slash, or for a variable scope as name."""
        if isinstance(name, _tf.VariableScope):
            raise ValueError("VariableScopes are not valid Network names.")
        if name is not None and "/" in name:
            raise ValueError("Forward slashes ('/') are not allowed in Network names.")
        super().__init__(name=name)
        self._given_name = name
        self._tracked = []
        self._taken = {}  # names of what is first of all ours -> the layer
        self._counts = {}
        self._parent = None  # a weak reference to the network that tracked us first
        self._outer_scope = _tf.get_variable_scope()

    @property
    def name(self):
        """Raises `ValueError` before the network has its final name."""
        if self._given_name is None:
            raise ValueError(
                "The network does not yet have a final name, but a name was requested for it. "
                "Networks get a name when they are added to another Network via track_layer, "
                "or when they are first called/built.")
        return self._given_name

    def track_layer(self, layer):
        """Take in a layer or network; returns it.

        Raises:
            RuntimeError: before `__init__`.
            TypeError: ``layer`` is no `tf.layers.Layer`.
            ValueError: another layer of that name is here.
        """
        if "_tracked" not in vars(self):
            raise RuntimeError("Need to call Network.__init__ before adding layers")
        if not isinstance(layer, _tf.layers.Layer):
            raise TypeError(
                f"Network.track_layer() passed type {type(layer)}, not a tf.layers.Layer")
        layer._use_resource_variables = True
        if not layer.built and _first_parent(layer) is None:
            self._adopt(layer)
        self._tracked.append(layer)
        return layer

    def _adopt(self, layer):
        if isinstance(layer, Network):
            if layer._given_name is None:
                layer._given_name = self._unique(_stem(layer))
            layer._parent = weakref.ref(self)
        else:
            if layer._name != layer._base_name:  # named by the graph's count: count within the network
                layer._name = layer._base_name = self._unique(_stem(layer))
            layer._first_parent = weakref.ref(self)
        if self._taken.setdefault(layer.name, layer) is not layer:
            raise ValueError(
                f"Attempt to add two Layers with the name '{layer.name}' to the same Network.")

    def _unique(self, stem):
        while True:
            count = self._counts.get(stem, -1) + 1
            self._counts[stem] = count
            name = f"{stem}_{count}" if count else stem
            if name not in self._taken:
                return name

    def _set_scope(self, scope=None):
        if self._scope is not None:
            return
        if scope is not None:
            raise ValueError("Networks may not be created with explicit scopes.")
        parent = self._parent() if self._parent is not None else None
        if parent is not None:
            parent._set_scope()
        outer = parent._scope if parent is not None else self._outer_scope
        with _tf.variable_scope(outer), _tf.variable_scope(
                None, default_name=self._given_name or _stem(self), use_resource=True) as own:
            self._scope = own
        last = own.name.rpartition("/")[2]
        if self._given_name not in (None, last):
            self._scope = None
            raise ValueError(
                f"A Network named '{self._given_name}' already exists (or a variable_scope was "
                "created with this name). Names must be unique.")
        if parent is None:
            self._given_name = own.name
        for layer in self._taken.values():
            if isinstance(layer, Network):
                layer._set_scope()
            elif layer._scope is None:
                with _tf.variable_scope(own), _tf.variable_scope(
                        None, default_name=layer.name, use_resource=True) as below:
                    layer._scope = below

    def get_layer(self, name=None, index=None):
        """A tracked layer, by its name or by its place; raises `ValueError` where there is none."""
        if (name is None) == (index is None):
            raise ValueError("Exactly one of 'index' or 'name' must be provided"
                             if name is not None else "Provide either a layer name or layer index.")
        if index is not None:
            if index >= len(self._tracked):
                raise ValueError(f"Was asked to retrieve layer at index {index} but model only "
                                 f"has {len(self._tracked)} layers.")
            return self._tracked[index]
        for layer in self._tracked:
            if layer.name == name:
                return layer
        raise ValueError(f"No such layer: {name}")

    @property
    def layers(self):
        return self._tracked

    @property
    def weights(self):
        return [v for layer in self._tracked for v in layer.weights]

    @property
    def trainable_weights(self):
        return [v for layer in self._tracked for v in layer.trainable_weights]

    @property
    def non_trainable_weights(self):
        return [v for layer in self._tracked for v in layer.non_trainable_weights]

    @property
    def losses(self):
        return [loss for layer in self._tracked for loss in layer.losses]

    @property
    def trainable(self):
        return True

    @trainable.setter
    def trainable(self, value):
        if not value:
            raise AttributeError("cannot mark Network as not trainable")

    def add_variable(self, *args, **kwargs):
        """Raises `RuntimeError`: a network has the variables of its layers only."""
        raise RuntimeError("add_variable not supported in Network class yet.")

    def add_loss(self, *args, **kwargs):
        """Raises `RuntimeError`: a network has the losses of its layers only."""
        raise RuntimeError("add_loss is not supported in Network class yet.")


class Sequential(Network):
    """Layers and functions, each called with what the one before it gave."""

    def __init__(self, layers_funcs=None, name=None):
        super().__init__(name=name)
        self._steps = []  # (takes training, layer or function)
        for step in layers_funcs or ():
            self.add(step)

    def add(self, layer_func):
        """Add a layer or function at the end; raises `TypeError` for anything else."""
        if isinstance(layer_func, _tf.layers.Layer):
            called = layer_func.call
            self.track_layer(layer_func)
        elif callable(layer_func):
            called = layer_func
        else:
            raise TypeError("Sequential.add() takes only tf.layers.Layer objects or callables; "
                            f"not '{layer_func}' of type '{type(layer_func)}'.")
        try:
            takes = "training" in inspect.signature(called).parameters
        except ValueError:  # a function in C that does not tell
            takes = False
        self._steps.append((takes, layer_func))

    def call(self, inputs, training=None):
        """``training`` goes to the steps that take it, where it is given."""
        for takes, step in self._steps:
            inputs = step(inputs, training) if takes and training is not None else step(inputs)
        return inputs


def _first_parent(layer):
    held = layer._parent if isinstance(layer, Network) else getattr(layer, "_first_parent", None)
    return held() if held is not None else None


def _stem(layer):
    """The name a class gives its layers: TwoLayers -> two_layers."""
    words = type(layer).__name__
    made = "".join("_" + c.lower() if c.isupper() and i and not words[i - 1].isupper() else c.lower()
                   for i, c in enumerate(words))
    return made if not made.startswith("_") else "private" + made
