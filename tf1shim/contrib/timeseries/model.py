"""Models of series (contrib/timeseries/python/timeseries/model.py).

tensorflow_estimator kept the base of all; models that go through a window step by step are here.
"""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries.model import ModelOutputs, TimeSeriesModel  # noqa: F401

from tf1shim.contrib.timeseries.feature_keys import PredictionFeatures, TrainEvalFeatures

_NOT_EXOGENOUS = (TrainEvalFeatures.TIMES, TrainEvalFeatures.VALUES, PredictionFeatures.STATE_TUPLE)


class SequentialTimeSeriesModel(TimeSeriesModel):
    """A model with a state, which each time step of a window changes. Models supply

    - ``_filtering_step(current_times, current_values, state, predictions)``: (state after the values, outputs with the
      loss);
    - ``_prediction_step(current_times, state)``: (state of these times, predictions);
    - ``_imputation_step(current_times, state)``: the state just before these times, over a gap;
    - ``_exogenous_input_step(current_times, current_exogenous_regressors, state)``: the state after these features;

    where times are [batch size], values [batch size, features], and what a state is made of [batch size, ...].

    Args:
        train_output_names: outputs of the filtering step, but for the loss.
        predict_output_names: outputs of the prediction step.
        num_features: values of a time step.
        normalize_features: whether the model sees values of mean 0 and variance 1; it then supplies
            ``_scale_back_predictions(predictions)``.
        dtype: of the values.
        exogenous_feature_columns: columns of features that help, but are not predicted.
        exogenous_update_condition: ``(times, features)`` -> booleans [batch size]: for which series of the batch such
            features change the state; default: all.
        static_unrolling_window_size_threshold: windows up to this size become a graph without a loop.
    """

    def __init__(self, train_output_names, predict_output_names, num_features, normalize_features=False,
                 dtype=tf.float32, exogenous_feature_columns=None, exogenous_update_condition=None,
                 static_unrolling_window_size_threshold=None):
        super().__init__(num_features=num_features, dtype=dtype, exogenous_feature_columns=exogenous_feature_columns)
        self._exogenous_update_condition = exogenous_update_condition
        self._train_output_names = train_output_names
        self._predict_output_names = predict_output_names
        self._normalize_features = normalize_features
        self._static_unrolling_window_size_threshold = static_unrolling_window_size_threshold

    def _filtering_step(self, current_times, current_values, state, predictions):
        raise NotImplementedError

    def _prediction_step(self, current_times, state):
        raise NotImplementedError

    def _imputation_step(self, current_times, state):
        raise NotImplementedError

    def _exogenous_input_step(self, current_times, current_exogenous_regressors, state):
        raise NotImplementedError

    def _scale_back_predictions(self, predictions):
        raise NotImplementedError(
            "SequentialTimeSeriesModel normalized input data (normalize_features=True), but no method was provided to "
            "transform the predictions back to the input scale.")

    def _loss_additions(self, times, values, mode):
        """What is added to the loss, such as regularization."""
        return 0.

    def _window_initializer(self, times, state):
        """What has to be made before the steps of a window."""

    def get_batch_loss(self, features, mode, state):
        """Loss, predictions and the last state of each window, a `ModelOutputs`; arguments as `per_step_batch_loss`."""
        loss, states, outputs = self.per_step_batch_loss(features, mode, state)
        outputs["observed"] = features[TrainEvalFeatures.VALUES]
        return ModelOutputs(
            loss=loss, end_state=tf.nest.map_structure(lambda element: element[:, -1], states), predictions=outputs,
            prediction_times=features[TrainEvalFeatures.TIMES])

    def per_step_batch_loss(self, features, mode, state):
        """The loss of a value on average, the states after each step, and the outputs of each step.

        Args:
            features: times [batch size, window size], values [batch size, window size, features], and others.
            mode: a `tf.estimator.ModeKeys`.
            state: each element [batch size, ...].

        Returns:
            A scalar; elements of the state [batch size, window size, ...]; {output: [batch size, window size, ...]}.
        """
        self._check_graph_initialized()
        times = tf.cast(features[TrainEvalFeatures.TIMES], tf.int64)
        values = tf.cast(features[TrainEvalFeatures.VALUES], self.dtype)
        if self._normalize_features:
            values = self._scale_data(values)
        exogenous = self._exogenous(times, features)

        def step(step_number, current_times, state):
            current_values = values[:, step_number, :]
            state = self._apply_exogenous_update(current_times, step_number, state, features, exogenous)
            state, predictions = self._prediction_step(current_times=current_times, state=state)
            return self._filtering_step(
                current_times=current_times, current_values=current_values, state=state, predictions=predictions)

        states, outputs = self._state_update_loop(times, state, step, ["loss"] + self._train_output_names)
        losses = outputs.pop("loss")
        losses.set_shape(times.get_shape())
        loss = tf.reduce_sum(losses) / tf.cast(tf.reduce_prod(tf.shape(times)), self.dtype)
        loss += self._loss_additions(times, values, mode)
        if self._normalize_features:
            outputs = self._scale_back_predictions(outputs)
        return loss, states, outputs

    def predict(self, features):
        """The outputs of each step of times to come: {output: [batch size, window size, ...]}.

        Args:
            features: times [batch size, window size], the state to go on from, and others.
        """
        times = tf.convert_to_tensor(features[PredictionFeatures.TIMES], tf.int64)
        exogenous = self._exogenous(times, features)

        def step(step_number, current_times, state):
            state = self._apply_exogenous_update(current_times, step_number, state, features, exogenous)
            return self._prediction_step(current_times=current_times, state=state)

        _, predictions = self._state_update_loop(
            times, features[PredictionFeatures.STATE_TUPLE], step, self._predict_output_names)
        return self._scale_back_predictions(predictions) if self._normalize_features else predictions

    def _exogenous(self, times, features):
        return self._process_exogenous_features(times=times, features=_others(features))

    def _apply_exogenous_update(self, current_times, step_number, state, raw_features, embedded_exogenous_regressors):
        """The state after the other features of a step, where they are to change it."""
        if embedded_exogenous_regressors is None:
            return state
        updated = self._exogenous_input_step(
            current_times=current_times, current_exogenous_regressors=embedded_exogenous_regressors[:, step_number, :],
            state=state)
        if self._exogenous_update_condition is None:
            return updated
        current = {key: value[:, step_number] for key, value in _others(raw_features).items()}

        def chosen(new, old):
            return tf.where(self._exogenous_update_condition(times=current_times, features=current), new, old)

        return tf.nest.map_structure(chosen, updated, state)

    def _state_update_loop(self, times, state, state_update_fn, outputs):
        """Go through the steps of a window.

        Args:
            times: [batch size, window size].
            state: each element [batch size, ...].
            state_update_fn: ``(step_number, current_times, state)`` -> (state, {output: [batch size, ...]}).
            outputs: the names of the outputs.

        Returns:
            Elements of the state [batch size, window size, ...], and {output: [batch size, window size, ...]}.
        """
        times = tf.convert_to_tensor(times, tf.int64)
        static_size = times.shape.as_list()[1]
        unroll = (static_size is not None and self._static_unrolling_window_size_threshold is not None
                  and static_size <= self._static_unrolling_window_size_threshold)
        self._window_initializer(times, state)

        def step(step_number, state, state_arrays, output_arrays, reuse=False):
            with tf.variable_scope("state_update_step", reuse=reuse):
                current_times = times[:, step_number]
                state = self._imputation_step(current_times=current_times, state=state)
                new_state, values = state_update_fn(
                    step_number=step_number, current_times=current_times, state=state)
                assert set(values) == set(outputs)
                output_arrays = [array.write(step_number, values[name]) for name, array in zip(outputs, output_arrays)]
                flat = tf.nest.flatten(new_state)
                assert len(state_arrays) == len(flat)
                for element, old in zip(flat, tf.nest.flatten(state)):
                    element.set_shape(old.get_shape())
                state_arrays = [array.write(step_number, element) for array, element in zip(state_arrays, flat)]
                return step_number + 1, tf.nest.pack_sequence_as(state, flat), state_arrays, output_arrays

        size = tf.shape(times)[1]

        def array(dtype):
            return _Steps() if unroll else tf.TensorArray(dtype, size=size, dynamic_size=False)

        start = [tf.zeros([], tf.int32), state, [array(element.dtype) for element in tf.nest.flatten(state)],
                 [array(self.dtype) for _ in outputs]]
        if unroll:
            reached = start
            for number in range(static_size):
                reached = step(tf.constant(number, tf.int32), *reached[1:], reuse=number > 0)
        else:
            reached = tf.while_loop(lambda number, *rest: tf.less(number, size), step, start)
        _, _, state_arrays, output_arrays = reached
        states = tf.nest.pack_sequence_as(state, [_batch_major(steps) for steps in state_arrays])
        return states, {name: _batch_major(steps) for name, steps in zip(outputs, output_arrays)}


class _Steps:
    """The part of a TensorArray that a graph without a loop needs."""

    def __init__(self):
        self._values = []

    def write(self, index, value):
        self._values.append(value)
        return self

    def stack(self):
        return tf.stack(self._values)


def _batch_major(steps):
    """[window size, batch size, ...] as [batch size, window size, ...]."""
    stacked = steps.stack()
    return tf.transpose(stacked, tf.concat([[1, 0], tf.range(2, tf.rank(stacked))], 0))


def _others(features):
    return {key: value for key, value in features.items() if key not in _NOT_EXOGENOUS}
