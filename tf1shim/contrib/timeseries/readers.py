"""Readers of one series (contrib/timeseries/python/timeseries/input_pipeline.py).

A reader gives dictionaries of features: times are [records], values [records, features], and what else there is
[records, ...].
"""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.timeseries.feature_keys import TrainEvalFeatures


class TimeSeriesReader:
    """What every reader does."""

    def check_dataset_size(self, minimum_dataset_size):
        """Raise ValueError when the reader knows that it has fewer records than a window needs."""

    def read(self):
        """Some of the records, in order, from the start again after the last."""
        raise NotImplementedError

    def read_full(self):
        """All of the records."""
        raise NotImplementedError


class NumpyReader(TimeSeriesReader):
    """Reads arrays, which do not become part of the graph.

    Args:
        data: dictionary with `TrainEvalFeatures.TIMES` [series length] and `TrainEvalFeatures.VALUES` [series length]
            or [series length, features], and others whose shapes begin like that of the times.
        read_num_records_hint: how many records `read` gives at once.

    Raises:
        ValueError: times or values are missing, or shapes do not fit.
    """

    def __init__(self, data, read_num_records_hint=4096):
        self._features = _with_batch(data)
        self._read_num_records_hint = read_num_records_hint

    def check_dataset_size(self, minimum_dataset_size):
        size = self._features[TrainEvalFeatures.TIMES].shape[1]
        if size < minimum_dataset_size:
            raise ValueError(
                f"A TimeSeriesInputFn is configured to create windows of size {minimum_dataset_size}, but only {size} "
                "records were available in the dataset. Either decrease the window size or provide more records.")

    def read(self):
        return _queue({key: np.squeeze(value, axis=0) for key, value in self._features.items()},
                      batch_size=self._read_num_records_hint)

    def read_full(self):
        # An element of this queue is the whole series.
        features = _queue(self._features, batch_size=1, queue_capacity=2)
        return {key: tf.squeeze(value, axis=0) for key, value in features.items()}


def _queue(features, **settings):
    from tensorflow_estimator.python.estimator.inputs.numpy_io import numpy_input_fn

    return numpy_input_fn(x=features, num_epochs=None, shuffle=False, **settings)()


class ReaderBaseTimeSeriesParser(TimeSeriesReader):
    """Reads files by a `tf.ReaderBase` (`_get_reader`) whose records `_process_records` parses.

    Args:
        filenames: a name or a list of names.
        read_num_records_hint: how many records `read` gives at once.
    """

    def __init__(self, filenames, read_num_records_hint=4096):
        self._filenames = filenames
        self._read_num_records_hint = read_num_records_hint

    def _get_reader(self):
        raise NotImplementedError

    def _process_records(self, lines):
        raise NotImplementedError

    def _get_filename_queue(self, epoch_limit):
        """The queue of names, and the variable that counts how often all were given, up to a limit.

        The limit ends a read that would otherwise go round files without records for ever.
        """
        epoch_limiter = tf.Variable(tf.constant(0, tf.int64), name="epoch_limiter", trainable=False,
                                    collections=[tf.GraphKeys.LOCAL_VARIABLES])
        filenames = tf.reshape(tf.convert_to_tensor(self._filenames), [-1])
        # Queue runners start before local variables have values; until then nothing is counted.
        count = tf.cond(tf.is_variable_initialized(epoch_limiter), lambda: epoch_limiter.count_up_to(epoch_limit),
                        lambda: tf.constant(0, tf.int64))
        with tf.control_dependencies([count]):
            filenames = tf.identity(filenames)
        return tf.train.string_input_producer(filenames, shuffle=False, capacity=1), epoch_limiter

    def read(self):
        # With a record in any file, this many rounds are enough for this many records.
        filenames, epoch_limiter = self._get_filename_queue(epoch_limit=self._read_num_records_hint)
        reader = self._get_reader()
        with tf.control_dependencies([tf.assign(epoch_limiter, 0)]):
            _, records = reader.read_up_to(filenames, self._read_num_records_hint)
        return self._process_records(records)

    def read_full(self):
        reader = self._get_reader()
        # The first record of the second round ends the first.
        filenames, epoch_limiter = self._get_filename_queue(epoch_limit=2)
        with tf.control_dependencies([tf.assign(epoch_limiter, 0)]):
            first_key, first_value = reader.read_up_to(filenames, 1)

        def not_round(key, value, index, records):
            return tf.not_equal(tf.squeeze(key, axis=0), tf.squeeze(first_key, axis=0))

        def next_record(key, value, index, records):
            next_key, next_value = reader.read_up_to(filenames, 1)
            next_key.set_shape([1])
            next_value.set_shape([1])
            return next_key, next_value, index + 1, records.write(index, value)

        records = tf.while_loop(not_round, next_record, [
            tf.constant([""]), first_value, 0, tf.TensorArray(tf.string, size=0, dynamic_size=True)])[-1].concat()
        with tf.control_dependencies([records]):
            reset = reader.reset()
        with tf.control_dependencies([reset]):
            records = tf.identity(records)
        return self._process_records(records)


