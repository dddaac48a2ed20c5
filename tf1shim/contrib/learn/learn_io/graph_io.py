"""Batches of examples from files, by queues (source: contrib/learn/python/learn/learn_io/graph_io.py)."""

import tensorflow.compat.v1 as tf


def read_batch_examples(file_pattern, batch_size, reader, randomize_input=True, num_epochs=None,
                        queue_capacity=10000, num_threads=1, read_batch_size=1, parse_fn=None,
                        name=None, seed=None):
    """A batch of examples from files.

    Args:
        file_pattern: list of files or patterns.
        batch_size: examples in a batch.
        reader: function giving a `tf.ReaderBase`.
        randomize_input: shuffle files and examples.
        num_epochs: times to read; for ever by default.
        queue_capacity: examples the queue holds.
        num_threads: threads that read.
        read_batch_size: examples a thread reads at once.
        parse_fn: from serialized examples to tensors; they stay strings by default.
        name: name of the scope.
        seed: of the shuffling.

    Returns:
        string ``[batch_size]``, or what ``parse_fn`` gives.

    Raises:
        ValueError: no files, or sizes that do not fit.
    """
    return read_keyed_batch_examples(
        file_pattern, batch_size, reader, randomize_input, num_epochs, queue_capacity,
        num_threads, read_batch_size, parse_fn, name, seed)[1]


def read_keyed_batch_examples(file_pattern, batch_size, reader, randomize_input=True,
                              num_epochs=None, queue_capacity=10000, num_threads=1,
                              read_batch_size=1, parse_fn=None, name=None, seed=None):
    """`read_batch_examples` with the examples' keys: ``(keys, examples)``."""
    files = _files(file_pattern, randomize_input)
    _check(queue_capacity, batch_size, num_threads, read_batch_size, num_epochs)
    with tf.name_scope(name, "read_batch_examples", [file_pattern]) as scope:
        names = tf.train.string_input_producer(
            tf.constant(files, name="input"), shuffle=randomize_input, num_epochs=num_epochs,
            name="file_name_queue", seed=seed)
        lists = [_read(reader(), names, read_batch_size, parse_fn) for _ in range(num_threads)]
        common = {
            "batch_size": batch_size, "capacity": queue_capacity, "name": scope,
            "enqueue_many": read_batch_size > 1, "allow_smaller_final_batch": num_epochs is not None,
        }
        if randomize_input:
            spare = max(0, min(int(queue_capacity * 0.75), queue_capacity - 5 * batch_size))
            keys, examples = tf.train.shuffle_batch_join(
                lists, min_after_dequeue=max(1, spare), seed=seed, **common)
        else:
            keys, examples = tf.train.batch_join(lists, **common)
    return keys, examples


def read_keyed_batch_examples_shared_queue(
        file_pattern, batch_size, reader, randomize_input=True, num_epochs=None,
        queue_capacity=10000, num_threads=1, read_batch_size=1, parse_fn=None, name=None,
        seed=None):
    """`read_keyed_batch_examples`; each worker reads all files, where TF 1.15's shared one queue of names."""
    return read_keyed_batch_examples(
        file_pattern, batch_size, reader, randomize_input, num_epochs, queue_capacity,
        num_threads, read_batch_size, parse_fn, name, seed)


def read_keyed_batch_features(file_pattern, batch_size, features, reader, randomize_input=True,
                              num_epochs=None, queue_capacity=10000, reader_num_threads=1,
                              feature_queue_capacity=100, num_enqueue_threads=2, parse_fn=None,
                              name=None, read_batch_size=None):
    """`read_keyed_batch_examples`, parsed by ``features`` ({name: `tf.FixedLenFeature` or the like}).

    Returns:
        ``(keys, {name: tensor})``.
    """
    with tf.name_scope(name, "read_batch_features", [file_pattern]):
        keys, examples = read_keyed_batch_examples(
            file_pattern, batch_size, reader, randomize_input=randomize_input,
            num_epochs=num_epochs, queue_capacity=queue_capacity,
            num_threads=reader_num_threads, read_batch_size=read_batch_size or 1,
            parse_fn=parse_fn)
        parsed = tf.parse_example(examples, features)
        return queue_parsed_features(parsed, keys, feature_queue_capacity, num_enqueue_threads)


