"""ResNet50 with the layer names of `keras_applications.resnet50` 1.0.8, which the ImageNet weight files go by.

Source: He et al., Deep Residual Learning for Image Recognition (arXiv 1512.03385); names and file from
`keras_applications/resnet50.py`.
"""

from tf1shim.keras2 import engine, installed, legacy_layers

_URL = "https://github.com/fchollet/deep-learning-models/releases/download/v0.2/"
_FILES = {
    True: ("resnet50_weights_tf_dim_ordering_tf_kernels.h5", "a7b3fe01876f51b976af0dea6bc144eb"),
    False: ("resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", "a268eb855778b3df3c7506639542a6af"),
}
# (stage, width of the bottleneck, number of blocks)
_STAGES = ((2, 64, 3), (3, 128, 4), (4, 256, 6), (5, 512, 3))


def ResNet50(include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None,
             classes=1000, **kwargs):
    """Build ResNet50.

    Args:
        include_top: with the classifier.
        weights: None, ``imagenet`` (from the cache or the network) or the path of a file.
        input_tensor: take this as input.
        input_shape: (height, width, channels) of images; without the top at least 32 by 32.
        pooling: without the top: None, ``avg`` or ``max``.
        classes: number of classes.

    Raises:
        ValueError: ``imagenet`` weights for another number of classes.
    """
    if weights == "imagenet" and include_top and classes != 1000:
        raise ValueError('If using `weights` as `"imagenet"` with `include_top` as true, `classes` should be 1000')
    shape = installed.module("applications.imagenet_utils").obtain_input_shape(
        input_shape, default_size=224, min_size=32, data_format=installed.backend().image_data_format(),
        require_flatten=include_top, weights=weights)
    images = _input(input_tensor, shape)
    layer = legacy_layers._layer
    axis = 3 if installed.backend().image_data_format() == "channels_last" else 1
    x = layer("ZeroPadding2D")((3, 3), name="conv1_pad")(images)
    x = layer("Conv2D")(64, (7, 7), strides=(2, 2), kernel_initializer="he_normal", name="conv1")(x)
    x = layer("BatchNormalization")(axis=axis, name="bn_conv1")(x)
    x = layer("Activation")("relu")(x)
    x = layer("ZeroPadding2D")((1, 1), name="pool1_pad")(x)
    x = layer("MaxPooling2D")((3, 3), strides=(2, 2))(x)
    for stage, width, blocks in _STAGES:
        for block in range(blocks):
            strides = (2, 2) if block == 0 and stage > 2 else (1, 1)
            x = _block(x, width, f"{stage}{chr(ord('a') + block)}", axis, strides, project=block == 0)
    if include_top:
        x = layer("GlobalAveragePooling2D")(name="avg_pool")(x)
        x = layer("Dense")(classes, activation="softmax", name="fc1000")(x)
    elif pooling in ("avg", "max"):
        x = layer({"avg": "GlobalAveragePooling2D", "max": "GlobalMaxPooling2D"}[pooling])()(x)
    inputs = images if input_tensor is None else engine.get_source_inputs(images)
    model = engine.__getattr__("Model")(inputs, x, name="resnet50")
    if weights == "imagenet":
        file, digest = _FILES[bool(include_top)]
        weights = installed.api("utils").get_file(file, _URL + file, cache_subdir="models", md5_hash=digest)
    if weights is not None:
        model.load_weights(weights)
    return model


def _input(tensor, shape):
    if tensor is None:
        return engine.Input(shape=shape)
    return tensor if hasattr(tensor, "_keras_history") else engine.Input(tensor=tensor, shape=shape)


def _block(x, width, name, axis, strides, project):
    """A bottleneck of three convolutions beside a shortcut, which ``project`` gives a convolution of its own."""
    layer = legacy_layers._layer

    def convolve(x, filters, size, part, **options):
        x = layer("Conv2D")(filters, size, kernel_initializer="he_normal",
                            name=f"res{name}_branch{part}", **options)(x)
        return layer("BatchNormalization")(axis=axis, name=f"bn{name}_branch{part}")(x)

    main = layer("Activation")("relu")(convolve(x, width, (1, 1), "2a", strides=strides))
    main = layer("Activation")("relu")(convolve(main, width, (3, 3), "2b", padding="same"))
    main = convolve(main, 4 * width, (1, 1), "2c")
    shortcut = convolve(x, 4 * width, (1, 1), "1", strides=strides) if project else x
    return layer("Activation")("relu")(layer("Add")()([main, shortcut]))
