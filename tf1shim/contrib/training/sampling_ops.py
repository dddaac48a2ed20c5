"""Queues that keep examples at random (source: contrib/training/python/training/sampling_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import control_flow_ops

__all__ = ["rejection_sample", "stratified_sample"]


def rejection_sample(tensors, accept_prob_fn, batch_size, queue_threads=1, enqueue_many=False,
                     prebatch_capacity=16, prebatch_threads=1, runtime_checks=False, name=None):
    """Batch examples, each kept with a probability of its own.

    Args:
        tensors: list of tensors, one example or, with ``enqueue_many``, a batch.
        accept_prob_fn: function of the list of one example's tensors; scalar in [0, 1].
        batch_size: size of the batches given.
        queue_threads: threads of the queue that holds them.
        enqueue_many: whether ``tensors`` is a batch.
        prebatch_capacity, prebatch_threads: of the queue that takes such a batch apart.
        runtime_checks: check the probabilities when run.
        name: name of the scope.

    Returns:
        list of tensors with ``batch_size`` in front.
    """
    with tf.variable_scope(name, "rejection_sample", tensors):
        tensor_list = [tf.convert_to_tensor(t) for t in tensors]
        if enqueue_many:
            for tensor in tensor_list:
                shape = tensor.get_shape().with_rank_at_least(1)
                shape[:1].assert_is_compatible_with(tensor_list[0].get_shape()[:1])
            batched = tf.train.batch(tensor_list, batch_size=1, num_threads=prebatch_threads,
                                     capacity=prebatch_capacity, enqueue_many=True)
            tensor_list = [tf.squeeze(t, [0]) for t in _listed(batched)]
        probability = accept_prob_fn(tensor_list)
        if runtime_checks:
            probability = tf.identity(control_flow_ops.with_dependencies(
                [tf.debugging.assert_less_equal(0.0, probability),
                 tf.debugging.assert_less_equal(probability, 1.0)], probability),
                name="prob_with_checks")
        return _listed(tf.train.maybe_batch(
            tensor_list, keep_input=tf.random_uniform([]) < probability, batch_size=batch_size,
            num_threads=queue_threads))


def stratified_sample(tensors, labels, target_probs, batch_size, init_probs=None,
                      enqueue_many=False, queue_capacity=16, threads_per_queue=1, name=None):
    """Batch examples so that classes come in given proportions, by dropping examples.

    Args:
        tensors: list of tensors, one example or, with ``enqueue_many``, a batch.
        labels: integer scalar, or vector with ``enqueue_many``.
        target_probs: proportion of each class in the batches; sums to 1.
        batch_size: size of the batches given.
        init_probs: proportion of each class in the data; by default estimated while running.
        enqueue_many: whether ``tensors`` is a batch.
        queue_capacity, threads_per_queue: of the queues.
        name: name of the scope.

    Returns:
        ``(list of batched tensors, batched labels)``.

    Raises:
        ValueError: shapes that do not fit.
        tf.errors.InvalidArgumentError: when run: bad probabilities or labels.
    """
    with tf.name_scope(name, "stratified_sample", list(tensors) + [labels]):
        tensor_list = [tf.convert_to_tensor(t) for t in tensors]
        labels = tf.convert_to_tensor(labels)
        target_probs = tf.convert_to_tensor(target_probs, dtype=tf.float32)
        if not enqueue_many:
            tensor_list = [tf.expand_dims(t, 0) for t in tensor_list]
            labels = tf.expand_dims(labels, 0)
        if init_probs is None:
            target_probs.get_shape().assert_is_fully_defined()
            init_probs = _estimate_data_distribution(labels, target_probs.shape.num_elements())
        else:
            init_probs = tf.convert_to_tensor(init_probs, dtype=tf.float32)
        tensor_list, labels, (init_probs, target_probs) = _verify_input(
            tensor_list, labels, [init_probs, target_probs])
        possible = tf.Assert(
            tf.reduce_all(tf.logical_or(tf.not_equal(init_probs, 0), tf.equal(target_probs, 0))),
            ["All classes with zero initial probability must also have zero target probability: ",
             init_probs, target_probs])
        init_probs = control_flow_ops.with_dependencies([possible], init_probs)
        accept = _calculate_acceptance_probabilities(init_probs, target_probs)
        rejected = tf.reduce_sum((1 - accept) * init_probs)
        accept = tf.cond(
            tf.less(rejected, 0.5), lambda: accept,
            lambda: tf.Print(accept, [accept], first_n=10,
                             message="Proportion of examples rejected by sampler is high."))
        batched = tf.train.batch(tensor_list + [labels], batch_size=1, enqueue_many=True,
                                 num_threads=threads_per_queue, capacity=queue_capacity)
        *values, label = [tf.squeeze(t, [0]) for t in _listed(batched)]
        batched = tf.train.maybe_batch(
            values + [label], keep_input=tf.random_uniform([]) < tf.gather(accept, label),
            batch_size=batch_size, num_threads=threads_per_queue)
        return batched[:-1], batched[-1]


def _estimate_data_distribution(labels, num_classes, smoothing_constant=10):
    if smoothing_constant <= 0:
        raise ValueError("smoothing_constant must be nonzero.")
    seen = tf.Variable([smoothing_constant] * num_classes, trainable=False, name="class_count",
                       dtype=tf.int64)
    seen = seen.assign_add(tf.reduce_sum(tf.one_hot(labels, num_classes, dtype=tf.int64), 0))
    # A copy: the counter may move on between the two uses below.
    seen += 0
    return tf.cast(tf.truediv(seen, tf.reduce_sum(seen)), tf.float32)


def _verify_input(tensor_list, labels, probs_list):
    checked = []
    for probs in probs_list:
        probs.get_shape().assert_is_fully_defined()
        probs.get_shape().assert_has_rank(1)
        total, tolerance = tf.reduce_sum(probs), 1e-6
        checked.append(control_flow_ops.with_dependencies(
            [tf.debugging.assert_non_negative(probs),
             tf.debugging.assert_less(total, 1.0 + tolerance),
             tf.debugging.assert_less(1.0 - tolerance, total)], probs))
    length = checked[0].shape.num_elements()
    if any(probs.shape.num_elements() != length for probs in checked):
        raise ValueError("Probability parameters must have the same length.")
    labels.get_shape().assert_has_rank(1)
    for tensor in tensor_list:
        shape = tensor.get_shape().with_rank_at_least(1)
        shape[:1].assert_is_compatible_with(labels.get_shape()[:1])
    size = tf.shape(labels)[0]
    filled = tf.debugging.assert_positive(size)
    tensor_list = [control_flow_ops.with_dependencies(
        [filled, tf.debugging.assert_equal(tf.shape(t)[0], size)], t) for t in tensor_list]
    labels = control_flow_ops.with_dependencies(
        [filled, tf.debugging.assert_integer(labels), tf.debugging.assert_non_negative(labels),
         tf.debugging.assert_less(labels, tf.cast(length, labels.dtype))], labels)
    return tensor_list, labels, checked


def _calculate_acceptance_probabilities(init_probs, target_probs):
    # A class that is kept as often as target/init says, scaled so that the rarest is always kept.
    ratio = target_probs / init_probs
    ratio = tf.where(tf.is_nan(ratio), tf.zeros_like(ratio), ratio)
    return ratio / tf.reduce_max(ratio)


def _listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]
