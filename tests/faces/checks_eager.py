"""Eager mode's face: TensorFlow 2 first, TF 1.15's names behind it."""

import tf1shim

tf1shim.activate(mode="eager")

import tensorflow as tf  # noqa: E402

native = tf1shim.native()


def check_eager_stays_on_and_names_are_native():
    assert tf.executing_eagerly()
    assert tf.__version__ == native.__version__
    assert tf.nn.softmax is native.nn.softmax
    assert tf.losses.MeanSquaredError is native.losses.MeanSquaredError
    assert not hasattr(native.train, 'AdamOptimizer')
    assert float(tf.reduce_sum(tf.ones([3]))) == 3.0


def check_tf1_names_are_there():
    assert tf.log is native.compat.v1.log
    assert float(tf.to_float(3)) == 3.0
    assert tf.train.AdamOptimizer is native.compat.v1.train.AdamOptimizer


def check_missing_names_say_which_mode_has_them():
    for holder, name, words in ((tf.nn, "no_such_name", "(nor had it in TensorFlow 1.15)"),
                                (tf.layers, "dense", "try graph mode (TF1SHIM=graph)")):
        try:
            assert callable(getattr(holder, name))  # tf.layers goes on with Keras 2
        except AttributeError as error:
            assert str(error).endswith(words), error


def check_v2_keras_fits():
    import numpy as np

    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)


def check_deactivate_leaves_the_names_bound():
    assert tf1shim.status().mode == "eager"