def read_keyed_batch_features_shared_queue(
        file_pattern, batch_size, features, reader, randomize_input=True, num_epochs=None,
        queue_capacity=10000, reader_num_threads=1, feature_queue_capacity=100, num_queue_runners=2,
        parse_fn=None, name=None):
    """`read_keyed_batch_features`; each worker reads all files, where TF 1.15's shared one queue of names."""
    return read_keyed_batch_features(
        file_pattern, batch_size, features, reader, randomize_input, num_epochs, queue_capacity,
        reader_num_threads, feature_queue_capacity, num_queue_runners, parse_fn, name)


def read_batch_features(file_pattern, batch_size, features, reader, randomize_input=True,
                        num_epochs=None, queue_capacity=10000, feature_queue_capacity=100,
                        reader_num_threads=1, num_enqueue_threads=2, parse_fn=None, name=None,
                        read_batch_size=None):
    """`read_keyed_batch_features` without the keys."""
    return read_keyed_batch_features(
        file_pattern, batch_size, features, reader, randomize_input=randomize_input,
        num_epochs=num_epochs, queue_capacity=queue_capacity,
        reader_num_threads=reader_num_threads, feature_queue_capacity=feature_queue_capacity,
        num_enqueue_threads=num_enqueue_threads, parse_fn=parse_fn, name=name,
        read_batch_size=read_batch_size)[1]


def read_batch_record_features(file_pattern, batch_size, features, randomize_input=True,
                               num_epochs=None, queue_capacity=10000, reader_num_threads=1,
                               name="dequeue_record_examples"):
    """`read_batch_features` of TFRecord files."""
    return read_batch_features(
        file_pattern, batch_size, features, tf.TFRecordReader, randomize_input=randomize_input,
        num_epochs=num_epochs, queue_capacity=queue_capacity,
        reader_num_threads=reader_num_threads, name=name)


def queue_parsed_features(parsed_features, keys=None, feature_queue_capacity=100,
                          num_enqueue_threads=2, name=None):
    """Put parsed batches through a queue; returns ``(keys, {name: tensor})``."""
    if any(not isinstance(t, tf.Tensor) for t in parsed_features.values()):
        return keys, dict(parsed_features)  # sparse batches differ in size, and go on as they are
    names = sorted(parsed_features)
    tensors = [parsed_features[n] for n in names] + ([] if keys is None else [keys])
    with tf.name_scope(name, "queue_parsed_features", tensors):
        queue = tf.FIFOQueue(feature_queue_capacity, dtypes=[t.dtype for t in tensors],
                             name="feature_queue")
        enqueue = queue.enqueue(tensors)
        ends = (tf.errors.OutOfRangeError, tf.errors.CancelledError)
        tf.train.add_queue_runner(tf.train.QueueRunner(
            queue, [enqueue] * num_enqueue_threads, queue_closed_exception_types=ends))
        found = queue.dequeue()
        found = found if isinstance(found, (list, tuple)) else [found]
        for tensor, like in zip(found, tensors):
            tensor.set_shape(like.get_shape())
    return None if keys is None else found[-1], dict(zip(names, found))


def _files(file_pattern, randomize_input):
    patterns = [file_pattern] if isinstance(file_pattern, str) else list(file_pattern)
    if not patterns:
        raise ValueError("No files match %s." % file_pattern)
    files = sorted({f for p in patterns for f in tf.gfile.Glob(p)})
    if not files:
        raise ValueError("No files match %s." % file_pattern)
    return files


def _check(queue_capacity, batch_size, num_threads, read_batch_size, num_epochs):
    if not queue_capacity or queue_capacity <= 0:
        raise ValueError("Invalid queue_capacity %s." % queue_capacity)
    if not batch_size or (not isinstance(batch_size, tf.Tensor) and (
            batch_size <= 0 or batch_size >= queue_capacity)):
        raise ValueError("Invalid batch_size %s, with queue_capacity %s."
                         % (batch_size, queue_capacity))
    if not read_batch_size or read_batch_size <= 0:
        raise ValueError("Invalid read_batch_size %s." % read_batch_size)
    if not num_threads or num_threads <= 0:
        raise ValueError("Invalid num_threads %s." % num_threads)
    if num_epochs is not None and num_epochs <= 0:
        raise ValueError("Invalid num_epochs %s." % num_epochs)


def _read(reader, names, read_batch_size, parse_fn):
    if read_batch_size == 1:
        keys, examples = reader.read(names)
    else:
        keys, examples = reader.read_up_to(names, read_batch_size)
    return keys, parse_fn(examples) if parse_fn else examples
