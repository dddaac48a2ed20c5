"""Cases of `keras_cases`: models that are cut and put together again, and models read from files."""

import inspect
import os
import tempfile

import numpy as np
import tensorflow as tf
from keras import backend as K
from keras import layers, models

X = np.ones((1, 4), "float32")


def _functional():
    inputs = layers.Input((4,))
    hidden = layers.Dense(3, name="hidden")(inputs)
    return models.Model(inputs, layers.Dense(2, name="last")(hidden))


def _told(model):
    return [len(model.layers), len(model.trainable_weights), model.predict(X).shape]


def popped_case(_):
    """The last layer comes off the list of layers, and another goes on what is then the last."""
    model = _functional()
    model.layers.pop()
    found = [_told(model), model.layers[-1].name]
    grown = models.Model(model.input, layers.Dense(5)(model.layers[-1].output))
    found += [_told(grown), grown.layers[1] is model.layers[-1]]
    model = _functional()
    model.layers.pop()
    model.outputs = [model.layers[-1].output]
    model.layers[-1].outbound_nodes = []
    cut = models.Model(model.inputs, model.outputs)
    return found + [_told(cut), len(model.get_weights())]


def sequential_case(_):
    """Of a Sequential that knows its input the list is a copy."""
    known = models.Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(2)])
    known.layers.pop()
    found = [len(known.layers)]
    known.pop()
    found += _told(known)
    known.add(layers.Dense(7))
    found += _told(known)
    deferred = models.Sequential([layers.Dense(3), layers.Dense(2)])
    deferred.layers.pop()
    return found + [len(deferred.layers), list(known.input._keras_shape)]


def loaded_case(_):
    """What a file names is compiled by that name."""
    found = []
    for loss, metrics in (("mse", ["mae", "accuracy"]), ({"last": "mae"}, {"last": ["mse", "acc"]})):
        model = _functional()
        model.compile("adam", loss, metrics=metrics)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.h5")
            model.save(path)
            loaded = models.load_model(path)
        found.append([model.metrics_names, loaded.metrics_names, loaded.loss])
    return found


def arguments_case(_):
    """What wrappers like scikit-learn's ask: which arguments the methods take."""
    return {name: [p for p in inspect.signature(getattr(models.Model, name)).parameters if p != "kwargs"]
            for name in ("fit", "evaluate", "predict", "fit_generator")}


class Adding(layers.Layer):
    """A cell that takes a constant."""

    def __init__(self, units, **kwargs):
        self.units = self.state_size = units
        super().__init__(**kwargs)

    def build(self, input_shape):
        (_, width), (_, constant) = input_shape
        self.kernels = [self.add_weight("kernel%d" % i, (n, self.units), initializer="ones")
                        for i, n in enumerate((width, constant))]
        self.built = True

    def call(self, inputs, states, constants):
        made = sum(K.dot(*pair) for pair in zip((inputs, constants[0]), self.kernels)) + states[0]
        return made, [made]


def stacked_cells_case(_):
    """Cells of one layer: states as one list, out of a layer and into another; constants; from a config."""
    def cells():
        return [layers.LSTMCell(2, kernel_initializer="ones", recurrent_initializer="ones"),
                layers.GRUCell(3, kernel_initializer="ones", recurrent_initializer="ones")]

    x = np.linspace(-1, 1, 24).reshape((2, 4, 3))
    inputs = layers.Input((4, 3))
    first = layers.RNN(cells(), return_state=True)
    output, *states = first(inputs)
    given = [layers.Input((n,)) for n in (2, 2, 3)]
    second = layers.RNN(cells(), return_state=True, return_sequences=True)
    again = layers.RNN.from_config(second.get_config())
    found = [list(first.cell.state_size), list(again.cell.state_size), len(states)]
    for layer, begun, feed in ((second, states, [x]), (again, given, [x] + [np.ones((2, n)) for n in (2, 2, 3)])):
        made = layer(inputs, initial_state=begun)
        found.append(models.Model([inputs] + (given if begun is given else []), made).predict(feed))
    constant = layers.Input((2,))
    summed = layers.RNN([Adding(2), Adding(3)])(inputs, constants=constant)
    found.append(models.Model([inputs, constant], summed).predict([x, np.ones((2, 2))]))
    return found


def lambda_variables_case(_):
    """A variable made in a Lambda layer: Mask R-CNN's anchors, for one."""
    found = []
    for spelling in (layers, tf.keras.layers):
        Input, Model = spelling.Input, (models if spelling is layers else tf.keras.models).Model
        inputs = Input((4,))
        layer = spelling.Lambda(lambda x: x + tf.Variable([[1.0, 2.0, 3.0, 4.0]], name="anchors"))
        model = Model(inputs, layer(inputs))
        backend = K if spelling is layers else tf.keras.backend
        backend.get_session().run(tf.global_variables_initializer())
        found.append([len(model.weights), model.predict(X)])
    return found


def predictions_case(_):
    """Predictions of no samples, and of numbers of samples that stateful models do and do not take."""
    model = models.Sequential([layers.Dense(2, input_shape=(3,))])
    found = [np.shape(model.predict(np.zeros((0, 3))))]
    model = models.Sequential([layers.LSTM(2, batch_input_shape=(4, 3, 1), stateful=True)])
    model.compile("sgd", "mse")
    for samples in (4, 6, 8):
        try:
            found.append(model.predict(np.zeros((samples, 3, 1)), batch_size=4).shape)
        except ValueError as error:
            found.append(str(error))
    return found


def frozen_case(_):
    """Two models on one body; one is frozen, and thawed with a layer of the body frozen by itself."""
    np.random.seed(5)
    body = models.Sequential([layers.Dense(4, input_shape=(3,)), layers.BatchNormalization(), layers.Dense(3)])
    x = layers.Input((3,))
    one, two = models.Model(x, layers.Dense(1)(body(x))), models.Model(x, layers.Dense(2)(body(x)))
    one.compile("sgd", "mse")
    one.trainable = False
    both = models.Model(x, [one(x), two(x)])
    both.compile("sgd", "mse")
    told = lambda: [[len(set(m.trainable_weights)), len(set(m.non_trainable_weights)),  # noqa: E731
                     [layer.trainable for layer in m.layers]] for m in (body, one, two, both)]
    data = np.random.rand(8, 3)
    found = [told(), [len(m.updates) for m in (body, one, two)],
             one.train_on_batch(data, data[:, :1]), both.train_on_batch(data, [data[:, :1], data[:, :2]]),
             one.predict(data[:2]), two.predict(data[:2]), one.get_weights()]
    one.set_weights(one.get_weights())
    found += [one.predict(data[:1]), [w.shape.as_list() for w in one.weights]]
    body.layers[0].trainable = False
    body.trainable = False
    found.append(told())
    body.trainable = one.trainable = True
    found.append(told())
    wrapped = layers.TimeDistributed(body)
    wrapped(layers.Input((2, 3)))
    wrapped.trainable = False
    return found + [told(), len(wrapped.trainable_weights)]


CASES = {"models predictions": (predictions_case, None), "models lambda variables": (lambda_variables_case, None),
         "models stacked cells": (stacked_cells_case, None),
         "models popped": (popped_case, None), "models frozen": (frozen_case, None),
         "models sequential": (sequential_case, None),
         "models loaded": (loaded_case, None), "models arguments": (arguments_case, None)}
