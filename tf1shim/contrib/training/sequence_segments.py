"""Sequences before they are cut into segments: padding, and sparse tensors as numbers (TF 1.15:
contrib/training/python/training/sequence_queueing_state_saver.py).
"""

import numbers

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import sparse_ops

_SPARSE_CONTEXT_PREFIX_KEY = "_context_in_seq_"


def is_sparse(value):
    """Whether it is a SparseTensor or its value."""
    return isinstance(value, (tf.SparseTensor, tf.SparseTensorValue))


def _padding(sequences, num_unroll):
    """Pad sequences to a multiple of ``num_unroll`` steps.

    Args:
        sequences: {name: tensor or SparseTensor ``[time, ...]``}.
        num_unroll: int.

    Returns:
        (their length, {name: padded}).

    Raises:
        ValueError, TypeError: arguments of the wrong kind.
    """
    if not isinstance(num_unroll, numbers.Integral):
        raise ValueError(f"Unsupported num_unroll expected int, got: {num_unroll}")
    if not isinstance(sequences, dict):
        raise TypeError(f"Unsupported sequences expected dict, got: {sequences}")
    for key in sequences:
        if not isinstance(key, str):
            raise TypeError(f"Unsupported sequences key expected string, got: {key}")
    if not sequences:
        return 0, {}
    values = {key: value if is_sparse(value) else tf.convert_to_tensor(value)
              for key, value in sorted(sequences.items())}
    length = _common_length(values)
    padded = length + (num_unroll - length % num_unroll) % num_unroll
    return length, {key: _padded_to(padded, value) for key, value in values.items()}


def _common_length(values):
    lengths = [tf.shape(value)[0] for value in values.values() if not is_sparse(value)]
    if not lengths:
        return tf.reduce_max(tf.cast([value.dense_shape[0] for value in values.values()], tf.int32))
    message = tf.strings.join(["All sequence lengths must match, but received lengths: ", tf.as_string(lengths)])
    checks = [tf.Assert(tf.equal(one, lengths[0]), [message]) for one in lengths]
    with tf.control_dependencies(checks):
        return tf.identity(lengths[0])


def _padded_to(length, value):
    if is_sparse(value):
        shape = tf.concat([[tf.cast(length, tf.int64)], value.dense_shape[1:]], 0)
        return tf.SparseTensor(value.indices, value.values, shape)
    missing = tf.concat(([length - tf.shape(value)[0]], tf.shape(value)[1:]), 0)
    nothing = tf.constant("" if value.dtype == tf.string else 0, dtype=value.dtype)
    return tf.concat([value, tf.fill(missing, nothing)], 0)


def checked_multiples(sequences, num_unroll):
    """The sequences, with a check that their length is a multiple of ``num_unroll`` and not 0."""
    checked = {}
    for key, value in sequences.items():
        if is_sparse(value):
            kind, length = "SparseTensor", value.dense_shape[0]
        else:
            try:
                value = tf.convert_to_tensor(value)
            except TypeError:
                raise TypeError("Unsupported input_sequences expected Tensor or SparseTensor values, got: "
                                f"{type(value)} for key {key}") from None
            kind, length = "Tensor", tf.shape(value)[0]
        check = tf.Assert(tf.logical_and(tf.equal(length % num_unroll, 0), tf.not_equal(length, 0)), [tf.strings.join([
            f"{kind} {key} first dimension should be a multiple of: ", tf.as_string(num_unroll), ", but saw value: ",
            tf.as_string(length), ". Consider setting pad=True."])])
        with tf.control_dependencies([check]):
            parts = [value.indices, value.values, value.dense_shape] if kind == "SparseTensor" else [value]
            parts = [tf.identity(part, name="multiple_of_checked") for part in parts]
        checked[key] = tf.SparseTensor(*parts) if kind == "SparseTensor" else parts[0]
    return checked


