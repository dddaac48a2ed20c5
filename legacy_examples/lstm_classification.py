# Classify sequences of different length with dynamic_rnn: does a ramp go up, or are the values just noise?
import random
import numpy as np
import tensorflow as tf

random.seed(3)
np.random.seed(3)
tf.set_random_seed(3)


class ToySequenceData(object):
    def __init__(self, n_samples=400, max_seq_len=12, min_seq_len=4):
        self.data, self.labels, self.seqlen = [], [], []
        for i in range(n_samples):
            length = random.randint(min_seq_len, max_seq_len)
            self.seqlen.append(length)
            if random.random() < .5:
                start = random.randint(0, 60)
                s = [[float(v) / 75.] for v in range(start, start + length)]
                self.labels.append([1., 0.])
            else:
                s = [[float(random.randint(0, 75)) / 75.] for _ in range(length)]
                self.labels.append([0., 1.])
            s += [[0.] for _ in range(max_seq_len - length)]
            self.data.append(s)
        self.batch_id = 0

    def next(self, batch_size):
        if self.batch_id == len(self.data):
            self.batch_id = 0
        end = min(self.batch_id + batch_size, len(self.data))
        part = slice(self.batch_id, end)
        self.batch_id = end
        return self.data[part], self.labels[part], self.seqlen[part]


learning_rate = 0.01
training_steps = 150
batch_size = 50
seq_max_len = 12
n_hidden = 24
n_classes = 2

trainset = ToySequenceData(400, seq_max_len)
testset = ToySequenceData(200, seq_max_len)

x = tf.placeholder("float", [None, seq_max_len, 1])
y = tf.placeholder("float", [None, n_classes])
seqlen = tf.placeholder(tf.int32, [None])

weights = {'out': tf.Variable(tf.random_normal([n_hidden, n_classes]))}
biases = {'out': tf.Variable(tf.random_normal([n_classes]))}


def dynamicRNN(x, seqlen, weights, biases):
    lstm_cell = tf.contrib.rnn.LSTMCell(n_hidden, use_peepholes=True, forget_bias=1.0)
    outputs, state = tf.nn.dynamic_rnn(lstm_cell, x, dtype=tf.float32, sequence_length=seqlen)
    # Indexing the last relevant output
    n = tf.shape(outputs)[0]
    index = tf.range(0, n) * seq_max_len + (seqlen - 1)
    outputs = tf.gather(tf.reshape(outputs, [-1, n_hidden]), index)
    outputs = tf.nn.dropout(outputs, keep_prob=0.95, seed=11)
    print('state:', type(state).__name__, state.c.get_shape().as_list())
    return tf.matmul(outputs, weights['out']) + biases['out']


pred = dynamicRNN(x, seqlen, weights, biases)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=pred, labels=y))
optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate).minimize(cost)
correct_pred = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))
init = tf.global_variables_initializer()

for v in tf.trainable_variables():
    print(v.name, v.get_shape())

with tf.Session() as sess:
    sess.run(init)
    for step in range(1, training_steps + 1):
        batch_x, batch_y, batch_seqlen = trainset.next(batch_size)
        sess.run(optimizer, feed_dict={x: batch_x, y: batch_y, seqlen: batch_seqlen})
        if step % 50 == 0 or step == 1:
            acc, loss = sess.run([accuracy, cost], feed_dict={
                x: batch_x, y: batch_y, seqlen: batch_seqlen})
            print("Step " + str(step) + ", Minibatch Loss= " + "{:.5f}".format(loss) +
                  ", Training Accuracy= " + "{:.3f}".format(acc))
    print("Testing Accuracy:", "%.3f" % sess.run(accuracy, feed_dict={
        x: testset.data, y: testset.labels, seqlen: testset.seqlen}))
