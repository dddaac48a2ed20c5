"""Programs that begin with `tf.enable_eager_execution()` and train models of tf.keras."""

import io
import os
import re
import sys
import tempfile

import numpy as np
import tensorflow as tf

X = np.sin(np.arange(48.).reshape(12, 4)).astype(np.float32)
CLASSES = np.eye(3, dtype=np.float32)[np.arange(12) % 3]


def _net():
    layers = tf.keras.layers
    weights = np.cos(np.arange(15.)).reshape(5, 3)
    return tf.keras.Sequential([
        layers.Dense(5, activation="relu", kernel_initializer="ones", input_shape=(4,)),
        layers.Dense(3, activation="softmax", kernel_initializer=tf.keras.initializers.Constant(weights))])


def _compiled(optimizer="adam", metrics=("accuracy",), net=None, **settings):
    net = net or _net()
    net.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=list(metrics), **settings)
    return net


def _fit(net, **settings):
    return net.fit(X, CLASSES, verbose=0, shuffle=False, **settings)


def case_names():
    net = _compiled()
    before = net.metrics_names
    history = _fit(net, validation_split=.25, epochs=2)
    return [before, net.metrics_names, sorted(history.history), history.epoch, history.params]


def case_names_of_metrics():
    metrics = tf.keras.metrics
    found = []
    for given in (["acc"], ["accuracy"], ["mae", "mse"], ["categorical_accuracy"], [metrics.CategoricalAccuracy()],
                  [metrics.categorical_accuracy], ["mean_squared_error", metrics.Recall()]):
        net = _compiled(metrics=given)
        found.append([net.metrics_names, sorted(_fit(net).history)])
    return found


def case_outputs():
    layers = tf.keras.layers
    inputs = tf.keras.Input((4,))
    a = layers.Dense(1, name="a", kernel_initializer="ones")(inputs)
    b = layers.Dense(3, name="b", activation="softmax", kernel_initializer="ones")(inputs)
    net = tf.keras.Model(inputs, [a, b])
    net.compile("sgd", {"a": "mse", "b": "categorical_crossentropy"}, metrics={"a": "mae", "b": "accuracy"},
                loss_weights={"a": .5, "b": 1.})
    before = net.metrics_names
    history = net.fit(X, {"a": X[:, :1], "b": CLASSES}, verbose=0, shuffle=False)
    return [before, sorted(history.history), net.evaluate(X, [X[:, :1], CLASSES], verbose=0)]


def case_optimizers():
    keras, train = tf.keras.optimizers, tf.train
    found = []
    for optimizer in ("sgd", "adam", "rmsprop", "adagrad", "adadelta", "adamax", "nadam", keras.Adam(lr=.01),
                      keras.SGD(lr=.1, momentum=.9, decay=.1, nesterov=True), keras.Adagrad(), keras.RMSprop(lr=.01),
                      train.MomentumOptimizer(.1, .9), train.AdagradOptimizer(.1), train.RMSPropOptimizer(.01)):
        net = _compiled(optimizer)
        losses = _fit(net, epochs=3, batch_size=4).history["loss"]
        found.append([type(net.optimizer).__name__, [float(loss) for loss in losses]])
    return found


def case_learning_rate():
    backend = tf.keras.backend
    optimizer = _compiled(tf.keras.optimizers.Adam(lr=.01)).optimizer
    backend.set_value(optimizer.lr, .5)
    found = [float(backend.get_value(optimizer.lr))]
    optimizer.lr = .25
    found.append(float(backend.get_value(optimizer.lr)))
    optimizer.lr.assign(.125)
    return found + [float(backend.get_value(optimizer.lr))]


