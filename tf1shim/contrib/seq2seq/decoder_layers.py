"""Decoders that are Keras layers (TF 1.15: ``BaseDecoder``, ``BasicDecoderV2``, ``BeamSearchDecoderV2``).

They get their tensors when they are called, not when they are made; so each makes, in ``initialize``, the decoder
of the older kind, and hands everything on to it.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import assert_like_rnncell
from tf1shim.contrib.seq2seq.basic_decoder import BasicDecoder, check_output_layer
from tf1shim.contrib.seq2seq.beam_search_decoder import BeamSearchDecoder
from tf1shim.contrib.seq2seq.decoder import DecoderOfInputs, dynamic_decode
from tf1shim.contrib.seq2seq.sampler import Sampler


class BaseDecoder(DecoderOfInputs, tf.keras.layers.Layer):
    """A layer that decodes: `dynamic_decode` with the inputs of the call.

    Args:
        output_time_major, impute_finished, maximum_iterations, parallel_iterations, swap_memory: as for
            `dynamic_decode`.
        **kwargs: of the layer.
    """

    def __init__(self, output_time_major=False, impute_finished=False, maximum_iterations=None,
                 parallel_iterations=32, swap_memory=False, **kwargs):
        super().__init__(**kwargs)
        self.output_time_major = output_time_major
        self.impute_finished = impute_finished
        self.maximum_iterations = maximum_iterations
        self.parallel_iterations = parallel_iterations
        self.swap_memory = swap_memory

    def call(self, inputs, initial_state=None, **kwargs):
        return self._decode(inputs, dict(kwargs, initial_state=initial_state))

    def _decode(self, inputs, init_kwargs):
        init_kwargs.pop("training", None)  # a newer Keras passes it to every call that takes keywords
        return dynamic_decode(
            self,
            output_time_major=self.output_time_major,
            impute_finished=self.impute_finished,
            maximum_iterations=self.maximum_iterations,
            parallel_iterations=self.parallel_iterations,
            swap_memory=self.swap_memory,
            decoder_init_input=inputs,
            decoder_init_kwargs=init_kwargs,
        )

    @property
    def batch_size(self):
        raise NotImplementedError

    @property
    def output_size(self):
        raise NotImplementedError

    @property
    def output_dtype(self):
        raise NotImplementedError

    def initialize(self, inputs, initial_state=None, **kwargs):
        """Return (finished bool [batch], first inputs, first state)."""
        raise NotImplementedError

    def step(self, time, inputs, state):
        """Return (outputs, next state, next inputs, finished bool [batch])."""
        raise NotImplementedError

    def finalize(self, outputs, final_state, sequence_lengths):
        raise NotImplementedError

    @property
    def tracks_own_finished(self):
        return False


class _Deferred(BaseDecoder):
    """Hands on to ``_decoder``, which ``initialize`` makes."""

    _decoder = None

    @property
    def batch_size(self):
        return self._decoder.batch_size

    @property
    def output_size(self):
        return self._decoder.output_size

    @property
    def output_dtype(self):
        return self._decoder.output_dtype

    def step(self, time, inputs, state):
        return self._decoder.step(time, inputs, state)

    def finalize(self, outputs, final_state, sequence_lengths):
        return self._decoder.finalize(outputs, final_state, sequence_lengths)


class BasicDecoderV2(_Deferred):
    """`BasicDecoder` with a `Sampler` in place of a helper.

    Args:
        cell: an RNN cell.
        sampler: a `Sampler`.
        output_layer: a layer applied to the cell's output before it is sampled, or None.
        **kwargs: of `BaseDecoder`.

    Raises:
        TypeError: an argument is of the wrong kind.
    """

    def __init__(self, cell, sampler, output_layer=None, **kwargs):
        assert_like_rnncell("cell", cell)
        if not isinstance(sampler, Sampler):
            raise TypeError(f"sampler must be a Sampler, received: {sampler}")
        check_output_layer(output_layer)
        super().__init__(**kwargs)
        self.cell = cell
        self.sampler = sampler
        self.output_layer = output_layer

    def initialize(self, inputs, initial_state=None, **kwargs):
        first = self.sampler.initialize(inputs, **kwargs)
        self._decoder = BasicDecoder(self.cell, self.sampler, initial_state, self.output_layer)
        return tuple(first) + (initial_state,)


class BeamSearchDecoderV2(_Deferred):
    """`BeamSearchDecoder` as a layer, called with (embedding, start_tokens, end_token, initial_state).

    Args:
        cell: an RNN cell.
        beam_width: number of beams.
        embedding_fn: a function of ids, instead of the embedding of the call.
        output_layer, length_penalty_weight, coverage_penalty_weight, reorder_tensor_arrays: as for
            `BeamSearchDecoder`.
        **kwargs: of `BaseDecoder`.

    Raises:
        TypeError: ``cell`` or ``output_layer`` is of the wrong kind.
        ValueError: ``embedding_fn`` is not callable.
    """

    def __init__(self, cell, beam_width, embedding_fn=None, output_layer=None, length_penalty_weight=0.0,
                 coverage_penalty_weight=0.0, reorder_tensor_arrays=True, **kwargs):
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer)
        if embedding_fn is not None and not callable(embedding_fn):
            raise ValueError(f"embedding_fn is expected to be a callable, got {type(embedding_fn)}")
        super().__init__(**kwargs)
        self._cell = cell
        self._output_layer = output_layer
        self._embedding_fn = embedding_fn
        self._options = {
            "beam_width": beam_width,
            "length_penalty_weight": length_penalty_weight,
            "coverage_penalty_weight": coverage_penalty_weight,
            "reorder_tensor_arrays": reorder_tensor_arrays,
        }

    @property
    def tracks_own_finished(self):
        return True

    def call(self, embedding, start_tokens, end_token, initial_state, **kwargs):
        return self._decode(embedding, dict(
            kwargs, start_tokens=start_tokens, end_token=end_token, initial_state=initial_state))

    def initialize(self, embedding, start_tokens, end_token, initial_state):
        """Return (finished bool [batch, beam], first inputs, first state).

        Raises:
            ValueError: an embedding besides the ``embedding_fn``; tokens of the wrong rank.
        """
        if embedding is not None and self._embedding_fn is not None:
            raise ValueError("embedding and embedding_fn cannot be provided at same time")
        self._decoder = BeamSearchDecoder(
            self._cell,
            self._embedding_fn if embedding is None else embedding,
            start_tokens,
            end_token,
            initial_state,
            output_layer=self._output_layer,
            **self._options,
        )
        return self._decoder.initialize()
