"""``tf.contrib.seq2seq.python.ops.helper``: what a decoder draws at a step and sees at the next."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq.helper_base import (  # noqa: F401
    Helper,
    ScalarIds,
    TrainingHelper,
    _unstack_ta,
    bernoulli_sample,
    categorical_sample,
    embedding_function,
)
from tf1shim.contrib.seq2seq.scheduled_helper import (  # noqa: F401
    ScheduledEmbeddingTrainingHelper,
    ScheduledOutputTrainingHelper,
)


def vector_and_scalar(start_tokens, end_token):
    """Both as int32 tensors; ``ValueError`` unless they are a vector and a scalar."""
    start_tokens = tf.convert_to_tensor(start_tokens, dtype=tf.int32, name="start_tokens")
    if start_tokens.shape.ndims != 1:
        raise ValueError("start_tokens must be a vector")
    end_token = tf.convert_to_tensor(end_token, dtype=tf.int32, name="end_token")
    if end_token.shape.ndims != 0:
        raise ValueError("end_token must be a scalar")
    return start_tokens, end_token


class CustomHelper(Helper):
    """A helper made of functions.

    Args:
        initialize_fn: () -> (finished, next_inputs).
        sample_fn: (time, outputs, state) -> sample ids.
        next_inputs_fn: (time, outputs, state, sample_ids) -> (finished, next_inputs, next_state).
        sample_ids_shape: default scalar.
        sample_ids_dtype: default int32.
    """

    def __init__(
        self,
        initialize_fn,
        sample_fn,
        next_inputs_fn,
        sample_ids_shape=None,
        sample_ids_dtype=None,
    ):
        self._initialize_fn = initialize_fn
        self._sample_fn = sample_fn
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = None
        self._sample_ids_shape = tf.TensorShape(sample_ids_shape or [])
        self._sample_ids_dtype = sample_ids_dtype or tf.int32

    @property
    def batch_size(self):
        if self._batch_size is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return self._sample_ids_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_ids_dtype

    def initialize(self, name=None):
        with tf.name_scope(name, f"{type(self).__name__}Initialize"):
            finished, next_inputs = self._initialize_fn()
            if self._batch_size is None:
                self._batch_size = tf.size(finished)
        return finished, next_inputs

    def sample(self, time, outputs, state, name=None):
        with tf.name_scope(name, f"{type(self).__name__}Sample", (time, outputs, state)):
            return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        with tf.name_scope(name, f"{type(self).__name__}NextInputs", (time, outputs, state)):
            return self._next_inputs_fn(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )


class GreedyEmbeddingHelper(ScalarIds, Helper):
    """Feeds the embedding of the likeliest id, until ``end_token``.

    Args:
        embedding: a function of ids, or the ``params`` of an embedding lookup.
        start_tokens: int32 [batch].
        end_token: int32 scalar.

    Raises:
        ValueError: ``start_tokens`` is not a vector or ``end_token`` not a scalar.
    """

    def __init__(self, embedding, start_tokens, end_token):
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens, self._end_token = vector_and_scalar(start_tokens, end_token)
        self._batch_size = tf.size(start_tokens)
        self._start_inputs = self._embedding_fn(self._start_tokens)

    def initialize(self, name=None):
        return tf.tile([False], [self._batch_size]), self._start_inputs

    def _check_outputs(self, outputs):
        if not tf.is_tensor(outputs):
            raise TypeError(f"Expected outputs to be a single Tensor, got: {type(outputs)}")

    def sample(self, time, outputs, state, name=None):
        self._check_outputs(outputs)
        return tf.argmax(outputs, axis=-1, output_type=tf.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        finished = tf.equal(sample_ids, self._end_token)
        next_inputs = tf.cond(
            tf.reduce_all(finished),
            lambda: self._start_inputs,  # nobody reads them any more
            lambda: self._embedding_fn(sample_ids),
        )
        return finished, next_inputs, state


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """As `GreedyEmbeddingHelper`, with ids drawn from the softmax of the outputs.

    Args:
        embedding, start_tokens, end_token: as there.
        softmax_temperature: divides the logits, None for 1.
        seed: of the draws.
    """

    def __init__(
        self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None
    ):
        super().__init__(embedding, start_tokens, end_token)
        self._softmax_temperature = softmax_temperature
        self._seed = seed

    def sample(self, time, outputs, state, name=None):
        self._check_outputs(outputs)
        if self._softmax_temperature is not None:
            outputs = outputs / self._softmax_temperature
        return categorical_sample(logits=outputs, seed=self._seed)


class InferenceHelper(Helper):
    """Feeds what ``sample_fn`` makes of the outputs.

    Args:
        sample_fn: from outputs to samples.
        sample_shape, sample_dtype: of one sample, without batch.
        start_inputs: first inputs [batch, ...].
        end_fn: from samples to finished bool [batch].
        next_inputs_fn: from samples to inputs, default the identity.
    """

    def __init__(
        self, sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None
    ):
        self._sample_fn = sample_fn
        self._end_fn = end_fn
        self._sample_shape = tf.TensorShape(sample_shape)
        self._sample_dtype = sample_dtype
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = tf.shape(start_inputs)[0]
        self._start_inputs = tf.convert_to_tensor(start_inputs, name="start_inputs")

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return self._sample_shape

    @property
    def sample_ids_dtype(self):
        return self._sample_dtype

    def initialize(self, name=None):
        return tf.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        next_inputs = sample_ids
        if self._next_inputs_fn is not None:
            next_inputs = self._next_inputs_fn(sample_ids)
        return self._end_fn(sample_ids), next_inputs, state