def case_callbacks():
    folder, seen = tempfile.mkdtemp(), []
    callbacks = tf.keras.callbacks
    history = _fit(_compiled(), validation_data=(X, CLASSES), epochs=4, callbacks=[
        callbacks.ModelCheckpoint(folder + "/w-{epoch:02d}-{val_acc:.2f}.h5", monitor="val_acc", period=1,
                                  save_weights_only=True),
        callbacks.EarlyStopping(monitor="val_acc", patience=1),
        callbacks.ReduceLROnPlateau(monitor="val_loss", patience=1),
        callbacks.LearningRateScheduler(lambda epoch: .1 / (epoch + 1)),
        callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(sorted(logs))),
        callbacks.CSVLogger(folder + "/log.csv")])
    with open(folder + "/log.csv") as log:
        return [sorted(history.history), seen, sorted(name[:5] for name in os.listdir(folder)), log.readline()]


def case_batches():
    net = _compiled()
    prediction = net.predict_on_batch(X)
    return [net.predict_classes(X), net.predict_proba(X).shape, prediction.numpy().shape, net.test_on_batch(X, CLASSES),
            net.train_on_batch(X, CLASSES)]


def case_generators():
    def batches():
        while True:
            yield X[:4], CLASSES[:4]

    class Batches(tf.keras.utils.Sequence):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            return X[index * 4:index * 4 + 4], CLASSES[index * 4:index * 4 + 4]

    net = _compiled()
    history = net.fit_generator(batches(), steps_per_epoch=2, epochs=2, verbose=0, validation_data=batches(),
                                validation_steps=1)
    more = net.fit_generator(Batches(), verbose=0, shuffle=False)
    return [sorted(history.history), net.evaluate_generator(batches(), steps=2), more.history["loss"],
            net.predict_generator(Batches()).shape]


def case_datasets():
    net = _compiled()
    data = tf.data.Dataset.from_tensor_slices((X, CLASSES)).batch(4).repeat()
    history = net.fit(data, epochs=2, steps_per_epoch=3, verbose=0)
    return [history.history, net.evaluate(data, steps=3, verbose=0), net.predict(data, steps=1).shape]


def case_weights():
    net = _compiled()
    return [_fit(net, class_weight={0: 1., 1: 2., 2: 3.}, epochs=2).history["loss"],
            _fit(net, sample_weight=np.arange(12.)).history["loss"],
            _fit(_compiled(run_eagerly=True)).history["loss"]]


def case_files():
    folder = tempfile.mkdtemp()
    net = _compiled()
    _fit(net)
    net.save(folder + "/net.h5")
    net.save_weights(folder + "/weights")
    loaded, again = tf.keras.models.load_model(folder + "/net.h5"), tf.keras.models.model_from_json(net.to_json())
    again.load_weights(folder + "/weights")
    return [np.allclose(other.predict(X), net.predict(X), atol=1e-6) for other in (loaded, again)] + [
        loaded.metrics_names, loaded.evaluate(X, CLASSES, verbose=0)]


def case_recurrent():
    layers = tf.keras.layers
    found = []
    for layer in (layers.GRU(2), layers.LSTM(2), layers.SimpleRNN(2), layers.RNN(layers.LSTMCell(2)),
                  layers.Bidirectional(layers.LSTM(2))):
        layer(tf.ones([1, 2, 3]))
        found.append([v.name for v in layer.weights])
    net = tf.keras.Sequential([layers.LSTM(3, kernel_initializer="ones", recurrent_initializer="ones",
                                           input_shape=(2, 2)), layers.Dense(1, kernel_initializer="ones")])
    net.compile("sgd", "mse")
    history = net.fit(X.reshape(12, 2, 2), X[:, :1], verbose=0, shuffle=False, epochs=2)
    return found + [history.history["loss"]]


