"""Checks that a checkpoint of TF 1.15.5 restores by name and gives TF 1.15.5's outputs."""

import json
import os
import sys

import numpy as np

import tf1shim

tf1shim.activate(mode="graph")

import tensorflow as tf  # noqa: E402

HERE = os.path.dirname(os.path.abspath(sys.argv[0]))
sys.path.insert(0, HERE)

import checkpoint_models  # noqa: E402
from numbers_harness import features  # noqa: E402

FOLDER = os.path.join(HERE, "golden", "checkpoint")


def _equals_tf115(build, saved=None):
    with open(os.path.join(FOLDER, "outputs.json"), encoding="utf-8") as stream:
        expected = json.load(stream)
    with tf.Graph().as_default(), tf.Session() as session:
        fetches = build()
        session.run(tf.global_variables_initializer())
        tf.train.Saver(saved and saved()).restore(session, os.path.join(FOLDER, "model"))
        for key, value in session.run(fetches).items():
            np.testing.assert_allclose(value, expected[key], rtol=2e-5, atol=1e-6, err_msg=key)


def check_rnn_seq2seq_and_crf():
    _equals_tf115(lambda: checkpoint_models.build(tf))


def check_cudnn_compatible_cells():
    _equals_tf115(lambda: checkpoint_models.build_cudnn_cells(tf))


def check_cudnn_layers_take_the_cells_weights():
    layers = {"lstm": tf.contrib.cudnn_rnn.CudnnLSTM, "gru": tf.contrib.cudnn_rnn.CudnnGRU}

    def build():
        inputs = tf.constant(features(4, 2, 5))
        return {name: cls(2, 3, name=name)(inputs, training=False)[0]
                for name, cls in layers.items()}

    # The cells have no opaque kernel: what is saved in canonical form is enough.
    _equals_tf115(build, lambda: tf.get_collection(tf.GraphKeys.SAVEABLE_OBJECTS))
