"""`keras.optimizers` of standalone Keras: the installed v1 optimizers with keras 2.3.1's arguments and clipping.

Source: keras 2.3.1 `optimizers.py`. Positions follow 2.3.1; the fourth and fifth arguments of 2.2 (``epsilon``,
``decay``) are told apart by their type. ``lr`` and ``learning_rate`` both name the rate.
"""

import functools

from tf1shim.keras2 import installed, interfaces

_V1 = installed.module("optimizer_v1")


class Optimizer(_V1.Optimizer):
    """Base class: gradients, clipping, weights.

    Args (all optimizers):
        clipnorm: scale all gradients together so that their joint norm is at most this.
        clipvalue: cut each gradient's entries at plus and minus this.

    Raises:
        TypeError: an unknown argument.
        ValueError: a negative one.
    """

    def __init__(self, **kwargs):
        kwargs.pop("name", None)
        super().__init__(**kwargs)

    def get_gradients(self, loss, params):
        """Gradients of ``loss`` with respect to ``params``, clipped.

        Raises:
            ValueError: a parameter the loss does not depend on.
        """
        backend = installed.backend()
        clipnorm, clipvalue = (vars(self).pop(key, None) for key in ("clipnorm", "clipvalue"))
        try:
            grads = super().get_gradients(loss, params)
        finally:
            vars(self).update({k: v for k, v in (("clipnorm", clipnorm), ("clipvalue", clipvalue))
                               if v is not None})
        if clipnorm is not None and clipnorm > 0:
            norm = backend.sqrt(sum(backend.sum(backend.square(g)) for g in grads))
            grads = [clip_norm(g, clipnorm, norm) for g in grads]
        if clipvalue is not None and clipvalue > 0:
            grads = [backend.clip(g, -clipvalue, clipvalue) for g in grads]
        return grads

    @property
    def learning_rate(self):
        """The variable of the learning rate."""
        if "lr" in vars(self):
            return vars(self)["lr"]
        if isinstance(getattr(type(self), "lr", None), property):  # a program's, which would ask back here
            raise AttributeError(f"{type(self).__name__!r} object has no attribute 'learning_rate'")
        return self.lr

    @learning_rate.setter
    def learning_rate(self, value):
        vars(self)["lr"] = value  # a program's `lr` may be a property that reads and sets this one

    def get_config(self):
        """Arguments by name, with the current values."""
        config = super().get_config()
        if "lr" in config:
            config["learning_rate"] = config.pop("lr")
        if config.get("decay") == 0.0:
            config.pop("decay")
        return config

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """Make one from `get_config`'s result, or from one of an older Keras or of tf.keras."""
        config = dict(config)
        if not (config.get("centered") or cls.__name__ == "RMSprop" and config.get("momentum")):
            config.pop("centered", None)
            if cls.__name__ == "RMSprop":
                config.pop("momentum", None)
        return cls(**config)


def clip_norm(g, c, n):
    """``g`` scaled down where the norm ``n`` exceeds ``c``; ``c`` not positive leaves it as it is."""
    if c <= 0:
        return g
    import tensorflow.compat.v1 as tf

    scaled = lambda t: tf.where(n >= c, t * (c / n), t)  # noqa: E731
    if isinstance(g, tf.IndexedSlices):
        return tf.IndexedSlices(scaled(g.values), g.indices, g.dense_shape)
    return scaled(g)


def _standalone(name, positions, defaults):
    native = getattr(_V1, name)

    def __init__(self, *args, **kwargs):
        given = _read_arguments(name, positions, defaults, args, kwargs)
        kwargs = {k: given.pop(k) for k in ("clipnorm", "clipvalue") if given.get(k) is not None}
        native.__init__(self, **given, **kwargs)

    def _create_all_weights(self, params):
        key = tuple(id(p) for p in params)
        pending = vars(self).pop("_tf1shim_slots", None)
        if self._tf1shim_updating and pending is not None and pending[0] == key:
            return pending[1]  # filled from a file since
        slots = native._create_all_weights(self, params)
        if not any(w is self.iterations for w in self.weights):
            self.weights = [self.iterations] + self.weights
        if not self._tf1shim_updating:
            self._tf1shim_slots = key, slots
        return slots

    @interfaces.legacy_get_updates_support
    def get_updates(self, loss, params):
        count, raised = self.iterations, _Raised(
            self.iterations, name in _COUNT_FROM_ONE, getattr(self, "initial_decay", 0) > 0)
        self._tf1shim_updating, self.iterations = True, raised
        try:
            return native.get_updates(self, loss, params)
        finally:
            self._tf1shim_updating, self.iterations = False, count
            self.weights = [count if w is raised else w for w in self.weights]

    __init__.__doc__ = f"Arguments: {', '.join(positions)}, decay, epsilon, clipnorm, clipvalue."
    return type(name, (native, Optimizer), {
        "__init__": __init__, "__module__": "keras.optimizers", "__doc__": native.__doc__,
        "get_gradients": Optimizer.get_gradients,
        "from_config": vars(Optimizer)["from_config"], "get_config": _config_of(native), "get_updates": get_updates,
        "_create_all_weights": _create_all_weights, "_tf1shim_updating": False})


