"""The type of what `tf.image.per_image_standardization` gives.

TF1: that of the image: an image of whole numbers is scaled to [0, 1], standardized, and brought back, cut off at the
    ends of its range.
TF2: float32; whole numbers are not scaled.
Here: as in TF 1. Source: 1.15's `image_ops_impl.py`.
"""

from tf1shim.graph import intercept


def install(journal):
    """Bring back the type; undone with the journal."""
    from tensorflow.python.ops import image_ops_impl

    intercept.intercept(journal, image_ops_impl.per_image_standardization, _as_given)


def _as_given(genuine, args, kwargs):
    import tensorflow.compat.v1 as tf

    given = {**dict(zip(("image",), args)), **kwargs}
    image = tf.convert_to_tensor(given["image"], name="image")
    scaled = image if image.dtype in (tf.float16, tf.float32) else tf.image.convert_image_dtype(image, tf.float32)
    standard = genuine(scaled)
    if tf.executing_eagerly():
        return tf.image.convert_image_dtype(standard, image.dtype, saturate=True)
    with tf.name_scope(standard.op.name + "/"):
        return tf.image.convert_image_dtype(standard, image.dtype, saturate=True)
