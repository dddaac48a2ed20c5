"""The kernels of matrix factorization, made of other ops (contrib/factorization/ops/factorization_ops.cc)."""

import tensorflow.compat.v1 as tf


def wals_compute_partial_lhs_and_rhs(factors, factor_weights, unobserved_weights, input_weights, input_indices,
                                     input_values, entry_weights, input_block_size, input_is_transpose, name=None):
    """The sums of the normal equations of WALS.

    Args:
        factors: float m x k.
        factor_weights: float, m weights.
        unobserved_weights: float, weight of all entries.
        input_weights: float, n weights, or empty where ``entry_weights`` has one for each entry.
        input_indices: int64, e x 2: row and column of each entry.
        input_values: float, e entries.
        entry_weights: float, e weights, or empty.
        input_block_size: n.
        input_is_transpose: whether the first index counts the columns.

    Returns:
        Two tensors, n x k x k and n x k.
    """
    with tf.name_scope(name, "WALSComputePartialLhsAndRhs"):
        factors, values = tf.convert_to_tensor(factors), tf.convert_to_tensor(input_values)
        indices = tf.convert_to_tensor(input_indices)
        swapped = tf.reverse(indices, [1])
        indices = tf.where(tf.fill(tf.shape(indices), tf.convert_to_tensor(input_is_transpose)), swapped, indices)
        row, column = indices[:, 0], indices[:, 1]
        entry_weights = tf.convert_to_tensor(entry_weights, tf.float32)
        weights = tf.cond(
            tf.size(entry_weights) > 0, lambda: entry_weights,
            lambda: tf.gather(tf.convert_to_tensor(input_weights, tf.float32), row) * tf.gather(factor_weights, column))
        entries = tf.gather(factors, column)
        outer = entries[:, :, None] * entries[:, None, :]
        lhs = tf.unsorted_segment_sum(weights[:, None, None] * outer, row, input_block_size)
        weighted = (unobserved_weights + weights) * values
        return lhs, tf.unsorted_segment_sum(weighted[:, None] * entries, row, input_block_size)


def masked_matmul(a, b, mask_indices, transpose_a, transpose_b, name=None):
    """Some entries of a matrix product.

    Args:
        a: float n x k, or k x n where ``transpose_a``.
        b: float k x m, or m x k where ``transpose_b``.
        mask_indices: int64, e x 2: row and column of the entries wanted.

    Returns:
        Vector of e entries.
    """
    with tf.name_scope(name, "MaskedMatmul"):
        a, b = tf.convert_to_tensor(a), tf.convert_to_tensor(b)

        def rows(matrix, transposed, ids):
            transposed = tf.convert_to_tensor(transposed)
            return tf.cond(transposed, lambda: tf.gather(tf.transpose(matrix), ids), lambda: tf.gather(matrix, ids))

        left = rows(a, transpose_a, mask_indices[:, 0])
        right = rows(b, tf.logical_not(transpose_b), mask_indices[:, 1])
        return tf.reduce_sum(left * right, 1)
