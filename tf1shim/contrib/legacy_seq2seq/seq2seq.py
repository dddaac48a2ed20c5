"""``tf.contrib.legacy_seq2seq.python.ops.seq2seq``: whole models."""

import copy

import tensorflow.compat.v1 as tf

from tf1shim.contrib.legacy_seq2seq.decoders import (  # noqa: F401 (imported from here)
    _extract_argmax_and_embed,
    attention_decoder,
    embedding_attention_decoder,
    embedding_rnn_decoder,
    rnn_decoder,
)
from tf1shim.contrib.legacy_seq2seq.losses import (  # noqa: F401 (imported from here)
    model_with_buckets,
    sequence_loss,
    sequence_loss_by_example,
)
from tf1shim.contrib.rnn.cell_base import RNNCell
from tf1shim.contrib.rnn.core_rnn_cell import EmbeddingWrapper, OutputProjectionWrapper


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=tf.float32, scope=None):
    """Encode with a copy of ``cell``, decode with ``cell`` from the encoder's last state.

    Args:
        encoder_inputs, decoder_inputs: lists of [batch, depth] tensors.
        cell: an RNN cell.
        dtype: of the first state.
        scope: variable scope, default "basic_rnn_seq2seq".

    Returns:
        (list of outputs, last state).
    """
    with tf.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = tf.nn.static_rnn(copy.deepcopy(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


def tied_rnn_seq2seq(
    encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=tf.float32, scope=None
):
    """As `basic_rnn_seq2seq`, with one set of weights; ``loop_function`` as in `rnn_decoder`."""
    with tf.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = tf.nn.static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        tf.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function, scope=scope)


def _choose_feeding(feed_previous, decode, output_count, structure):
    """``decode(bool)`` for a bool; for a bool tensor both decoders, weights shared, and a
    `tf.cond`.

    ``structure`` is the nest the state comes back in.
    """
    if isinstance(feed_previous, bool):
        return decode(feed_previous)

    def flat(feed):
        with tf.variable_scope(tf.get_variable_scope(), reuse=None if feed else True):
            outputs, state = decode(feed)
            return list(outputs) + tf.nest.flatten(state)

    results = tf.cond(feed_previous, lambda: flat(True), lambda: flat(False))
    outputs, state = results[:output_count], results[output_count:]
    return outputs, tf.nest.pack_sequence_as(structure, state)


def embedding_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """`basic_rnn_seq2seq` over ids, each side with an embedding of its own.

    Args:
        encoder_inputs, decoder_inputs: lists of int [batch] tensors.
        cell: an RNN cell.
        num_encoder_symbols, num_decoder_symbols: numbers of ids.
        embedding_size: width of the embeddings.
        output_projection: None, or (weights, biases) that make symbols of outputs.
        feed_previous: bool or bool tensor: decode from own outputs instead of ``decoder_inputs``.
        dtype: of the variable scope.
        scope: variable scope, default "embedding_rnn_seq2seq".

    Returns:
        (list of outputs, last state).
    """
    with tf.variable_scope(scope or "embedding_rnn_seq2seq") as scope:
        if dtype is not None:
            scope.set_dtype(dtype)
        else:
            dtype = scope.dtype
        encoder_cell = EmbeddingWrapper(
            copy.deepcopy(cell), num_encoder_symbols, embedding_size
        )
        _, encoder_state = tf.nn.static_rnn(encoder_cell, encoder_inputs, dtype=dtype)
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)

        def decode(feed):
            # With a tensor both graphs train: then the fed-back embedding is left alone.
            return embedding_rnn_decoder(
                decoder_inputs,
                encoder_state,
                cell,
                num_decoder_symbols,
                embedding_size,
                output_projection=output_projection,
                feed_previous=feed,
                update_embedding_for_previous=isinstance(feed_previous, bool),
            )

        return _choose_feeding(feed_previous, decode, len(decoder_inputs), encoder_state)


