"""Input functions that cut a series into windows (contrib/timeseries/python/timeseries/input_pipeline.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.timeseries import model_utils
from tf1shim.contrib.timeseries.feature_keys import FilteringResults, PredictionFeatures, TrainEvalFeatures


def predict_continuation_input_fn(evaluation, steps=None, times=None, exogenous_features=None):
    """An input function for `predict` that goes on where `evaluate` ended.

    Args:
        evaluation: what `evaluate` returned.
        steps: how many time steps to predict; or
        times: [batch size, window size] integers, or [window size], after those of the evaluation.
        exogenous_features: {name: values [batch size, window size, ...]}.

    Raises:
        ValueError: neither or both of steps and times, or times that do not follow.
    """
    features = {
        PredictionFeatures.STATE_TUPLE: evaluation[FilteringResults.STATE_TUPLE],
        PredictionFeatures.TIMES: model_utils.canonicalize_times_or_steps_from_output(
            times=times, steps=steps, previous_model_output=evaluation),
        **(exogenous_features or {})}

    def input_fn():
        # Constants never end; `predict` reads until its input does.
        once = {key: tf.nest.map_structure(lambda value: tf.train.limit_epochs(value, num_epochs=1), values)
                for key, values in features.items()}
        return once, None

    return input_fn


class TimeSeriesInputFn:
    """What every input function does: `create_batch` gives features of shapes [batch size, window size, ...]."""

    def create_batch(self):
        raise NotImplementedError

    def __call__(self):
        return self.create_batch()


class WholeDatasetInputFn(TimeSeriesInputFn):
    """One window with the whole series, to evaluate on and to predict from.

    Args:
        time_series_reader: a `TimeSeriesReader`.
    """

    def __init__(self, time_series_reader):
        self._reader = time_series_reader

    def create_batch(self):
        return {key: value[None, ...] for key, value in self._reader.read_full().items()}, None


class RandomWindowInputFn(TimeSeriesInputFn):
    """Windows of one size from random places, to train on.

    Args:
        time_series_reader: a `TimeSeriesReader`.
        window_size: time steps of a window.
        batch_size: windows of a batch.
        queue_capacity_multiplier: the queues hold so many batches.
        shuffle_min_after_dequeue_multiplier: so many batches stay in the queue that shuffles.
        discard_out_of_order: whether windows whose times decrease (where a file ends) are left out; else they are
            sorted.
        discard_consecutive_batches_limit: so many batches in a row without a window to keep raise OutOfRangeError.
        jitter: whether a record is left out now and then, so that windows do not begin at the same places always.
        num_threads: that fill the queues; None: one for each window of a batch.
        shuffle_seed: of the order; with one thread it is the same each time.

    Raises:
        ValueError: the series is shorter than a window.
    """

    def __init__(self, time_series_reader, window_size, batch_size, queue_capacity_multiplier=1000,
                 shuffle_min_after_dequeue_multiplier=2, discard_out_of_order=True,
                 discard_consecutive_batches_limit=1000, jitter=True, num_threads=2, shuffle_seed=None):
        time_series_reader.check_dataset_size(minimum_dataset_size=window_size)
        self._reader = time_series_reader
        self._window_size = window_size
        self._batch_size = batch_size
        self._queue_capacity_multiplier = queue_capacity_multiplier
        self._shuffle_min_after_dequeue_multiplier = shuffle_min_after_dequeue_multiplier
        self._discard_out_of_order = discard_out_of_order
        self._discard_limit = discard_consecutive_batches_limit
        self._jitter = jitter
        self._num_threads = batch_size if num_threads is None else num_threads
        self._shuffle_seed = shuffle_seed

    def create_batch(self):
        windows = self._cut(self._reader.read())
        if self._discard_out_of_order:
            keep = self._in_order(windows[TrainEvalFeatures.TIMES])
        else:
            windows, keep = _sorted(windows), True
        settings = {"num_threads": self._num_threads, "seed": self._shuffle_seed, "batch_size": self._batch_size,
                    "capacity": self._queue_capacity_multiplier * self._batch_size,
                    "min_after_dequeue": self._shuffle_min_after_dequeue_multiplier * self._batch_size}
        return tf.train.maybe_shuffle_batch(windows, keep_input=keep, enqueue_many=True, **settings), None

    def _cut(self, features):
        """A batch of windows, one after the other in time; some begin a record later."""
        records = self._batch_size * self._window_size
        skipped = tf.random_uniform([], maxval=2, dtype=tf.int32) if self._jitter else 0
        flat = tf.train.batch(features, batch_size=records + skipped, enqueue_many=True,
                              capacity=self._queue_capacity_multiplier * records, num_threads=self._num_threads)
        shape = [self._batch_size, self._window_size]
        windows = {}
        for key, value in flat.items():
            kept = value[skipped:] if self._jitter else value
            windows[key] = tf.reshape(kept, tf.concat([shape, tf.shape(kept)[1:]], axis=0))
            windows[key].set_shape(tf.TensorShape(shape).concatenate(value.get_shape()[1:]))
        return windows

    def _in_order(self, times):
        """Which windows have times that do not decrease; fails after too many batches without one."""
        in_order = tf.reduce_all(times[:, 1:] >= times[:, :-1], axis=1)
        discarded = tf.Variable(tf.constant(0, tf.int64), name="discarded_windows_limiter", trainable=False,
                                collections=[tf.GraphKeys.LOCAL_VARIABLES])

        def count():
            return tf.cond(tf.reduce_any(in_order), lambda: tf.assign(discarded, 0),
                           lambda: discarded.count_up_to(self._discard_limit))

        # Queue runners start before local variables have values.
        counted = tf.cond(tf.is_variable_initialized(discarded), count, lambda: tf.constant(0, tf.int64))
        with tf.control_dependencies([counted]):
            return tf.identity(in_order)


def _sorted(windows):
    """Windows whose time steps are put in order."""
    times = windows[TrainEvalFeatures.TIMES]
    order = tf.argsort(times, axis=1, stable=True)
    return {key: tf.gather(value, order, axis=1, batch_dims=1) for key, value in windows.items()}
