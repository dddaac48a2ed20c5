"""Cases of `keras_cases`: what programs built on private classes, old orders of arguments and odd data."""

import h5py
import numpy as np
from keras import backend as K
from keras import layers, metrics, models, optimizers
from keras.layers.convolutional import _Conv
from keras.layers.merge import _Merge
from keras.layers.pooling import _GlobalPooling1D, _Pooling1D, _Pooling2D
from keras.layers.recurrent import _generate_dropout_mask, _standardize_args
from scipy import sparse


class Mixed(_Merge):
    def _merge_function(self, inputs):
        return 0.25 * inputs[0] + 0.75 * inputs[1]


class Own(_Conv):
    def __init__(self, filters, **kwargs):
        super().__init__(rank=2, filters=filters, kernel_size=3, **kwargs)


class Least2D(_Pooling2D):
    def __init__(self, pool_size=(2, 2), **kwargs):
        super().__init__(pool_size, **kwargs)

    def _pooling_function(self, inputs, pool_size, strides, padding, data_format):
        return -K.pool2d(-inputs, pool_size, strides, padding, data_format, pool_mode="max")


class Least1D(_Pooling1D):
    _pooling_function = Least2D._pooling_function


class Total(_GlobalPooling1D):
    def call(self, inputs):
        return K.sum(inputs, axis=1)


def private_bases_case(_):
    """Layers of a program, on private classes of Keras."""
    np.random.seed(0)
    one, two = layers.Input((8, 8, 2)), layers.Input((8, 8, 2))
    outputs = Own(4, padding="same")(Mixed()([one, two]))
    outputs = Total()(Least1D(padding="same")(layers.Reshape((16, 4))(Least2D()(outputs))))
    model = models.Model([one, two], outputs)
    mask = _generate_dropout_mask(K.ones((2, 2)), 0.5, training=True, count=3)
    return [[layer.output_shape for layer in model.layers], model.predict([np.random.rand(2, 8, 8, 2)] * 2),
            isinstance(layers.Conv2D(1, 1), _Conv), isinstance(layers.Add(), _Merge), len(mask),
            [len(part) if isinstance(part, list) else None
             for part in _standardize_args([one, two, one], None, None, 1)]]


def binary_accuracy_case(_):
    """Of a linear output: predictions are rounded."""
    true, predicted = K.constant([[1.0, 1.0, 0.0]]), K.constant([[1.7, 0.6, -0.6]])
    np.random.seed(0)
    model = models.Sequential([layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse", metrics=["acc", metrics.BinaryAccuracy(), "binary_accuracy"])
    return [K.eval(metrics.binary_accuracy(true, predicted)), K.eval(metrics.binary_accuracy(true, predicted, 0.7)),
            K.eval(metrics.get("binary_accuracy")(true, predicted)),
            model.evaluate(np.random.randn(20, 3) * 3, np.ones((20, 1)), verbose=0)]


def get_updates_case(_):
    """Keras 1's order of arguments, which agents of reinforcement learning kept."""
    found = []
    for call in (lambda optimizer, loss, weights: optimizer.get_updates(weights, [], loss),
                 lambda optimizer, loss, weights: optimizer.get_updates(loss, weights),
                 lambda optimizer, loss, weights: optimizer.get_updates(params=weights, loss=loss)):
        np.random.seed(0)
        model = models.Sequential([layers.Dense(2, input_shape=(3,))])
        loss = K.mean(K.square(model.output))
        train = K.function([model.input], [loss], updates=call(optimizers.RMSprop(0.1), loss, model.trainable_weights))
        found.append([train([np.ones((4, 3))])[0] for _ in range(3)])
    return found


def direct_call_case(_):
    """A recurrent layer's `call`, of a tensor that is no layer's output."""
    np.random.seed(0)
    layer = layers.LSTM(3, recurrent_initializer="glorot_uniform")
    layer(layers.Input((4, 5)))
    return K.eval(layer.call(K.constant(np.ones((2, 4, 5)))))


def sparse_case(_):
    """Sparse matrices of SciPy for dense inputs, the last part set aside."""
    np.random.seed(0)
    x, y = sparse.random(9, 3, 0.5, "csr", random_state=0), sparse.random(9, 2, 0.5, "csr", random_state=1)
    model = models.Sequential([layers.Dense(2, input_shape=(3,))])
    model.compile("sgd", "mse")
    history = model.fit(x, y, epochs=2, batch_size=3, shuffle=False, verbose=0, validation_split=0.34).history
    return [history, model.evaluate(x, y, verbose=0), model.predict(x)]


def group_case(_):
    """A model in a group of a file that holds other things."""
    np.random.seed(0)
    model = models.Sequential([layers.Dense(2, input_shape=(3,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["acc"])
    x = np.random.rand(4, 3)
    with h5py.File("unused.h5", "w", driver="core", backing_store=False) as file:
        group = file.create_group("deep/model")
        models.save_model(model, group)
        loaded = models.load_model(group)
    return [np.abs(model.predict(x) - loaded.predict(x)).max(), loaded.metrics_names]


CASES = {"programs private bases": (private_bases_case, None), "programs sparse": (sparse_case, None),
         "programs binary accuracy": (binary_accuracy_case, None), "programs group": (group_case, None),
         "programs get_updates": (get_updates_case, None), "programs direct call": (direct_call_case, None)}