class CSVReader(ReaderBaseTimeSeriesParser):
    """Reads CSV files.

    Args:
        filenames: a name or a list of names.
        column_names: the feature of each column; `TrainEvalFeatures.TIMES` once, `TrainEvalFeatures.VALUES` once for
            each value of a time step.
        column_dtypes: the type of each column; default: tf.int64 for times, tf.float32 for others.
        skip_header_lines: of each file.
        read_num_records_hint: how many records `read` gives at once.

    Raises:
        ValueError: a column is missing, times are there twice, or there are not as many types as names.
    """

    def __init__(self, filenames, column_names=(TrainEvalFeatures.TIMES, TrainEvalFeatures.VALUES),
                 column_dtypes=None, skip_header_lines=None, read_num_records_hint=4096):
        _require(column_names)
        if column_dtypes is not None and len(column_dtypes) != len(column_names):
            raise ValueError(
                "If specified, the length of column_dtypes must match the length of column_names (got "
                f"column_dtypes={column_dtypes} and column_names={column_names}).")
        if list(column_names).count(TrainEvalFeatures.TIMES) != 1:
            raise ValueError(
                f"Got more than one times column ('{TrainEvalFeatures.TIMES}'), but exactly one is required.")
        self._column_names = column_names
        self._column_dtypes = column_dtypes
        self._skip_header_lines = skip_header_lines
        super().__init__(filenames, read_num_records_hint)

    def _get_reader(self):
        return tf.TextLineReader(skip_header_lines=self._skip_header_lines)

    def _process_records(self, lines):
        if self._column_dtypes is None:  # a value that is missing is an error, a time is 0
            defaults = [(tf.zeros([], tf.int64),) if name == TrainEvalFeatures.TIMES else ()
                        for name in self._column_names]
        else:
            defaults = [(tf.zeros([], dtype),) for dtype in self._column_dtypes]
        features = {}
        for name, column in zip(self._column_names, tf.decode_csv(lines, defaults)):
            features.setdefault(name, []).append(column)
        return {name: columns[0] if name == TrainEvalFeatures.TIMES else tf.stack(columns, axis=1)
                for name, columns in features.items()}


class TFExampleReader(ReaderBaseTimeSeriesParser):
    """Reads `tf.train.Example`s from TFRecord files.

    Args:
        filenames: a name or a list of names.
        features: {name: `tf.FixedLenFeature`}, with times (a scalar) and values (a vector).

    Raises:
        ValueError: times or values are missing.
    """

    def __init__(self, filenames, features):
        _require(features)
        self._features = features
        super().__init__(filenames)

    def _get_reader(self):
        return tf.TFRecordReader()

    def _process_records(self, examples):
        return tf.parse_example(serialized=examples, features=self._features)


def _require(names):
    for name in (TrainEvalFeatures.TIMES, TrainEvalFeatures.VALUES):
        if name not in names:
            raise ValueError(f"'{name}' is a required column.")


def _with_batch(data):
    """Arrays of one series with all their dimensions: [1, series length], values [1, series length, features]."""
    features = {key: np.array(value) for key, value in data.items()}
    times, values = TrainEvalFeatures.TIMES, TrainEvalFeatures.VALUES
    if times not in features or values not in features:
        raise ValueError(f"{times} and {values} are required features.")
    shape = features[times].shape
    for key, value in features.items():
        if value.shape[:len(shape)] != shape:
            raise ValueError(
                "All features must have their shapes prefixed by the shape of the times feature. Got shape "
                f"{value.shape} for feature '{key}', but shape {shape} for '{times}'")
    if len(shape) > 2:
        raise ValueError("Got an unexpected number of dimensions for times. Was expecting at most two "
                         f"([batch size, series length]), but got shape {shape}.")
    if len(shape) == 2:
        if shape[0] != 1:
            raise ValueError("Got batch input, was expecting unbatched input.")
        return features
    own = features[values].ndim - len(shape)  # dimensions of a single value
    if own > 1:
        meant, lacks = (("1 dimension ([number of features])", "a batch or time dimension") if not shape else
                        ("2 dimensions ([series length, number of features])", "a batch dimension"))
        raise ValueError(
            f"Got an unexpected number of dimensions for the '{values}' feature. Was expecting at most {meant} since "
            f"'{times}' does not have {lacks}, but got shape {features[values].shape}")
    if own == 0:
        features[values] = features[values][..., None]
    return {key: value.reshape((1,) * (2 - len(shape)) + value.shape) for key, value in features.items()}
