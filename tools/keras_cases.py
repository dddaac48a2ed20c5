"""What keras 2.3.1 computes, case by case; the same code runs on TF 1.15.5 + keras 2.3.1 and under tf1shim.

    python tools/keras_cases.py tests/keras2/golden.json     record (on TF 1.15.5 + keras 2.3.1)

The tests import `CASES` and compare. All randomness comes from NumPy's generator, as it does in standalone Keras.
"""

import json
import os
import sys

import keras
import keras_model_cases
import keras_program_cases
import keras_tool_cases
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras import layers, losses, metrics, models, optimizers

# Orthogonal matrices come from an SVD, whose signs depend on the LAPACK that NumPy was built with.
RNN = {"recurrent_initializer": "glorot_uniform"}
IMAGE, FIRST, SEQUENCE, VECTOR = (2, 6, 6, 3), (2, 3, 6, 6), (2, 5, 4), (3, 4)

# layer -> (class name, arguments, input shape)
LAYERS = {
    "Dense": ("Dense", (3,), {"activation": "relu"}, VECTOR),
    "Dense he": ("Dense", (3,), {"kernel_initializer": "he_normal", "bias_initializer": "ones"}, VECTOR),
    "Conv1D": ("Conv1D", (2, 3), {"padding": "causal"}, SEQUENCE),
    "Conv2D": ("Conv2D", (2, 3), {"strides": 2, "padding": "same"}, IMAGE),
    "Conv2D dilated": ("Conv2D", (2, (3, 3)), {"dilation_rate": (2, 2)}, IMAGE),
    "Conv2DTranspose": ("Conv2DTranspose", (2, 3), {"strides": (2, 2)}, IMAGE),
    "SeparableConv2D": ("SeparableConv2D", (2, 3), {}, IMAGE),
    "DepthwiseConv2D": ("DepthwiseConv2D", (3,), {}, IMAGE),
    "Conv3D": ("Conv3D", (2, 2), {}, (1, 3, 3, 3, 2)),
    "Conv1D channels first": ("Conv1D", (2, 3), {"data_format": "channels_first", "padding": "same"}, (2, 3, 6)),
    "Conv2D channels first": ("Conv2D", (2, 3), {"data_format": "channels_first", "strides": 2}, FIRST),
    "Conv3D channels first": ("Conv3D", (2, 2), {"data_format": "channels_first"}, (1, 2, 3, 3, 3)),
    "SeparableConv2D channels first": ("SeparableConv2D", (2, 3), {"data_format": "channels_first"}, FIRST),
    "DepthwiseConv2D channels first": ("DepthwiseConv2D", (3,), {"data_format": "channels_first"}, FIRST),
    "Conv2DTranspose channels first": ("Conv2DTranspose", (2, 3), {"data_format": "channels_first"}, FIRST),
    "SeparableConv1D channels first": ("SeparableConv1D", (2, 3), {
        "data_format": "channels_first", "strides": 2}, (2, 3, 6)),
    "Cropping1D of all": ("Cropping1D", ((2, 3),), {}, SEQUENCE),
    "Cropping2D channels first": ("Cropping2D", (((1, 0), (0, 2)),), {"data_format": "channels_first"}, FIRST),
    "Conv3DTranspose channels first": ("Conv3DTranspose", (2, 2), {
        "data_format": "channels_first", "strides": 2, "activation": "softmax"}, (1, 2, 2, 3, 3)),
    "BatchNormalization channels first": ("BatchNormalization", (), {"axis": 1}, FIRST),
    "MaxPooling1D channels first": ("MaxPooling1D", (), {"data_format": "channels_first"}, (2, 3, 6)),
    "MaxPooling2D channels first": ("MaxPooling2D", (), {"data_format": "channels_first"}, FIRST),
    "MaxPooling3D channels first": ("MaxPooling3D", (), {"data_format": "channels_first"}, (1, 2, 4, 4, 4)),
    "AveragePooling2D channels first": ("AveragePooling2D", (), {"data_format": "channels_first"}, FIRST),
    "LocallyConnected1D": ("LocallyConnected1D", (2, 3), {}, SEQUENCE),
    "LocallyConnected2D": ("LocallyConnected2D", (2, 3), {}, IMAGE),
    "SimpleRNN": ("SimpleRNN", (3,), dict(RNN), SEQUENCE),
    "GRU": ("GRU", (3,), dict(RNN), SEQUENCE),
    "GRU reset_after": ("GRU", (3,), dict(RNN, reset_after=True, implementation=1), SEQUENCE),
    "LSTM": ("LSTM", (3,), dict(RNN, return_sequences=True), SEQUENCE),
    "LSTM backwards": ("LSTM", (3,), dict(RNN, go_backwards=True, unroll=True), SEQUENCE),
    "ConvLSTM2D": ("ConvLSTM2D", (2, 3), dict(RNN), (1, 2, 5, 5, 2)),
    "BatchNormalization": ("BatchNormalization", (), {}, IMAGE),
    "MaxPooling2D": ("MaxPooling2D", (), {}, IMAGE),
    "AveragePooling2D": ("AveragePooling2D", ((2, 2),), {"padding": "same", "strides": 1}, IMAGE),
    "GlobalAveragePooling1D": ("GlobalAveragePooling1D", (), {}, SEQUENCE),
    "UpSampling2D": ("UpSampling2D", (), {"interpolation": "bilinear"}, (1, 3, 3, 1)),
    "PReLU": ("PReLU", (), {"alpha_initializer": "uniform"}, VECTOR),
    "ELU": ("ELU", (), {}, VECTOR),
    "LeakyReLU": ("LeakyReLU", (), {}, VECTOR),
    "ThresholdedReLU": ("ThresholdedReLU", (0.5,), {}, VECTOR),
    "Softmax": ("Softmax", (), {}, VECTOR),
    "ReLU": ("ReLU", (0.5, 0.1, 0.2), {}, VECTOR),
    "ZeroPadding2D": ("ZeroPadding2D", (((1, 0), (0, 2)),), {}, (1, 2, 2, 1)),
    "Permute": ("Permute", ((2, 1),), {}, SEQUENCE),
    "RepeatVector": ("RepeatVector", (2,), {}, VECTOR),
    "Activation hard_sigmoid": ("Activation", ("hard_sigmoid",), {}, VECTOR),
    "Activation selu": ("Activation", ("selu",), {}, VECTOR),
}


