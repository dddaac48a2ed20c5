"""Crossing sparse features (source: contrib/layers/python/ops/sparse_feature_cross_op.py and its kernel).

With a hash key (and for strings) this is TensorFlow's own SparseCross op. The older hash that TF 1.15 takes without a
key lived in a kernel that is gone; it is worked out in NumPy here.
"""

import itertools

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.ops import gen_sparse_ops

__all__ = ["SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY", "sparse_feature_cross"]

SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY = 0xDECAFCAFFE
_GOLDEN = 0x9E3779B97F4A7800
_MASK = 2**64 - 1


def sparse_feature_cross(inputs, hashed_output=False, num_buckets=0, name=None, hash_key=None):
    """Cross features, row by row.

    Args:
        inputs: list of tensors of rank 2, dense or sparse, strings or integers.
        hashed_output: give hashes instead of strings joined by ``"_X_"``.
        num_buckets: if positive, hashes are taken modulo this.
        name: name of the op.
        hash_key: key of FingerprintCat64; None or 0 takes the older hash.

    Returns:
        `tf.SparseTensor` of rank 2, string or int64.

    Raises:
        TypeError: ``inputs`` is no list of tensors.
    """
    if not isinstance(inputs, list):
        raise TypeError("Inputs must be a list")
    if not all(isinstance(i, (tf.SparseTensor, tf.Tensor)) for i in inputs):
        raise TypeError("All inputs must be SparseTensors")
    sparse = [i for i in inputs if isinstance(i, tf.SparseTensor)]
    dense = [i for i in inputs if not isinstance(i, tf.SparseTensor)]
    indices, shapes = [i.indices for i in sparse], [i.dense_shape for i in sparse]
    values, dense = [_widened(i.values) for i in sparse], [_widened(i) for i in dense]
    if hashed_output and not hash_key:
        arguments = (indices, [_fingerprint(v) for v in values], shapes,
                     [_fingerprint(d) for d in dense])
        flat, counts = sum(map(list, arguments), []), [len(a) for a in arguments]
        out = tf.py_func(_old_cross(counts, num_buckets), flat, [tf.int64] * 3, stateful=False,
                         name=name or "SparseFeatureCross")
        for tensor, shape in zip(out, ([None, 2], [None], [2])):
            tensor.set_shape(shape)
        return tf.SparseTensor(*out)
    integers = any(t.dtype == tf.int64 for t in values + dense)
    return tf.SparseTensor(*gen_sparse_ops.sparse_cross(
        indices=indices, values=values, shapes=shapes, dense_inputs=dense,
        hashed_output=hashed_output, num_buckets=num_buckets,
        hash_key=hash_key or SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY,
        out_type=tf.int64 if hashed_output else tf.string,
        internal_type=tf.int64 if integers or hashed_output else tf.string, name=name))


def _widened(tensor):
    return tensor if tensor.dtype == tf.string else tf.cast(tensor, tf.int64)


def _fingerprint(tensor):
    if tensor.dtype != tf.string:
        return tensor
    flat = tf.bitcast(tf.fingerprint(tf.reshape(tensor, [-1])), tf.int64)
    return tf.reshape(flat, tf.shape(tensor))


def _old_cross(counts, num_buckets):
    def cross(*flat):
        arrays = iter(flat)
        indices, values, shapes, dense = ([next(arrays) for _ in range(n)] for n in counts)
        batch = int(shapes[0][0]) if shapes else len(dense[0])
        columns = [[v[i[:, 0] == row] for row in range(batch)] for i, v in zip(indices, values)]
        columns += [list(d) for d in dense]
        where, hashes, width = [], [], 0
        for row in range(batch):
            combinations = list(itertools.product(*(c[row] for c in columns)))
            width = max(width, len(combinations))
            for number, combination in enumerate(combinations):
                where.append((row, number))
                hashes.append(_old_hash(combination, num_buckets))
        return (np.array(where, np.int64).reshape(-1, 2), np.array(hashes, np.int64),
                np.array([batch, width], np.int64))

    return cross


def _old_hash(combination, num_buckets):
    state = SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY
    for value in combination:
        signed = state - 2**64 if state >= 2**63 else state  # the shift right is an arithmetic one
        state ^= (int(value) + _GOLDEN + (state << 10) + (signed >> 4)) & _MASK
        state &= _MASK
    return state % (num_buckets if num_buckets > 0 else 2**63 - 1)
