"""Datasets from files (source: contrib/learn/python/learn/datasets/base.py)."""

import collections
import csv
import functools
import os
import random
import time
import urllib.request

import numpy as np
import tensorflow.compat.v1 as tf

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])

_HERE = os.path.dirname(__file__)


def load_csv_with_header(filename, target_dtype, features_dtype, target_column=-1):
    """`Dataset` of a CSV file whose first row starts with the numbers of examples and of features."""
    with tf.gfile.Open(filename) as file:
        rows = csv.reader(file)
        n_samples, n_features = map(int, next(rows)[:2])
        data = np.zeros((n_samples, n_features), dtype=features_dtype)
        target = np.zeros((n_samples,), dtype=target_dtype)
        for index, row in enumerate(rows):
            target[index] = np.asarray(row.pop(target_column), dtype=target_dtype)
            data[index] = np.asarray(row, dtype=features_dtype)
    return Dataset(data=data, target=target)


def load_csv_without_header(filename, target_dtype, features_dtype, target_column=-1):
    """`Dataset` of a CSV file of examples only."""
    with tf.gfile.Open(filename) as file:
        data, target = [], []
        for row in csv.reader(file):
            target.append(row.pop(target_column))
            data.append(np.asarray(row, dtype=features_dtype))
    return Dataset(data=np.array(data), target=np.array(target, dtype=target_dtype))


def shrink_csv(filename, ratio):
    """Write every ``ratio``-th row of ``name.csv`` into ``name_small.csv``."""
    with tf.gfile.Open(filename) as file, tf.gfile.Open(
            filename.replace(".", "_small."), "w") as small:
        writer = csv.writer(small)
        writer.writerows(row for index, row in enumerate(csv.reader(file)) if index % ratio == 0)


def load_iris(data_path=None):
    """Fisher's iris: 150 examples, 4 lengths in cm, 3 kinds."""
    return load_csv_with_header(data_path or os.path.join(_HERE, "iris.csv"),
                                target_dtype=int, features_dtype=float)


def load_boston(data_path=None):
    """House prices in Boston in 1978: 506 examples of 13 features."""
    return load_csv_with_header(data_path or os.path.join(_HERE, "boston.csv"),
                                target_dtype=float, features_dtype=float)


def retry(initial_delay, max_delay, factor=2.0, jitter=0.25, is_retriable=None):
    """Decorate a function to be called again when it fails.

    Args:
        initial_delay, max_delay: seconds to wait at first and at most.
        factor: by which the wait grows.
        jitter: part of it that is random.
        is_retriable: exception -> whether to try again; every one by default.

    Raises:
        ValueError: a factor below 1 or a jitter of 1 and above.
    """
    if factor < 1:
        raise ValueError("factor must be >= 1; was %f" % (factor,))
    if jitter >= 1:
        raise ValueError("jitter must be < 1; was %f" % (jitter,))

    def decorate(function):
        @functools.wraps(function)
        def patient(*args, **kwargs):
            delay = initial_delay
            while delay <= max_delay:
                try:
                    return function(*args, **kwargs)
                except Exception as error:
                    if is_retriable is not None and not is_retriable(error):
                        raise
                    time.sleep(delay * random.uniform(1 - jitter, 1 + jitter))
                delay *= factor
            return function(*args, **kwargs)

        return patient

    return decorate


@retry(initial_delay=1.0, max_delay=16.0,
       is_retriable=lambda error: isinstance(error, IOError) and error.errno == 110)
def urlretrieve_with_retry(url, filename=None):
    """`urllib.request.urlretrieve`, tried again when the connection times out."""
    return urllib.request.urlretrieve(url, filename)


def maybe_download(filename, work_directory, source_url):
    """Download ``source_url`` as ``work_directory/filename`` unless it is there; returns the path."""
    if not tf.gfile.Exists(work_directory):
        tf.gfile.MakeDirs(work_directory)
    path = os.path.join(work_directory, filename)
    if not tf.gfile.Exists(path):
        temporary, _ = urlretrieve_with_retry(source_url)
        tf.gfile.Copy(temporary, path)
        with tf.gfile.GFile(path) as file:
            print("Successfully downloaded", filename, file.size(), "bytes.")
    return path
