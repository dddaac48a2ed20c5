"""``tf.contrib.image.python.ops.dense_image_warp``: move every pixel by a flow."""

import tensorflow.compat.v1 as tf


def _interpolate_bilinear(grid, query_points, name="interpolate_bilinear", indexing="ij"):
    """Bilinear values of ``grid`` at ``query_points``; beyond the border its nearest values.

    Args:
        grid: [batch, height, width, channels], at least 2 by 2.
        query_points: [batch, points, 2], (row, column) or, for indexing "xy", (column, row).
        name: of the scope.
        indexing: "ij" or "xy".

    Returns:
        [batch, points, channels].

    Raises:
        ValueError: a wrong ``indexing`` or rank.
    """
    if indexing not in ("ij", "xy"):
        raise ValueError("Indexing mode must be 'ij' or 'xy'")
    with tf.name_scope(name):
        grid = tf.convert_to_tensor(grid)
        query_points = tf.convert_to_tensor(query_points)
        if grid.shape.ndims != 4:
            raise ValueError(f"Grid must be 4 dimensional. Received size: {grid.shape}")
        if query_points.shape.ndims != 3:
            raise ValueError("Query points must be 3 dimensional.")
        batch, height, width, channels = tf.unstack(tf.shape(grid))
        checks = [
            tf.assert_equal(
                tf.shape(query_points)[2], 2, message="Query points must be size 2 in dim 2."
            ),
            tf.assert_greater_equal(height, 2, message="Grid height must be at least 2."),
            tf.assert_greater_equal(width, 2, message="Grid width must be at least 2."),
        ]
        with tf.control_dependencies([check for check in checks if check is not None]):
            points = tf.unstack(query_points, num=2, axis=2)
        if indexing == "xy":
            points = points[::-1]
        rows, row_part = _cell(points[0], height, grid.dtype)
        columns, column_part = _cell(points[1], width, grid.dtype)
        flat = tf.reshape(grid, [batch * height * width, channels])
        offsets = tf.reshape(tf.range(batch) * height * width, [batch, 1])

        def at(rows, columns):
            return tf.gather(flat, offsets + rows * width + columns)

        top_left, bottom_left = at(rows, columns), at(rows + 1, columns)
        top = column_part * (at(rows, columns + 1) - top_left) + top_left
        bottom = column_part * (at(rows + 1, columns + 1) - bottom_left) + bottom_left
        return row_part * (bottom - top) + top


def _cell(positions, size, dtype):
    """The grid cell (int32) a position lies in, and how far into it, in [0, 1]."""
    last = tf.cast(size - 2, positions.dtype)
    floor = tf.minimum(tf.maximum(tf.cast(0, positions.dtype), tf.floor(positions)), last)
    part = tf.cast(positions - floor, dtype)
    part = tf.minimum(tf.maximum(tf.cast(0, dtype), part), tf.cast(1, dtype))
    return tf.cast(floor, tf.int32), tf.expand_dims(part, 2)


def dense_image_warp(image, flow, name="dense_image_warp"):
    """``output[b, i, j] = image[b, i - flow[b, i, j, 0], j - flow[b, i, j, 1]]``, bilinear.

    Args:
        image: float [batch, height, width, channels].
        flow: float [batch, height, width, 2].
        name: of the scope.

    Returns:
        Like ``image``.
    """
    with tf.name_scope(name):
        batch, height, width, _ = tf.unstack(tf.shape(image))
        columns, rows = tf.meshgrid(tf.range(width), tf.range(height))
        grid = tf.cast(tf.stack([rows, columns], axis=2), flow.dtype)
        points = tf.expand_dims(grid, axis=0) - flow
        points = tf.reshape(points, [batch, height * width, 2])
        return tf.reshape(_interpolate_bilinear(image, points), tf.shape(image))
