"""MNIST as `tensorflow.examples.tutorials.mnist.input_data` gave it.

Source of the behaviour: tensorflow/contrib/learn/python/learn/datasets/mnist.py of TF 1.15. Files already on disk are
used as they are; a download is tried only for missing ones.
"""

import collections
import gzip
import os
import shutil
import tempfile
import urllib.request

import numpy as np

DEFAULT_SOURCE_URL = "https://storage.googleapis.com/cvdf-datasets/mnist/"
SOURCE_URL = DEFAULT_SOURCE_URL
_FILES = ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
_PIXELS, _CLASSES, _FAKE_EXAMPLES = 784, 10, 10000

Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])


class DataSet:
    """Images and labels, given out in shuffled batches.

    Args:
        images: uint8 array [examples, rows, columns, 1].
        labels: array [examples] or, one-hot, [examples, classes].
        fake_data: give constant examples instead.
        one_hot: whether fake labels are one-hot.
        dtype: ``tf.uint8`` keeps [0, 255]; ``tf.float32`` rescales to [0, 1].
        reshape: flatten images to [examples, rows * columns].
        seed: seed of the shuffling; without one, the graph's seed if it has one. NumPy's global generator is seeded.

    Raises:
        TypeError: another dtype.
    """

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype=np.float32,
                 reshape=True, seed=None):
        np.random.seed(_numpy_seed(seed))
        dtype = np.dtype(getattr(dtype, "as_numpy_dtype", dtype))
        if dtype not in (np.uint8, np.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        self.one_hot = one_hot
        if fake_data:
            self._num_examples = _FAKE_EXAMPLES
        else:
            assert images.shape[0] == labels.shape[0], (
                f"images.shape: {images.shape} labels.shape: {labels.shape}")
            self._num_examples = images.shape[0]
            if reshape:
                assert images.shape[3] == 1
                images = images.reshape(images.shape[0], images.shape[1] * images.shape[2])
            if dtype == np.float32:
                images = np.multiply(images.astype(np.float32), 1.0 / 255.0)
        self._images, self._labels = images, labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    images = property(lambda self: self._images)
    labels = property(lambda self: self._labels)
    num_examples = property(lambda self: self._num_examples)
    epochs_completed = property(lambda self: self._epochs_completed)

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """Return the next ``batch_size`` (images, labels); an epoch's end is filled up from the next epoch."""
        if fake_data:
            label = [1] + [0] * (_CLASSES - 1) if self.one_hot else 0
            return [[1] * _PIXELS for _ in range(batch_size)], [label for _ in range(batch_size)]
        start = self._index_in_epoch
        if start == 0 and self._epochs_completed == 0 and shuffle:
            self._shuffle()
        end = start + batch_size
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]
        self._epochs_completed += 1
        images, labels = self._images[start:], self._labels[start:]
        if shuffle:
            self._shuffle()
        self._index_in_epoch = end - self._num_examples
        return (np.concatenate((images, self._images[:self._index_in_epoch])),
                np.concatenate((labels, self._labels[:self._index_in_epoch])))

    def _shuffle(self):
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images, self._labels = self._images[order], self._labels[order]


def read_data_sets(train_dir, fake_data=False, one_hot=False, dtype=np.float32, reshape=True,
                   validation_size=5000, seed=None, source_url=DEFAULT_SOURCE_URL):
    """Read MNIST's four files from ``train_dir``.

    Args:
        train_dir: folder with the idx .gz files; missing ones are downloaded into it.
        fake_data, one_hot, dtype, reshape, seed: as for `DataSet`.
        validation_size: examples taken from the front of the training set.
        source_url: where to download from; ends with a slash.

    Returns:
        `Datasets` (train, validation, test).

    Raises:
        FileNotFoundError: a file is missing and could not be downloaded; says where to put it.
        ValueError: ``validation_size`` is out of range, or a file is no idx file.
    """
    if fake_data:
        made = [DataSet([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed)
                for _ in range(3)]
        return Datasets(*made)
    paths = [maybe_download(name, train_dir, (source_url or DEFAULT_SOURCE_URL) + name)
             for name in _FILES]
    images, labels, test_images, test_labels = (
        _read(path, extract_images if index % 2 == 0 else
              lambda file: extract_labels(file, one_hot=one_hot))
        for index, path in enumerate(paths))
    if not 0 <= validation_size <= len(images):
        raise ValueError(f"Validation size should be between 0 and {len(images)}. "
                         f"Received: {validation_size}.")
    options = {"dtype": dtype, "reshape": reshape, "seed": seed}
    train = DataSet(images[validation_size:], labels[validation_size:], **options)
    validation = DataSet(images[:validation_size], labels[:validation_size], **options)
    return Datasets(train, validation, DataSet(test_images, test_labels, **options))


def load_mnist(train_dir="MNIST-data"):
    """``read_data_sets(train_dir)``."""
    return read_data_sets(train_dir)


def extract_images(f):
    """Read an idx image file object into a uint8 array [examples, rows, columns, 1]."""
    print("Extracting", f.name)
    with gzip.GzipFile(fileobj=f) as stream:
        _check_magic(stream, 2051, "image", f.name)
        count, rows, columns = _read32(stream), _read32(stream), _read32(stream)
        data = np.frombuffer(stream.read(rows * columns * count), dtype=np.uint8)
        return data.reshape(count, rows, columns, 1)


def extract_labels(f, one_hot=False, num_classes=_CLASSES):
    """Read an idx label file object into a uint8 array [examples], or one-hot [examples, classes]."""
    print("Extracting", f.name)
    with gzip.GzipFile(fileobj=f) as stream:
        _check_magic(stream, 2049, "label", f.name)
        labels = np.frombuffer(stream.read(_read32(stream)), dtype=np.uint8)
        return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense, num_classes):
    """Class labels [examples] -> float64 one-hot rows [examples, num_classes]."""
    one_hot = np.zeros((labels_dense.shape[0], num_classes))
    one_hot[np.arange(labels_dense.shape[0]), labels_dense.ravel()] = 1
    return one_hot


def maybe_download(filename, work_directory, source_url):
    """Path of ``filename`` in ``work_directory``, downloading it from ``source_url`` if it is missing."""
    os.makedirs(work_directory, exist_ok=True)
    path = os.path.join(work_directory, filename)
    if os.path.exists(path):
        return path
    handle, partial = tempfile.mkstemp(dir=work_directory)
    try:
        with os.fdopen(handle, "wb") as target, urllib.request.urlopen(source_url) as source:
            shutil.copyfileobj(source, target)
        os.replace(partial, path)
    except OSError as error:
        os.remove(partial)
        raise FileNotFoundError(
            f"{filename} is not in {os.path.abspath(work_directory)!r} and could not be downloaded "
            f"({error}); put the file there, as it is (.gz), and run again") from error
    print("Successfully downloaded", filename, os.path.getsize(path), "bytes.")
    return path


def _read(path, extract):
    with open(path, "rb") as file:
        return extract(file)


def _read32(stream):
    return int.from_bytes(stream.read(4), "big")


def _check_magic(stream, expected, kind, name):
    magic = _read32(stream)
    if magic != expected:
        raise ValueError(f"Invalid magic number {magic} in MNIST {kind} file: {name}")


def _numpy_seed(seed):
    import tensorflow.compat.v1 as tf

    graph_seed, op_seed = tf.get_seed(seed)
    return graph_seed if seed is None else op_seed
