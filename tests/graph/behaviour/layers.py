"""The seeds of what is built behind layers of tf.keras, and of the draws in them."""

import functools
import os
import tempfile

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
            make = functools.partial(getattr(k, kind), 3, **options)
            found["%s %s" % (kind, sorted(options.items()))] = _seeds(make, (5, 4), masked=kind == "LSTM")
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
        "normalized": [_seeds(functools.partial(k.LayerNormalization, **options), shape)
                       for shape in ((4,), (5, 4), (5, 5, 4))
                       for options in ({}, {"scale": False}, {"center": False}, {"scale": False, "center": False})],
        "normalized by axes": [_seeds(functools.partial(k.LayerNormalization, axis=axis), (5, 4))
                               for axis in (1, [1, 2])]}


def case_losses_of_activations():
    """Which cross entropies look behind which activations: the logits are far from zero."""
    import keras as standalone

    data, found = np.ones((2, 1), "float32"), []
    for keras in (tf.keras, standalone):
        losses = keras.losses
        activations = ["sigmoid", "softmax", "linear", "relu", tf.nn.softmax, tf.nn.sigmoid, keras.backend.softmax]
        told = [functools.partial(losses.categorical_crossentropy, from_logits=True),
                functools.partial(losses.binary_crossentropy, from_logits=True)]
        for activation in activations:
            for loss in ["categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy"] + told:
                model = keras.models.Sequential([keras.layers.Dense(2, activation=activation, input_shape=(1,))])
                given = loss if isinstance(loss, str) else (lambda y, p, loss=loss: loss(y, p))
                model.compile("sgd", given)
                model.layers[0].set_weights([np.array([[0.3, 40.]]), np.zeros(2)])
                labels = [[0], [1]] if "sparse" in str(loss) else [[1, 0]] * 2
                found.append(float(model.evaluate(data, np.array(labels), verbose=0)))
        model = keras.models.Sequential([keras.layers.Dense(2, activation="softmax", input_shape=(3, 1))])
        model.compile("sgd", "categorical_crossentropy")
        model.layers[0].set_weights([np.array([[0.3, 40.]]), np.zeros(2)])
        found.append(float(model.evaluate(np.ones((2, 3, 1)), np.array([[[1, 0]] * 3] * 2), verbose=0)))
    return found


def case_names_of_metrics():
    from keras import layers, metrics, models

    kinds = ("AUC", "Precision", "Recall", "TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives",
             "MeanSquaredError", "BinaryAccuracy", "Mean", "CategoricalAccuracy", "AUC", "Precision")
    tf.keras.backend.clear_session()
    names = [getattr(metrics, kind)().name for kind in kinds]
    model = models.Sequential([layers.Dense(1, activation="sigmoid", input_shape=(2,))])
    model.compile("sgd", "binary_crossentropy", metrics=["acc", metrics.AUC(), metrics.Precision(name="precise")])
    history = model.fit(np.zeros((10, 2)), np.array([0, 1] * 5), verbose=0, validation_split=0.2, epochs=1)
    return names, model.metrics_names, sorted(history.history)


def case_peephole_lstm():
    """`tf.keras.experimental.PeepholeLSTMCell`, alone and stacked, in both ways of computing."""
    tf.keras.backend.clear_session()
    kind, layers = tf.keras.experimental.PeepholeLSTMCell, tf.keras.layers
    x, results = np.arange(24.0).reshape(2, 4, 3) / 24, {}
    for way in (1, 2):
        ones = {"kernel_initializer": tf.keras.initializers.Constant(0.3), "recurrent_initializer": "ones",
                "implementation": way}
        model = tf.keras.Sequential([layers.RNN([kind(3, **ones), kind(2, **ones)], input_shape=(4, 3))])
        model.compile("sgd", "mse")
        before = model.predict(x)
        losses = model.fit(x, np.ones((2, 2)), epochs=2, verbose=0, shuffle=False).history["loss"]
        cell = kind.from_config(kind(3, **ones).get_config())
        results[way] = [before, [float(loss) for loss in losses], [w.shape.as_list() for w in model.weights],
                        [w.name.rpartition("/")[2] for w in model.weights], cell.units, type(cell).__name__]
    return results