def case_own_layers_and_models():
    layers = tf.keras.layers

    class Scaled(layers.Layer):
        def build(self, shape):
            self.scale = self.add_weight("scale", shape=[int(shape[-1])], initializer="ones")
            self.shift = self.add_variable("shift", [1], initializer="zeros")
            super().build(shape)

        def call(self, inputs):
            return inputs * self.scale + self.shift

    class Whole(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.scaled, self.norm = Scaled(), layers.BatchNormalization()
            self.dense = layers.Dense(3, activation="softmax", kernel_initializer="ones",
                                      kernel_regularizer=tf.keras.regularizers.l2(.1))

        def call(self, inputs, training=None, mask=None):
            return self.dense(self.norm(self.scaled(inputs), training=training))

    net = _compiled(tf.train.GradientDescentOptimizer(.1), net=Whole())
    found = [_fit(net, epochs=2).history["loss"], [v.name for v in net.weights], net.predict(X)[:2]]
    first = tf.keras.Sequential([Scaled(input_shape=(4,)), layers.Dropout(.5), layers.Dense(1, "relu")])
    return found + [first(tf.ones([2, 4])).shape.as_list(), len(first.losses), first.count_params()]


def case_on_batch():
    far = np.float32([[30., -3, 1], [-30, 4, 2], [.5, .2, -9], [100, 0, 0]])
    found = []
    for activation, loss in (("softmax", "categorical_crossentropy"), ("sigmoid", "binary_crossentropy")):
        layer = tf.keras.layers.Dense(3, activation, kernel_initializer="identity", input_shape=(3,))
        net = tf.keras.Sequential([layer])
        net.compile("sgd", "mse" if activation == "sigmoid" else loss, metrics=["accuracy", "mae"])
        labels = CLASSES[:4]
        found += [net.evaluate(far, labels, verbose=0), net.train_on_batch(far[:3], labels[:3]),
                  net.test_on_batch(far, labels), net.train_on_batch(far, labels, reset_metrics=False),
                  net.test_on_batch(far[:2], labels[:2], reset_metrics=False), net.test_on_batch(far[2:], labels[2:]),
                  net.fit(far, labels, verbose=0, shuffle=False).history["loss"], net.train_on_batch(far, labels),
                  net.get_weights()]
        net.compile("sgd", "mae")
        found += [net.train_on_batch(far, labels), net.evaluate(far, labels, verbose=0)]
    return found


def case_progress():
    data = tf.data.Dataset.from_tensor_slices((X, CLASSES)).batch(3)

    def batches():
        while True:
            yield X[:3], CLASSES[:3]

    settings = [
        {}, {"epochs": 2}, {"validation_split": .25}, {"validation_data": (X[:2], CLASSES[:2]), "batch_size": 5},
        {"verbose": 2, "epochs": 2}, {"verbose": 2, "validation_data": data}, {"verbose": 0},
        {"epochs": 4, "initial_epoch": 2}]
    calls = [lambda net, given=given: net.fit(X, CLASSES, shuffle=False, **given) for given in settings]
    calls += [
        lambda net: net.fit(data, epochs=2, verbose=2), lambda net: net.fit(data),
        lambda net: net.fit(data.repeat(), steps_per_epoch=2, epochs=2, verbose=2),
        lambda net: net.fit_generator(batches(), steps_per_epoch=3),
        lambda net: net.fit(tf.constant(X), tf.constant(CLASSES)),
        lambda net: net.evaluate(data), lambda net: net.predict(data, verbose=1)]
    return [_last_states(_printed(call, _compiled("sgd"))) for call in calls]


def _printed(call, net):
    shown, before = io.StringIO(), sys.stdout
    sys.stdout = shown
    try:
        call(net)
    finally:
        sys.stdout = before
    return shown.getvalue()


def _last_states(text):
    """Each line as it stands at the end, without times and results: 1.15 shows an epoch's last batch twice."""
    lines = [line.rpartition("\r")[2].replace("\b", "").rstrip() for line in text.split("\n")]
    lines = [re.sub(r": \d+\.\d+(e-\d+)?", "", line) for line in lines if line]
    return [re.sub(r"\d+(\.\d+)?(us|ms|s)\b", "T", line) for line in lines]


def case_losses_of_a_layer():
    layer = tf.keras.layers.Dense(2, kernel_initializer="ones", kernel_regularizer=tf.keras.regularizers.l2(.1))
    layer(X)
    return [float(loss) for loss in layer.get_losses_for(None)]