class _Raised:
    """A step count that is read after it was raised, as TF 1.15 in fact ran keras 2.3.1's unordered ops.

    Decay therefore begins at one. Adam and its kin add one to the count by themselves, and begin at two; the installed
    v1 optimizers do not add it, so ``ahead`` does, save for the first reading where that is for the ``decay``.
    """

    def __init__(self, count, ahead, decay):
        import tensorflow.compat.v1 as tf

        _convertible()
        self.dtype = count.dtype.base_dtype
        self._raise = tf.assign_add(count, 1)
        with tf.control_dependencies([self._raise]):
            self._values = [count.read_value()] if decay else []
            self._rest = count.read_value() + (1 if ahead else 0)

    def read(self):
        """The count as a tensor."""
        return self._values.pop() if self._values else self._rest

    def assign_add(self, delta, **_):
        """The op that raises it."""
        return self._raise


_COUNT_FROM_ONE = ("Adam", "Adamax", "Nadam")


@functools.lru_cache(maxsize=None)
def _convertible():
    import tensorflow.compat.v1 as tf

    tf.register_tensor_conversion_function(
        _Raised, lambda count, dtype=None, name=None, as_ref=False: count.read())


def _config_of(native):
    def get_config(self):
        config = native.get_config(self)
        if "lr" in config:
            config["learning_rate"] = config.pop("lr")
        return config

    return get_config


def _read_arguments(name, positions, defaults, args, kwargs):
    given = dict(defaults)
    args = list(args)
    if name in ("Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "Nadam"):
        fixed = sum(1 for p in positions if p != "amsgrad")
        # keras 2.2: (..., epsilon, decay or schedule_decay, amsgrad)
        old = args[fixed:]
        if old and not isinstance(old[0], bool):
            last = "schedule_decay" if name == "Nadam" else "decay"
            given.update(zip(("epsilon", last, "amsgrad"), old))
            del args[fixed:]
    elif name == "SGD" and len(args) > 2 and not isinstance(args[2], bool):
        given["decay"] = args.pop(2)
    if len(args) > len(positions):
        raise TypeError(f"{name}() takes at most {len(positions)} positional arguments ({len(args)} given)")
    given.update(zip(positions, args))
    if "lr" in kwargs:
        kwargs.setdefault("learning_rate", kwargs.pop("lr"))
    kwargs.pop("name", None)
    given.update(kwargs)
    given["lr"] = given.pop("learning_rate")
    return given


SGD = _standalone("SGD", ("learning_rate", "momentum", "nesterov"), {"learning_rate": 0.01})
RMSprop = _standalone("RMSprop", ("learning_rate", "rho"), {"learning_rate": 0.001})
Adagrad = _standalone("Adagrad", ("learning_rate",), {"learning_rate": 0.01})
Adadelta = _standalone("Adadelta", ("learning_rate", "rho"), {"learning_rate": 1.0})
Adam = _standalone("Adam", ("learning_rate", "beta_1", "beta_2", "amsgrad"), {"learning_rate": 0.001})
Adamax = _standalone("Adamax", ("learning_rate", "beta_1", "beta_2"), {"learning_rate": 0.002})
Nadam = _standalone("Nadam", ("learning_rate", "beta_1", "beta_2"), {"learning_rate": 0.002})
TFOptimizer = _V1.TFOptimizer

sgd, rmsprop, adagrad, adadelta, adam, adamax, nadam = (
    SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam)


@functools.lru_cache(maxsize=None)
def by_name():
    """Lower-case and proper names of the optimizers -> classes."""
    classes = (SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam, TFOptimizer)
    return {name: c for c in classes for name in (c.__name__, c.__name__.lower())}


def serialize(optimizer):
    """``{"class_name": ..., "config": ...}`` of an optimizer."""
    return {"class_name": type(optimizer).__name__, "config": optimizer.get_config()}


def deserialize(config, custom_objects=None):
    """Make an optimizer from `serialize`'s result.

    Raises:
        ValueError: an unknown class name.
    """
    name = config["class_name"]
    classes = {**by_name(), **installed.api("utils").get_custom_objects(), **(custom_objects or {})}
    found = classes.get(name) or classes.get(name.lower())
    if found is None:
        raise ValueError(f"Unknown optimizer: {name}")
    if name.lower() in by_name():
        config["class_name"] = name.lower()  # 2.3.1 left it so, and programs compare configs
    return found.from_config(dict(config.get("config") or {}))


def get(identifier):
    """An optimizer from a name, a config, a TensorFlow optimizer or an optimizer.

    Raises:
        ValueError: none of them.
    """
    if isinstance(identifier, str):
        return deserialize({"class_name": identifier, "config": {}})
    if isinstance(identifier, dict):
        return deserialize(identifier)
    if isinstance(identifier, _V1.Optimizer):
        if isinstance(identifier, TFOptimizer):  # so that its variables are initialised with Keras' own
            installed.backend().track_tf_optimizer(identifier)
        return identifier
    return installed.api("optimizers").get(identifier)
