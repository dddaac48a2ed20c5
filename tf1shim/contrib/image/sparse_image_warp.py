"""``tf.contrib.image.python.ops.sparse_image_warp``: warp by control points."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.image.dense_image_warp import dense_image_warp
from tf1shim.contrib.image.interpolate_spline import interpolate_spline


def sparse_image_warp(
    image,
    source_control_point_locations,
    dest_control_point_locations,
    interpolation_order=2,
    regularization_weight=0.0,
    num_boundary_points=0,
    name="sparse_image_warp",
):
    """Warp so that source points come to lie on destination points.

    Args:
        image: float [batch, height, width, channels], all known.
        source_control_point_locations, dest_control_point_locations: float [batch, points, 2],
            (row, column).
        interpolation_order, regularization_weight: of `interpolate_spline`.
        num_boundary_points: fixed points per edge of the image; 0 lets the border move.
        name: of the scope.

    Returns:
        (warped image, flow [batch, height, width, 2]).
    """
    image = tf.convert_to_tensor(image)
    source = tf.convert_to_tensor(source_control_point_locations)
    target = tf.convert_to_tensor(dest_control_point_locations)
    flows = target - source
    with tf.name_scope(name):
        batch, height, width, _ = image.shape.as_list()
        if num_boundary_points > 0:
            fixed = _get_boundary_locations(height, width, num_boundary_points - 1)
            fixed = tf.constant(_repeated(fixed, tf.dimension_value(target.shape[0])), target.dtype)
            target = tf.concat([target, fixed], 1)
            flows = tf.concat([flows, tf.zeros_like(fixed)], 1)
        grid = _repeated(_get_grid_locations(height, width).reshape(-1, 2), batch)
        dense = interpolate_spline(
            target,
            flows,
            tf.constant(grid, image.dtype),
            interpolation_order,
            regularization_weight,
        )
        dense = tf.reshape(dense, [batch, height, width, 2])
        return dense_image_warp(image, dense), dense


def _grid(height, width, rows, columns):
    """``rows`` by ``columns`` points (y, x) evenly over an image."""
    ys, xs = np.linspace(0, height - 1, rows), np.linspace(0, width - 1, columns)
    return np.stack(np.meshgrid(ys, xs, indexing="ij"), axis=-1)


def _get_grid_locations(height, width):
    """[height, width, 2]: every pixel."""
    return _grid(height, width, height, width)


def _get_boundary_locations(height, width, between):
    """Points on the border: the corners and ``between`` more per edge."""
    points = _grid(height, width, between + 2, between + 2).reshape(-1, 2)
    ys, xs = points[:, 0], points[:, 1]
    return points[(xs == 0) | (xs == width - 1) | (ys == 0) | (ys == height - 1)]


def _repeated(points, batch):
    return np.tile(points[None], [batch, 1, 1])
