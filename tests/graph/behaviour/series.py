"""Programs of tf.contrib.timeseries: what they read, what they learn and what they predict."""

import os
import tempfile

import numpy as np
import tensorflow as tf

TIMES = np.arange(120)
VALUES = np.sin(TIMES / 5.) + TIMES / 40.


def _keys():
    keys = tf.contrib.timeseries.TrainEvalFeatures
    return keys.TIMES, keys.VALUES


def _reader():
    times, values = _keys()
    return tf.contrib.timeseries.NumpyReader({times: TIMES, values: VALUES})


def _run(fetches):
    """What a program with queues fetches."""
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = session.run(fetches)
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=5, ignore_live_threads=True)
    return found


def _windows(size):
    """An input function whose batches are the same each time."""
    def input_fn():
        times = np.array([np.arange(start, start + size) for start in (0, 7, 33, 60)])
        names = _keys()
        data = tf.data.Dataset.from_tensors({names[0]: times, names[1]: VALUES[times][..., None]})
        return data.repeat().make_one_shot_iterator().get_next(), None

    return input_fn


def _learned(estimator, size):
    """What an estimator evaluates to and predicts after some steps, and its variables."""
    series = tf.contrib.timeseries
    estimator.train(_windows(size), steps=3)
    found = estimator.evaluate(series.WholeDatasetInputFn(_reader()), steps=1)
    shapes = {name: list(estimator.get_variable_value(name).shape) for name in estimator.get_variable_names()}
    learned = [shapes, sorted(found), round(float(found["loss"]), 4), np.round(found["mean"][0, -4:], 3)]
    if "start_tuple" in found:  # else it predicts where it is served
        prediction, = estimator.predict(series.predict_continuation_input_fn(found, steps=6))
        learned += [sorted(prediction), prediction["times"], np.round(prediction["mean"], 3)]
    return learned


def _settings(**more):
    config = tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), tf_random_seed=3)
    return dict(more, config=config, optimizer=tf.train.GradientDescentOptimizer(0.01))


def _autoregressive(**settings):
    estimator = tf.contrib.timeseries.ARRegressor(
        periodicities=31, input_window_size=8, output_window_size=4, num_features=1, **_settings(**settings))
    return _learned(estimator, 12)


def case_autoregressive():
    return _autoregressive()


def case_autoregressive_squared():
    loss = tf.contrib.timeseries.ARModel.SQUARED_LOSS
    return _autoregressive(loss=loss, hidden_layer_sizes=[5])


def case_autoregressive_anomalies():
    from tensorflow.contrib.timeseries.python.timeseries import ar_model

    kinds = ar_model.AnomalyMixtureARModel.GAUSSIAN_ANOMALY, ar_model.AnomalyMixtureARModel.CAUCHY_ANOMALY
    return [_autoregressive(anomaly_prior_probability=0.2, anomaly_distribution=kind) for kind in kinds]


def case_autoregressive_lstm():
    from tensorflow.contrib.timeseries.python.timeseries import estimators

    return _learned(estimators.LSTMAutoRegressor(
        periodicities=[31, 7], input_window_size=8, output_window_size=4, num_units=3, **_settings()), 12)


def _recurrent(**settings):
    """An estimator of a model that goes through windows step by step."""
    from tensorflow.contrib.timeseries.python.timeseries import estimators
    from tensorflow.contrib.timeseries.python.timeseries import model as models

    class Recurrent(models.SequentialTimeSeriesModel):
        def __init__(self):
            super().__init__(["mean"], ["mean"], num_features=1, normalize_features=True, **settings)

        def initialize_graph(self, input_statistics=None):
            super().initialize_graph(input_statistics=input_statistics)
            self._cell = tf.make_template("cell", tf.nn.rnn_cell.GRUCell(3), create_scope_now_=True)
            self._out = tf.make_template(
                "out", lambda inputs: tf.layers.dense(inputs, 1), create_scope_now_=True)

        def get_start_state(self):
            return tf.zeros([], tf.int64), tf.zeros([1], self.dtype), tf.zeros([3], self.dtype)

        def _scale_back_predictions(self, predictions):
            return {"mean": self._scale_back_data(predictions["mean"])}

        def _filtering_step(self, current_times, current_values, state, predictions):
            _, predicted, cell_state = state
            predictions["loss"] = tf.reduce_mean((predicted - current_values) ** 2, axis=-1)
            return (current_times, current_values, cell_state), predictions

        def _prediction_step(self, current_times, state):
            _, previous, cell_state = state
            output, cell_state = self._cell(inputs=previous, state=cell_state)
            predicted = self._out(output)
            return (current_times, predicted, cell_state), {"mean": predicted}

        def _imputation_step(self, current_times, state):
            return state

        def _exogenous_input_step(self, current_times, current_exogenous_regressors, state):
            raise NotImplementedError

        def _loss_additions(self, times, values, mode):
            return 0.25

    return estimators.TimeSeriesRegressor, Recurrent()


