"""``tf.contrib.image.python.ops.distort_image_ops``: hue, saturation and value, moved in YIQ."""

import tensorflow.compat.v1 as tf

_RGB_TO_YIQ = [[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]]
_YIQ_TO_RGB = [
    [1.0, 0.95617069, 0.62143257],
    [1.0, -0.2726886, -0.64681324],
    [1.0, -1.103744, 1.70062309],
]


def random_hsv_in_yiq(
    image,
    max_delta_hue=0,
    lower_saturation=1,
    upper_saturation=1,
    lower_value=1,
    upper_value=1,
    seed=None,
):
    """`adjust_hsv_in_yiq` by random amounts.

    Args:
        image: RGB, channels last.
        max_delta_hue: radians, drawn from both sides of zero.
        lower_saturation, upper_saturation, lower_value, upper_value: ranges of the factors.
        seed: of the draws.

    Raises:
        ValueError: a bound is negative or a range is empty.
    """
    if max_delta_hue < 0:
        raise ValueError("max_delta must be non-negative.")
    for name, lower, upper in (
        ("saturation", lower_saturation, upper_saturation),
        ("value", lower_value, upper_value),
    ):
        if lower < 0:
            raise ValueError(f"lower_{name} must be non-negative.")
        if lower > upper:
            raise ValueError(f"lower_{name} must be < upper_{name}.")

    def draw(lower, upper):
        return lower if lower == upper else tf.random_uniform([], lower, upper, seed=seed)

    hue = 0 if max_delta_hue == 0 else draw(-max_delta_hue, max_delta_hue)
    saturation = draw(lower_saturation, upper_saturation)
    return adjust_hsv_in_yiq(image, hue, saturation, draw(lower_value, upper_value))


def adjust_hsv_in_yiq(image, delta_hue=0, scale_saturation=1, scale_value=1, name=None):
    """Turn the hue, and scale saturation and value, by one linear map of the colours.

    Args:
        image: RGB, channels last, any image dtype.
        delta_hue: radians.
        scale_saturation, scale_value: factors.
        name: of the scope.

    Returns:
        Like ``image``; floats are not clipped.

    Raises:
        ValueError: ``image`` has no pixels. InvalidArgumentError: they are not RGB.
    """
    with tf.name_scope(name, "adjust_hsv_in_yiq", [image]):
        image = tf.convert_to_tensor(image, name="image")
        _check_rgb(image.shape)
        colours = tf.image.convert_image_dtype(image, tf.float32)
        hue = tf.cast(delta_hue, tf.float32)
        value = tf.cast(scale_value, tf.float32)
        chroma = value * tf.cast(scale_saturation, tf.float32)
        u, w = chroma * tf.cos(hue), chroma * tf.sin(hue)
        turn = tf.reshape(tf.stack([value, 0.0, 0.0, 0.0, u, -w, 0.0, w, u]), [3, 3])
        matrix = tf.matmul(tf.matmul(tf.constant(_YIQ_TO_RGB), turn), tf.constant(_RGB_TO_YIQ))
        pixels = tf.matmul(tf.reshape(colours, [-1, 3]), matrix, transpose_b=True)
        changed = tf.reshape(pixels, tf.shape(colours))
        changed.set_shape(image.shape)
        return tf.image.convert_image_dtype(changed, image.dtype)


def _check_rgb(shape):
    if shape.ndims is not None and shape.ndims < 3:
        raise ValueError(f"Shape must be at least rank 3 but is rank {shape.ndims}")
    channels = tf.dimension_value(shape[-1]) if shape.ndims is not None else None
    if channels not in (None, 3):
        raise tf.errors.InvalidArgumentError(
            None, None, f"input must have 3 channels but instead has {channels} channels."
        )
