"""Small models whose TF 1.15 checkpoint lies in golden/checkpoint; built alike by both TensorFlows."""

from numbers_harness import features


def build(tf):
    """Build all models; returns a dict of things to fetch."""
    rnn, seq2seq = tf.contrib.rnn, tf.contrib.seq2seq
    inputs = tf.constant(features(2, 3, 4))
    with tf.variable_scope("encoder"):
        cells = tf.nn.rnn_cell.MultiRNNCell(
            [rnn.LayerNormBasicLSTMCell(3), rnn.LSTMBlockCell(3), rnn.GRUBlockCellV2(3),
             rnn.NASCell(3), rnn.AttentionCellWrapper(rnn.BasicLSTMCell(3), 2)])
        encoded, _ = tf.nn.dynamic_rnn(cells, inputs, dtype=tf.float32)
    with tf.variable_scope("decoder"):
        attention = seq2seq.BahdanauAttention(4, encoded, normalize=True)
        cell = seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(3), attention, attention_layer_size=3)
        helper = seq2seq.TrainingHelper(inputs, [3, 2])
        decoder = seq2seq.BasicDecoder(
            cell, helper, cell.zero_state(2, tf.float32), tf.layers.Dense(5, name="out"))
        decoded, _, _ = seq2seq.dynamic_decode(decoder)
    with tf.variable_scope("tagger"):
        likelihood, _ = tf.contrib.crf.crf_log_likelihood(
            tf.reshape(decoded.rnn_output, [2, 3, 5]), tf.constant([[1, 2, 3], [0, 4, 0]]),
            tf.constant([3, 2]))
    return {"encoded": encoded, "decoded": decoded.rnn_output, "likelihood": likelihood}


def build_cudnn_cells(tf):
    """What CudnnLSTM's and CudnnGRU's checkpoints feed where there is no cuDNN."""
    results = {}
    for scope, make in (("lstm", tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell),
                        ("gru", tf.contrib.cudnn_rnn.CudnnCompatibleGRUCell)):
        with tf.variable_scope(scope):
            cells = tf.nn.rnn_cell.MultiRNNCell([make(3), make(3)])
            results[scope], _ = tf.nn.dynamic_rnn(
                cells, tf.constant(features(4, 2, 5)), time_major=True, dtype=tf.float32)
    return results
