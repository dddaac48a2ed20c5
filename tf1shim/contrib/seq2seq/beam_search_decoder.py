"""``tf.contrib.seq2seq.python.ops.beam_search_decoder``: decoding that keeps several candidates."""

import collections

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import assert_like_rnncell
from tf1shim.contrib.seq2seq.basic_decoder import check_output_layer, output_size_through
from tf1shim.contrib.seq2seq.beam_scores import (  # noqa: F401 (imported from here)
    _get_scores,
    _length_penalty,
    _mask_probs,
    attention_probs_from_attn_state,
    get_attention_probs,
)
from tf1shim.contrib.seq2seq.beam_search_ops import gather_tree
from tf1shim.contrib.seq2seq.beam_shapes import (  # noqa: F401
    _check_batch_beam,
    _check_ndims,
    _check_static_batch_beam_maybe,
    _maybe_tensor_gather_helper,
    _tensor_gather_helper,
    _tile_batch,
    gather_tree_from_array,
    tile_batch,
)
from tf1shim.contrib.seq2seq.decoder import Decoder
from tf1shim.contrib.seq2seq.helper import vector_and_scalar
from tf1shim.contrib.seq2seq.helper_base import embedding_function


class BeamSearchDecoderState(
    collections.namedtuple(
        "BeamSearchDecoderState",
        ("cell_state", "log_probs", "finished", "lengths", "accumulated_attention_probs"),
    )
):
    """What is known of the beams: all entries are [batch, beam, ...]."""

    __slots__ = ()


class BeamSearchDecoderOutput(
    collections.namedtuple("BeamSearchDecoderOutput", ("scores", "predicted_ids", "parent_ids"))
):
    """One step of the search, each [batch, beam]."""

    __slots__ = ()


class FinalBeamSearchDecoderOutput(
    collections.namedtuple("FinalBeamDecoderOutput", ["predicted_ids", "beam_search_decoder_output"])
):
    """The full beams, best first, and the steps they were read from."""

    __slots__ = ()


