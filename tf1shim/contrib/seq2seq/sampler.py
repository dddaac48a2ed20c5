"""``tf.contrib.seq2seq.python.ops.sampler``: helpers that get their tensors by ``initialize``.

A sampler makes, when it is initialized, the helper of the same job, and hands everything on to it.
"""

import abc

import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq import helper
from tf1shim.contrib.seq2seq.helper import (  # noqa: F401 (imported from here)
    _unstack_ta,
    bernoulli_sample,
    categorical_sample,
)
from tf1shim.contrib.seq2seq.scheduled_helper import _probability

__all__ = [
    "CustomSampler", "GreedyEmbeddingSampler", "InferenceSampler", "SampleEmbeddingSampler", "Sampler",
    "ScheduledEmbeddingTrainingSampler", "ScheduledOutputTrainingSampler", "TrainingSampler",
]


class Sampler(abc.ABC):
    """What `BasicDecoderV2` needs of a sampler."""

    @abc.abstractmethod
    def initialize(self, inputs, **kwargs):
        """Return (finished bool [batch], first inputs)."""

    @abc.abstractmethod
    def sample(self, time, outputs, state):
        """Return the samples drawn from ``outputs``."""

    @abc.abstractmethod
    def next_inputs(self, time, outputs, state, sample_ids):
        """Return (finished, next inputs, next state)."""

    @property
    @abc.abstractmethod
    def batch_size(self):
        """Scalar int32 tensor."""

    @property
    @abc.abstractmethod
    def sample_ids_shape(self):
        """Shape of one sample, without batch."""

    @property
    @abc.abstractmethod
    def sample_ids_dtype(self):
        """Dtype of the samples."""


class _ByHelper(Sampler):
    """Hands on to the helper that ``_helper_for`` makes of the inputs."""

    _helper = None
    _shape, _dtype = (), tf.int32

    def initialize(self, inputs, **kwargs):
        self._helper = self._helper_for(inputs, **kwargs)
        return self._helper.initialize()

    @property
    def batch_size(self):
        if self._helper is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._helper.batch_size

    @property
    def sample_ids_shape(self):
        return tf.TensorShape(self._shape)

    @property
    def sample_ids_dtype(self):
        return self._dtype

    def sample(self, time, outputs, state):
        return self._helper.sample(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids):
        return self._helper.next_inputs(time=time, outputs=outputs, state=state, sample_ids=sample_ids)


class CustomSampler(_ByHelper):
    """A sampler made of functions; arguments as for `CustomHelper`, ``initialize_fn`` gets the inputs."""

    def __init__(self, initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=None, sample_ids_dtype=None):
        self._functions = initialize_fn, sample_fn, next_inputs_fn
        self._shape = sample_ids_shape or []
        self._dtype = sample_ids_dtype or tf.int32

    def _helper_for(self, inputs, **kwargs):
        initialize_fn, sample_fn, next_inputs_fn = self._functions
        return helper.CustomHelper(
            lambda: initialize_fn(inputs, **kwargs), sample_fn, next_inputs_fn, self._shape, self._dtype)


class TrainingSampler(_ByHelper):
    """`TrainingHelper`: feeds the given inputs."""

    def __init__(self, time_major=False):
        self.time_major = time_major

    def initialize(self, inputs, sequence_length=None, **kwargs):
        if sequence_length is None:
            raise ValueError("sequence_length is required for TrainingSampler")
        return super().initialize(inputs, sequence_length=sequence_length, **kwargs)

    def _helper_for(self, inputs, sequence_length):
        return helper.TrainingHelper(inputs, sequence_length, self.time_major)


def _embedding_fn(embedding_fn):
    if embedding_fn is not None and not callable(embedding_fn):
        raise ValueError(f"embedding_fn is expected to be a callable, got {type(embedding_fn)}")
    return embedding_fn


class ScheduledEmbeddingTrainingSampler(TrainingSampler):
    """`ScheduledEmbeddingTrainingHelper`; the embedding is the function, or comes with the inputs."""

    def __init__(self, sampling_probability, embedding_fn=None, time_major=False, seed=None, scheduling_seed=None):
        super().__init__(time_major=time_major)
        self.embedding_fn = _embedding_fn(embedding_fn)
        self.sampling_probability = _probability(sampling_probability)
        self.seed = seed
        self.scheduling_seed = scheduling_seed

    def _helper_for(self, inputs, sequence_length, embedding=None):
        if self.embedding_fn is None:
            if embedding is None:
                raise ValueError("embedding is required as a keyword argument for ScheduledEmbeddingTrainingSampler")
            self.embedding_fn = helper.embedding_function(embedding)
        return helper.ScheduledEmbeddingTrainingHelper(
            inputs, sequence_length, self.embedding_fn, self.sampling_probability, self.time_major, self.seed,
            self.scheduling_seed)


class ScheduledOutputTrainingSampler(TrainingSampler):
    """`ScheduledOutputTrainingHelper`; ``auxiliary_inputs`` come with the inputs."""

    def __init__(self, sampling_probability, time_major=False, seed=None, next_inputs_fn=None):
        super().__init__(time_major=time_major)
        self.sampling_probability = _probability(sampling_probability)
        self.seed = seed
        self.next_inputs_fn = next_inputs_fn

    def _helper_for(self, inputs, sequence_length, auxiliary_inputs=None):
        return helper.ScheduledOutputTrainingHelper(
            inputs, sequence_length, self.sampling_probability, self.time_major, self.seed, self.next_inputs_fn,
            auxiliary_inputs)


class GreedyEmbeddingSampler(_ByHelper):
    """`GreedyEmbeddingHelper`; the embedding is the function, or else the inputs."""

    def __init__(self, embedding_fn=None):
        self.embedding_fn = _embedding_fn(embedding_fn)

    def _embedding(self, inputs):
        if self.embedding_fn is None:
            self.embedding_fn = helper.embedding_function(inputs)
        return self.embedding_fn

    def _helper_for(self, inputs, start_tokens=None, end_token=None):
        return helper.GreedyEmbeddingHelper(self._embedding(inputs), start_tokens, end_token)


class SampleEmbeddingSampler(GreedyEmbeddingSampler):
    """`SampleEmbeddingHelper`; the embedding is the function, or else the inputs."""

    def __init__(self, embedding_fn=None, softmax_temperature=None, seed=None):
        super().__init__(embedding_fn)
        self.softmax_temperature = softmax_temperature
        self.seed = seed

    def _helper_for(self, inputs, start_tokens=None, end_token=None):
        return helper.SampleEmbeddingHelper(
            self._embedding(inputs), start_tokens, end_token, self.softmax_temperature, self.seed)


class InferenceSampler(_ByHelper):
    """`InferenceHelper`, whose start inputs are the inputs."""

    def __init__(self, sample_fn, sample_shape, sample_dtype, end_fn, next_inputs_fn=None):
        self.sample_fn = sample_fn
        self.end_fn = end_fn
        self.next_inputs_fn = next_inputs_fn
        self._shape = sample_shape
        self._dtype = sample_dtype

    def _helper_for(self, inputs):
        return helper.InferenceHelper(
            self.sample_fn, self._shape, self._dtype, inputs, self.end_fn, self.next_inputs_fn)