def _move_sparse_tensor_out_context(input_context, input_sequences, num_unroll):
    """Move sparse context to the sequences: a copy at the first step of every segment. Changes both dicts."""
    steps = tf.constant(1)
    for value in list(input_sequences.values())[:1]:
        steps = value.dense_shape[0] if is_sparse(value) else tf.shape(value)[0]
    steps = tf.cast(steps, tf.int64)
    for key in sorted(key for key, value in input_context.items() if is_sparse(value)):
        input_sequences[_SPARSE_CONTEXT_PREFIX_KEY + key] = _at_segments(input_context.pop(key), steps, num_unroll)


def _at_segments(value, steps, num_unroll):
    """A SparseTensor ``[steps, ...]`` with ``value`` at steps 0, ``num_unroll``, 2 * ``num_unroll``, ..."""
    starts = tf.range(tf.constant(0, tf.int64), steps, tf.constant(num_unroll, tf.int64))
    copies = tf.cast(steps // num_unroll, tf.int32)
    entries = tf.shape(value.indices)[0]
    when = tf.tile(tf.reshape(starts, [-1, 1, 1]), [1, entries, 1])
    where = tf.tile(tf.expand_dims(value.indices, 0), tf.stack([copies, 1, 1]))
    indices = tf.reshape(tf.concat([when, where], 2), [entries * copies, tf.shape(value.indices)[1] + 1])
    return tf.SparseTensor(indices, tf.tile(value.values, [copies]),
                           tf.concat([tf.expand_dims(steps, 0), value.dense_shape], 0))


def _move_sparse_tensor_in_context(context, sequences):
    """Move what `_move_sparse_tensor_out_context` moved back, batched, without the steps. Changes both dicts."""
    for key in sorted(key for key in sequences if key.startswith(_SPARSE_CONTEXT_PREFIX_KEY)):
        value = sequences.pop(key)
        batch, inner = value.dense_shape[:1], value.dense_shape[2:]
        # Entries are at step 0 of a segment only.
        first = tf.SparseTensor(value.indices, value.values,
                                tf.concat([batch, tf.constant([1], tf.int64), inner], 0))
        context[key[len(_SPARSE_CONTEXT_PREFIX_KEY):]] = tf.sparse.reshape(first, tf.concat([batch, inner], 0))


def _deconstruct_sparse_tensor_seq(input_sequence, shared_name=None):
    """Put sparse sequences away in TensorFlow's maps, each step under a number.

    Args:
        input_sequence: {name: tensor or SparseTensor}.
        shared_name: of the maps.

    Returns:
        (the dict with numbers ``[time]`` for sparse values, their names or None, the ops that put them away).
    """
    names = sorted(name for name, value in input_sequence.items() if is_sparse(value))
    if not names:
        return input_sequence, None, names
    numbered = {name: sparse_ops._add_many_sparse_to_tensors_map(
        tf.convert_to_tensor_or_sparse_tensor(input_sequence[name]), shared_name=shared_name) for name in names}
    return {**input_sequence, **numbered}, names, [numbered[name].op for name in names]


def _reconstruct_sparse_tensor_seq(sequence, sparse_tensor_keys, tensor_op_list, batch_size, num_unroll):
    """Take sparse sequences ``[batch, num_unroll, ...]`` out of the maps again. Changes the dict."""
    if not sparse_tensor_keys:
        return
    num_unroll = tf.convert_to_tensor(num_unroll, dtype=tf.int64, name="num_unroll_int64")
    for key, op in zip(sparse_tensor_keys, tensor_op_list):
        flat = sparse_ops._take_many_sparse_from_tensors_map(
            sparse_map_op=op, sparse_handles=tf.reshape(sequence[key], [-1]), rank=None)
        row = flat.indices[:, :1]
        indices = tf.concat([row // num_unroll, tf.mod(row, num_unroll), flat.indices[:, 1:]], axis=1)
        shape = tf.concat([[tf.cast(batch_size, tf.int64), num_unroll], flat.dense_shape[1:]], axis=0)
        sequence[key] = tf.SparseTensor(indices, flat.values, shape)