def layer_case(row):
    name, args, options, shape = row
    np.random.seed(4)
    x = np.random.normal(size=shape)
    inputs = layers.Input(batch_shape=shape)
    layer = getattr(layers, name)(*args, **options)
    model = models.Model(inputs, layer(inputs))
    return {"output": model.predict(x, batch_size=shape[0]), "weights": model.get_weights(),
            "shapes": [layer.output_shape, layer.compute_output_shape((None,) + shape[1:])]}


def noise_case(row):
    """Layers that draw random numbers, in training."""
    name, args, shape = row
    np.random.seed(4)
    x = np.random.normal(size=shape)
    inputs = layers.Input(batch_shape=shape)
    outputs = getattr(layers, name)(*args)(inputs)
    return K.function([inputs, K.learning_phase()], [outputs])([x, 1])


def optimizer_case(make):
    np.random.seed(2)
    x, y = np.random.normal(size=(20, 4)), np.random.normal(size=(20, 2))
    model = models.Sequential([layers.Dense(5, activation="tanh", input_shape=(4,)), layers.Dense(2)])
    model.compile(make(), "mse")
    return {"losses": [float(model.train_on_batch(x, y)) for _ in range(5)],
            "state": [list(w.shape) for w in model.optimizer.get_weights()]}


OPTIMIZERS = {
    "sgd": lambda: "sgd",
    "SGD": lambda: optimizers.SGD(lr=0.1, momentum=0.9, decay=0.01, nesterov=True),
    "SGD clipnorm": lambda: optimizers.SGD(0.5, clipnorm=0.1),
    "SGD clipvalue": lambda: optimizers.SGD(0.5, clipvalue=0.05),
    "rmsprop": lambda: "rmsprop",
    "RMSprop": lambda: optimizers.RMSprop(lr=0.01, rho=0.8, epsilon=1e-6, decay=0.1),
    "adagrad": lambda: "adagrad",
    "adadelta": lambda: "adadelta",
    "adam": lambda: "adam",
    "Adam": lambda: optimizers.Adam(0.05, 0.8, 0.9, amsgrad=True, decay=0.2),
    "adamax": lambda: "adamax",
    "nadam": lambda: "nadam",
}


def loss_case(name):
    truth = np.array([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])
    guess = np.array([[0.1, 0.8, 0.1], [1e-9, 0.5, 0.5]])
    if name.startswith("sparse"):
        truth = np.array([[1], [2]])
    return K.eval(getattr(losses, name)(K.variable(truth), K.variable(guess)))