def case_sequential_model():
    found = []
    for settings in ({}, {"static_unrolling_window_size_threshold": 20}):
        estimator, model = _recurrent(**settings)
        found.append(_learned(estimator(model=model, **_settings()), 12))
    return found


def case_sequential_model_chained():
    from tensorflow.contrib.timeseries.python.timeseries import state_management

    estimator, model = _recurrent()
    manager = state_management.ChainingStateManager(state_saving_interval=5)
    return _learned(estimator(model=model, state_manager=manager, **_settings()), 12)


def case_readers():
    series = tf.contrib.timeseries
    names = _keys()
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "series.csv")
    with open(path, "w") as stream:
        stream.write("time,a,b\n")
        stream.writelines("%d,%.2f,%.2f\n" % (t, v, 2 * v) for t, v in zip(TIMES[:9], VALUES))
    csv = series.CSVReader(path, column_names=(names[0], names[1], names[1]), skip_header_lines=1)
    records = os.path.join(folder, "series.tfrecord")
    with tf.python_io.TFRecordWriter(records) as writer:
        for t, v in zip(TIMES[:7], VALUES):
            writer.write(tf.train.Example(features=tf.train.Features(feature={
                names[0]: tf.train.Feature(int64_list=tf.train.Int64List(value=[t])),
                names[1]: tf.train.Feature(float_list=tf.train.FloatList(value=[v]))})).SerializeToString())
    from tensorflow.contrib.timeseries.python.timeseries import input_pipeline

    examples = input_pipeline.TFExampleReader(
        [records], {names[0]: tf.FixedLenFeature([], tf.int64), names[1]: tf.FixedLenFeature([1], tf.float32)})
    return _run([_reader().read_full(), csv.read_full(), examples.read_full(), csv.read()])


def case_windows():
    series = tf.contrib.timeseries
    settings = {"window_size": 6, "batch_size": 2, "num_threads": 1, "shuffle_seed": 4}
    batch = _run(series.RandomWindowInputFn(_reader(), **settings)()[0])
    # Which windows there are depends on threads; that they are windows of the series does not.
    times, values = [batch[name] for name in _keys()]
    return [np.diff(times), values.shape, np.abs(values[..., 0] - VALUES[times]).max() < 1e-6]


def case_series_errors():
    series = tf.contrib.timeseries
    times, values = _keys()
    tries = [
        lambda: series.NumpyReader({times: TIMES}),
        lambda: series.NumpyReader({times: TIMES, values: VALUES[:5]}),
        lambda: series.NumpyReader({times: TIMES[:4], values: np.zeros([4, 2, 2])}),
        lambda: series.NumpyReader({times: 1, values: np.zeros([4, 2])}),
        lambda: series.NumpyReader({times: np.zeros([2, 3], int), values: np.zeros([2, 3, 1])}),
        lambda: series.NumpyReader({times: np.zeros([2, 3, 1], int), values: np.zeros([2, 3, 1])}),
        lambda: series.CSVReader("f", column_names=[times]),
        lambda: series.CSVReader("f", column_names=[values]),
        lambda: series.CSVReader("f", column_names=[times, values, times]),
        lambda: series.CSVReader("f", column_dtypes=[tf.int64]),
        lambda: series.RandomWindowInputFn(_reader(), window_size=121, batch_size=1),
        lambda: series.ARRegressor(1, 1, 1, 1, anomaly_distribution="cauchy"),
        lambda: series.ARRegressor(1, 1, 1, 1, anomaly_prior_probability=0.1, loss="squared_loss"),
    ]
    said = []
    for attempt in tries:
        try:
            said.append(attempt())
        except ValueError as error:
            said.append(str(error))
    return said
