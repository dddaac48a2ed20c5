"""Queues that batch examples of one kind together (source: contrib/training/python/training/bucket_ops.py)."""

import functools

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.training import input as queue_input

__all__ = ["bucket", "bucket_by_sequence_length"]


def bucket(tensors, which_bucket, batch_size, num_buckets, num_threads=1, capacity=32,
           bucket_capacities=None, shapes=None, dynamic_pad=False, allow_smaller_final_batch=False,
           keep_input=True, shared_name=None, name=None):
    """Put each example into one of several queues; a queue that holds a batch passes it on.

    Args:
        tensors: list or dict of tensors, one example.
        which_bucket: int32 scalar, ``0 <= which_bucket < num_buckets``.
        batch_size: int, or a list with one for each bucket.
        num_buckets: how many queues.
        num_threads: threads that enqueue examples.
        capacity: batches the top queue holds.
        bucket_capacities: list of the examples each bucket holds; ``capacity`` by default.
        shapes: shapes of the tensors, inferred by default.
        dynamic_pad: pad examples of a batch to one shape.
        allow_smaller_final_batch: give what is left at the end as a smaller batch.
        keep_input: bool scalar: drop the example if False.
        shared_name: name under which sessions share the queues.
        name: name of the scope.

    Returns:
        ``(bucket, outputs)``: int32 scalar and what ``tensors`` was, batched.

    Raises:
        ValueError: lists of the wrong length, or shapes unknown.
    """
    own_batch_sizes = isinstance(batch_size, (list, tuple))
    if own_batch_sizes and len(batch_size) != num_buckets:
        raise ValueError("If batch_size is a list it must have num_buckets elements")
    batch_sizes = list(batch_size) if own_batch_sizes else [batch_size] * num_buckets
    if bucket_capacities is None:
        bucket_capacities = [capacity] * num_buckets
    if len(bucket_capacities) != num_buckets:
        raise ValueError("The list bucket_capacities (%s) must have exactly num_buckets (%d) "
                         "elements." % (bucket_capacities, num_buckets))
    tensor_list = queue_input._as_tensor_list(tensors)
    with tf.name_scope(name, "bucket", tensor_list):
        tensor_list = [tf.convert_to_tensor_or_indexed_slices(t)
                       if not isinstance(t, tf.SparseTensor) else t for t in tensor_list]
        if not tensor_list:
            raise ValueError("Expected at least one tensor in bucket().")
        keep_input = queue_input._validate_keep_input(keep_input, enqueue_many=False)
        tensor_list, sparse_info = queue_input._store_sparse_tensors(
            tensor_list, enqueue_many=False, keep_input=keep_input)
        batch_sizes = [_static(size) for size in batch_sizes]
        which_bucket = tf.convert_to_tensor(which_bucket, dtype=tf.int32, name="which_bucket")
        queues = _bucket_queues(tensor_list, shapes, dynamic_pad, bucket_capacities, shared_name)
        known = not (allow_smaller_final_batch or own_batch_sizes)
        static = tf.TensorShape([batch_sizes[-1] if known and isinstance(batch_sizes[-1], int)
                                 else None])
        top = tf.PaddingFIFOQueue(
            capacity=capacity, dtypes=[tf.int32] + queues[0].dtypes,
            shapes=[tf.TensorShape([])] + [static.concatenate(s) for s in queues[0].shapes],
            shared_name=shared_name, name="top_queue")
        enqueue = _enqueue_op(queues, which_bucket, tensor_list, keep_input)
        raise_to_top = [
            top.enqueue(
                [tf.constant(i)] + _listed((q.dequeue_up_to if allow_smaller_final_batch
                                            else q.dequeue_many)(n, name="read_bucket_%d" % i)),
                name="enqueue_from_bucket_%d" % i)
            for i, (q, n) in enumerate(zip(queues, batch_sizes))]
        _add_runners(queues, top, raise_to_top, [enqueue] * num_threads)
        _summarize(queues, top, capacity)
        bucket_index, *dequeued = top.dequeue(name="dequeue_top")
        dequeued = queue_input._restore_sparse_tensors(
            dequeued[0] if len(dequeued) == 1 else dequeued, sparse_info)
        return bucket_index, queue_input._as_original_type(tensors, dequeued)


