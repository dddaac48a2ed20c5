"""Attention mechanisms that are Keras layers (TF 1.15: ``LuongAttentionV2`` and its relatives).

Such a layer is called twice: by its constructor with the memory (``setup_memory=True``), so that Keras knows of it,
and then with queries.
"""

import functools
import math

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.seq2seq.attention_base import (
    AttentionMechanism,
    _maybe_mask_score,
    _prepare_memory,
    _static_or_dynamic,
    _zero_state_tensors,
)
from tf1shim.contrib.seq2seq.attention_mechanisms import _bahdanau_score, _luong_score
from tf1shim.contrib.seq2seq.monotonic import _monotonic_probability_fn, hardmax

_KERAS = tf.keras
_PROBABILITIES = {"softmax": tf.nn.softmax, "hardmax": hardmax}


def _named(name):
    if name not in _PROBABILITIES:
        raise ValueError(f"Invalid probability function: {name}, options are {_PROBABILITIES.keys()}")
    return lambda score, _: _PROBABILITIES[name](score)


class _BaseAttentionMechanismV2(AttentionMechanism, _KERAS.layers.Layer):
    """A memory and its keys, with inner layers made or given.

    Args:
        memory: [batch, max_time, ...], or None to set it up later by a call.
        probability_fn: (score, previous state) -> alignments.
        query_layer, memory_layer: layers applied to queries and to the memory, or None.
        memory_sequence_length: int vector [batch]; slots of the memory beyond it are zero.
        options: attributes that the weights and scores of a subclass need.
        **kwargs: of the layer.

    Raises:
        TypeError: a layer is not a layer, or ``probability_fn`` not callable.
    """

    _OPTIONS = ()  # attributes that are arguments, for the config

    def __init__(self, memory, probability_fn, query_layer=None, memory_layer=None, memory_sequence_length=None,
                 options=None, **kwargs):
        for role, layer in (("query_layer", query_layer), ("memory_layer", memory_layer)):
            if layer is not None and not isinstance(layer, _KERAS.layers.Layer):
                raise TypeError(f"{role} is not a Layer: {type(layer).__name__}")
        if memory_layer is not None and "dtype" not in kwargs:
            kwargs["dtype"] = memory_layer.dtype
        super().__init__(**kwargs)
        if not callable(probability_fn):
            raise TypeError(f"probability_fn must be callable, saw type: {type(probability_fn).__name__}")
        self.query_layer = query_layer
        self.memory_layer = memory_layer
        self.probability_fn = probability_fn
        self.keys = self.values = self.batch_size = None
        self._masked_fn = None
        self._memory_initialized = False
        self._check_inner_dims_defined = True
        self.supports_masking = True
        self.score_mask_value = tf.as_dtype(self.dtype).as_numpy_dtype(-np.inf)
        for name, value in (options or {}).items():
            setattr(self, name, value)
        if memory is not None:
            inputs = memory if memory_sequence_length is None else [memory, memory_sequence_length]
            self.values = super().__call__(inputs, setup_memory=True)

    def build(self, input_shape):
        # Of [memory, length] or [query, state, ...], what an inner layer sees is the first.
        layer = self.query_layer if self._memory_initialized else self.memory_layer
        if layer is not None and not layer.built:
            several = self._memory_initialized or isinstance(input_shape, list)
            layer.build(input_shape[0] if several else input_shape)
        self._build_scores()
        self.built = True

    def _build_scores(self):
        """Make the weights of the scores that are not there yet: `build` runs once for each kind of call."""

    def _bias_weight(self):
        """The weight that only monotonic mechanisms have."""

    def _weight(self, name, shape, initializer):
        if getattr(self, name, None) is None:
            setattr(self, name, self.add_weight(name, shape=shape, dtype=self.dtype, initializer=initializer))

    def __call__(self, inputs, **kwargs):
        if self._memory_initialized and not kwargs.get("setup_memory"):
            if len(inputs) not in (2, 3):
                raise ValueError(f"Expect the inputs to have 2 or 3 tensors, got {len(inputs)}")
            if len(inputs) == 2:  # the memory again: Keras' graph of layers would be disconnected
                inputs = [*inputs, self.values]
        return super().__call__(inputs, **kwargs)

    def call(self, inputs, mask=None, setup_memory=False, **kwargs):
        """The memory that has been set up, or (alignments, next state) of [query, state].

        Raises:
            ValueError: too many inputs, or a query before the memory.
        """
        if setup_memory:
            parts = inputs if isinstance(inputs, list) else [inputs]
            if len(parts) not in (1, 2):
                raise ValueError(f"Expect inputs to have 1 or 2 tensors, got {len(parts)}")
            self._setup_memory(*parts, memory_mask=mask)
            self.built = False  # the query's part comes with the first query
            return self.values
        if not self._memory_initialized:
            raise ValueError("Cannot query the attention before the setup of memory")
        if len(inputs) not in (2, 3):
            raise ValueError(
                f"Expect the inputs to have query, state, and optional processed memory, got {len(inputs)} items")
        return self._calculate_attention(inputs[0], inputs[1])

    def _setup_memory(self, memory, memory_sequence_length=None, memory_mask=None):
        # Not once only, as in TF 1.15: models of a newer Keras run every call of their layers again.
        if isinstance(memory_mask, (list, tuple)):
            memory_mask = memory_mask[0]
        if memory_mask is not None and memory_sequence_length is not None:
            raise ValueError("memory_sequence_length and memory_mask cannot be used at same time for attention.")
        with tf.name_scope(self.name, "BaseAttentionMechanismInit", tf.nest.flatten(memory)):
            self.values = _prepare_memory(
                memory,
                memory_sequence_length=memory_sequence_length,
                memory_mask=memory_mask,
                check_inner_dims_defined=self._check_inner_dims_defined,
            )
            self.keys = self.values if self.memory_layer is None else self.memory_layer(self.values)
            self.batch_size = _static_or_dynamic(self.keys, 0)
            self._alignments_size = _static_or_dynamic(self.keys, 1)
            if memory_mask is not None:  # lengths alone do not mask scores in TF 1.15
                self._masked_fn = lambda score, previous: self.probability_fn(
                    _maybe_mask_score(score, memory_mask=memory_mask, score_mask_value=self.score_mask_value),
                    previous,
                )
        self._memory_initialized = True

    def _calculate_attention(self, query, state):
        alignments = (self._masked_fn or self.probability_fn)(self._score(query), state)
        return alignments, alignments

    def compute_mask(self, inputs, mask=None):
        return None, None

    def get_config(self):
        config = {**super().get_config(), "memory": None}  # a tensor: comes by a call
        for role in ("query_layer", "memory_layer"):
            layer = getattr(self, role)
            if layer is not None:
                config[role] = {"class_name": type(layer).__name__, "config": layer.get_config()}
        config.update((name, getattr(self, name)) for name in self._OPTIONS)
        if hasattr(self, "probability_fn_name"):
            config["probability_fn"] = self.probability_fn_name
        return config

    @classmethod
    def from_config(cls, config, custom_objects=None):
        config = dict(config)
        for role in ("query_layer", "memory_layer"):
            if config.get(role):
                config[role] = _KERAS.layers.deserialize(config[role], custom_objects=custom_objects)
        return cls(**config)

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


