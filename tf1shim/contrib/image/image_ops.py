"""``tf.contrib.image.python.ops.image_ops``: projective transforms.

A transform is eight floats: output point (x, y) shows the input point
((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) with k = c0 x + c1 y + 1;
outside the image it is 0.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.image.components import (  # noqa: F401 (imported from here)
    bipartite_match,
    connected_components,
)

_DTYPES = {tf.uint8, tf.int32, tf.int64, tf.float16, tf.float32, tf.float64}


def _as_batch(images):
    """Images as [batch, height, width, channels], and a function that undoes it."""
    images = tf.convert_to_tensor(images, name="images")
    if images.dtype.base_dtype not in _DTYPES:
        raise TypeError(f"Invalid dtype {images.dtype}.")
    rank = images.shape.ndims
    if rank is None:
        raise TypeError("image_or_images rank must be statically known")
    if rank == 2:
        return images[None, :, :, None], lambda output: output[0, :, :, 0]
    if rank == 3:
        return images[None, :, :, :], lambda output: output[0, :, :, :]
    if rank == 4:
        return images, lambda output: output
    raise TypeError("Images should have rank between 2 and 4.")


def _as_rows(values, name, row_rank, what):
    """One vector (or scalar) or a batch of them as a batch."""
    values = tf.convert_to_tensor(values, name=name, dtype=tf.float32)
    rank = values.shape.ndims
    if rank is None:
        raise TypeError(f"{name} rank must be statically known")
    if rank == row_rank:
        return values[None]
    if rank == row_rank + 1:
        return values
    raise TypeError(f"{what} should have rank {row_rank} or {row_rank + 1}.")


def rotate(images, angles, interpolation="NEAREST", name=None):
    """Rotate images counterclockwise around their centres.

    Args:
        images: [batch, height, width, channels], or without batch, or without channels too.
        angles: radians, a scalar or [batch].
        interpolation: "NEAREST" or "BILINEAR".
        name: of the scope.

    Returns:
        Like ``images``.

    Raises:
        TypeError: dtype or rank is not supported.
    """
    with tf.name_scope(name, "rotate"):
        batch, undo = _as_batch(images)
        height = tf.cast(tf.shape(batch)[1], tf.float32)[None]
        width = tf.cast(tf.shape(batch)[2], tf.float32)[None]
        transforms = angles_to_projective_transforms(angles, height, width)
        return undo(transform(batch, transforms, interpolation=interpolation))


def translate(images, translations, interpolation="NEAREST", name=None):
    """Shift images by ``translations``: [dx, dy], or [batch, 2]; other arguments as `rotate`."""
    with tf.name_scope(name, "translate"):
        transforms = translations_to_projective_transforms(translations)
        return transform(images, transforms, interpolation=interpolation)


def angles_to_projective_transforms(angles, image_height, image_width, name=None):
    """Transforms [angles, 8] of rotations around the centre of an image of that size."""
    with tf.name_scope(name, "angles_to_projective_transforms"):
        angles = _as_rows(angles, "angles", 0, "Angles")
        cos, sin = tf.cos(angles), tf.sin(angles)
        right, bottom = image_width - 1, image_height - 1
        x_offset = (right - (cos * right - sin * bottom)) / 2.0
        y_offset = (bottom - (sin * right + cos * bottom)) / 2.0
        columns = [cos, -sin, x_offset, sin, cos, y_offset]
        zeros = tf.zeros((tf.shape(angles)[0], 2), tf.float32)
        return tf.concat([column[:, None] for column in columns] + [zeros], axis=1)


def translations_to_projective_transforms(translations, name=None):
    """Transforms [translations, 8] of shifts [dx, dy]."""
    with tf.name_scope(name, "translations_to_projective_transforms"):
        shifts = _as_rows(translations, "translations", 1, "Translations")
        count = tf.shape(shifts)[0]
        one, zero = tf.ones((count, 1), tf.float32), tf.zeros((count, 1), tf.float32)
        dx, dy = -shifts[:, 0, None], -shifts[:, 1, None]
        return tf.concat([one, zero, dx, zero, one, dy, zero, zero], axis=1)


def transform(images, transforms, interpolation="NEAREST", output_shape=None, name=None):
    """Apply projective transforms.

    Args:
        images: as `rotate`.
        transforms: [8], or [batch, 8]; see the module.
        interpolation: "NEAREST" or "BILINEAR".
        output_shape: (height, width) of the result, default that of the images.
        name: of the scope.

    Raises:
        TypeError: dtype or rank is not supported. ValueError: ``output_shape`` is not two numbers.
    """
    with tf.name_scope(name, "transform"):
        batch, undo = _as_batch(images)
        rows = _as_rows(transforms, "transforms", 1, "Transforms")
        if output_shape is None:
            static = batch.shape[1:3]
            output_shape = static if static.is_fully_defined() else tf.shape(batch)[1:3]
        output_shape = tf.convert_to_tensor(output_shape, tf.int32, name="output_shape")
        if not output_shape.shape.is_compatible_with([2]):
            raise ValueError(
                "output_shape must be a 1-D Tensor of 2 elements: new_height, new_width"
            )
        return undo(_project(batch, rows, output_shape, interpolation.upper()))


def _project(images, transforms, output_shape, interpolation):
    @tf.custom_gradient
    def project(images):
        output = tf.raw_ops.ImageProjectiveTransformV2(
            images=images,
            transforms=transforms,
            output_shape=output_shape,
            interpolation=interpolation,
        )

        def gradient(upstream):
            # TF 1.15's: the inverse transform of the gradient, exact for shifts and permutations.
            inverse = matrices_to_flat_transforms(
                tf.matrix_inverse(flat_transforms_to_matrices(transforms))
            )
            return tf.raw_ops.ImageProjectiveTransformV2(
                images=upstream,
                transforms=inverse,
                output_shape=tf.shape(images)[1:3],
                interpolation=interpolation,
            )

        return output, gradient

    return project(images)


def compose_transforms(*transforms):
    """The transforms [n, 8] that apply all given ones, the first one first."""
    assert transforms, "transforms cannot be empty"
    with tf.name_scope("compose_transforms"):
        composed = flat_transforms_to_matrices(transforms[0])
        for other in transforms[1:]:
            composed = tf.matmul(composed, flat_transforms_to_matrices(other))
        return matrices_to_flat_transforms(composed)


def flat_transforms_to_matrices(transforms):
    """[8] or [n, 8] -> [n, 3, 3]; ``ValueError`` for other ranks."""
    with tf.name_scope("flat_transforms_to_matrices"):
        transforms = tf.convert_to_tensor(transforms, name="transforms")
        if transforms.shape.ndims not in (1, 2):
            raise ValueError(f"Transforms should be 1D or 2D, got: {transforms}")
        transforms = tf.reshape(transforms, [-1, 8])
        ones = tf.ones([tf.shape(transforms)[0], 1])
        return tf.reshape(tf.concat([transforms, ones], axis=1), [-1, 3, 3])


def matrices_to_flat_transforms(transform_matrices):
    """[3, 3] or [n, 3, 3] -> [n, 8]; ``ValueError`` for other ranks."""
    with tf.name_scope("matrices_to_flat_transforms"):
        matrices = tf.convert_to_tensor(transform_matrices, name="transform_matrices")
        if matrices.shape.ndims not in (2, 3):
            raise ValueError(f"Matrices should be 2D or 3D, got: {matrices}")
        transforms = tf.reshape(matrices, [-1, 9])
        transforms /= transforms[:, 8:9]
        return transforms[:, :8]
