"""Two small ops (contrib/tensor_forest/python/ops/tensor_forest_ops.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

_MASK = (1 << 64) - 1
_FACTOR = 0xC6A4A7935BD1E995


def reinterpret_string_to_float(input_data, name=None):
    """Strings as numbers: each by its hash.

    Args:
        input_data: string tensor.

    Returns:
        float32 tensor of the same shape.
    """
    input_data = tf.convert_to_tensor(input_data)
    flat = tf.reshape(input_data, [-1])

    def hashed(strings):
        return np.array([np.float32(_hash(bytes(string))) for string in strings], np.float32)

    numbers = tf.py_func(hashed, [flat], tf.float32, stateful=False, name=name or "ReinterpretStringToFloat")
    return tf.reshape(numbers, tf.shape(input_data)) if input_data.shape.ndims is None else tf.ensure_shape(
        tf.reshape(numbers, tf.shape(input_data)), input_data.shape)


def _hash(data):
    """The hash of libstdc++, which TF 1.15's kernel used (Murmur, of 64 bits)."""
    result = 0xC70F6907 ^ (len(data) * _FACTOR & _MASK)
    whole = len(data) // 8 * 8
    for start in range(0, whole, 8):
        word = int.from_bytes(data[start:start + 8], "little") * _FACTOR & _MASK
        word = (word ^ word >> 47) * _FACTOR & _MASK
        result = (result ^ word) * _FACTOR & _MASK
    if whole < len(data):
        result = (result ^ int.from_bytes(data[whole:], "little")) * _FACTOR & _MASK
    result = (result ^ result >> 47) * _FACTOR & _MASK
    return result ^ result >> 47


def scatter_add_ndim(input, indices, deltas, name=None):
    """Add to some entries of a variable.

    Args:
        input: float variable.
        indices: int32, n x k: positions in its first k dimensions.
        deltas: float, n x the other dimensions.

    Returns:
        The op that adds.
    """
    indices = tf.convert_to_tensor(indices, tf.int32)
    if indices.shape.num_elements() == 0:
        return tf.no_op(name=name)
    count, depth = tf.unstack(tf.shape(indices))
    shape = tf.concat([[count], tf.shape(input)[depth:]], 0)
    deltas = tf.convert_to_tensor(deltas, tf.float32)
    fits = tf.Assert(tf.equal(tf.size(deltas), tf.reduce_prod(shape)),
                     ["Number of updates should be same as number of indices."])
    with tf.control_dependencies([fits]):
        # Of unknown size until then, so that the check above speaks first.
        deltas = tf.reshape(tf.placeholder_with_default(deltas, None), shape)
    with tf.name_scope(name, "ScatterAddNdim"):
        return tf.scatter_nd_add(input, indices, deltas).op


ReinterpretStringToFloat = reinterpret_string_to_float
ScatterAddNdim = scatter_add_ndim