class BeamSearchDecoder(Decoder):
    """Beam search (TF 1.15: ``tf.contrib.seq2seq.BeamSearchDecoder``).

    States and memories must be tiled with `tile_batch` first.

    Args:
        cell: an RNN cell.
        embedding: a function of ids, or the ``params`` of an embedding lookup.
        start_tokens: int32 [batch].
        end_token: int32 scalar.
        initial_state: nest of [batch * beam, ...] tensors.
        beam_width: number of beams.
        output_layer: a layer from cell outputs to logits, or None.
        length_penalty_weight: float, 0.0 for none.
        coverage_penalty_weight: float, 0.0 for none; needs an attending cell.
        reorder_tensor_arrays: put TensorArrays of the state in the order of the final beams.

    Raises:
        TypeError: ``cell`` or ``output_layer`` is of the wrong kind.
        ValueError: ``start_tokens`` is not a vector or ``end_token`` not a scalar.
    """

    def __init__(
        self,
        cell,
        embedding,
        start_tokens,
        end_token,
        initial_state,
        beam_width,
        output_layer=None,
        length_penalty_weight=0.0,
        coverage_penalty_weight=0.0,
        reorder_tensor_arrays=True,
    ):
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer)
        self._cell = cell
        self._output_layer = output_layer
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight
        self._embedding_fn = embedding_function(embedding)
        tokens, self._end_token = vector_and_scalar(start_tokens, end_token)
        self._batch_size = tf.size(start_tokens)
        self._initial_cell_state = tf.nest.map_structure(
            self._maybe_split_batch_beams, initial_state, self._cell.state_size
        )
        self._start_tokens = tf.tile(tf.expand_dims(tokens, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)
        self._finished = self._first_beam(False, True, tf.bool)

    def _first_beam(self, first, others, dtype):
        """[batch, beam] with ``first`` in the first beam: the beams differ only from step one on."""
        return tf.one_hot(
            tf.zeros([self._batch_size], dtype=tf.int32),
            depth=self._beam_width,
            on_value=first,
            off_value=others,
            dtype=dtype,
        )

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def tracks_own_finished(self):
        # Beams are reordered: "finished" moves with them.
        return True

    def _rnn_output_size(self):
        return output_size_through(self._cell, self._output_layer)

    @property
    def output_size(self):
        return BeamSearchDecoderOutput(*[tf.TensorShape([self._beam_width])] * 3)

    @property
    def output_dtype(self):
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        return BeamSearchDecoderOutput(
            scores=tf.nest.map_structure(lambda _: dtype, self._rnn_output_size()),
            predicted_ids=tf.int32,
            parent_ids=tf.int32,
        )

    def initialize(self, name=None):
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        attention = get_attention_probs(
            self._initial_cell_state, self._coverage_penalty_weight
        )
        state = BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=self._first_beam(tf.constant(0.0, dtype), tf.constant(-np.inf, dtype), dtype),
            finished=self._finished,
            lengths=tf.zeros([self._batch_size, self._beam_width], dtype=tf.int64),
            accumulated_attention_probs=() if attention is None else attention,
        )
        return self._finished, self._start_inputs, state

    def finalize(self, outputs, final_state, sequence_lengths):
        del sequence_lengths  # the state's own are per beam
        lengths = tf.cast(tf.reduce_max(final_state.lengths, axis=1), tf.int32)
        predicted_ids = gather_tree(
            outputs.predicted_ids,
            outputs.parent_ids,
            max_sequence_lengths=lengths,
            end_token=self._end_token,
        )
        if self._reorder_tensor_arrays:
            final_state = final_state._replace(
                cell_state=tf.nest.map_structure(
                    lambda t: self._maybe_sort_array_beams(
                        t, outputs.parent_ids, final_state.lengths
                    ),
                    final_state.cell_state,
                )
            )
        return FinalBeamSearchDecoderOutput(predicted_ids, outputs), final_state

    def _merge_batch_beams(self, t, s=None):
        """[batch, beam] + s -> [batch * beam] + s."""
        merged = tf.reshape(
            t, tf.concat(([self._batch_size * self._beam_width], tf.shape(t)[2:]), 0)
        )
        batch = tf.get_static_value(self._batch_size)
        rows = None if batch is None else batch * self._beam_width
        merged.set_shape(tf.TensorShape([rows]).concatenate(_static_shape(s)))
        return merged

    def _split_batch_beams(self, t, s=None):
        """[batch * beam] + s -> [batch, beam] + s; ``ValueError`` when it does not fit."""
        split = tf.reshape(
            t, tf.concat(([self._batch_size, self._beam_width], tf.shape(t)[1:]), 0)
        )
        batch = tf.get_static_value(self._batch_size)
        expected = tf.TensorShape([batch, self._beam_width]).concatenate(_static_shape(s))
        if not split.shape.is_compatible_with(expected):
            raise ValueError(
                "Unexpected behavior when reshaping between beam width and batch size.  "
                f"The reshaped tensor has shape: {split.shape}.  We expected it to have shape "
                f"(batch_size, beam_width, depth) == {expected}.  Perhaps you forgot to create "
                "a zero_state with batch_size=encoder_batch_size * beam_width?"
            )
        split.set_shape(expected)
        return split

    def _maybe_split_batch_beams(self, t, s):
        if isinstance(t, tf.TensorArray):
            return t
        _check_ndims(t)
        return self._split_batch_beams(t, s) if t.shape.ndims >= 1 else t

    def _maybe_merge_batch_beams(self, t, s):
        if isinstance(t, tf.TensorArray):
            return t
        _check_ndims(t)
        return self._merge_batch_beams(t, s) if t.shape.ndims >= 2 else t

    def _maybe_sort_array_beams(self, t, parent_ids, sequence_length):
        """A TensorArray of the state as a tensor in the order of the final beams, if it can be."""
        if not isinstance(t, tf.TensorArray):
            return t
        if t.element_shape.ndims is None or t.element_shape.ndims < 1:
            tf.logging.warn(
                "The TensorArray %s in the cell state is not amenable to sorting based on the "
                "beam search result. For a TensorArray to be sorted, its elements shape must be "
                "defined and have at least a rank of 1, but saw shape: %s",
                t,
                t.element_shape,
            )
            return t
        batch = tf.get_static_value(self._batch_size)
        if not _check_static_batch_beam_maybe(t.element_shape, batch, self._beam_width):
            return t
        t = t.stack()
        check = _check_batch_beam(t, self._batch_size, self._beam_width)
        with tf.control_dependencies([check] if check is not None else []):
            return gather_tree_from_array(t, parent_ids, sequence_length)

    def step(self, time, inputs, state, name=None):
        with tf.name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            inputs = tf.nest.map_structure(
                lambda inp: self._merge_batch_beams(inp, s=inp.shape[2:]), inputs
            )
            cell_state = tf.nest.map_structure(
                self._maybe_merge_batch_beams, state.cell_state, self._cell.state_size
            )
            outputs, next_cell_state = self._cell(inputs, cell_state)
            outputs = tf.nest.map_structure(
                lambda out: self._split_batch_beams(out, out.shape[1:]), outputs
            )
            next_cell_state = tf.nest.map_structure(
                self._maybe_split_batch_beams, next_cell_state, self._cell.state_size
            )
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            output, next_state = _beam_search_step(
                time=time,
                logits=outputs,
                next_cell_state=next_cell_state,
                beam_state=state,
                batch_size=self._batch_size,
                beam_width=self._beam_width,
                end_token=self._end_token,
                length_penalty_weight=self._length_penalty_weight,
                coverage_penalty_weight=self._coverage_penalty_weight,
            )
            next_inputs = tf.cond(
                tf.reduce_all(next_state.finished),
                lambda: self._start_inputs,  # nobody reads them any more
                lambda: self._embedding_fn(output.predicted_ids),
            )
        return output, next_state, next_inputs, next_state.finished


