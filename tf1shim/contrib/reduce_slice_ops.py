"""``tf.contrib.reduce_slice_ops``: reductions over many slices of one axis (contrib/reduce_slice_ops, whose kernels are
gone: here each slice is reduced by TensorFlow's own ops).
"""

import tensorflow.compat.v1 as tf


def reduce_slice_sum(data, indices, axis, name=None):
    """Sums of slices.

    Args:
        data: number tensor.
        indices: int32 or int64, n x 2: start and end of each slice.
        axis: the axis to slice.

    Returns:
        As ``data``, with n entries along ``axis``; an empty slice gives the sum of nothing.
    """
    return _reduced(tf.reduce_sum, data, indices, axis, name, "ReduceSliceSum")


def reduce_slice_prod(data, indices, axis, name=None):
    """Products of slices; see `reduce_slice_sum`."""
    return _reduced(tf.reduce_prod, data, indices, axis, name, "ReduceSliceProd")


def reduce_slice_max(data, indices, axis, name=None):
    """Maxima of slices, of an empty one the least number; see `reduce_slice_sum`."""
    return _reduced(tf.reduce_max, data, indices, axis, name, "ReduceSliceMax")


def reduce_slice_min(data, indices, axis, name=None):
    """Minima of slices, of an empty one the greatest number; see `reduce_slice_sum`."""
    return _reduced(tf.reduce_min, data, indices, axis, name, "ReduceSliceMin")


def _reduced(reduce, data, indices, axis, name, default_name):
    with tf.name_scope(name, default_name, [data, indices]):
        data, indices = tf.convert_to_tensor(data), tf.convert_to_tensor(indices)
        length = data.shape.ndims
        order = [axis, *[i for i in range(length) if i != axis]]
        moved = tf.transpose(data, order)
        results = tf.map_fn(lambda pair: reduce(moved[pair[0]:tf.maximum(pair[0], pair[1])], 0), indices,
                            dtype=data.dtype, back_prop=False)
        return tf.transpose(results, [order.index(i) for i in range(length)])
