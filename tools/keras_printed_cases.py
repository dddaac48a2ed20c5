"""What Keras prints, in both spellings: `tools/record_keras_printed.py` records it, the tests compare."""

import contextlib
import io


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
    return target.getvalue().splitlines()
