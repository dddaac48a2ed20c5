"""The seeds of what is built behind layers of tf.keras, and of the draws in them."""

import numpy as np
import tensorflow as tf


def _seeds(make, shape, masked=False):
    k = tf.keras.layers
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        np.random.seed(1)
        first = (k.Embedding(9, shape[-1], mask_zero=True, input_shape=shape[:-1]) if masked
                 else k.Dense(shape[-1], input_shape=shape))
        tf.keras.Sequential([first, make(), k.Dense(3)])
        return [op.get_attr("seed2") for op in graph.get_operations()
                if op.type in ("TruncatedNormal", "RandomUniform")]


def case_seeds_behind_recurrent_layers():
    k, found = tf.keras.layers, {}
    for kind in ("LSTM", "GRU", "SimpleRNN"):
        for options in ({}, {"dropout": 0.2}, {"recurrent_dropout": 0.2, "implementation": 2},
                        {"dropout": 0.2, "recurrent_dropout": 0.2, "return_sequences": True}):
            for masked in (False, True):
                found["%s %s %s" % (kind, sorted(options.items()), masked)] = _seeds(
                    lambda: getattr(k, kind)(3, **options), (5, 4), masked)
    found["unrolled"] = _seeds(lambda: k.GRU(3, implementation=2, unroll=True), (3, 4))
    found["reset after"] = _seeds(lambda: k.GRU(3, implementation=2, reset_after=True), (3, 4))
    found["cells"] = _seeds(lambda: k.RNN([k.LSTMCell(3, dropout=0.2), k.GRUCell(3)]), (3, 4))
    found["both ways"] = _seeds(lambda: k.Bidirectional(k.LSTM(3, dropout=0.2)), (3, 4))
    found["convolutional"] = _seeds(lambda: k.ConvLSTM2D(2, 2, dropout=0.2), (3, 6, 6, 1))
    return found


def case_seeds_behind_layers():
    k = tf.keras.layers
    return {
        "no dropout": _seeds(lambda: k.Dropout(0), (5, 4)),
        "locally connected": _seeds(lambda: k.LocallyConnected1D(2, 2), (5, 4)),
        "locally connected, 2-D": _seeds(lambda: k.LocallyConnected2D(2, 2), (5, 5, 4)),
        "normalized": [_seeds(lambda: k.LayerNormalization(**options), shape)
                       for shape in ((4,), (5, 4), (5, 5, 4))
                       for options in ({}, {"scale": False}, {"center": False}, {"scale": False, "center": False})],
        "normalized by axes": [_seeds(lambda: k.LayerNormalization(axis=axis), (5, 4)) for axis in (1, [1, 2])]}
