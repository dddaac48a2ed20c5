"""Masks and blocks (contrib/model_pruning/python/pruning_utils.py)."""

import numpy as np
import tensorflow.compat.v1 as tf


def weight_mask_variable(var, scope):
    """The variable ``mask`` of a weight, in a variable scope: ones, of its shape."""
    with tf.variable_scope(scope):
        return tf.get_variable("mask", var.get_shape(), initializer=tf.ones_initializer(), trainable=False,
                               dtype=var.dtype.base_dtype)


def weight_threshold_variable(var, scope):
    """The variable ``threshold`` of a weight, in a variable scope: 0."""
    with tf.variable_scope(scope):
        return tf.get_variable("threshold", [], initializer=tf.zeros_initializer(), trainable=False,
                               dtype=var.dtype.base_dtype)


def kronecker_product(mat1, mat2):
    """The Kronecker product of m x n and p x q: mp x nq."""
    (m, n), (p, q) = mat1.get_shape().as_list(), mat2.get_shape().as_list()
    return tf.reshape(tf.reshape(mat1, [m, 1, n, 1]) * tf.reshape(mat2, [1, p, 1, q]), [m * p, n * q])


def expand_tensor(tensor, block_dims):
    """A matrix, each entry of which becomes a block.

    Raises:
        ValueError: no matrix, or not two dimensions of the blocks.
    """
    if tensor.get_shape().ndims != 2:
        raise ValueError("Input tensor must be rank 2")
    if len(block_dims) != 2:
        raise ValueError("block_dims must have 2 elements")
    rows, columns = tensor.shape.as_list()
    height, width = block_dims
    return tf.gather(tf.gather(tensor, np.repeat(np.arange(rows), height)),
                     np.repeat(np.arange(columns), width), axis=1)


def factorized_pool(input_tensor, window_shape, pooling_type, strides, padding, name=None):
    """Pool a matrix, first its rows and then its columns.

    Args:
        input_tensor: h x w.
        window_shape, strides: two numbers each.
        pooling_type: "MAX" or "AVG".
        padding: "SAME" or "VALID".

    Raises:
        ValueError: no matrix.
    """
    if input_tensor.get_shape().ndims != 2:
        raise ValueError("factorized_pool() accepts tensors of rank 2 only")
    height, width = input_tensor.get_shape()

    def pooled(tensor, axis):
        # The axis of that window is the last but one; it is moved to the end.
        tensor = tf.nn.pool(tensor, window_shape=[1, window_shape[axis]], pooling_type=pooling_type,
                            strides=[1, strides[axis]], padding=padding)
        return tf.transpose(tensor, perm=[0, 1, 3, 2])

    with tf.name_scope(name, "factorized_pool"):
        aligned = tf.reshape(input_tensor, [1, 1, height, width], name=input_tensor.op.name + "_aligned")
        return tf.squeeze(pooled(pooled(aligned, 0), 1), axis=[0, 1])


def determine_partitioned_axis(partitioned_variable):
    """The axis along which a variable is cut. Raises ValueError where there is not exactly one."""
    axis, whole = 0, partitioned_variable.get_shape().as_list()
    for part in partitioned_variable:
        cut = np.flatnonzero(np.less(part.get_shape().as_list(), whole))
        if len(cut) != 1:
            raise ValueError("Number of partitioned axes %s not equal to 1" % len(cut))
        axis = cut[0]
    return axis


def variable_assign(var, new_value):
    """The op that gives a variable its new value."""
    return tf.assign(var, new_value, name=var.op.name + "_assign")


def partitioned_variable_assign(partitioned_var, new_value):
    """The op that gives a variable in parts its new value."""
    parts = list(partitioned_var)
    axis = 0 if len(parts) == 1 else determine_partitioned_axis(partitioned_var)
    values = tf.split(new_value, [part.get_shape().as_list()[axis] for part in parts], axis=axis)
    return tf.group(*[variable_assign(part, value) for part, value in zip(parts, values)],
                    name=partitioned_var.name + "_group_assign")
