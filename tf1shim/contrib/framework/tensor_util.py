"""Checks of shapes, ranks and types (source: contrib/framework/python/framework/tensor_util.py)."""

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.ops import check_ops

__all__ = [
    "assert_same_float_dtype", "assert_scalar", "assert_scalar_int",
    "convert_to_tensor_or_sparse_tensor", "is_tensor", "reduce_sum_n",
    "remove_squeezable_dimensions", "with_same_shape", "with_shape",
]

assert_same_float_dtype = check_ops.assert_same_float_dtype
assert_scalar = check_ops.assert_scalar
convert_to_tensor_or_sparse_tensor = tf.convert_to_tensor_or_sparse_tensor
is_tensor = tf.is_tensor


def reduce_sum_n(tensors, name=None):
    """The scalar sum of all elements of a list of tensors; raises ValueError for an empty list."""
    if not tensors:
        raise ValueError("No tensors provided.")
    with tf.name_scope(name, "reduce_sum_n", tensors) as scope:
        sums = [tf.reduce_sum(t, name=f"{t.op.name}/sum") for t in tensors]
        return sums[0] if len(sums) == 1 else tf.add_n(sums, name=scope)


def assert_scalar_int(tensor, name=None):
    """Return ``tensor`` if it is a scalar of an integer type; raises ValueError otherwise."""
    with tf.name_scope(name, "assert_scalar_int", [tensor]) as scope:
        tensor = tf.convert_to_tensor(tensor)
        if not tensor.dtype.base_dtype.is_integer:
            raise ValueError("Expected integer type for %s, received type: %s."
                             % (tensor.name, tensor.dtype))
        return assert_scalar(tensor, name=scope)


def remove_squeezable_dimensions(predictions, labels, name=None):
    """Drop the last dimension of the one whose rank is greater by 1, if it has size 1.

    Args:
        predictions: tensor of any rank.
        labels: tensor whose shape matches, up to that dimension.
        name: name of the scope.

    Returns:
        ``(predictions, labels)``.
    """
    with tf.name_scope(name, "remove_squeezable_dimensions", [predictions, labels]):
        predictions, labels = tf.convert_to_tensor(predictions), tf.convert_to_tensor(labels)
        ranks = predictions.shape.ndims, labels.shape.ndims
        if None not in ranks:
            return (tf.squeeze(predictions, [-1]) if ranks[0] - ranks[1] == 1 else predictions,
                    tf.squeeze(labels, [-1]) if ranks[0] - ranks[1] == -1 else labels)
        difference = tf.rank(predictions) - tf.rank(labels)
        return (_squeeze_if(predictions, tf.equal(1, difference)),
                _squeeze_if(labels, tf.equal(-1, difference)))


def _squeeze_if(tensor, condition):
    if tensor.shape.ndims is not None and not tensor.shape.dims[-1].is_compatible_with(1):
        return tensor
    return tf.cond(condition, lambda: tf.squeeze(tensor, [-1]), lambda: tensor)


def with_same_shape(expected_tensor, tensor):
    """`with_shape` with the shape of another tensor of the same graph."""
    with tf.name_scope(f"{tensor.op.name}/", values=[expected_tensor, tensor]):
        shape = expected_tensor.get_shape()
        expected = (shape.as_list() if shape.is_fully_defined()
                    else tf.shape(expected_tensor, name="expected_shape"))
        return with_shape(expected, tensor)


def with_shape(expected_shape, tensor):
    """Return ``tensor``, its shape checked now where it is known, else when it is evaluated.

    Args:
        expected_shape: list of ints or int32 vector, as array or tensor.
        tensor: dense tensor.

    Raises:
        ValueError: a sparse tensor, a shape of another type or rank, or shapes that differ.
    """
    if isinstance(tensor, tf.SparseTensor):
        raise ValueError("SparseTensor not supported.")
    symbolic = is_tensor(expected_shape)
    expected_shape = _checked_shape(expected_shape, tensor, symbolic)
    actual = tensor.get_shape()
    scalar = not symbolic and len(expected_shape) < 1
    scope = f"{tensor.op.name}/"
    if symbolic or not actual.is_fully_defined():
        with tf.name_scope(scope, values=[tensor]):
            if scalar:
                return tf.reshape(tensor, [])
            with tf.control_dependencies([_assert_shape(expected_shape, tensor)]):
                result = tf.identity(tensor)
            if not symbolic:
                result.set_shape(expected_shape)
            return result
    if actual.is_compatible_with(expected_shape):
        return tensor
    if scalar and actual.is_compatible_with([1]):
        with tf.name_scope(scope, values=[tensor]):
            return tf.reshape(tensor, [])
    raise ValueError("Invalid shape for tensor %s, expected %s, got %s."
                     % (tensor.name, expected_shape, actual))


def _checked_shape(shape, tensor, symbolic):
    message = "Invalid dtype %s for shape %s expected of tensor %s."
    if symbolic:
        if shape.dtype.base_dtype != tf.int32:
            raise ValueError(message % (shape.dtype, shape, tensor.name))
        return shape
    if isinstance(shape, (list, tuple)):
        shape = np.asarray(shape, np.int32 if not shape else None)
        shape = shape.astype(np.int32) if shape.dtype == np.int64 else shape
    if isinstance(shape, np.ndarray):
        if shape.ndim > 1:
            raise ValueError("Invalid rank %s for shape %s expected of tensor %s."
                             % (shape.ndim, shape, tensor.name))
        if shape.dtype != np.int32:
            raise ValueError(message % (shape.dtype, shape, tensor.name))
    return shape


def _assert_shape(expected, tensor):
    with tf.name_scope("assert_shape", values=[tensor]) as scope:
        actual = tf.shape(tensor, name="actual")
        if isinstance(expected, tf.TensorShape) and not expected.is_fully_defined():
            expected = [-1 if d is None else d for d in expected.as_list()]
        same_rank = tf.equal(tf.size(expected), tf.rank(tensor))
        # Shapes of different rank cannot be compared element by element.
        same = tf.cond(
            same_rank,
            lambda: tf.reduce_all(tf.logical_or(tf.equal(expected, -1), tf.equal(expected, actual))),
            lambda: tf.constant(False))
        return tf.Assert(
            tf.logical_and(same_rank, same),
            ["Wrong shape for %s [expected] [actual]." % tensor.name, expected, actual], name=scope)
