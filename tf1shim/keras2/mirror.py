"""Mirrors: the classes standalone Keras hands out, subclasses of the installed Keras 2's.

Keras: one tree of classes, `keras.engine.base_layer.Layer` at its root.
Here: for every installed layer class there is at most one mirror; mirrors derive from the installed class and from the
mirrors of its bases, so the tree looks the same from within. An object of the installed class counts as an instance of
its mirror: layers of both spellings mix in one model.
"""

import contextlib
import sys
import threading

from tf1shim.keras2 import arguments, installed

_mirrors = {}  # installed class -> mirror
_lock = threading.RLock()
_local = threading.local()

# Classes whose name in keras 2.3.1 differs from the installed one's.
_OLD_NAMES = {"Conv": "_Conv", "Conv1DTranspose": "Conv1DTranspose", "Merge": "_Merge", "Functional": "Model",
              "Pooling1D": "_Pooling1D", "Pooling2D": "_Pooling2D", "Pooling3D": "_Pooling3D",
              **{f"GlobalPooling{rank}D": f"_GlobalPooling{rank}D" for rank in (1, 2, 3)}}


class Mirrored(type):
    """Metaclass: what is an instance of the installed class is one of the mirror."""

    def __instancecheck__(cls, instance):
        if type.__instancecheck__(cls, instance):
            return True
        native = vars(cls).get("_tf1shim_native")
        return native is not None and isinstance(instance, native)

    def __subclasscheck__(cls, subclass):
        if type.__subclasscheck__(cls, subclass):
            return True
        native = vars(cls).get("_tf1shim_native")
        return native is not None and issubclass(subclass, native)


def mirror(native, name=None):
    """The mirror of an installed layer class.

    Args:
        native: a subclass of the installed Keras 2's Layer.
        name: the mirror's name, where keras 2.3.1 had another than the installed class.

    Returns:
        A class; the same one for the same ``native``.
    """
    if isinstance(native, Mirrored):
        return native
    with _lock:
        if native not in _mirrors:
            _mirrors[native] = _build(native, name)
        return _mirrors[native]


def register(native, made):
    """Use ``made``, a class with `Mirrored` as its metaclass, as the mirror of ``native``."""
    with _lock:
        return _mirrors.setdefault(native, made)


def in_use():
    """Whether the program has asked for a class of standalone Keras."""
    return bool(_mirrors)


def is_layer_class(value):
    """Whether a value is a layer class of the installed Keras 2; its metrics, which are layers too, do not count."""
    return (isinstance(value, type) and issubclass(value, installed.module("engine.base_layer").Layer)
            and not issubclass(value, installed.api("metrics").Metric))


def as_v1(native):
    """Have an installed class stand on the v1 base classes now, rather than at its first instance."""
    versions = installed.module("utils.version_utils")
    base_layer = installed.module("engine.base_layer")
    base_layer_v1 = installed.module("engine.base_layer_v1")
    training, training_v1 = installed.module("engine.training"), installed.module("engine.training_v1")
    if issubclass(native, training.Model):
        versions.swap_class(native, training.Model, training_v1.Model, False)
    versions.swap_class(native, base_layer.Layer, base_layer_v1.Layer, False)
    return native


def _build(native, name):
    from tf1shim.keras2 import changed, layer

    as_v1(native)
    base_layer = installed.module("engine.base_layer")
    if native in (base_layer.Layer, installed.module("engine.base_layer_v1").Layer):
        return layer.make_layer()
    training, training_v1 = installed.module("engine.training"), installed.module("engine.training_v1")
    whole = native
    if native in (training.Model, training_v1.Model):  # one model to the program
        native, whole = training_v1.Model, training.Model
    name = name or _OLD_NAMES.get(native.__name__, native.__name__)
    if whole is training.Model:
        bases = [layer.make_layer()]
    else:
        bases = [mirror(base) for base in native.__bases__ if is_layer_class(base)]
    bases = tuple(dict.fromkeys(bases))
    body = {
        "__module__": arguments.module_of(name),
        "__doc__": native.__doc__,
        "_tf1shim_native": whole,
    }
    if arguments.has_signature(name):
        body["__init__"] = _initialiser(native, name)
    # `patches` renames Functional to Model, which is what old programs know it as.
    key = "Functional" if native is installed.module("engine.functional").Functional else native.__name__
    made = Mirrored(name, (*changed.mixins(key), native, *bases), body)
    if "compute_output_shape" in vars(native) and whole is native:
        made.compute_output_shape = _shape_rule(made)
    if whole is training.Model:
        register(training.Model, made)
        register(training_v1.Model, made)
    return made


def _shape_rule(made):
    def compute_output_shape(self, input_shape):
        """Shape of the output for a shape of the input: tuples of numbers and None, or lists of them."""
        asking = keras_asks(sys._getframe(1))
        with native_shapes():  # for the layers that this one asks in turn
            shape = super(made, self).compute_output_shape(input_shape)
        return shape if asking else plain(shape)

    return compute_output_shape


@contextlib.contextmanager
def native_shapes():
    """Within the block, mirrored layers state shapes as the installed ones do."""
    before, _local.native_shapes = getattr(_local, "native_shapes", False), True
    try:
        yield
    finally:
        _local.native_shapes = before


def keras_asks(frame):
    """Whether the installed Keras, which wants shapes of its own kind, is what runs in ``frame``."""
    package = installed.root().partition(".src")[0] + "."
    return getattr(_local, "native_shapes", False) or (frame.f_globals.get("__name__") or "").startswith(package)


def plain(shape):
    """A shape as a tuple of numbers and None; a list or tuple of shapes, one by one."""
    if hasattr(shape, "as_list"):
        return tuple(shape.as_list())
    if isinstance(shape, (list, tuple)) and any(hasattr(one, "as_list") for one in shape):
        return type(shape)(plain(one) for one in shape)
    return shape


def _initialiser(native, name):
    def __init__(self, *args, **kwargs):
        native.__init__(self, **arguments.bind(name, args, kwargs))

    __init__.__signature__ = arguments.signature(name)
    return __init__
