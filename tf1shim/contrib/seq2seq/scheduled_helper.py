"""Helpers that feed the decoder's own output some of the time (https://arxiv.org/abs/1506.03099).
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.rnn import _transpose_batch_time
from tf1shim.contrib.seq2seq.helper_base import (
    TrainingHelper,
    _unstack_ta,
    bernoulli_sample,
    categorical_sample,
    embedding_function,
)


def _mix_rows(chosen, base, sampled_rows):
    """``base`` with the rows where ``chosen`` is true replaced by ``sampled_rows(their indices)``.
    """
    where_chosen = tf.cast(tf.where(chosen), tf.int32)
    where_kept = tf.cast(tf.where(tf.logical_not(chosen)), tf.int32)
    kept = tf.gather_nd(base, where_kept)
    shape = tf.shape(base)
    return tf.scatter_nd(where_chosen, sampled_rows(where_chosen), shape) + tf.scatter_nd(
        where_kept, kept, shape
    )


def _probability(value):
    value = tf.convert_to_tensor(value, name="sampling_probability")
    if value.shape.ndims not in (0, 1):
        raise ValueError(
            "sampling_probability must be either a scalar or a vector. "
            f"saw shape: {value.shape}"
        )
    return value


class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """Feeds the embedding of a drawn id with some probability, else the given input.

    Args:
        inputs, sequence_length, time_major: as for `TrainingHelper`.
        embedding: a function of ids, or the ``params`` of an embedding lookup.
        sampling_probability: float scalar or [batch].
        seed: of the draw from the outputs.
        scheduling_seed: of the draw whether to sample.
        name: of the scope.

    Raises:
        ValueError: ``sampling_probability`` is neither scalar nor vector.
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        embedding,
        sampling_probability,
        time_major=False,
        seed=None,
        scheduling_seed=None,
        name=None,
    ):
        with tf.name_scope(
            name, "ScheduledEmbeddingSamplingWrapper", [embedding, sampling_probability]
        ):
            self._embedding_fn = embedding_function(embedding)
            self._sampling_probability = _probability(sampling_probability)
            self._seed = seed
            self._scheduling_seed = scheduling_seed
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name=None):
        with tf.name_scope(
            name, "ScheduledEmbeddingTrainingHelperSample", [time, outputs, state]
        ):
            # An id of -1 stands for "do not sample".
            select = bernoulli_sample(
                probs=self._sampling_probability,
                dtype=tf.bool,
                sample_shape=self.batch_size,
                seed=self._scheduling_seed,
            )
            return tf.where(
                select,
                categorical_sample(logits=outputs, seed=self._seed),
                tf.fill([self.batch_size], -1),
            )

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        with tf.name_scope(
            name,
            "ScheduledEmbeddingTrainingHelperNextInputs",
            [time, outputs, state, sample_ids],
        ):
            finished, base, state = super().next_inputs(time, outputs, state, name=name)

            def sampled_rows(rows):
                return self._embedding_fn(tf.gather_nd(sample_ids, rows))

            next_inputs = tf.cond(
                tf.reduce_all(finished),
                lambda: base,
                lambda: _mix_rows(sample_ids > -1, base, sampled_rows),
            )
            return finished, next_inputs, state


class ScheduledOutputTrainingHelper(TrainingHelper):
    """Feeds the decoder's own output with some probability, else the given input.

    Args:
        inputs, sequence_length, time_major: as for `TrainingHelper`.
        sampling_probability: float scalar or [batch].
        seed: of the draw.
        next_inputs_fn: from outputs to inputs, default the identity.
        auxiliary_inputs: like ``inputs``; joined to every input along the last axis.
        name: of the scope.

    Raises:
        ValueError: ``sampling_probability`` is neither scalar nor vector.
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        sampling_probability,
        time_major=False,
        seed=None,
        next_inputs_fn=None,
        auxiliary_inputs=None,
        name=None,
    ):
        with tf.name_scope(
            name,
            "ScheduledOutputTrainingHelper",
            [inputs, auxiliary_inputs, sampling_probability],
        ):
            self._sampling_probability = _probability(sampling_probability)
            self._auxiliary_input_tas = None
            if auxiliary_inputs is not None:
                inputs = tf.convert_to_tensor(inputs, name="inputs")
                auxiliary = tf.convert_to_tensor(auxiliary_inputs, name="auxiliary_inputs")
                inputs = tf.concat((inputs, auxiliary), -1)
                if not time_major:
                    auxiliary = _transpose_batch_time(auxiliary)
                self._auxiliary_input_tas = _unstack_ta(auxiliary)
            self._seed = seed
            self._next_inputs_fn = next_inputs_fn
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name=None):
        with tf.name_scope(
            name, "ScheduledOutputTrainingHelperSample", [time, outputs, state]
        ):
            return bernoulli_sample(
                probs=self._sampling_probability,
                sample_shape=self.batch_size,
                seed=self._seed,
            )

    def _with_auxiliary(self, outputs, time, rows=None):
        if self._auxiliary_input_tas is None:
            return outputs
        auxiliary = self._auxiliary_input_tas.read(time)
        if rows is not None:
            auxiliary = tf.gather_nd(auxiliary, rows)
        return tf.concat((outputs, auxiliary), -1)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        with tf.name_scope(
            name,
            "ScheduledOutputTrainingHelperNextInputs",
            [time, outputs, state, sample_ids],
        ):
            finished, base, state = super().next_inputs(time, outputs, state, name=name)
            chosen = tf.cast(sample_ids, tf.bool)

            def sampled_rows(rows):
                new = self._next_inputs_fn(tf.gather_nd(outputs, rows))
                return self._with_auxiliary(new, time + 1, rows)

            def maybe_sample():
                if self._next_inputs_fn is None:
                    return tf.where(chosen, self._with_auxiliary(outputs, time + 1), base)
                return _mix_rows(chosen, base, sampled_rows)

            nothing_to_do = tf.logical_or(
                tf.reduce_all(finished), tf.logical_not(tf.reduce_any(chosen))
            )
            return finished, tf.cond(nothing_to_do, lambda: base, maybe_sample), state