LOSSES = [
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error",
    "squared_hinge", "hinge", "categorical_hinge", "logcosh", "huber_loss", "categorical_crossentropy",
    "sparse_categorical_crossentropy", "binary_crossentropy", "kullback_leibler_divergence", "poisson",
    "cosine_proximity",
]


def training_case(metric):
    np.random.seed(6)
    x, y = np.random.normal(size=(24, 4)), np.eye(3)[np.random.randint(3, size=24)]
    model = models.Sequential([layers.Dense(6, activation="relu", input_shape=(4,)),
                               layers.Dropout(0.3), layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=[metric])
    history = model.fit(x, y, epochs=3, batch_size=8, verbose=0, validation_split=0.25)
    return {"names": model.metrics_names, "keys": sorted(history.history), "loss": history.history["loss"],
            "val_loss": history.history["val_loss"], "evaluate": model.evaluate(x, y, verbose=0)}


# What each layer draws when a model is built, and does to the training: models that end in a Dense.
FITTED = {
    "Dropout": lambda: [layers.Dense(4, input_shape=(3,)), layers.Dropout(0.5)],
    "Flatten": lambda: [layers.Conv2D(2, 3, input_shape=(6, 6, 1)), layers.MaxPooling2D(), layers.Flatten()],
    "BatchNormalization": lambda: [layers.Dense(4, input_shape=(3,)), layers.BatchNormalization(momentum=0.8)],
    "BatchNormalization fused": lambda: [
        layers.Conv2D(2, 3, input_shape=(6, 6, 1)), layers.BatchNormalization(), layers.Flatten()],
    "BatchNormalization channels first": lambda: [
        layers.Reshape((2, 3), input_shape=(6,)), layers.BatchNormalization(axis=1, scale=False), layers.Flatten()],
    "channels first": lambda: [
        layers.Conv2D(2, 3, input_shape=(3, 6, 6), data_format="channels_first"),
        layers.MaxPooling2D(data_format="channels_first"), layers.Flatten()],
    "LSTM dropouts": lambda: [layers.LSTM(4, dropout=0.2, recurrent_dropout=0.3, input_shape=(5, 3), **RNN)],
    "LSTM dropouts by gate": lambda: [
        layers.LSTM(4, dropout=0.2, recurrent_dropout=0.3, implementation=1, input_shape=(5, 3), **RNN)],
    "GRU recurrent dropout": lambda: [layers.GRU(4, recurrent_dropout=0.3, input_shape=(5, 3), **RNN)],
    "Bidirectional masked": lambda: [
        layers.Masking(input_shape=(5, 3)), layers.Bidirectional(layers.GRU(3, return_sequences=True, **RNN)),
        layers.TimeDistributed(layers.Dense(2))],
    "Lambda draws twice": lambda: [
        layers.Dense(4, input_shape=(3,)),
        layers.Lambda(lambda x: x + 0 * K.random_normal(K.shape(x)))],
    "nested model": lambda: [
        layers.Dense(4, input_shape=(3,)),
        models.Sequential([layers.Dense(3, input_shape=(4,)), layers.Dropout(0.5), layers.Dense(2)])],
}


def fit_case(build):
    np.random.seed(3)
    model = models.Sequential(build() + [layers.Dense(2)])
    model.compile("sgd", "mse", metrics=["mae"])
    drawn = [np.random.randint(1000)]
    data = np.random.RandomState(1)
    x, y = data.rand(13, *model.input_shape[1:]), data.rand(13, *[side or 5 for side in model.output_shape[1:]])
    for row in x[::3]:
        row[-1] = 0
    losses = [model.train_on_batch(x, y) for _ in range(3)]
    history = model.fit(x, y, batch_size=5, epochs=2, verbose=0, validation_data=(x[:6], y[:6])).history
    drawn.append(np.random.randint(1000))
    batches = [(x[:5], y[:5]), (x[5:10], y[5:10]), (x[10:], y[10:])]
    weights = np.arange(13) / 10.0
    gradients = K.function(model._feed_inputs + model._feed_targets + model._feed_sample_weights,
                           model.optimizer.get_gradients(model.total_loss, model.trainable_weights[-1:]))
    return {"losses": losses, "history": history, "order": list(history), "drawn": drawn,
            "evaluate": model.evaluate(x, y, batch_size=5, verbose=0),
            "generator": model.evaluate_generator(iter(batches), steps=3, workers=0),
            "weighted": model.test_on_batch(x, y, sample_weight=weights),
            "gradients": gradients(sum(map(list, model._standardize_user_data(x, y, weights)), [])),
            "weights": model.get_weights()}


def scalar_loss_case():
    """A loss that gives one number for the batch, and one for each pixel: with and without weights of samples."""
    np.random.seed(3)
    model = models.Sequential([layers.Conv1D(3, 2, input_shape=(4, 5))])
    x, y = np.random.rand(6, 4, 5), np.random.rand(6, 3, 3)
    found = []
    for loss in (lambda t, p: K.mean(K.square(t - p)), lambda t, p: K.square(t - p),
                 lambda t, p: K.abs(t - p)[:, 0, 0]):
        model.compile("sgd", loss)
        found += [model.train_on_batch(x, y), model.train_on_batch(x, y, sample_weight=np.arange(6))]
    return found


def shared_model_case():
    """A model called again on the same tensors gives the same outputs, and draws nothing."""
    np.random.seed(3)
    base = models.Sequential([layers.Dense(3, input_shape=(4,)), layers.Dropout(0.5)])
    one, other = layers.Input((4,)), layers.Input((4,))
    first, second, again = base(one), base(other), base(one)
    return {"same": [first is again, first is second], "drawn": np.random.randint(1000)}


def callbacks_case():
    """What callbacks are told of validation data, and where a baseline stops training."""
    seen = []

    class Spy(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen.append([list(part.shape) for part in self.validation_data])

    np.random.seed(4)
    x, y = np.random.rand(20, 4), np.random.rand(20, 3)
    model = models.Sequential([layers.Dense(3)])
    model.compile("adadelta", "mse", metrics=[losses.logcosh])
    built = [model.built]
    model.train_on_batch(x, y)
    built.append(model.built)
    stop = keras.callbacks.EarlyStopping(baseline=0.0, patience=2, monitor="val_loss")
    fitted = model.fit(x, y, validation_data=(x, y), callbacks=[Spy(), stop], epochs=5, verbose=0).history
    model.fit(x, y, validation_split=0.25, callbacks=[Spy()], verbose=0)
    batches = iter([(x[:8], y[:8])] * 50)
    generated = model.fit_generator(batches, 3, validation_data=(x, y), workers=4, callbacks=[Spy()], verbose=0).history
    cell = layers.LSTM(2, recurrent_initializer=keras.initializers.Identity(), input_shape=(2, 3))
    models.Sequential([cell])
    return {"seen": seen, "built": built, "fitted": fitted, "validated": generated["val_loss"],
            "identities": cell.get_weights()[1].tolist()}


class Shrinking(keras.utils.Sequence):
    """Batches whose number goes down after each epoch."""

    def __init__(self, length):
        self.length, self.read = length, []

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        self.read.append(index)
        return np.full((2, 3), 0.1 * index), np.ones((2, 1))

    def on_epoch_end(self):
        self.length -= 1


def sequence_case():
    """Epochs follow the length of a Sequence; validation reads on where it stopped."""
    found = []

    class Spy(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            found.append(["epoch", self.params["steps"]])

        def on_batch_end(self, batch, logs=None):
            found.append([batch, logs["size"], logs["loss"]])

    for workers in (0, 1):
        model = models.Sequential([layers.Dense(1, kernel_initializer="ones", input_shape=(3,))])
        model.compile("sgd", "mse", metrics=["mae"])
        checked = Shrinking(4)
        fitted = model.fit_generator(Shrinking(4), epochs=3, workers=workers, shuffle=False, callbacks=[Spy()],
                                     validation_data=checked, validation_steps=3, verbose=0)
        found.append([sorted(fitted.history.items()), checked.read if not workers else None])
    return found


def added_metrics_case():
    """`add_metric` of tensors and of metrics' results; a variable of TensorFlow's own."""
    variable = tf.Variable(np.ones((4, 3)), dtype=tf.float32)
    given = layers.Input(tensor=variable)
    alone = models.Model(given, layers.Dense(2, kernel_initializer="ones")(given))
    alone.compile("sgd", "mse")

    class Adding(layers.Layer):
        def call(self, inputs):
            self.add_metric(K.sum(inputs), name="total")
            return inputs + 1

    inputs, histories = layers.Input((3,)), []
    for within in (True, False):  # keras 2.3.1 mixed the labels up where a layer and the model had some
        outputs = layers.Dense(1, kernel_initializer="ones")(Adding()(inputs) if within else inputs)
        model = models.Model(inputs, outputs)
        if not within:
            model.add_metric(K.sum(outputs), name="sums")
            model.add_metric(metrics.Mean(name="means")(outputs))
        model.compile("sgd", "mse", metrics=["mae"])
        fitted = model.fit(np.ones((6, 3)), np.zeros((6, 1)), batch_size=2, epochs=2, verbose=0)
        histories.append([model.metrics_names, sorted(fitted.history.items())])
    return {"alone": alone.train_on_batch(None, np.zeros((4, 2))), "histories": histories}


def names_case():
    K.clear_session()
    made = [layers.Dense(2), layers.Dense(2), layers.Conv2D(1, 1), models.Sequential(), layers.LSTM(1),
            layers.Bidirectional(layers.GRU(1)), layers.TimeDistributed(layers.Dense(1)), layers.Add(),
            layers.BatchNormalization(), layers.ThresholdedReLU(), layers.ConvLSTM2D(1, 1)]
    sequence = layers.Input((4, 3))
    recurrent = [layers.LSTM(2), layers.Bidirectional(layers.GRU(2)),
                 layers.RNN([layers.LSTMCell(2), layers.GRUCell(3)])]
    for layer in recurrent:
        layer(sequence)
    inputs = layers.Input((3,))
    model = models.Model(inputs, layers.Dense(1)(inputs))
    return {"names": [m.name for m in made] + [inputs.name, model.name],
            "weights": [w.name for made in recurrent + [model] for w in made.weights]}


def refusals_case():
    """What layers say of inputs they cannot take."""
    def said(call):
        try:
            call()
        except ValueError as error:
            return str(error)
        return None

    known = layers.Dense(3, name="known")
    known(layers.Input((4,)))
    return [said(lambda: known(layers.Input((5,)))), said(lambda: layers.LSTM(3, name="lstm")(layers.Input((4,)))),
            said(lambda: layers.MaxPooling2D(name="pool")(layers.Input((4,)))),
            said(lambda: layers.Dense(3, name="dense")(K.placeholder((4,)))),
            said(lambda: layers.Conv2D(3, 3)(layers.Input((8, 8, None)))),
            said(lambda: layers.Conv2DTranspose(3, 3)(layers.Input((8, 8, None))))]


CASES = {}
for key, value in LAYERS.items():
    CASES["layer " + key] = (layer_case, value)
for key, value in (("Dropout", ("Dropout", (0.4,), VECTOR)), ("GaussianNoise", ("GaussianNoise", (0.5,), VECTOR)),
                   ("GaussianDropout", ("GaussianDropout", (0.3,), VECTOR)),
                   ("AlphaDropout", ("AlphaDropout", (0.3,), VECTOR)),
                   ("SpatialDropout1D", ("SpatialDropout1D", (0.5,), SEQUENCE))):
    CASES["noise " + key] = (noise_case, value)
for key, value in OPTIMIZERS.items():
    CASES["optimizer " + key] = (optimizer_case, value)
for key in LOSSES:
    CASES["loss " + key] = (loss_case, key)
for key in ("accuracy", "acc", "mse", "categorical_accuracy"):
    CASES["training " + key] = (training_case, key)
CASES["metric function"] = (training_case, metrics.top_k_categorical_accuracy)
for key, value in FITTED.items():
    CASES["fit " + key] = (fit_case, value)
CASES["fit scalar loss"] = (lambda _: scalar_loss_case(), None)
CASES["fit shared model"] = (lambda _: shared_model_case(), None)
CASES["fit sequence"] = (lambda _: sequence_case(), None)
CASES["fit added metrics"] = (lambda _: added_metrics_case(), None)
CASES["callbacks"] = (lambda _: callbacks_case(), None)
CASES["names"] = (lambda _: names_case(), None)
CASES.update(keras_model_cases.CASES)
CASES.update(keras_program_cases.CASES)
CASES["names refused"] = (lambda _: refusals_case(), None)
CASES.update(keras_tool_cases.CASES)


def run(name):
    """A case's result, as JSON would give it back."""
    K.clear_session()
    function, argument = CASES[name]
    return json.loads(json.dumps(function(argument), default=lambda value: np.asarray(value).tolist()))


if __name__ == "__main__":
    # On one processor: some of keras 2.3.1's ops are not ordered, and run in another order now and then.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with open(sys.argv[1], "w") as file:
        rows = [f"{json.dumps(name)}: {json.dumps(run(name), sort_keys=True)}" for name in sorted(CASES)]
        file.write("{\n" + ",\n".join(rows) + "\n}\n")
    print(keras.__version__, len(CASES), "cases")
