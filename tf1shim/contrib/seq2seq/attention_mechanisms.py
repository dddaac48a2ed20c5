"""Attention mechanisms of ``tf.contrib.seq2seq``: how well each memory slot fits a query."""

import functools
import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq.attention_base import (
    _BaseAttentionMechanism,
    _BaseMonotonicAttentionMechanism,
)
from tf1shim.contrib.seq2seq.monotonic import _monotonic_probability_fn


def _luong_score(query, keys, scale):
    """Dot products [batch, max_time] of ``query`` and ``keys``, times ``scale`` unless None."""
    depth, key_units = query.shape[-1], keys.shape[-1]
    if tf.dimension_value(depth) is None or tf.dimension_value(depth) != tf.dimension_value(
        key_units
    ):
        raise ValueError(
            "Incompatible or unknown inner dimensions between query and keys.  "
            f"Query ({query}) has units: {depth}.  Keys ({keys}) have units: {key_units}.  "
            f"Perhaps you need to set num_units to the keys' dimension ({key_units})?"
        )
    score = tf.matmul(tf.expand_dims(query, 1), keys, transpose_b=True)
    score = tf.squeeze(score, [1])
    return score if scale is None else scale * score


def _bahdanau_score(processed_query, keys, attention_v, attention_g=None, attention_b=None):
    """Scores [batch, max_time] of a one-layer network over query plus key, normalised if g and b.
    """
    processed_query = tf.expand_dims(processed_query, 1)
    if attention_g is None or attention_b is None:
        return tf.reduce_sum(attention_v * tf.tanh(keys + processed_query), [2])
    normed_v = attention_g * attention_v * tf.rsqrt(tf.reduce_sum(tf.square(attention_v)))
    return tf.reduce_sum(normed_v * tf.tanh(keys + processed_query + attention_b), [2])


def _dense(num_units, name, dtype):
    return tf.layers.Dense(num_units, name=name, use_bias=False, dtype=dtype or tf.float32)


class _Luong:
    """Score of the Luong mechanisms; their memory layer makes keys as wide as the query."""

    _SCOPE = "luong_attention"

    def __call__(self, query, state):
        with tf.variable_scope(None, self._SCOPE, [query]):
            scale = None
            if self._scale:
                scale = tf.get_variable(
                    "attention_g", dtype=query.dtype, initializer=tf.ones_initializer(), shape=()
                )
            score = self._biased(_luong_score(query, self._keys, scale), query.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

    def _biased(self, score, dtype):
        return score


class _Bahdanau:
    """Score of the Bahdanau mechanisms, with weight normalisation if ``normalize``."""

    _SCOPE = "bahdanau_attention"

    def __call__(self, query, state):
        with tf.variable_scope(None, self._SCOPE, [query]):
            processed = self.query_layer(query) if self.query_layer else query
            v = tf.get_variable("attention_v", [self._num_units], dtype=query.dtype)
            g = b = None
            if self._normalize:
                g = tf.get_variable(
                    "attention_g",
                    dtype=query.dtype,
                    initializer=tf.constant_initializer(math.sqrt(1.0 / self._num_units)),
                    shape=(),
                )
                b = tf.get_variable(
                    "attention_b",
                    [self._num_units],
                    dtype=query.dtype,
                    initializer=tf.zeros_initializer(),
                )
            score = _bahdanau_score(processed, self._keys, v, attention_g=g, attention_b=b)
            score = self._biased(score, processed.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

    def _biased(self, score, dtype):
        return score


class _ScoreBias:
    """A learned scalar added to every score: the monotonic mechanisms need one."""

    def _biased(self, score, dtype):
        return score + tf.get_variable(
            "attention_score_bias", dtype=dtype, initializer=self._score_bias_init
        )


class LuongAttention(_Luong, _BaseAttentionMechanism):
    """Multiplicative attention (https://arxiv.org/abs/1508.04025).

    Args:
        num_units: depth of the keys; must be that of the queries.
        memory, memory_sequence_length, score_mask_value, custom_key_value_fn: see the base class.
        scale: multiply the scores by a learned ``attention_g``.
        probability_fn: from scores to alignments, default softmax.
        dtype: of the memory layer, default float32.
        name: of the scope.
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        custom_key_value_fn=None,
        name="LuongAttention",
    ):
        probability_fn = probability_fn or tf.nn.softmax
        super().__init__(
            query_layer=None,
            memory_layer=_dense(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=lambda score, _: probability_fn(score),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._name = name


class BahdanauAttention(_Bahdanau, _BaseAttentionMechanism):
    """Additive attention (https://arxiv.org/abs/1409.0473).

    Args:
        num_units: depth of the hidden layer.
        memory, memory_sequence_length, score_mask_value, custom_key_value_fn: see the base class.
        normalize: normalise the weights of the score (``attention_g``, ``attention_b``).
        probability_fn: from scores to alignments, default softmax.
        dtype: of the query and memory layers, default float32.
        name: of the scope.
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        probability_fn=None,
        score_mask_value=None,
        dtype=None,
        custom_key_value_fn=None,
        name="BahdanauAttention",
    ):
        probability_fn = probability_fn or tf.nn.softmax
        super().__init__(
            query_layer=_dense(num_units, "query_layer", dtype),
            memory_layer=_dense(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=lambda score, _: probability_fn(score),
            custom_key_value_fn=custom_key_value_fn,
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name


class BahdanauMonotonicAttention(_ScoreBias, _Bahdanau, _BaseMonotonicAttentionMechanism):
    """Monotonic attention on Bahdanau's score (https://arxiv.org/abs/1704.00784).

    Args:
        num_units, memory, memory_sequence_length, normalize, score_mask_value, dtype, name: as for
            `BahdanauAttention`.
        sigmoid_noise: deviation of the noise added to scores in training.
        sigmoid_noise_seed: its seed.
        score_bias_init: first value of the learned bias of the scores.
        mode: see `monotonic_attention`.
    """

    _SCOPE = "bahdanau_monotonic_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        normalize=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="BahdanauMonotonicAttention",
    ):
        super().__init__(
            query_layer=_dense(num_units, "query_layer", dtype),
            memory_layer=_dense(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=functools.partial(
                _monotonic_probability_fn,
                sigmoid_noise=sigmoid_noise,
                mode=mode,
                seed=sigmoid_noise_seed,
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name
        self._score_bias_init = score_bias_init


class LuongMonotonicAttention(_ScoreBias, _Luong, _BaseMonotonicAttentionMechanism):
    """Monotonic attention on Luong's score; arguments as its two relatives."""

    _SCOPE = "luong_monotonic_attention"

    def __init__(
        self,
        num_units,
        memory,
        memory_sequence_length=None,
        scale=False,
        score_mask_value=None,
        sigmoid_noise=0.0,
        sigmoid_noise_seed=None,
        score_bias_init=0.0,
        mode="parallel",
        dtype=None,
        name="LuongMonotonicAttention",
    ):
        super().__init__(
            query_layer=None,
            memory_layer=_dense(num_units, "memory_layer", dtype),
            memory=memory,
            probability_fn=functools.partial(
                _monotonic_probability_fn,
                sigmoid_noise=sigmoid_noise,
                mode=mode,
                seed=sigmoid_noise_seed,
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._score_bias_init = score_bias_init
        self._name = name
