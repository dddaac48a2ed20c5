"""Unrolled sequence-to-sequence models (source: contrib/learn/python/learn/ops/seq2seq_ops.py)."""

import tensorflow.compat.v1 as tf


def sequence_classifier(decoding, labels, sampling_decoding=None, name=None):
    """(probabilities [batch, time, classes], summed cross entropy) of a sequence of logits.

    Args:
        decoding: list of logits.
        labels: list of one-hot labels.
        sampling_decoding: list of logits for the probabilities, where they differ.
        name: of the ops.
    """
    with tf.name_scope(name, "sequence_classifier", [decoding, labels]):
        losses = [tf.nn.softmax_cross_entropy_with_logits(labels=label, logits=logits,
                                                          name=f"sequence_loss/xent_raw{step}")
                  for step, (label, logits) in enumerate(zip(labels, decoding))]
        predictions = [tf.nn.softmax(logits) for logits in sampling_decoding or decoding]
        loss = tf.reduce_sum(tf.add_n(losses, name="sequence_loss/xent"), name="sequence_loss")
        return tf.stack(predictions, axis=1), loss


def seq2seq_inputs(x, y, input_length, output_length, sentinel=None, name=None):
    """Lists of tensors for an encoder and a decoder.

    Args:
        x: [batch, time, width], for the encoder.
        y: [batch, time, width], what the decoder is to give.
        input_length, output_length: not used, as in TF 1.15.
        sentinel: [batch, width], before the decoder's inputs and after its outputs; zeros by default.
        name: of the ops.

    Returns:
        (encoder's inputs, decoder's inputs, decoder's outputs).
    """
    with tf.name_scope(name, "seq2seq_inputs", [x, y]):
        sources, targets = tf.unstack(x, axis=1), tf.unstack(y, axis=1)
        if sentinel is None:
            sentinel = tf.zeros(tf.stack([tf.shape(x)[0], targets[0].shape[1]]))
            sentinel.set_shape(targets[0].shape)
        return sources, [sentinel, *targets], [*targets, sentinel]


def rnn_decoder(decoder_inputs, initial_state, cell, scope=None):
    """Unroll a decoder twice: on given inputs, and on its own outputs.

    Args:
        decoder_inputs: list of tensors.
        initial_state: the first state.
        cell: an RNN cell.
        scope: variable scope.

    Returns:
        (outputs, states, sampled outputs, sampled states), lists; the first step is one and the same.
    """
    with tf.variable_scope(scope or "dnn_decoder"):
        outputs, states = [], [initial_state]
        with tf.name_scope("training", values=[decoder_inputs, initial_state]):
            for step, value in enumerate(decoder_inputs):
                if step:
                    tf.get_variable_scope().reuse_variables()
                _step(cell, value, outputs, states)
        sampled, sampled_states = outputs[:1], states[:2]
        with tf.name_scope("sampling", values=[initial_state]):
            for _ in decoder_inputs[1:]:
                _step(cell, sampled[-1], sampled, sampled_states)
    return outputs, states, sampled, sampled_states


def _step(cell, value, outputs, states):
    output, state = cell(value, states[-1])
    outputs.append(output)
    states.append(state)


def rnn_seq2seq(encoder_inputs, decoder_inputs, encoder_cell, decoder_cell=None, dtype=tf.float32, scope=None):
    """An encoder, and `rnn_decoder` from its last state.

    Args:
        encoder_inputs, decoder_inputs: lists of tensors.
        encoder_cell, decoder_cell: RNN cells; the encoder's serves for both by default.
        dtype: of the encoder's first state.
        scope: variable scope.
    """
    with tf.variable_scope(scope or "rnn_seq2seq"):
        _, state = tf.nn.static_rnn(encoder_cell, encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, decoder_cell or encoder_cell)
