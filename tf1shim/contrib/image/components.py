"""Connected components and greedy matching; TF 1.15 had kernels for them, TF2 has not."""

import tensorflow.compat.v1 as tf


def connected_components(images):
    """Number the areas of equal, non-zero pixels that touch at an edge.

    Args:
        images: [height, width] or [batch, height, width]; zero (or False) is background.

    Returns:
        int64, like ``images``: 0 for background, else 1, 2, ... in order of appearance over the
        batch.

    Raises:
        TypeError: another rank.
    """
    with tf.name_scope("connected_components"):
        images = tf.convert_to_tensor(images, name="images")
        if images.shape.ndims not in (2, 3):
            raise TypeError(
                "images should have rank 2 (HW) or 3 (NHW). "
                f"Static shape is {images.shape}"
            )
        batch = images[None] if images.shape.ndims == 2 else images
        roots = _roots(batch)
        unique, index = tf.unique(tf.reshape(roots, [-1]))
        # `unique` keeps the order of appearance; background must not take a number.
        is_area = tf.cast(unique > 0, tf.int64)
        numbers = tf.cumsum(is_area) * is_area
        components = tf.reshape(tf.gather(numbers, index), tf.shape(roots))
        return components[0] if images.shape.ndims == 2 else components


def _roots(images):
    """For each pixel one plus the smallest flat index of its area, 0 for background."""
    count = tf.size(images, out_type=tf.int64)
    own = tf.reshape(tf.range(1, count + 1, dtype=tf.int64), tf.shape(images))
    if images.dtype == tf.bool:
        images = tf.cast(images, tf.int32)
    foreground = tf.not_equal(images, tf.zeros_like(images))
    labels = tf.where(foreground, own, tf.zeros_like(own))
    same = {axis: _equal_to_next(images, axis) for axis in (1, 2)}

    def spread(labels, _):
        new = labels
        for axis in (1, 2):
            new = _take_smaller(new, same[axis], axis)
        # Jumping to the root's root makes long areas quick.
        flat = tf.concat([[tf.constant(0, tf.int64)], tf.reshape(new, [-1])], 0)
        new = tf.where(foreground, tf.gather(flat, new), new)
        return new, tf.reduce_any(tf.not_equal(new, labels))

    labels, _ = tf.while_loop(
        lambda labels, changed: changed, spread, (labels, tf.constant(True)), back_prop=False
    )
    labels.set_shape(images.shape)
    return labels


def _halves(values, axis):
    """All but the last, and all but the first, along ``axis``."""
    first = [slice(None)] * 3
    second = [slice(None)] * 3
    first[axis], second[axis] = slice(None, -1), slice(1, None)
    return values[tuple(first)], values[tuple(second)]


def _equal_to_next(images, axis):
    return tf.equal(*_halves(images, axis))


def _take_smaller(labels, same, axis):
    before, after = _halves(labels, axis)
    smaller = tf.minimum(before, after)
    pad = [[0, 0], [0, 0], [0, 0]]
    pad[axis] = [0, 1]
    huge = labels.dtype.max
    offers = tf.where(same, smaller, tf.fill(tf.shape(smaller), tf.constant(huge, labels.dtype)))
    labels = tf.minimum(labels, tf.pad(offers, pad, constant_values=huge))
    pad[axis] = [1, 0]
    return tf.minimum(labels, tf.pad(offers, pad, constant_values=huge))


def bipartite_match(distance_mat, num_valid_rows, top_k=-1, name="bipartite_match"):
    """Pair rows and columns greedily, the smallest distance first.

    Args:
        distance_mat: float [rows, columns].
        num_valid_rows: scalar; rows from there on are left out, none if it is negative.
        top_k: number of pairs, negative for as many as there are.
        name: of the scope.

    Returns:
        (int32 [rows], int32 [columns]): the partner of each, -1 without one.
    """
    with tf.name_scope(name):
        distances = tf.convert_to_tensor(distance_mat, dtype=tf.float32)
        rows, columns = tf.unstack(tf.shape(distances))
        valid = tf.cast(tf.reshape(num_valid_rows, []), tf.int32)
        valid = tf.where(valid < 0, rows, tf.minimum(valid, rows))
        pairs = tf.minimum(valid, columns)
        if top_k >= 0:
            pairs = tf.minimum(pairs, max(top_k, 1))
        taken = tf.fill(tf.shape(distances), float("inf"))

        def match(count, distances, row_to_column, column_to_row):
            best = tf.argmin(tf.reshape(distances, [-1]), output_type=tf.int32)
            row, column = best // columns, best % columns
            in_row = tf.equal(tf.range(rows), row)
            in_column = tf.equal(tf.range(columns), column)
            row_to_column = tf.where(in_row, tf.fill([rows], column), row_to_column)
            column_to_row = tf.where(in_column, tf.fill([columns], row), column_to_row)
            used = tf.logical_or(in_row[:, None], in_column[None, :])
            return (
                count + 1,
                tf.where(used, taken, distances),
                row_to_column,
                column_to_row,
            )

        beyond = tf.tile((tf.range(rows) >= valid)[:, None], [1, columns])
        _, _, row_to_column, column_to_row = tf.while_loop(
            lambda count, *_: count < pairs,
            match,
            (
                tf.constant(0),
                tf.where(beyond, taken, distances),
                tf.fill([rows], -1),
                tf.fill([columns], -1),
            ),
            back_prop=False,
        )
        return row_to_column, column_to_row