def _static_shape(size):
    if tf.is_tensor(size):
        return tf.TensorShape(tf.get_static_value(size))
    return tf.TensorShape(size)


def _beam_search_step(
    time,
    logits,
    next_cell_state,
    beam_state,
    batch_size,
    beam_width,
    end_token,
    length_penalty_weight,
    coverage_penalty_weight,
):
    """Extend every beam by every word, keep the ``beam_width`` best.

    Args:
        time: the step.
        logits: [batch, beam, vocabulary].
        next_cell_state: nest of [batch, beam, ...].
        beam_state: the `BeamSearchDecoderState` before.
        batch_size, beam_width, end_token: scalars.
        length_penalty_weight, coverage_penalty_weight: floats.

    Returns:
        (`BeamSearchDecoderOutput`, next `BeamSearchDecoderState`).
    """
    del time
    static_batch_size = tf.get_static_value(batch_size)
    was_finished = beam_state.finished
    running = tf.logical_not(was_finished)
    step_log_probs = _mask_probs(tf.nn.log_softmax(logits), end_token, was_finished)
    total_probs = tf.expand_dims(beam_state.log_probs, 2) + step_log_probs

    # A running beam grows by one, unless the word is the end token.
    vocab_size = tf.dimension_value(logits.shape[-1]) or tf.shape(logits)[-1]
    growth = tf.one_hot(
        indices=tf.fill([batch_size, beam_width], end_token),
        depth=vocab_size,
        on_value=np.int64(0),
        off_value=np.int64(1),
        dtype=tf.int64,
    )
    growth *= tf.expand_dims(tf.cast(running, tf.int64), 2)
    candidate_lengths = growth + tf.expand_dims(beam_state.lengths, 2)

    attention = get_attention_probs(next_cell_state, coverage_penalty_weight)
    accumulated = None
    if attention is not None:
        attention *= tf.expand_dims(tf.cast(running, tf.float32), 2)
        accumulated = beam_state.accumulated_attention_probs + attention
    scores = _get_scores(
        log_probs=total_probs,
        sequence_lengths=candidate_lengths,
        length_penalty_weight=length_penalty_weight,
        coverage_penalty_weight=coverage_penalty_weight,
        finished=was_finished,
        accumulated_attention_probs=accumulated,
    )
    best_scores, best = tf.nn.top_k(
        tf.reshape(scores, [batch_size, -1]),
        k=tf.convert_to_tensor(beam_width, dtype=tf.int32, name="beam_width"),
    )
    best_scores.set_shape([static_batch_size, beam_width])
    best.set_shape([static_batch_size, beam_width])

    word_ids = tf.cast(tf.mod(best, vocab_size, name="next_beam_word_ids"), tf.int32)
    parents = tf.cast(best / vocab_size, tf.int32, name="next_beam_parent_ids")

    def of_parents(value, gather_shape=(-1,), name=None):
        return _tensor_gather_helper(
            gather_indices=parents,
            gather_from=value,
            batch_size=batch_size,
            range_size=beam_width,
            gather_shape=list(gather_shape),
            name=name,
        )

    rows = [batch_size * beam_width, -1]
    was_finished = of_parents(was_finished)
    next_state = BeamSearchDecoderState(
        cell_state=tf.nest.map_structure(
            lambda value: _maybe_tensor_gather_helper(
                gather_indices=parents,
                gather_from=value,
                batch_size=batch_size,
                range_size=beam_width,
                gather_shape=rows,
            ),
            next_cell_state,
        ),
        log_probs=_tensor_gather_helper(
            gather_indices=best,
            gather_from=total_probs,
            batch_size=batch_size,
            range_size=beam_width * vocab_size,
            gather_shape=[-1],
            name="next_beam_probs",
        ),
        lengths=of_parents(beam_state.lengths)
        + tf.cast(tf.logical_not(was_finished), tf.int64),
        finished=tf.logical_or(
            was_finished, tf.equal(word_ids, end_token), name="next_beam_finished"
        ),
        accumulated_attention_probs=()
        if accumulated is None
        else of_parents(accumulated, rows, "next_accumulated_attention_probs"),
    )
    return BeamSearchDecoderOutput(best_scores, word_ids, parents), next_state


def __getattr__(name):
    if name == "BeamSearchDecoderV2":
        from tf1shim.contrib.seq2seq.decoder_layers import BeamSearchDecoderV2

        return BeamSearchDecoderV2
    raise AttributeError(name)
