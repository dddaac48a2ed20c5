"""What keeps a model's state between windows (contrib/timeseries/python/timeseries/state_management.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries.state_management import (  # noqa: F401
    FilteringOnlyStateManager,
    PassthroughStateManager,
    _OverridableStateManager,
)

from tf1shim.contrib.timeseries import math_utils, state_tables
from tf1shim.contrib.timeseries.feature_keys import TrainEvalFeatures
from tf1shim.contrib.timeseries.model import ModelOutputs


class ChainingStateManager(_OverridableStateManager):
    """Starts each window with the state that training last left for its first time.

    The windows of a batch are of one series. States are kept for every so many times, and read where a window begins.

    Args:
        state_saving_interval: so many times share a state; larger values need less memory, and models fill the gaps.
        checkpoint_state: whether checkpoints hold the states.
    """

    def __init__(self, state_saving_interval=20, checkpoint_state=False):
        super().__init__()
        self._checkpoint_state = checkpoint_state
        self._state_saving_interval = state_saving_interval
        self._start_state = None
        self._cached_states = None

    def initialize_graph(self, model, input_statistics=None):
        super().initialize_graph(model=model, input_statistics=input_statistics)
        self._start_state = model.get_start_state()
        self._cached_states = state_tables.TupleOfTensorsLookup(
            key_dtype=tf.int64, default_values=self._start_state, empty_key=-1, deleted_key=-2, name="cached_states",
            checkpoint=self._checkpoint_state)

    def _define_loss_with_saved_state(self, model, features, mode):
        if not self._graph_initialized:
            raise ValueError("ChainingStateManager requires initialize_graph() to be called before use.")
        times = features[TrainEvalFeatures.TIMES]
        loss, states, predictions = model.per_step_batch_loss(
            features=features, mode=mode, state=self._states_before(times[:, 0]))
        with tf.control_dependencies([self._save(times, states)]):
            loss = tf.identity(loss)
        predictions["observed"] = features[TrainEvalFeatures.VALUES]
        return ModelOutputs(
            loss=loss, end_state=tf.nest.map_structure(lambda element: element[:, -1][-1][None], states),
            predictions=predictions, prediction_times=times)

    def _chunk(self, time):
        return time // self._state_saving_interval

    def _states_before(self, times):
        """The states kept for times [batch size], the model's own where the series begins."""
        chunks = self._chunk(times)
        kept = self._cached_states.lookup(tf.cast(chunks, tf.int64))
        start_time = 0 if self._input_statistics is None else self._input_statistics.start_time
        begins = tf.equal(chunks, self._chunk(start_time))
        own = math_utils.replicate_state(self._start_state, tf.shape(times)[0])
        return tf.nest.map_structure(lambda start, other: tf.where(begins, start, other), own, kept)

    def _save(self, times, states):
        """Keep states [batch size, window size, ...]: for the chunk after the own one, or where the next time is."""
        following = tf.concat([times[:, 1:], times[:, -1:] + 1], axis=1)
        return self._cached_states.insert(
            keys=tf.maximum(self._chunk(following), self._chunk(times) + 1), values=states)
