"""Dataset transformations that tf.data.experimental did not take over (source: contrib/data/python/ops)."""

import numpy as np
import tensorflow.compat.v1 as tf

__all__ = [
    "assert_element_shape", "batch_and_drop_remainder",
    "padded_batch_and_drop_remainder", "read_batch_features", "reduce_dataset",
    "sliding_window_batch", "sloppy_interleave",
]


def batch_and_drop_remainder(batch_size):
    """A transformation: ``dataset.batch(batch_size, drop_remainder=True)``."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def padded_batch_and_drop_remainder(batch_size, padded_shapes, padding_values=None):
    """A transformation: `tf.data.Dataset.padded_batch` with ``drop_remainder=True``."""
    return lambda dataset: dataset.padded_batch(
        batch_size, padded_shapes=padded_shapes, padding_values=padding_values,
        drop_remainder=True)


def sloppy_interleave(map_func, cycle_length, block_length=1):
    """A transformation: `tf.data.experimental.parallel_interleave` that does not keep to an order."""
    return tf.data.experimental.parallel_interleave(
        map_func, cycle_length, block_length, sloppy=True)


def sliding_window_batch(window_size, stride=None, window_shift=None, window_stride=1):
    """A transformation: batches of windows that slide over the dataset; windows that are not full are dropped.

    Args:
        window_size: elements in a window.
        stride: the older name of ``window_shift``.
        window_shift: elements from one window's start to the next one's, 1 by default.
        window_stride: elements from one of a window to its next.

    Raises:
        ValueError: ``stride`` and ``window_shift``.
    """
    if stride is not None and window_shift is not None:
        raise ValueError("Cannot specify both `stride` and `window_shift`")
    shift = next((s for s in (window_shift, stride) if s is not None), 1)

    def transform(dataset):
        windows = dataset.window(size=window_size, shift=shift, stride=window_stride,
                                 drop_remainder=True)
        return windows.flat_map(lambda *parts: _zipped(parts, window_size))

    return transform


def _zipped(parts, window_size):
    batched = tf.nest.map_structure(
        lambda part: part.batch(window_size) if hasattr(part, "batch") else part, parts)
    return batched[0] if len(batched) == 1 and hasattr(batched[0], "batch") else (
        tf.data.Dataset.zip(batched if len(batched) > 1 else batched[0]))


def reduce_dataset(dataset, reducer):
    """The value of a dataset reduced by a `tf.data.experimental.Reducer`; raises TypeError for no dataset."""
    if not isinstance(dataset, tf.data.Dataset):
        raise TypeError("`dataset` must be a `tf.data.Dataset` object.")
    return dataset.reduce(reducer.init_func(np.int64(0)), reducer.reduce_func)


def assert_element_shape(expected_shapes):
    """A transformation that checks the shapes of elements, and sets them where they were not known.

    Args:
        expected_shapes: structure of `tf.TensorShape` like the elements'; unknown shapes are not checked.

    Raises:
        ValueError: shapes known to differ.
    """
    from tf1shim.contrib.framework.tensor_util import with_shape

    def check(*elements):
        flat = tf.nest.flatten(elements)
        shapes = tf.nest.flatten(expected_shapes)
        checked = []
        for tensor, shape in zip(flat, shapes):
            shape = tf.TensorShape(shape)
            if shape.ndims is not None:
                tensor.get_shape().assert_is_compatible_with(shape)
                tensor = with_shape(shape, tensor) if shape.is_fully_defined() else tensor
                tensor = tf.ensure_shape(tensor, shape)
            checked.append(tensor)
        packed = tf.nest.pack_sequence_as(elements, checked)
        return packed if len(packed) > 1 else packed[0]

    return lambda dataset: dataset.map(check)


def read_batch_features(file_pattern, batch_size, features, reader=tf.data.TFRecordDataset,
                        reader_args=None, randomize_input=True, num_epochs=None, capacity=10000):
    """One batch of parsed examples from files, as tensors.

    Args:
        file_pattern: list of files or patterns.
        batch_size: examples in a batch.
        features: {name: `tf.FixedLenFeature` or the like}.
        reader: dataset class for a file.
        reader_args: further arguments for it.
        randomize_input: shuffle.
        num_epochs: times to read the files; for ever by default.
        capacity: size of the shuffle buffer.

    Returns:
        {name: `tf.Tensor` or `tf.SparseTensor`}.
    """
    dataset = tf.data.experimental.make_batched_features_dataset(
        file_pattern, batch_size, features, reader=reader, reader_args=reader_args,
        shuffle=randomize_input, num_epochs=num_epochs, shuffle_buffer_size=capacity)
    return tf.data.make_one_shot_iterator(dataset).get_next()
