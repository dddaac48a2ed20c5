"""`keras.applications` of standalone Keras: the installed architectures, as standalone models.

Source: keras_applications 1.0.8. ResNet50 is `resnet50` here, whose layer names the installed one changed.
"""

import functools

from tf1shim.keras2 import architectures, dialect, engine, installed

_MODULES = [
    "VGG16", "VGG19", "Xception", "InceptionV3", "InceptionResNetV2", "MobileNet", "MobileNetV2", "DenseNet121",
    "DenseNet169", "DenseNet201", "NASNetMobile", "NASNetLarge", "ResNet101", "ResNet152", "ResNet50V2",
    "ResNet101V2", "ResNet152V2",
]


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _MODULES:
        return _architecture(name)
    if name == "ResNet50":
        from tf1shim.keras2 import resnet50

        return resnet50.ResNet50
    if name == "_obtain_input_shape":
        return installed.module("applications.imagenet_utils").obtain_input_shape
    raise AttributeError(name)


def keras_modules_injection(base_fun):
    """Decorator without effect: there is one Keras."""
    return base_fun


def _architecture(name):
    from tf1shim.keras2 import standalone

    native = architectures.rebuilt(name, standalone.module("keras.layers"))

    @functools.wraps(native)
    def build(*args, **kwargs):
        for module in ("backend", "layers", "models", "utils"):  # of keras_applications' functions
            kwargs.pop(module, None)
        with dialect.standalone():
            made = native(*args, **kwargs)
            return engine.__getattr__("Model")(made.inputs, made.outputs, name=made.name)

    return build
