"""Generators as input: a queue that a queue runner fills.

Source: TF 1.15, contrib/learn/python/learn/learn_io/generator_io.py.
"""

import collections.abc
import types

from tf1shim.estimator import api  # noqa: F401  (makes tensorflow_estimator importable)

from tensorflow_estimator.python.estimator.inputs.queues import feeding_functions


def generator_input_fn(x, target_key=None, batch_size=128, num_epochs=1, shuffle=True, queue_capacity=1000,
                       num_threads=1, pad_value=None):
    """An input function over a generator of dicts of arrays.

    Args:
        x: function that returns the generator.
        target_key: key, or container of keys, of the labels.
        batch_size: examples in a batch; the last one may have less.
        num_epochs: how often the generator is made anew; for ever, if None.
        shuffle: whether examples leave the queue in random order.
        queue_capacity: examples in the queue.
        num_threads: threads that fill it.
        pad_value: what shorter arrays of an example are filled up with.

    Returns:
        A function that gives a dict of batches, or with ``target_key`` that and the labels: a batch, or a dict of them
        for several keys.

    Raises:
        TypeError: if ``x`` is no function of a generator of dicts, or ``target_key`` no string or container of such.
        KeyError: for a key that no example has.
    """
    keys = _checked_keys(x)
    targets = _checked_targets(target_key, keys)

    def input_fn():
        queue = feeding_functions._enqueue_data(
            x, queue_capacity, shuffle=shuffle, num_threads=num_threads, enqueue_size=batch_size,
            num_epochs=num_epochs, pad_value=pad_value)
        columns = queue.dequeue_many(batch_size) if num_epochs is None else queue.dequeue_up_to(batch_size)
        batch = dict(zip(keys, columns if isinstance(columns, list) else [columns]))
        if target_key is None:
            return batch
        labels = {key: batch.pop(key) for key in targets}
        return batch, labels if len(targets) > 1 else labels[targets[0]]

    return input_fn


def _checked_keys(x):
    """Keys of the generator's examples, sorted."""
    for make, what, kind in ((lambda: x, "x must be generator function", types.FunctionType),
                             (lambda: x(), "x() must be generator", types.GeneratorType),
                             (lambda: next(x()), "x() must yield dict", dict)):
        value = make()
        if not isinstance(value, kind):
            raise TypeError(f"{what}; got {type(value).__name__}")
    return sorted(value)


def _checked_targets(target_key, keys):
    if target_key is None or isinstance(target_key, str):
        return [target_key]
    if not isinstance(target_key, collections.abc.Container):
        raise TypeError(f"target_key must be str or Container of str; got {type(target_key).__name__}")
    for item in target_key:
        if not isinstance(item, str):
            raise TypeError(f"target_key must be str or Container of str; got {type(item).__name__}")
        if item not in keys:
            raise KeyError(f"target_key not in yielded dict. Expected {keys} keys; got {item}")
    return list(target_key)
