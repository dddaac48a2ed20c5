"""What Keras prints, in both spellings: `tools/record_keras_printed.py` records it, the tests compare."""

import contextlib
import inspect
import io
import json
import os
import re
import shutil
import tempfile

import numpy as np


def summaries(keras):
    """Tables of `model.summary()`: name -> text."""
    layers, models = keras.layers, keras.models
    pair, wide = layers.Input((4,)), layers.Input((1200,), name="wide")
    chain = models.Sequential([
        layers.Dense(40, input_shape=(1200,)), layers.BatchNormalization(), layers.Dropout(0.5),
        layers.Dense(1, trainable=False)])
    joined = layers.concatenate([layers.Dense(3)(pair), chain(wide)])
    both = models.Model([pair, wide], [joined, layers.add([joined, joined])])
    inner_in = layers.Input((4,))
    inner = models.Model(inner_in, layers.Dense(4, activation="relu")(inner_in), name="inner")
    outer_in = layers.Input((4,))
    shared = layers.Dense(4, name="shared")
    outer = models.Model(outer_in, layers.Dense(2)(shared(inner(inner(shared(outer_in))))))
    straight = models.Model(outer_in, layers.Dense(2)(layers.Activation("relu")(inner(outer_in))))
    deferred = models.Sequential([layers.Dense(3)])
    late_in = layers.Input((4,))
    late = models.Model([late_in, pair], layers.add([deferred(late_in), layers.Dense(3)(pair)]))
    recurrent = models.Sequential([
        layers.Embedding(10, 4, input_length=5), layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.TimeDistributed(layers.Dense(2)), layers.Flatten()])
    images = models.Sequential([
        layers.Conv2D(32, (3, 3), input_shape=(28, 28, 1)), layers.MaxPooling2D(), layers.Lambda(lambda x: x / 2)])
    several = layers.LSTM(3, return_state=True)(layers.Input((5, 2), name="steps"))
    states_in = layers.Input((5, 2))
    states = models.Model(states_in, layers.LSTM(3, return_state=True)(states_in)[1:])
    assert len(several) == 3
    frozen = models.Sequential([layers.Dense(2, input_shape=(3,)), layers.Dense(1)])
    frozen.compile("sgd", "mse")
    frozen.layers[0].trainable = False
    made = {"chain": chain, "both": both, "outer": outer, "straight": straight, "late": late,
            "recurrent": recurrent, "images": images, "states": states}
    texts = {name: _text(model.summary) for name, model in made.items()}
    for name, ends in (("both", (0.3, 0.5, 0.6, 1.0)), ("recurrent", (0.5, 0.8, 1.0))):
        summary, lines = made[name].summary, []
        texts[name + ", line_length"] = _text(summary, line_length=120)
        texts[name + ", short"] = _text(summary, 50)
        texts[name + ", parts"] = _text(summary, line_length=110, positions=list(ends))
        texts[name + ", characters"] = _text(summary, positions=[int(70 * end) for end in ends])
        summary(print_fn=lines.append)
        texts[name + ", print_fn"] = lines
    return texts


def _text(function, *args, **kwargs):
    target = io.StringIO()
    with contextlib.redirect_stdout(target):
        function(*args, **kwargs)
    return target.getvalue().split("\n")


