"""What all attention mechanisms of ``tf.contrib.seq2seq`` share: a memory, its keys, its mask."""

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import zero_state_tensors as _zero_state_tensors


class AttentionMechanism:
    """What `AttentionWrapper` needs of a mechanism."""

    @property
    def alignments_size(self):
        raise NotImplementedError

    @property
    def state_size(self):
        raise NotImplementedError


def _static_or_dynamic(tensor, axis):
    return tf.dimension_value(tensor.shape[axis]) or tf.shape(tensor)[axis]


class _BaseAttentionMechanism(AttentionMechanism):
    """A memory, its keys and values, and the function from scores to alignments.

    Args:
        query_layer: layer applied to queries, or None.
        memory: nest of [batch, max_time, ...], usually an encoder's outputs.
        probability_fn: (score, previous state) -> alignments.
        memory_sequence_length: int vector [batch]; slots beyond it are zero and never attended to.
        memory_layer: layer that makes keys of the memory, or None.
        check_inner_dims_defined: the inner axes of the memory must be known.
        score_mask_value: score of slots beyond the length, default minus infinity.
        custom_key_value_fn: (keys, values) -> (keys, values).
        name: of the scope.

    Raises:
        TypeError: a layer is not a layer, or ``probability_fn`` not callable.
        ValueError: the inner axes of the memory are not known.
    """

    def __init__(
        self,
        query_layer,
        memory,
        probability_fn,
        memory_sequence_length=None,
        memory_layer=None,
        check_inner_dims_defined=True,
        score_mask_value=None,
        custom_key_value_fn=None,
        name=None,
    ):
        for role, layer in (("query_layer", query_layer), ("memory_layer", memory_layer)):
            if layer is not None and not isinstance(
                layer, (tf.layers.Layer, tf.keras.layers.Layer)
            ):
                raise TypeError(f"{role} is not a Layer: {type(layer).__name__}")
        if not callable(probability_fn):
            raise TypeError(
                f"probability_fn must be callable, saw type: {type(probability_fn).__name__}"
            )
        self._query_layer = query_layer
        self._memory_layer = memory_layer
        self.dtype = memory_layer.dtype
        if score_mask_value is None:
            score_mask_value = tf.as_dtype(self.dtype).as_numpy_dtype(-np.inf)
        self._probability_fn = lambda score, previous: probability_fn(
            _maybe_mask_score(
                score,
                memory_sequence_length=memory_sequence_length,
                score_mask_value=score_mask_value,
            ),
            previous,
        )
        with tf.name_scope(name, "BaseAttentionMechanismInit", tf.nest.flatten(memory)):
            self._values = _prepare_memory(
                memory,
                memory_sequence_length=memory_sequence_length,
                check_inner_dims_defined=check_inner_dims_defined,
            )
            self._keys = self._values
            if self._memory_layer is not None:
                self._keys = self._memory_layer(self._values)
            if custom_key_value_fn is not None:
                self._keys, self._values = custom_key_value_fn(self._keys, self._values)
            self._batch_size = _static_or_dynamic(self._keys, 0)
            self._alignments_size = _static_or_dynamic(self._keys, 1)

    @property
    def memory_layer(self):
        return self._memory_layer

    @property
    def query_layer(self):
        return self._query_layer

    @property
    def values(self):
        return self._values

    @property
    def keys(self):
        return self._keys

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def alignments_size(self):
        return self._alignments_size

    @property
    def state_size(self):
        return self._alignments_size

    def initial_alignments(self, batch_size, dtype):
        """Alignments [batch, max_time] before the first step: zeros."""
        return _zero_state_tensors(self._alignments_size, batch_size, dtype)

    def initial_state(self, batch_size, dtype):
        """State before the first step: the initial alignments."""
        return self.initial_alignments(batch_size, dtype)


class _BaseMonotonicAttentionMechanism(_BaseAttentionMechanism):
    """A mechanism whose alignments begin at the first slot."""

    def initial_alignments(self, batch_size, dtype):
        first = tf.zeros((batch_size,), dtype=tf.int32)
        return tf.one_hot(first, self._alignments_size, dtype=dtype)


def _not_both(memory_sequence_length, memory_mask):
    if memory_sequence_length is not None and memory_mask is not None:
        raise ValueError("memory_sequence_length and memory_mask can't be provided at same time.")


def _prepare_memory(
    memory, memory_sequence_length=None, memory_mask=None, check_inner_dims_defined=True
):
    """``memory`` as tensors, with slots beyond the lengths, or out of the mask, set to zero."""
    _not_both(memory_sequence_length, memory_mask)
    memory = tf.nest.map_structure(
        lambda m: tf.convert_to_tensor(m, name="memory"), memory
    )
    if check_inner_dims_defined:
        for m in tf.nest.flatten(memory):
            if not m.shape[2:].is_fully_defined():
                raise ValueError(
                    f"Expected memory {m.name} to have fully defined inner dims, "
                    f"but saw shape: {m.shape}"
                )
    if memory_sequence_length is None and memory_mask is None:
        return memory
    first = tf.nest.flatten(memory)[0]
    if memory_mask is not None:
        mask = tf.cast(memory_mask, first.dtype)
    else:
        mask = tf.sequence_mask(
            tf.convert_to_tensor(memory_sequence_length, name="memory_sequence_length"),
            maxlen=tf.shape(first)[1],
            dtype=first.dtype,
        )

    def masked(m):
        rank = m.shape.ndims if m.shape.ndims is not None else tf.rank(m)
        ones = tf.ones(rank - 2, dtype=tf.int32)
        return m * tf.reshape(mask, tf.concat((tf.shape(mask), ones), 0))

    return tf.nest.map_structure(masked, memory)


def _maybe_mask_score(
    score, memory_sequence_length=None, memory_mask=None, score_mask_value=None
):
    """``score`` [batch, max_time] with ``score_mask_value`` beyond the lengths, or out of the mask."""
    _not_both(memory_sequence_length, memory_mask)
    if memory_sequence_length is not None:
        positive = tf.assert_positive(
            memory_sequence_length,
            message="All values in memory_sequence_length must be greater than zero.",
        )
        with tf.control_dependencies([positive] if positive is not None else []):
            memory_mask = tf.sequence_mask(memory_sequence_length, maxlen=tf.shape(score)[1])
    if memory_mask is None:
        return score
    return tf.where(memory_mask, score, score_mask_value * tf.ones_like(score))
