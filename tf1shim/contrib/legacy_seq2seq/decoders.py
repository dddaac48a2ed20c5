"""The decoders of ``tf.contrib.legacy_seq2seq``, unrolled over lists of inputs."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.core_rnn_cell import _Linear


def _extract_argmax_and_embed(embedding, output_projection=None, update_embedding=True):
    """A loop function that feeds the embedding of the likeliest symbol.

    Args:
        embedding: [symbols, width] tensor.
        output_projection: None, or (weights, biases) that make symbols of outputs.
        update_embedding: whether gradients reach ``embedding`` this way.
    """

    def loop_function(prev, _):
        if output_projection is not None:
            prev = tf.nn.xw_plus_b(prev, output_projection[0], output_projection[1])
        embedded = tf.nn.embedding_lookup(embedding, tf.argmax(prev, 1))
        return embedded if update_embedding else tf.stop_gradient(embedded)

    return loop_function


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """Step ``cell`` over the inputs.

    Args:
        decoder_inputs: iterable of [batch, depth] tensors.
        initial_state: state of ``cell``.
        cell: an RNN cell.
        loop_function: (previous output, step) -> input, used from the second step on; or None.
        scope: variable scope, default "rnn_decoder".

    Returns:
        (list of outputs, last state).
    """
    with tf.variable_scope(scope or "rnn_decoder"):
        state, outputs = initial_state, []
        for i, inp in enumerate(decoder_inputs):
            if loop_function is not None and outputs:
                with tf.variable_scope("loop_function", reuse=True):
                    inp = loop_function(outputs[-1], i)
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(inp, state)
            outputs.append(output)
    return outputs, state


def embedding_rnn_decoder(
    decoder_inputs,
    initial_state,
    cell,
    num_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    scope=None,
):
    """`rnn_decoder` over ids.

    Args:
        decoder_inputs: list of int [batch] tensors.
        initial_state, cell: as `rnn_decoder`.
        num_symbols, embedding_size: shape of the embedding.
        output_projection: None, or (weights [n, num_symbols], biases [num_symbols]).
        feed_previous: decode from own outputs; only the first input is used.
        update_embedding_for_previous: train the embedding through fed-back symbols too.
        scope: variable scope, default "embedding_rnn_decoder".

    Raises:
        ValueError: ``output_projection`` is of the wrong shape.
    """
    with tf.variable_scope(scope or "embedding_rnn_decoder") as scope:
        if output_projection is not None:
            weights = tf.convert_to_tensor(output_projection[0], dtype=scope.dtype)
            weights.shape.assert_is_compatible_with([None, num_symbols])
            biases = tf.convert_to_tensor(output_projection[1], dtype=scope.dtype)
            biases.shape.assert_is_compatible_with([num_symbols])
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = _extract_argmax_and_embed(
                embedding, output_projection, update_embedding_for_previous
            )
        embedded = (tf.nn.embedding_lookup(embedding, i) for i in decoder_inputs)
        return rnn_decoder(embedded, initial_state, cell, loop_function=loop_function)


def attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    output_size=None,
    num_heads=1,
    loop_function=None,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`rnn_decoder` that attends to ``attention_states`` (https://arxiv.org/abs/1412.7449).

    Args:
        decoder_inputs: list of [batch, depth] tensors.
        initial_state, cell, loop_function: as `rnn_decoder`.
        attention_states: [batch, length, width].
        output_size: width of the outputs, default the cell's.
        num_heads: number of attention heads.
        dtype: of the variable scope.
        scope: variable scope, default "attention_decoder".
        initial_state_attention: attend with the initial state before the first step.

    Raises:
        ValueError: no inputs, no heads, or a width is not known.
    """
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    width = tf.dimension_value(attention_states.shape[2])
    if width is None:
        raise ValueError(
            f"Shape[2] of attention_states must be known: {attention_states.shape}"
        )
    if output_size is None:
        output_size = cell.output_size
    with tf.variable_scope(scope or "attention_decoder", dtype=dtype) as scope:
        dtype = scope.dtype
        batch_size = tf.shape(decoder_inputs[0])[0]
        attention = _heads(attention_states, width, num_heads, dtype)
        attns = [tf.zeros(tf.stack([batch_size, width]), dtype) for _ in range(num_heads)]
        for attn in attns:
            attn.set_shape([None, width])
        if initial_state_attention:
            attns = attention(initial_state)
        state, outputs = initial_state, []
        for i, inp in enumerate(decoder_inputs):
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            if loop_function is not None and outputs:
                with tf.variable_scope("loop_function", reuse=True):
                    inp = loop_function(outputs[-1], i)
            depth = tf.dimension_value(inp.shape.with_rank(2)[1])
            if depth is None:
                raise ValueError(f"Could not infer input size from input: {inp.name}")
            inputs = [tf.cast(e, dtype) for e in [inp] + attns]
            cell_output, state = cell(_Linear(inputs, depth, True)(inputs), state)
            # The first step made the heads' variables already if it attended before.
            reuse = True if i == 0 and initial_state_attention else None
            with tf.variable_scope(tf.get_variable_scope(), reuse=reuse):
                attns = attention(state)
            with tf.variable_scope("AttnOutputProjection"):
                inputs = [tf.cast(cell_output, dtype)] + attns
                outputs.append(_Linear(inputs, output_size, True)(inputs))
    return outputs, state


def _heads(attention_states, width, num_heads, dtype):
    """A function from a query (a nest of 2-D states) to one attended vector per head."""
    length = tf.dimension_value(attention_states.shape[1])
    if length is None:
        length = tf.shape(attention_states)[1]
    hidden = tf.reshape(attention_states, [-1, length, 1, width])
    features, vectors = [], []
    for head in range(num_heads):
        kernel = tf.get_variable(f"AttnW_{head}", [1, 1, width, width], dtype=dtype)
        features.append(tf.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME"))
        vectors.append(tf.get_variable(f"AttnV_{head}", [width], dtype=dtype))

    def attention(query):
        if tf.nest.is_nested(query):
            query = tf.concat(tf.nest.flatten(query), 1)
        attended = []
        for head in range(num_heads):
            with tf.variable_scope(f"Attention_{head}"):
                y = tf.reshape(_Linear(query, width, True)(query), [-1, 1, 1, width])
                score = tf.reduce_sum(
                    vectors[head] * tf.tanh(features[head] + tf.cast(y, dtype)), [2, 3]
                )
                weights = tf.cast(tf.nn.softmax(tf.cast(score, tf.float32)), dtype)
                weights = tf.reshape(weights, [-1, length, 1, 1])
                mean = tf.reduce_sum(weights * hidden, [1, 2])
                attended.append(tf.reshape(mean, [-1, width]))
        return attended

    return attention


def embedding_attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    num_symbols,
    embedding_size,
    num_heads=1,
    output_size=None,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`attention_decoder` over ids; see `embedding_rnn_decoder` for the arguments they share."""
    if output_size is None:
        output_size = cell.output_size
    if output_projection is not None:
        biases = tf.convert_to_tensor(output_projection[1], dtype=dtype)
        biases.shape.assert_is_compatible_with([num_symbols])
    with tf.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = _extract_argmax_and_embed(
                embedding, output_projection, update_embedding_for_previous
            )
        embedded = [tf.nn.embedding_lookup(embedding, i) for i in decoder_inputs]
        return attention_decoder(
            embedded,
            initial_state,
            attention_states,
            cell,
            output_size=output_size,
            num_heads=num_heads,
            loop_function=loop_function,
            initial_state_attention=initial_state_attention,
        )