class _Monotonic:
    """Alignments begin at the first slot and only move forward; every score has a learned bias."""

    _OPTIONS = ("sigmoid_noise", "sigmoid_noise_seed", "score_bias_init", "mode")

    def initial_alignments(self, batch_size, dtype):
        return tf.one_hot(tf.zeros((batch_size,), dtype=tf.int32), self._alignments_size, dtype=dtype)

    def _bias_weight(self):
        self._weight("attention_score_bias", (), tf.constant_initializer(self.score_bias_init))

    def _score(self, query):
        return super()._score(query) + self.attention_score_bias


def _dense(units, name, dtype):
    return _KERAS.layers.Dense(units, name=name, use_bias=False, dtype=dtype)


def _monotonic_fn(sigmoid_noise, sigmoid_noise_seed, mode):
    return functools.partial(_monotonic_probability_fn, sigmoid_noise=sigmoid_noise, mode=mode,
                             seed=sigmoid_noise_seed)


class _LuongV2(_BaseAttentionMechanismV2):
    """Scores of `LuongAttention`."""

    def __init__(self, units, memory, memory_sequence_length, probability_fn, dtype, options, kwargs):
        dtype = dtype or tf.float32
        memory_layer = kwargs.pop("memory_layer", None) or _dense(units, "memory_layer", dtype)
        super().__init__(memory, probability_fn, None, memory_layer, memory_sequence_length,
                         options={"units": units, **options}, dtype=dtype, **kwargs)

    def _build_scores(self):
        if self.scale:
            self._weight("attention_g", (), tf.ones_initializer())
        self._bias_weight()

    def _score(self, query):
        return _luong_score(query, self.keys, getattr(self, "attention_g", None))


