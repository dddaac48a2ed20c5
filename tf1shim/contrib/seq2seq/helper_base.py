"""The contract of a helper, how helpers draw, and the helper that feeds given inputs."""

import abc

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.rnn import _transpose_batch_time


def bernoulli_sample(probs=None, logits=None, dtype=tf.int32, sample_shape=(), seed=None):
    """Draws [sample_shape] + [shape of probs] of 0 and 1 (or bools, by ``dtype``)."""
    probs = tf.sigmoid(logits, name="probs") if probs is None else tf.convert_to_tensor(probs)
    sample_shape = tf.reshape(tf.convert_to_tensor(sample_shape, tf.int32), [-1])
    count = tf.reduce_prod(sample_shape)
    uniform = tf.random_uniform(
        tf.concat([[count], tf.shape(probs)], 0), seed=seed, dtype=probs.dtype
    )
    draws = tf.cast(tf.less(uniform, probs), dtype)
    return tf.reshape(draws, tf.concat([sample_shape, tf.shape(probs)], 0))


def categorical_sample(logits, dtype=tf.int32, sample_shape=(), seed=None):
    """Draws [sample_shape] + [all but the last axis of logits] of class numbers."""
    logits = tf.convert_to_tensor(logits, name="logits")
    batch_shape = tf.shape(logits)[:-1]
    sample_shape = tf.reshape(tf.convert_to_tensor(sample_shape, tf.int32), [-1])
    count = tf.reduce_prod(sample_shape)
    rows = logits
    if logits.shape.ndims != 2:
        rows = tf.reshape(logits, [-1, tf.shape(logits)[-1]])
    # TF 1.15's choice; the kernel's draws do not depend on it, but the graph does.
    drawn_dtype = tf.int64 if logits.dtype.size > 4 else tf.int32
    draws = tf.multinomial(rows, count, seed=seed, output_dtype=drawn_dtype)
    draws = tf.reshape(tf.transpose(draws), tf.concat([sample_shape, batch_shape], 0))
    return tf.cast(draws, dtype)


def _unstack_ta(inp):
    """A TensorArray over the first axis of ``inp``."""
    array = tf.TensorArray(
        dtype=inp.dtype, size=tf.shape(inp)[0], element_shape=inp.shape[1:]
    )
    return array.unstack(inp)


def embedding_function(embedding):
    if callable(embedding):
        return embedding
    return lambda ids: tf.nn.embedding_lookup(embedding, ids)


class Helper(abc.ABC):
    """What `BasicDecoder` needs of a helper."""

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

    @abc.abstractmethod
    def initialize(self, name=None):
        """Return (finished bool [batch], first inputs)."""

    @abc.abstractmethod
    def sample(self, time, outputs, state, name=None):
        """Return the samples drawn from ``outputs``."""

    @abc.abstractmethod
    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Return (finished, next inputs, next state)."""


class ScalarIds:
    """Samples are one int32 per entry of the batch."""

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def sample_ids_shape(self):
        return tf.TensorShape([])

    @property
    def sample_ids_dtype(self):
        return tf.int32


class TrainingHelper(ScalarIds, Helper):
    """Feeds the given inputs, whatever the decoder says (teacher forcing).

    Args:
        inputs: nest of [batch, time, ...] tensors ([time, batch, ...] with ``time_major``).
        sequence_length: int vector [batch].
        time_major: layout of ``inputs``.
        name: of the scope.

    Raises:
        ValueError: ``sequence_length`` is not a vector.
    """

    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        with tf.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            inputs = tf.convert_to_tensor(inputs, name="inputs")
            self._inputs = inputs
            if not time_major:
                inputs = tf.nest.map_structure(_transpose_batch_time, inputs)
            self._input_tas = tf.nest.map_structure(_unstack_ta, inputs)
            self._sequence_length = tf.convert_to_tensor(
                sequence_length, name="sequence_length"
            )
            if self._sequence_length.shape.ndims != 1:
                raise ValueError(
                    "Expected sequence_length to be a vector, but received shape: "
                    f"{self._sequence_length.shape}"
                )
            self._zero_inputs = tf.nest.map_structure(
                lambda inp: tf.zeros_like(inp[0, :]), inputs
            )
            self._batch_size = tf.size(sequence_length)

    @property
    def inputs(self):
        return self._inputs

    @property
    def sequence_length(self):
        return self._sequence_length

    def _read(self, time, finished):
        return tf.cond(
            tf.reduce_all(finished),
            lambda: self._zero_inputs,
            lambda: tf.nest.map_structure(lambda array: array.read(time), self._input_tas),
        )

    def initialize(self, name=None):
        with tf.name_scope(name, "TrainingHelperInitialize"):
            finished = tf.equal(0, self._sequence_length)
            return finished, self._read(0, finished)

    def sample(self, time, outputs, name=None, **unused_kwargs):
        with tf.name_scope(name, "TrainingHelperSample", [time, outputs]):
            return tf.cast(tf.argmax(outputs, axis=-1), tf.int32)

    def next_inputs(self, time, outputs, state, name=None, **unused_kwargs):
        with tf.name_scope(name, "TrainingHelperNextInputs", [time, outputs, state]):
            next_time = time + 1
            finished = next_time >= self._sequence_length
            return finished, self._read(next_time, finished), state
