"""``tf.contrib.image.python.ops.interpolate_spline``: polyharmonic splines."""

import tensorflow.compat.v1 as tf

_EPSILON = 1e-10


def interpolate_spline(
    train_points,
    train_values,
    query_points,
    order,
    regularization_weight=0.0,
    name="interpolate_spline",
):
    """Values at ``query_points`` of the smoothest function through the training points.

    Args:
        train_points: float [batch, n, d].
        train_values: float [batch, n, k].
        query_points: float [batch, m, d].
        order: of the spline; 2 is a thin plate.
        regularization_weight: how much smoothness counts against exactness.
        name: of the scope.

    Returns:
        [batch, m, k].

    Raises:
        ValueError: d or k is not known.
    """
    with tf.name_scope(name):
        points = tf.convert_to_tensor(train_points)
        values = tf.convert_to_tensor(train_values)
        queries = tf.convert_to_tensor(query_points)
        with tf.name_scope("solve"):
            weights, linear = _solve(points, values, order, regularization_weight)
        with tf.name_scope("predict"):
            radial = tf.matmul(_phi(_squared_distances(queries, points), order), weights)
            return radial + tf.matmul(_with_ones(queries), linear)


def _with_ones(points):
    return tf.concat([points, tf.ones_like(points[..., :1])], 2)


def _squared_distances(x, y):
    x_squared = tf.expand_dims(tf.reduce_sum(tf.square(x), 2), 2)
    y_squared = tf.expand_dims(tf.reduce_sum(tf.square(y), 2), 1)
    return x_squared - 2 * tf.matmul(x, y, adjoint_b=True) + y_squared


def _own_squared_distances(x):
    # The diagonal of the product, not the squares: then equal points are exactly zero apart.
    products = tf.matmul(x, x, adjoint_b=True)
    squared = tf.expand_dims(tf.matrix_diag_part(products), 2)
    return squared - 2 * products + tf.transpose(squared, [0, 2, 1])


def _phi(r, order):
    """The radial function of a squared distance."""
    safe = tf.maximum(r, _EPSILON)
    if order == 1:
        return tf.sqrt(safe)
    if order == 2:
        return 0.5 * r * tf.log(safe)
    if order == 4:
        return 0.5 * tf.square(r) * tf.log(safe)
    if order % 2 == 0:
        return 0.5 * tf.pow(safe, 0.5 * order) * tf.log(safe)
    return tf.pow(safe, 0.5 * order)


def _solve(points, values, order, regularization_weight):
    """(radial weights [batch, n, k], linear weights [batch, d + 1, k])."""
    batch, n, _ = tf.unstack(tf.shape(points), num=3)
    d, k = tf.dimension_value(points.shape[-1]), tf.dimension_value(values.shape[-1])
    if d is None:
        raise ValueError(
            "The dimensionality of the input points (d) must be statically-inferrable."
        )
    if k is None:
        raise ValueError(
            "The dimensionality of the output values (k) must be statically-inferrable."
        )
    radial = _phi(_own_squared_distances(points), order)
    if regularization_weight > 0:
        radial += regularization_weight * tf.expand_dims(tf.eye(n, dtype=points.dtype), 0)
    linear = _with_ones(points)
    corner = tf.zeros([batch, d + 1, d + 1], points.dtype)
    left = tf.concat([radial, tf.transpose(linear, [0, 2, 1])], 1)
    right = tf.concat([linear, corner], 1)
    wanted = tf.concat([values, tf.zeros([batch, d + 1, k], points.dtype)], 1)
    solution = tf.matrix_solve(tf.concat([left, right], 2), wanted)
    return solution[:, :n, :], solution[:, n:, :]
