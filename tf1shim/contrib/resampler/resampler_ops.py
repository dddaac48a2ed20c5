"""``tf.contrib.resampler.resampler``; gradients come from the ops it is made of."""

import tensorflow.compat.v1 as tf


def resampler(data, warp, name="resampler"):
    """Bilinear values of ``data`` at the points ``warp``; 0 outside.

    Args:
        data: float [batch, height, width, channels].
        warp: float [batch, ..., 2], (x, y) in pixels.
        name: of the scope.

    Returns:
        [batch, ..., channels].

    Raises:
        UnimplementedError: ``data`` is not 4-D.
        InvalidArgumentError: ``warp`` does not fit it.
    """
    with tf.name_scope(name):
        data = tf.convert_to_tensor(data, name="data")
        warp = tf.convert_to_tensor(warp, dtype=data.dtype.base_dtype, name="warp")
        _check_shapes(data.shape, warp.shape)
        batch, height, width, channels = tf.unstack(tf.shape(data))
        points = tf.reshape(warp, [batch, -1, 2])
        x, y = points[..., 0], points[..., 1]
        left, top = tf.floor(x), tf.floor(y)
        dx, dy = x - left, y - top
        columns, rows = tf.cast(left, tf.int32), tf.cast(top, tf.int32)

        def at(rows, columns):
            inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
            indices = tf.stack(
                [tf.clip_by_value(rows, 0, height - 1), tf.clip_by_value(columns, 0, width - 1)],
                axis=-1,
            )
            values = tf.gather_nd(data, indices, batch_dims=1)
            return values * tf.cast(inside, data.dtype)[..., None]

        wx, wy = dx[..., None], dy[..., None]
        output = (
            (1 - wx) * (1 - wy) * at(rows, columns)
            + wx * (1 - wy) * at(rows, columns + 1)
            + (1 - wx) * wy * at(rows + 1, columns)
            + wx * wy * at(rows + 1, columns + 1)
        )
        output = tf.reshape(output, tf.concat([tf.shape(warp)[:-1], [channels]], 0))
        output.set_shape(warp.shape[:-1].concatenate(data.shape[-1:]))
        return output


def _check_shapes(data, warp):
    """Raise the errors of TF 1.15's kernel as soon as shapes are known."""
    if data.ndims not in (None, 4):
        raise tf.errors.UnimplementedError(
            None,
            None,
            "Only bilinear interpolation is currently supported. The input data shape must be "
            f"[batch_size, data_height, data_width, data_num_channels], but is: {data}",
        )
    problem = None
    if warp.ndims is not None and warp.ndims < 2:
        problem = f"warp should be at least a matrix, got shape {warp}"
    elif warp.ndims is not None and not warp[-1:].is_compatible_with([2]):
        problem = f"warp should be of last dimension 2, got shape {warp}"
    elif not warp[:1].is_compatible_with(data[:1]):
        problem = f"Batch size of data and warp tensor must be the same, but are {data}, {warp}"
    if problem:
        raise tf.errors.InvalidArgumentError(None, None, problem)
