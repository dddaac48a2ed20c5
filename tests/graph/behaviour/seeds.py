"""Seeds of draws in and behind what tf.contrib and the optimizers build: they go by the number of operations."""

import functools

import numpy as np
import tensorflow as tf


def _seeds(build):
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        build()
        tf.random_uniform([1], name="behind")
        return [(op.name, op.get_attr("seed2")) for op in graph.get_operations() if "seed2" in op.node_def.attr]


def _memory():
    return tf.placeholder(tf.float32, [2, 5, 4])


def _decoder(cell, maximum=None, impute=False):
    seq2seq = tf.contrib.seq2seq
    helper = seq2seq.TrainingHelper(_memory(), tf.constant([3, 4]))
    decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), output_layer=tf.layers.Dense(3))
    seq2seq.dynamic_decode(decoder, maximum_iterations=maximum, impute_finished=impute)


def case_seeds_in_decoders():
    seq2seq, cells = tf.contrib.seq2seq, tf.nn.rnn_cell

    def attending(mechanism, **how):
        return seq2seq.AttentionWrapper(cells.LSTMCell(4), mechanism(4, _memory(), **how), attention_layer_size=4)

    def greedy():
        cell = cells.LSTMCell(4)
        helper = seq2seq.GreedyEmbeddingHelper(tf.get_variable("e", [7, 4]), tf.constant([1, 1]), 2)
        decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), output_layer=tf.layers.Dense(7))
        seq2seq.dynamic_decode(decoder, maximum_iterations=6)

    def states():
        batch = tf.shape(tf.placeholder(tf.float32, [None, 3]))[0]
        both = [seq2seq.LuongMonotonicAttention(4, _memory()), seq2seq.BahdanauMonotonicAttention(4, _memory())]
        cell = seq2seq.AttentionWrapper(cells.GRUCell(4), both, attention_layer_size=[4, 4], alignment_history=True)
        cell.zero_state(batch, tf.float32)
        cell(tf.ones([2, 4]), cell.zero_state(2, tf.float32))

    return {
        "plain": _seeds(lambda: _decoder(cells.LSTMCell(4), maximum=6, impute=True)),
        "Luong": _seeds(lambda: _decoder(attending(seq2seq.LuongAttention))),
        "Bahdanau": _seeds(lambda: _decoder(attending(
            seq2seq.BahdanauAttention, memory_sequence_length=tf.constant([3, 4])))),
        "greedy": _seeds(greedy),
        "states": _seeds(states),
    }


def case_seeds_in_beams():
    def beams():
        cell = tf.nn.rnn_cell.LSTMCell(4)
        seq2seq = tf.contrib.seq2seq
        state = seq2seq.tile_batch(cell.zero_state(2, tf.float32), 3)
        decoder = seq2seq.BeamSearchDecoder(
            cell, tf.get_variable("e", [7, 4]), tf.constant([1, 1]), 2, state, 3, output_layer=tf.layers.Dense(7))
        seq2seq.dynamic_decode(decoder, maximum_iterations=6)

    return _seeds(beams)[:-1]  # tracing the beams back takes one operation in TF 1, and many elsewhere


def case_seeds_in_cells_of_contrib():
    def run(cell):
        tf.nn.dynamic_rnn(cell, tf.placeholder(tf.float32, [None, 5, 4]), dtype=tf.float32)

    rnn, gru = tf.contrib.rnn, tf.nn.rnn_cell.GRUCell
    return [
        _seeds(lambda: run(rnn.IntersectionRNNCell(4))),
        _seeds(lambda: run(rnn.AttentionCellWrapper(gru(3), 2, state_is_tuple=True))),
        _seeds(lambda: run(rnn.GLSTMCell(4, number_of_groups=2))),
        _seeds(lambda: run(rnn.NASCell(3))),
        _seeds(lambda: run(rnn.UGRNNCell(3))),
        _seeds(lambda: run(rnn.LayerNormBasicLSTMCell(3, dropout_keep_prob=0.5))),
    ]


def case_seeds_in_old_decoders():
    def decode():
        tokens = [tf.placeholder(tf.int32, [2]) for _ in range(3)]
        tf.contrib.legacy_seq2seq.embedding_attention_seq2seq(
            tokens, tokens, tf.nn.rnn_cell.GRUCell(3), 7, 7, 4, feed_previous=True)

    return _seeds(decode)


def case_seeds_behind_optimizers():
    def minimize(make):
        make().minimize(tf.reduce_mean(tf.layers.dense(tf.placeholder(tf.float32, [None, 4]), 3)))

    train = tf.train
    return [_seeds(functools.partial(minimize, make)) for make in (
        lambda: train.FtrlOptimizer(0.1),
        lambda: train.FtrlOptimizer(tf.constant(0.1), l2_shrinkage_regularization_strength=0.2),
        lambda: train.AdamOptimizer(), lambda: train.AdadeltaOptimizer(),
        lambda: train.RMSPropOptimizer(0.1, momentum=0.9, centered=True), lambda: train.ProximalAdagradOptimizer(0.1),
        lambda: train.MomentumOptimizer(0.1, 0.9, use_nesterov=True), lambda: tf.contrib.opt.NadamOptimizer())]


def _second_model(first):
    """Seeds of a model built in the graph in which another one was trained."""
    keras = tf.keras
    keras.backend.clear_session()
    tf.set_random_seed(1)
    model, arguments = first(keras.layers.Dense(4, activation="relu", input_shape=(3,)), keras.layers.Dense(1))
    model.fit(verbose=0, **arguments)
    keras.Sequential([keras.layers.Dense(4, input_shape=(3,)), keras.layers.Dropout(0.5)])
    return [(op.name, op.get_attr("seed2")) for op in tf.get_default_graph().get_operations()
            if op.type == "RandomUniform"]


def case_seeds_of_a_second_model():
    rows, targets = np.ones((4, 3), np.float32), np.ones((4, 1), np.float32)

    def with_(optimizer, loss="mse", metrics=None, **arguments):
        def first(*layers):
            model = tf.keras.Sequential(list(layers))
            model.compile(optimizer, loss, metrics=metrics)
            return model, arguments or {"x": rows, "y": targets}

        return _second_model(first)

    def of_dataset(*layers):
        model = tf.keras.Sequential(list(layers))
        model.compile("sgd", "mse")
        dataset = tf.data.Dataset.from_tensor_slices((rows, targets)).batch(2).repeat()
        return model, {"x": dataset, "steps_per_epoch": 2}

    return {
        "sgd": with_("sgd"), "adam": with_("adam", metrics=["mae"]),
        "clipped": with_(tf.keras.optimizers.Adam(clipnorm=1.0)),
        "percentage": with_("adam", "mape"), "crossentropy": with_("adam", "binary_crossentropy", ["accuracy"]),
        "weighted": with_("adam", x=rows, y=targets, sample_weight=np.ones(4)),
        "classes": with_("adam", x=rows, y=targets, class_weight={0: 1.0, 1: 2.0}),
        "dataset": _second_model(of_dataset),
        "validated": with_("adam", x=rows, y=targets, validation_split=0.5, epochs=2),
    }


def case_seeds_behind_confusion():
    def labels():
        return tf.placeholder(tf.int32, [None])

    return [_seeds(lambda: tf.confusion_matrix(labels(), labels())),
            _seeds(lambda: tf.confusion_matrix(labels(), labels(), 4)),
            _seeds(lambda: tf.metrics.mean_iou(labels(), labels(), 3))]
