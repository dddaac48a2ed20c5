"""Cases of `keras_cases`: models that are cut and put together again, and models read from files."""

import inspect
import os
import tempfile

import numpy as np
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
    return found + [len(deferred.layers)]


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


CASES = {"models popped": (popped_case, None), "models sequential": (sequential_case, None),
         "models loaded": (loaded_case, None), "models arguments": (arguments_case, None)}