def case_copied_models():
    import copy

    import keras as standalone

    class Net(tf.keras.Model):
        def __init__(self):
            super().__init__(name="net")
            self.units = 2
            self.dense = tf.keras.layers.Dense(2)

        def call(self, x):
            return self.dense(x)

    net, found = Net(), []
    for _ in range(2):
        made = copy.copy(net)
        found.append([made is net, made.units, made.dense is net.dense, [v.name for v in made.variables],
                      made(tf.zeros([1, 3])).shape.as_list(), made.variables[0] is net.variables[0]])
        net(tf.zeros([1, 3]))
    for keras in (tf.keras, standalone):
        layers = keras.layers
        inputs = keras.layers.Input((3,))
        for model in (keras.models.Sequential([layers.Dense(2, input_shape=(3,))]),
                      keras.models.Model(inputs, layers.Dense(1)(inputs))):
            made = copy.copy(model)
            found.append([made is model, made.layers[-1] is model.layers[-1], made.name == model.name,
                          made.output is model.output, made.output_shape])
    return found


def case_last_layers_of_architectures():
    found = []
    for build, settings in ((tf.keras.applications.MobileNet, {"alpha": .25}),
                            (tf.keras.applications.mobilenet_v2.MobileNetV2, {"alpha": .35}),
                            (tf.keras.applications.resnet_v2.ResNet50V2, {})):
        tf.keras.backend.clear_session()
        net = build(weights=None, input_shape=(64, 64, 3), classes=4, **settings)
        found.append([len(net.layers), [layer.name for layer in net.layers[:3] + net.layers[-6:]],
                      net.layers[-6].output_shape])
    return found


def case_arguments_in_order():
    keras = tf.keras
    layers, losses = keras.layers, keras.losses
    made = [layers.Conv2D(4, 3, 1, "same", None, 1, "relu", False),
            layers.Conv1D(4, 3, 1, "same", "channels_last", 1, "tanh"),
            layers.DepthwiseConv2D(3, 1, "same", 1, None, "relu"),
            layers.Conv3DTranspose(3, 2, 1, "same", None, None, "relu")]
    lstm = layers.LSTM(3, "tanh", "sigmoid", True, "zeros", "zeros", "zeros", True, None, None, None, None, None, None,
                       None, 0.1, 0.2, 2, True)
    norm = layers.LayerNormalization(1, 1e-3, True, True, "zeros", "ones", None, None, None, None, False, "named")
    functions = [losses.BinaryCrossentropy(True, 0.1, "none"),
                 losses.CategoricalCrossentropy(True, 0.1, "sum", "named"),
                 losses.SparseCategoricalCrossentropy(True, "none")]
    image = np.arange(48.0).reshape(4, 4, 3)
    turned = keras.preprocessing.image.apply_affine_transform(image, theta=90, tx=1)
    found = keras.utils.deserialize_keras_object(
        {"class_name": "Dense", "config": {"units": 3}}, {"Dense": layers.Dense}, None, "layer")
    model = keras.Sequential([layers.Dense(1, input_shape=(3,))])
    path = os.path.join(tempfile.mkdtemp(), "model.h5")
    model.save(path, True, False, "h5")
    flow = keras.preprocessing.image.ImageDataGenerator(validation_split=0.5).flow(
        np.ones((4, 4, 4, 3)), np.ones(4), 2, True, None, 1, None, "", "png", "training")
    return [os.path.exists(path), flow.n, [[layer.activation.__name__, layer.use_bias] for layer in made],
            [lstm.dropout, lstm.recurrent_dropout, lstm.return_sequences], [norm.trainable, norm.name],
            [[f.reduction, f.name] for f in functions[1:]], functions[0].reduction, turned.ravel().tolist(),
            found.units,
            keras.preprocessing.text.Tokenizer(5, ".", True, " ", False, None, 7).document_count,
            keras.metrics.SensitivityAtSpecificity(0.5, 10, "named").name]
