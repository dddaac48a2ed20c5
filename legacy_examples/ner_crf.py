"""BiLSTM-CRF tagger on a toy language."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(23)
TAGS = ['O', 'B-PER', 'I-PER', 'B-LOC']
FILLER, FIRST, LAST, CITY = range(1, 9), range(9, 13), range(13, 16), range(16, 20)


def sentence():
    words, tags = [], []
    while len(words) < 8:
        kind = rng.randint(4)
        if kind == 0:
            words += [rng.choice(FIRST), rng.choice(LAST)]
            tags += [1, 2]
        elif kind == 1:
            words.append(rng.choice(CITY))
            tags.append(3)
        else:
            words.append(rng.choice(FILLER))
            tags.append(0)
    n = rng.randint(5, 9)
    return words[:n], tags[:n]


def batch(n):
    pairs = [sentence() for _ in range(n)]
    lengths = np.array([len(w) for w, _ in pairs], np.int32)
    words, tags = np.zeros((n, 8), np.int32), np.zeros((n, 8), np.int32)
    for i, (w, t) in enumerate(pairs):
        words[i, :len(w)], tags[i, :len(t)] = w, t
    return words, tags, lengths


class BiLSTM_CRF(object):
    def __init__(self, vocab=20, dim=8, hidden=12):
        self.word_ids = tf.placeholder(tf.int32, shape=[None, None], name="word_ids")
        self.labels = tf.placeholder(tf.int32, shape=[None, None], name="labels")
        self.sequence_lengths = tf.placeholder(tf.int32, shape=[None], name="sequence_lengths")
        self.dropout_pl = tf.placeholder(dtype=tf.float32, shape=[], name="dropout")

        with tf.variable_scope("words"):
            embeddings = tf.Variable(rng.uniform(-0.25, 0.25, (vocab, dim)).astype(np.float32),
                                     trainable=True, name="_word_embeddings")
            word_embeddings = tf.nn.embedding_lookup(embeddings, self.word_ids, name="word_embeddings")
            word_embeddings = tf.nn.dropout(word_embeddings, self.dropout_pl)

        with tf.variable_scope("bi-lstm"):
            (fw, bw), _ = tf.nn.bidirectional_dynamic_rnn(
                cell_fw=tf.contrib.rnn.LSTMCell(hidden), cell_bw=tf.contrib.rnn.LSTMCell(hidden),
                inputs=word_embeddings, sequence_length=self.sequence_lengths, dtype=tf.float32)
            output = tf.concat([fw, bw], axis=-1)

        with tf.variable_scope("proj"):
            W = tf.get_variable("W", shape=[2 * hidden, len(TAGS)], dtype=tf.float32,
                                initializer=tf.contrib.layers.xavier_initializer())
            b = tf.get_variable("b", shape=[len(TAGS)], initializer=tf.zeros_initializer())
            s = tf.shape(output)
            pred = tf.matmul(tf.reshape(output, [-1, 2 * hidden]), W) + b
            self.logits = tf.reshape(pred, [-1, s[1], len(TAGS)])

        log_likelihood, self.transition_params = tf.contrib.crf.crf_log_likelihood(
            inputs=self.logits, tag_indices=self.labels, sequence_lengths=self.sequence_lengths)
        self.loss = -tf.reduce_mean(log_likelihood)
        self.train_op = tf.train.AdamOptimizer(0.03).minimize(self.loss)
        self.decoded, _ = tf.contrib.crf.crf_decode(
            self.logits, self.transition_params, self.sequence_lengths)


if __name__ == '__main__':
    tf.set_random_seed(23)
    model = BiLSTM_CRF()
    print([v.name for v in tf.trainable_variables()])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(1, 61):
            words, tags, lengths = batch(32)
            _, loss = sess.run([model.train_op, model.loss], {
                model.word_ids: words, model.labels: tags,
                model.sequence_lengths: lengths, model.dropout_pl: 0.9})
            if step % 20 == 0 or step == 1:
                print('step %d loss %.4f' % (step, loss))

        words, tags, lengths = batch(50)
        logits, trans, decoded = sess.run(
            [model.logits, model.transition_params, model.decoded],
            {model.word_ids: words, model.sequence_lengths: lengths, model.dropout_pl: 1.0})
        right = total = agree = 0
        for logit, y, n, d in zip(logits, tags, lengths, decoded):
            viterbi, score = tf.contrib.crf.viterbi_decode(logit[:n], trans)
            right += int(np.sum(np.array(viterbi) == y[:n]))
            agree += viterbi == d[:n].tolist()
            total += int(n)
        print('words right: %d of %d' % (right, total))
        print('viterbi_decode and crf_decode agree on %d sentences' % agree)
        print(' '.join(TAGS[t] for t in decoded[0][:lengths[0]]))