def progress(keras):
    """What training, evaluation and prediction print, without times and without the states in between."""
    model = keras.models.Sequential([keras.layers.Dense(1, input_shape=(3,), kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.01), "mse", metrics=["mae"])
    x = np.arange(300.0).reshape(100, 3) / 100
    y = x[:, :1] * 2 + 1

    def batches():
        while True:
            yield x[:10], y[:10]

    texts = {}
    for verbose in (0, 1, 2):
        data = {"verbose": verbose, "shuffle": False}
        texts[f"fit {verbose}"] = _still(model.fit, x, y, **data)
        texts[f"fit epochs {verbose}"] = _still(model.fit, x, y, epochs=3, initial_epoch=1, **data)
        texts[f"fit validation {verbose}"] = _still(model.fit, x, y, epochs=2, validation_data=(x, y), **data)
        texts[f"fit split {verbose}"] = _still(model.fit, x, y, batch_size=8, validation_split=0.2, **data)
        texts[f"fit generator {verbose}"] = _still(
            model.fit_generator, batches(), steps_per_epoch=3, epochs=2, verbose=verbose)
        if keras.__name__ == "keras":  # TF 1.15's validation drew a bar of its own into this one: not repeated
            texts[f"fit generator validation {verbose}"] = _still(
                model.fit_generator, batches(), steps_per_epoch=3, epochs=2, verbose=verbose, validation_data=(x, y))
        texts[f"evaluate {verbose}"] = _still(model.evaluate, x, y, verbose=verbose)
        texts[f"evaluate generator {verbose}"] = _still(model.evaluate_generator, batches(), 3, verbose=verbose)
        texts[f"predict {verbose}"] = _still(model.predict, x, verbose=verbose)
        texts[f"predict generator {verbose}"] = _still(model.predict_generator, batches(), 3, verbose=verbose)
    return texts


def _still(function, *args, **kwargs):
    lines = [line.replace("\b", "").rpartition("\r")[2] for line in _text(function, *args, **kwargs)]
    return [re.sub(r"- \d+s( \d+[mu]?s/)?", lambda time: "- time" + ("/" if time[1] else ""), line)
            for line in lines if "ETA" not in line]


def callbacks(keras):
    """What callbacks print, and when ModelCheckpoint saves within an epoch: name -> lines."""
    x = np.arange(60.0).reshape(20, 3) / 100
    y = x[:, :1] * 2 + 1
    kinds, folder = keras.callbacks, tempfile.mkdtemp()
    made = {
        "stop": kinds.EarlyStopping("loss", patience=1, min_delta=0.2, verbose=1, restore_best_weights=True),
        "rate": kinds.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1), verbose=1),
        "plateau": kinds.ReduceLROnPlateau("loss", factor=0.5, patience=1, min_delta=0.5, verbose=1),
        "saved": kinds.ModelCheckpoint(folder + "/{epoch:02d}.h5", period=2, verbose=1),
        "best": kinds.ModelCheckpoint(folder + "/best.h5", "loss", save_best_only=True, verbose=1),
    }
    texts = {}
    for name, callback in made.items():
        model = keras.models.Sequential([keras.layers.Dense(1, input_shape=(3,), kernel_initializer="ones")])
        model.compile(keras.optimizers.SGD(0.01), "mse")
        lines = _text(model.fit, x, y, epochs=4, verbose=0, shuffle=False, callbacks=[callback])
        texts[name] = [line.replace(folder, "") for line in lines]
    if "save_freq" in inspect.signature(kinds.ModelCheckpoint.__init__).parameters:  # not in standalone Keras
        kept = folder + "/{epoch:02d}-often.h5"
        model.fit(x, y, epochs=4, batch_size=2, verbose=0, callbacks=[kinds.ModelCheckpoint(kept, save_freq=30)])
        texts["save_freq"] = [name for name in sorted(os.listdir(folder)) if "often" in name]
    shutil.rmtree(folder)
    return texts


def configs(keras):
    """Layers in the configs of Sequential models: name -> (class, shape of the input, name)."""
    layers, models = keras.layers, keras.models
    inner_in = layers.Input((3,))
    inner = models.Model(inner_in, layers.Dense(4)(inner_in))
    made = {
        "one": models.Sequential([layers.Dense(3, input_dim=5), layers.Dense(2)]),
        "batch": models.Sequential([layers.Dense(3, batch_input_shape=(8, 2))]),
        "deferred": models.Sequential([layers.Dense(3)]),
        "embedding": models.Sequential([layers.Embedding(10, 3, input_length=4), layers.LSTM(2)]),
        "nested": models.Sequential([models.Sequential([layers.Dense(3, input_shape=(2,))]), layers.Dense(2)]),
        "functional": models.Sequential([inner, layers.Dense(2)]),
    }
    found = {}
    for name, model in made.items():
        listed = json.loads(model.to_json())["config"]["layers"]
        again = models.model_from_json(model.to_json())
        found[name] = [[layer["class_name"], layer["config"].get("batch_input_shape"), layer["config"]["name"]]
                       for layer in listed] + [len(again.weights) if again.built else None]
    return found