class _BahdanauV2(_BaseAttentionMechanismV2):
    """Scores of `BahdanauAttention`."""

    def __init__(self, units, memory, memory_sequence_length, probability_fn, kernel_initializer, dtype, options,
                 kwargs):
        dtype = dtype or tf.float32
        query_layer = kwargs.pop("query_layer", None) or _dense(units, "query_layer", dtype)
        memory_layer = kwargs.pop("memory_layer", None) or _dense(units, "memory_layer", dtype)
        options = {"units": units, "kernel_initializer": _KERAS.initializers.get(kernel_initializer), **options}
        super().__init__(memory, probability_fn, query_layer, memory_layer, memory_sequence_length,
                         options=options, dtype=dtype, **kwargs)

    def _build_scores(self):
        self._weight("attention_v", [self.units], self.kernel_initializer)
        self._bias_weight()
        if self.normalize:
            self._weight("attention_g", (), tf.constant_initializer(math.sqrt(1.0 / self.units)))
            self._weight("attention_b", [self.units], tf.zeros_initializer())

    def _score(self, query):
        processed = self.query_layer(query) if self.query_layer else query
        return _bahdanau_score(processed, self.keys, self.attention_v, getattr(self, "attention_g", None),
                               getattr(self, "attention_b", None))

    def get_config(self):
        return {**super().get_config(), "kernel_initializer": _KERAS.initializers.serialize(self.kernel_initializer)}


class LuongAttentionV2(_LuongV2):
    """`LuongAttention` as a layer; ``probability_fn`` is "softmax" or "hardmax"."""

    _OPTIONS = ("units", "scale")

    def __init__(self, units, memory, memory_sequence_length=None, scale=False, probability_fn="softmax", dtype=None,
                 name="LuongAttention", **kwargs):
        super().__init__(units, memory, memory_sequence_length, _named(probability_fn), dtype,
                         {"scale": scale, "probability_fn_name": probability_fn}, {"name": name, **kwargs})


class BahdanauAttentionV2(_BahdanauV2):
    """`BahdanauAttention` as a layer; ``probability_fn`` is "softmax" or "hardmax"."""

    _OPTIONS = ("units", "normalize")

    def __init__(self, units, memory, memory_sequence_length=None, normalize=False, probability_fn="softmax",
                 kernel_initializer="glorot_uniform", dtype=None, name="BahdanauAttention", **kwargs):
        super().__init__(units, memory, memory_sequence_length, _named(probability_fn), kernel_initializer, dtype,
                         {"normalize": normalize, "probability_fn_name": probability_fn}, {"name": name, **kwargs})


class BahdanauMonotonicAttentionV2(_Monotonic, _BahdanauV2):
    """`BahdanauMonotonicAttention` as a layer."""

    _OPTIONS = ("units", "normalize", *_Monotonic._OPTIONS)

    def __init__(self, units, memory, memory_sequence_length=None, normalize=False, sigmoid_noise=0.0,
                 sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", kernel_initializer="glorot_uniform",
                 dtype=None, name="BahdanauMonotonicAttention", **kwargs):
        options = {"normalize": normalize, "sigmoid_noise": sigmoid_noise, "sigmoid_noise_seed": sigmoid_noise_seed,
                       "score_bias_init": score_bias_init, "mode": mode}
        super().__init__(units, memory, memory_sequence_length,
                         _monotonic_fn(sigmoid_noise, sigmoid_noise_seed, mode), kernel_initializer, dtype, options,
                         {"name": name, **kwargs})


class LuongMonotonicAttentionV2(_Monotonic, _LuongV2):
    """`LuongMonotonicAttention` as a layer."""

    _OPTIONS = ("units", "scale", *_Monotonic._OPTIONS)

    def __init__(self, units, memory, memory_sequence_length=None, scale=False, sigmoid_noise=0.0,
                 sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", dtype=None,
                 name="LuongMonotonicAttention", **kwargs):
        options = {"scale": scale, "sigmoid_noise": sigmoid_noise, "sigmoid_noise_seed": sigmoid_noise_seed,
                       "score_bias_init": score_bias_init, "mode": mode}
        super().__init__(units, memory, memory_sequence_length,
                         _monotonic_fn(sigmoid_noise, sigmoid_noise_seed, mode), dtype, options,
                         {"name": name, **kwargs})