def bucket_by_sequence_length(input_length, tensors, batch_size, bucket_boundaries, num_threads=1,
                              capacity=32, bucket_capacities=None, shapes=None, dynamic_pad=False,
                              allow_smaller_final_batch=False, keep_input=True, shared_name=None,
                              name=None):
    """`bucket` by length: there is one bucket below the first boundary, one from the last on, and one between each two.

    Args:
        input_length: int32 scalar.
        tensors: list or dict of tensors, one example.
        bucket_boundaries: increasing list of ints.

    The other arguments are `bucket`'s.

    Returns:
        ``(lengths, outputs)``: int32 ``[batch]`` and what ``tensors`` was, batched.

    Raises:
        TypeError: boundaries that are no list of ints.
        ValueError: boundaries that do not increase, or none.
    """
    _check_boundaries(bucket_boundaries)
    tensor_list = queue_input._as_tensor_list(tensors)
    with tf.name_scope(name, "bucket_by_sequence_length", [input_length] + tensor_list):
        input_length = tf.convert_to_tensor(input_length, dtype=tf.int32, name="input_length")
        limits = np.iinfo(np.int32)
        low = [limits.min] + list(bucket_boundaries)
        high = list(bucket_boundaries) + [limits.max]
        inside = tf.logical_and(tf.less_equal(low, input_length), tf.less(input_length, high))
        which_bucket = tf.cast(tf.reduce_min(tf.where(inside)), tf.int32)
        _, (lengths, *outputs) = bucket(
            tensors=[input_length] + tensor_list, which_bucket=which_bucket, batch_size=batch_size,
            num_buckets=len(bucket_boundaries) + 1, num_threads=num_threads, capacity=capacity,
            bucket_capacities=bucket_capacities,
            shapes=None if shapes is None else [tf.TensorShape([])] + list(shapes),
            dynamic_pad=dynamic_pad, allow_smaller_final_batch=allow_smaller_final_batch,
            keep_input=keep_input, shared_name=shared_name)
        return lengths, queue_input._as_original_type(tensors, outputs)


def _check_boundaries(boundaries):
    if not isinstance(boundaries, (list, tuple)):
        raise TypeError("bucket_boundaries must be a list or tuple, but received: %s" % boundaries)
    if not boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    for low, high in zip(boundaries, boundaries[1:]):
        if not isinstance(low, int) or not isinstance(high, int):
            raise TypeError("bucket boundaries must be integers, but saw: %s and %s" % (low, high))
        if low >= high:
            raise ValueError("Buckets must contain sequential increasing lengths, but saw: "
                             "%d before %d" % (low, high))


def _static(batch_size):
    tensor = tf.convert_to_tensor(batch_size, dtype=tf.int32, name="batch_size")
    value = tf.get_static_value(tensor)
    return tensor if value is None else int(value)


def _bucket_queues(tensor_list, shapes, dynamic_pad, capacities, shared_name):
    types = queue_input._dtypes([tensor_list])
    shapes = queue_input._shapes([tensor_list], shapes, enqueue_many=False)
    make = tf.PaddingFIFOQueue if dynamic_pad else tf.FIFOQueue
    return [make(capacity=capacity, dtypes=types, shapes=shapes,
                 shared_name=None if shared_name is None else f"{shared_name}_{i}",
                 name="bucket_queue_%d" % i) for i, capacity in enumerate(capacities)]


def _enqueue_op(queues, which_bucket, tensor_list, keep_input):
    def enqueue():
        return tf.group(*(
            tf.cond(tf.equal(which_bucket, i), functools.partial(q.enqueue, tensor_list), tf.no_op)
            for i, q in enumerate(queues)), name="group_enqueues")

    keep = tf.get_static_value(keep_input) if tf.is_tensor(keep_input) else keep_input
    if keep is None:
        return tf.cond(keep_input, enqueue, tf.no_op)
    return enqueue() if keep else tf.no_op()


def _add_runners(queues, top, raise_to_top, enqueues):
    ends = (tf.errors.OutOfRangeError, tf.errors.CancelledError)
    tf.train.add_queue_runner(tf.train.QueueRunner(
        queues[0], raise_to_top, close_op=top.close(),
        cancel_op=top.close(cancel_pending_enqueues=True), queue_closed_exception_types=ends))
    tf.train.add_queue_runner(tf.train.QueueRunner(
        top, enqueues, close_op=tf.group(*(q.close() for q in queues)),
        cancel_op=tf.group(*(q.close(cancel_pending_enqueues=True) for q in queues)),
        queue_closed_exception_types=ends))


def _summarize(queues, top, capacity):
    for queue in queues:
        tf.summary.scalar("bucket/%s/size" % queue.name, tf.cast(top.size(), tf.float32))
    tf.summary.scalar("bucket/%s/fraction_of_%d_full" % (top.name, capacity),
                      tf.cast(top.size(), tf.float32) * (1.0 / capacity))


def _listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]
