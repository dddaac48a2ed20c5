"""Arrays as input of an estimator (source: contrib/learn/python/learn/learn_io/data_feeder.py)."""

import numpy as np
import tensorflow.compat.v1 as tf


def array_input_fn(x, y, batch_size, shuffle, epochs):
    """An input function over arrays.

    Args:
        x, y: array (pandas too), dict of arrays, or, for ``y``, None. TF 1.15 narrows float64 to float32.
        batch_size: examples in a batch; all by default.
        shuffle: in another order each epoch.
        epochs: times to read them; for ever with None.

    Returns:
        function giving ``(features, labels)``.
    """
    features, labels = _arrays(x), None if y is None else _arrays(y, labels=True)
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


def _arrays(given, labels=False):
    if isinstance(given, dict):
        return {key: _arrays(value, labels) for key, value in given.items()}
    array = np.asarray(getattr(given, "values", given))
    if array.dtype == np.float64:
        return array.astype(np.float32)
    if array.dtype.kind in "iu" and array.dtype.itemsize < 8:
        return array.astype(np.int64)
    return array


def chosen_input_fn(x, y, input_fn, batch_size, shuffle, epochs):
    """The input function given, or one for the arrays.

    Raises:
        ValueError: neither is given, or both.
    """
    if input_fn is None and x is None:
        raise ValueError("Either x or input_fn must be provided.")
    if input_fn is None:
        return array_input_fn(x, y, batch_size, shuffle, epochs)
    if x is not None or y is not None:
        raise ValueError("Can not provide both input_fn and x or y.")
    if batch_size is not None:
        raise ValueError("Can not provide both input_fn and batch_size.")
    return input_fn