def embedding_tied_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_symbols,
    embedding_size,
    num_decoder_symbols=None,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """`embedding_rnn_seq2seq` with one embedding and one cell for both sides.

    Args:
        num_symbols: number of ids of both sides.
        num_decoder_symbols: width of the output, default ``num_symbols``.
        others: as `embedding_rnn_seq2seq`.

    Raises:
        ValueError: ``output_projection`` is of the wrong shape.
    """
    with tf.variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        if output_projection is not None:
            weights = tf.convert_to_tensor(output_projection[0], dtype=dtype)
            weights.shape.assert_is_compatible_with([None, num_symbols])
            biases = tf.convert_to_tensor(output_projection[1], dtype=dtype)
            biases.shape.assert_is_compatible_with([num_symbols])
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size], dtype=dtype)
        embedded_encoder = [tf.nn.embedding_lookup(embedding, x) for x in encoder_inputs]
        embedded_decoder = [tf.nn.embedding_lookup(embedding, x) for x in decoder_inputs]
        if output_projection is None:
            symbols = num_symbols if num_decoder_symbols is None else num_decoder_symbols
            cell = OutputProjectionWrapper(cell, symbols)

        def decode(feed):
            loop_function = None
            if feed:
                loop_function = _extract_argmax_and_embed(
                    embedding, output_projection, isinstance(feed_previous, bool)
                )
            return tied_rnn_seq2seq(
                embedded_encoder,
                embedded_decoder,
                cell,
                loop_function=loop_function,
                dtype=dtype,
            )

        return _choose_feeding(
            feed_previous, decode, len(decoder_inputs), cell.state_size
        )


def embedding_attention_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    num_heads=1,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`embedding_rnn_seq2seq` whose decoder attends to the encoder's outputs.

    Args:
        num_heads: number of attention heads.
        initial_state_attention: attend already before the first step.
        others: as `embedding_rnn_seq2seq`; the default scope is "embedding_attention_seq2seq".
    """
    with tf.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        encoder_cell = EmbeddingWrapper(
            copy.deepcopy(cell), num_encoder_symbols, embedding_size
        )
        encoder_outputs, encoder_state = tf.nn.static_rnn(
            encoder_cell, encoder_inputs, dtype=dtype
        )
        top_states = [tf.reshape(e, [-1, 1, cell.output_size]) for e in encoder_outputs]
        attention_states = tf.concat(top_states, 1)
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decode(feed):
            return embedding_attention_decoder(
                decoder_inputs,
                encoder_state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=output_size,
                output_projection=output_projection,
                feed_previous=feed,
                update_embedding_for_previous=isinstance(feed_previous, bool),
                initial_state_attention=initial_state_attention,
            )

        return _choose_feeding(feed_previous, decode, len(decoder_inputs), encoder_state)


def one2many_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs_dict,
    enc_cell,
    dec_cells_dict,
    num_encoder_symbols,
    num_decoder_symbols_dict,
    embedding_size,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """One encoder, several decoders, each with its own cell and ids.

    Args:
        encoder_inputs: list of int [batch] tensors.
        decoder_inputs_dict, dec_cells_dict, num_decoder_symbols_dict: by decoder name.
        enc_cell: an RNN cell.
        others: as `embedding_rnn_seq2seq`.

    Returns:
        (outputs by name, last states by name).

    Raises:
        TypeError: a cell is not an RNN cell.
        ValueError: cells and inputs have different names.
    """
    if not isinstance(enc_cell, RNNCell):
        raise TypeError(f"enc_cell is not an RNNCell: {type(enc_cell)}")
    if set(dec_cells_dict) != set(decoder_inputs_dict):
        raise ValueError("keys of dec_cells_dict != keys of decodre_inputs_dict")
    for cell in dec_cells_dict.values():
        if not isinstance(cell, RNNCell):
            raise TypeError(f"dec_cell is not an RNNCell: {type(cell)}")
    outputs, states = {}, {}
    with tf.variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as scope:
        enc_cell = EmbeddingWrapper(enc_cell, num_encoder_symbols, embedding_size)
        _, encoder_state = tf.nn.static_rnn(enc_cell, encoder_inputs, dtype=scope.dtype)
        for name, inputs in decoder_inputs_dict.items():
            symbols = num_decoder_symbols_dict[name]
            with tf.variable_scope(f"one2many_decoder_{name}"):
                cell = OutputProjectionWrapper(dec_cells_dict[name], symbols)

                def decode(feed, inputs=inputs, cell=cell, symbols=symbols):
                    return embedding_rnn_decoder(
                        inputs, encoder_state, cell, symbols, embedding_size,
                        # TF 1.15 hands the argument on as it is, tensor or not.
                        feed_previous=feed,
                    )  # fmt: skip

                outputs[name], states[name] = _choose_feeding(
                    feed_previous, decode, len(inputs), encoder_state
                )
    return outputs, states
