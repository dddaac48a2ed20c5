#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Character-level language model: two LSTM layers, truncated backpropagation, sampling."""
from __future__ import print_function
import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq
from tensorflow.contrib import rnn

TEXT = """the cat sat on the mat and the dog sat on the log
the cat saw the dog and the dog saw the cat on the mat
a fat cat and a sad dog sat and ate the ham on the mat
""" * 6


class Args(object):
    rnn_size = 32
    num_layers = 2
    batch_size = 4
    seq_length = 20
    num_epochs = 12
    grad_clip = 5.
    learning_rate = 0.01
    decay_rate = 0.97


class Model():
    def __init__(self, args, vocab_size, training=True):
        self.args = args
        if not training:
            args.batch_size = 1
            args.seq_length = 1

        cells = []
        for _ in range(args.num_layers):
            cells.append(rnn.BasicLSTMCell(args.rnn_size))
        self.cell = cell = rnn.MultiRNNCell(cells, state_is_tuple=True)

        self.input_data = tf.placeholder(tf.int32, [args.batch_size, args.seq_length])
        self.targets = tf.placeholder(tf.int32, [args.batch_size, args.seq_length])
        self.initial_state = cell.zero_state(args.batch_size, tf.float32)

        with tf.variable_scope('rnnlm'):
            softmax_w = tf.get_variable("softmax_w", [args.rnn_size, vocab_size])
            softmax_b = tf.get_variable("softmax_b", [vocab_size])

        embedding = tf.get_variable("embedding", [vocab_size, args.rnn_size])
        inputs = tf.nn.embedding_lookup(embedding, self.input_data)
        inputs = tf.split(inputs, args.seq_length, 1)
        inputs = [tf.squeeze(input_, [1]) for input_ in inputs]

        outputs, last_state = legacy_seq2seq.rnn_decoder(
            inputs, self.initial_state, cell, scope='rnnlm')
        output = tf.reshape(tf.concat(outputs, 1), [-1, args.rnn_size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = legacy_seq2seq.sequence_loss_by_example(
            [self.logits],
            [tf.reshape(self.targets, [-1])],
            [tf.ones([args.batch_size * args.seq_length])])
        self.cost = tf.reduce_sum(loss) / args.batch_size / args.seq_length
        self.final_state = last_state
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), args.grad_clip)
        optimizer = tf.train.AdamOptimizer(self.lr)
        self.train_op = optimizer.apply_gradients(zip(grads, tvars))

    def sample(self, sess, chars, vocab, num=20, prime='the '):
        state = sess.run(self.cell.zero_state(1, tf.float32))
        for char in prime[:-1]:
            feed = {self.input_data: [[vocab[char]]], self.initial_state: state}
            [state] = sess.run([self.final_state], feed)
        ret = prime
        char = prime[-1]
        for n in range(num):
            feed = {self.input_data: [[vocab[char]]], self.initial_state: state}
            [probs, state] = sess.run([self.probs, self.final_state], feed)
            char = chars[np.argmax(probs[0])]
            ret += char
        return ret


def batches(data, args):
    per_row = (len(data) - 1) // args.batch_size
    n = per_row // args.seq_length
    x = data[:args.batch_size * n * args.seq_length].reshape(args.batch_size, -1)
    y = data[1:args.batch_size * n * args.seq_length + 1].reshape(args.batch_size, -1)
    return list(zip(np.split(x, n, 1), np.split(y, n, 1)))


def main():
    args = Args()
    chars = sorted(set(TEXT))
    vocab = {c: i for i, c in enumerate(chars)}
    data = np.array([vocab[c] for c in TEXT])
    print("vocabulary", len(chars), "text", len(data))

    tf.set_random_seed(1234)
    model = Model(args, len(chars))
    saved = {}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for e in range(args.num_epochs):
            sess.run(tf.assign(model.lr, args.learning_rate * (args.decay_rate ** e)))
            state = sess.run(model.initial_state)
            losses = []
            for x, y in batches(data, args):
                feed = {model.input_data: x, model.targets: y}
                for i, (c, h) in enumerate(model.initial_state):
                    feed[c] = state[i].c
                    feed[h] = state[i].h
                train_loss, state, _ = sess.run([model.cost, model.final_state, model.train_op], feed)
                losses.append(train_loss)
            if e % 3 == 2:
                print("epoch {}, train_loss = {:.3f}".format(e, np.mean(losses)))
        saved = {v.op.name: sess.run(v) for v in tf.trainable_variables()}

    for name in sorted(saved):
        print(name, saved[name].shape)

    tf.reset_default_graph()
    model = Model(args, len(chars), training=False)
    with tf.Session() as sess:
        for v in tf.trainable_variables():
            v.load(saved[v.op.name], sess)
        print(model.sample(sess, chars, vocab))


if __name__ == '__main__':
    main()
