# Sequence to sequence with attention: learn to reverse a sequence of letters.
import numpy as np
import tensorflow as tf
from tensorflow.python.layers.core import Dense

np.random.seed(19)

PAD, GO, EOS = 0, 1, 2
VOCAB = 10
MAX_LEN = 6
BATCH = 32
UNITS = 32


def batch_of(n):
    lengths = np.random.randint(3, MAX_LEN + 1, size=n)
    source = np.zeros((n, MAX_LEN), np.int32)
    target_in = np.zeros((n, MAX_LEN + 1), np.int32)
    target_out = np.zeros((n, MAX_LEN + 1), np.int32)
    for i, length in enumerate(lengths):
        seq = np.random.randint(3, VOCAB, size=length)
        source[i, :length] = seq
        target_in[i, :length + 1] = np.concatenate([[GO], seq[::-1]])
        target_out[i, :length + 1] = np.concatenate([seq[::-1], [EOS]])
    return source, lengths.astype(np.int32), target_in, target_out


tf.reset_default_graph()
tf.set_random_seed(19)
initializer = tf.random_uniform_initializer(-0.3, 0.3, seed=19)
tf.get_variable_scope().set_initializer(initializer)

source = tf.placeholder(tf.int32, [None, MAX_LEN], name='source')
source_len = tf.placeholder(tf.int32, [None], name='source_len')
target_in = tf.placeholder(tf.int32, [None, MAX_LEN + 1], name='target_in')
target_out = tf.placeholder(tf.int32, [None, MAX_LEN + 1], name='target_out')
batch_size = tf.shape(source)[0]
target_len = source_len + 1

with tf.variable_scope('encoder'):
    enc_embedding = tf.get_variable('embedding', [VOCAB, 12])
    enc_inputs = tf.nn.embedding_lookup(enc_embedding, source)
    (out_fw, out_bw), (state_fw, state_bw) = tf.nn.bidirectional_dynamic_rnn(
        tf.contrib.rnn.GRUCell(UNITS // 2), tf.contrib.rnn.GRUCell(UNITS // 2),
        enc_inputs, source_len, dtype=tf.float32)
    memory = tf.concat([out_fw, out_bw], 2)
    encoder_state = tf.concat([state_fw, state_bw], 1)

with tf.variable_scope('decoder'):
    dec_embedding = tf.get_variable('embedding', [VOCAB, 12])
    cell = tf.contrib.rnn.GRUCell(UNITS)
    attention_mechanism = tf.contrib.seq2seq.BahdanauAttention(
        UNITS, memory, memory_sequence_length=source_len)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        cell, attention_mechanism, attention_layer_size=UNITS, alignment_history=True)
    initial_state = cell.zero_state(batch_size, tf.float32).clone(cell_state=encoder_state)
    projection = Dense(VOCAB, use_bias=False, name='projection')

    train_helper = tf.contrib.seq2seq.TrainingHelper(
        tf.nn.embedding_lookup(dec_embedding, target_in), target_len)
    train_decoder = tf.contrib.seq2seq.BasicDecoder(cell, train_helper, initial_state, projection)
    train_outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(train_decoder, impute_finished=True,
                                                            maximum_iterations=MAX_LEN + 1)

    infer_helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(
        dec_embedding, tf.fill([batch_size], GO), EOS)
    infer_decoder = tf.contrib.seq2seq.BasicDecoder(cell, infer_helper, initial_state, projection)
    infer_outputs, infer_state, infer_lengths = tf.contrib.seq2seq.dynamic_decode(
        infer_decoder, maximum_iterations=MAX_LEN + 1)

logits = train_outputs.rnn_output
steps = tf.shape(logits)[1]
weights = tf.sequence_mask(target_len, steps, dtype=tf.float32)
loss = tf.contrib.seq2seq.sequence_loss(logits, target_out[:, :steps], weights)
params = tf.trainable_variables()
clipped, norm = tf.clip_by_global_norm(tf.gradients(loss, params), 5.0)
train_op = tf.train.AdamOptimizer(0.005).apply_gradients(zip(clipped, params))

for p in params:
    print(p.name, p.get_shape().as_list())

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(1, 151):
        s, l, ti, to = batch_of(BATCH)
        _, loss_value, norm_value = sess.run(
            [train_op, loss, norm], {source: s, source_len: l, target_in: ti, target_out: to})
        if step in (1, 25, 50, 100, 150):
            print('step %3d loss %.4f gradient norm %.3f' % (step, loss_value, norm_value))

    s, l, ti, to = batch_of(100)
    ids, lengths = sess.run([infer_outputs.sample_id, infer_lengths], {source: s, source_len: l})
    right = sum(list(ids[i][:l[i]]) == list(to[i][:l[i]]) for i in range(100))
    print('reversed correctly: %d of 100' % right)
    alignments = sess.run(infer_state.alignment_history.stack(), {source: s[:1], source_len: l[:1]})
    print('attention', alignments.shape[1:], 'sums to one:', np.allclose(alignments.sum(2), 1, atol=1e-5))
