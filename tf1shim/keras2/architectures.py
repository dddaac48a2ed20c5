"""The installed Keras' functions that build architectures, made to build those of keras_applications 1.0.8.

TF1: programs cut models off at ``model.layers[-6]``, or ask for ``act_softmax``, ``fc1000``, ``probs``. Layers are
    of the Keras that was asked: initial weights of standalone Keras follow NumPy's seed.
Installed: layers are its own. Some have other names, and MobileNets some layers fewer.
Here: copies of its functions, which ask for layers at a source that knows the old names and puts the others in.
"""

import functools
import inspect
import types

from tf1shim.keras2 import installed

# How names begin -> name of the last layer, where the installed Keras has another: "predictions". The first that fits.
_LAST = {"MobileNetV2": "Logits", "MobileNet": "act_softmax", "DenseNet": "fc1000", "ResNet": "probs"}


@functools.lru_cache(maxsize=None)
def rebuilt(name, layers=None):
    """A copy of the installed function for an architecture.

    Args:
        name: ``MobileNet``, ...
        layers: object with the layer classes that the copy shall use; None for those of tf.keras.
    """
    native = getattr(installed.api("applications"), name)
    layers = layers or installed.module("layers").VersionAwareLayers()
    last = next((last for start, last in _LAST.items() if name.startswith(start)), None)
    return _copied(inspect.getmodule(native), _Layers(layers, last), {})[native.__name__]


def __getattr__(name):
    """The function for an architecture of tf.keras whose layers changed since TF 1.15."""
    if name.startswith(tuple(_LAST)):
        return rebuilt(name)
    raise AttributeError(name)


def _copied(module, source, done):
    """The names of a module, with its functions, and those of modules of architectures it uses, asking ``source``."""
    if module.__name__ in done:
        return done[module.__name__]
    names = done[module.__name__] = dict(vars(module))
    package = module.__name__.rpartition(".")[0] + "."
    for name, value in vars(module).items():
        if isinstance(value, types.FunctionType) and value.__module__ == module.__name__:
            copy = types.FunctionType(value.__code__, names, value.__name__, value.__defaults__, value.__closure__)
            copy.__kwdefaults__, copy.__doc__ = value.__kwdefaults__, value.__doc__
            names[name] = copy
        elif isinstance(value, types.ModuleType) and value.__name__.startswith(package) and "layers" in vars(value):
            names[name] = types.SimpleNamespace(**_copied(value, source, done))
    names["layers"], names["VersionAwareLayers"] = source, lambda: source
    return names


class _Layers:
    """Where the copies get layers: the given classes, but for what keras_applications 1.0.8 did differently."""

    def __init__(self, layers, last):
        self._layers = layers
        self._last = last

    def __getattr__(self, name):
        return getattr(self._layers, name)

    def Dense(self, *args, **kwargs):
        return self._layers.Dense(*args, **self._renamed(kwargs))

    def Activation(self, *args, **kwargs):
        return self._layers.Activation(*args, **self._renamed(kwargs))

    def _renamed(self, kwargs):
        return {**kwargs, "name": self._last} if self._last and kwargs.get("name") == "predictions" else kwargs

    def Conv2D(self, *args, **kwargs):
        first = kwargs.get("name")
        if first not in ("conv1", "Conv1") or kwargs.get("padding") != "same":
            return self._layers.Conv2D(*args, **kwargs)
        convolution = self._layers.Conv2D(*args, **{**kwargs, "padding": "valid"})

        def padded(images):  # on the side where it matters, with strides of 2
            sides = ((0, 1), (0, 1)) if first == "conv1" else _half(images)
            return convolution(self._layers.ZeroPadding2D(sides, name=f"{first}_pad")(images))

        return padded

    def GlobalAveragePooling2D(self, *args, **kwargs):
        keeps = kwargs.pop("keepdims", False)
        pool = self._layers.GlobalAveragePooling2D(*args, **kwargs)
        if not keeps:
            return pool

        def pooled(images):
            vector = pool(images)
            channels = int(vector.shape[-1])
            shape = (1, 1, channels) if pool.data_format == "channels_last" else (channels, 1, 1)
            return self._layers.Reshape(shape, name="reshape_1")(vector)

        return pooled


def _half(images):
    """The padding of a kernel of 3 that halves the images."""
    return installed.module("applications.imagenet_utils").correct_pad(images, 3)
