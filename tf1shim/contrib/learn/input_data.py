"""Arrays, and iterators of examples, as input of an estimator.

Source: TF 1.15, contrib/learn/python/learn/learn_io/data_feeder.py.
"""

import itertools

import numpy as np
import tensorflow.compat.v1 as tf


def array_input_fn(x, y, batch_size, shuffle, epochs):
    """An input function over arrays.

    Args:
        x, y: array (pandas too), dict of arrays, or, for ``y``, None. Types stay as they are; of labels' shape a 1
            behind the batch goes. Iterators give one example after the other, and are read once, in their order.
        batch_size: examples in a batch; by default all, of iterators one.
        shuffle: in another order each epoch.
        epochs: times to read them; for ever with None.

    Returns:
        function giving ``(features, labels)``.
    """
    if hasattr(x, "__next__"):
        return _stream_input_fn(x, y, batch_size or 1)
    features, labels = _arrays(x), None if y is None else _labels(y, axis=1)
    count = len(next(iter(features.values())) if isinstance(features, dict) else features)

    def input_fn():
        parts = (features,) if labels is None else (features, labels)
        dataset = tf.data.Dataset.from_tensor_slices(parts)
        if shuffle:
            dataset = dataset.shuffle(count)
        dataset = dataset.repeat(epochs).batch(batch_size or count)
        batch = tf.data.make_initializable_iterator(dataset)
        tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, batch.initializer)
        found = batch.get_next()
        return found if labels is not None else (found[0], None)

    return input_fn


def _stream_input_fn(x, y, batch_size):
    """An input function over iterators; it goes on where the last call stopped reading."""
    pairs = map(_arrays, x) if y is None else zip(map(_arrays, x), (_labels(label, axis=0) for label in y))

    def input_fn():
        first = next(pairs)
        examples = itertools.chain([first], pairs)
        types = tf.nest.map_structure(lambda part: tf.as_dtype(part.dtype), first)
        shapes = tf.nest.map_structure(lambda part: tf.TensorShape(part.shape), first)
        dataset = tf.data.Dataset.from_generator(lambda: examples, types, shapes).batch(batch_size)
        batch = tf.data.make_initializable_iterator(dataset)
        tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, batch.initializer)
        found = batch.get_next()
        return (found, None) if y is None else found

    return input_fn


def _arrays(given):
    if isinstance(given, dict):
        return {key: _arrays(value) for key, value in given.items()}
    return np.asarray(getattr(given, "values", given))


def _labels(given, axis):
    if isinstance(given, dict):
        return {key: _labels(value, axis) for key, value in given.items()}
    array = _arrays(given)
    return array.squeeze(axis) if array.shape[axis:axis + 1] == (1,) else array


def chosen_input_fn(x, y, input_fn, batch_size, shuffle, epochs):
    """The input function given, or one for the arrays.

    Raises:
        ValueError: neither is given, or both, or tensors.
    """
    if input_fn is None and x is None:
        raise ValueError("Either x or input_fn must be provided.")
    if input_fn is None and (tf.is_tensor(x) or tf.is_tensor(y)):
        raise ValueError("Inputs cannot be tensors. Please provide input_fn.")
    if input_fn is None:
        return array_input_fn(x, y, batch_size, shuffle, epochs)
    if x is not None or y is not None:
        raise ValueError("Can not provide both input_fn and x or y.")
    if batch_size is not None:
        raise ValueError("Can not provide both input_fn and batch_size.")
    return input_fn
