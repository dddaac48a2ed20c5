"""Keras' session-era backend and dropped names in eager mode, on whichever Keras is installed.

The first argument says which: ``tf.keras`` or ``keras``.
"""

import os
import sys
import tempfile

import tf1shim

tf1shim.activate(mode="eager", warnings="off")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests import checks  # noqa: E402

if sys.argv[1:] == ["keras"]:
    import keras
    from keras import backend as K
else:
    keras = tf.keras
    K = tf.keras.backend

X, Y = np.arange(12, dtype="float32").reshape(3, 4) / 12, np.zeros((3, 1), "float32")


def _model(dropout=0.5):
    x = keras.layers.Input((4,))
    h = keras.layers.Dense(8, activation="tanh")(x)
    y = keras.layers.Dense(1)(keras.layers.Dropout(dropout)(h))
    model = keras.models.Model(x, y)
    model.compile("sgd", "mse")
    return model


def _predict(model, x=X):
    return model.predict(x, verbose=0)


def check_import_star():
    namespace = {}
    exec("from keras.layers import *\nfrom keras.backend import *", namespace)
    assert {"Dense", "Input", "get_session"} <= set(namespace)


def check_session_runs_outputs():
    model = _model()
    session = K.get_session()
    got = session.run([model.output, model.layers[1].output], {model.input: X, K.learning_phase(): 0})
    assert np.allclose(got[0], _predict(model), atol=1e-5) and got[1].shape == (3, 8)
    assert np.allclose(session.run(model.output, {model.input: X}), got[0])
    train = {float(session.run(model.output, {model.input: X, K.learning_phase(): 1}).sum()) for _ in range(8)}
    assert len(train) > 1, "dropout is off in the training phase"
    assert session.run(model.trainable_weights[0]).shape == (4, 8)


def check_gradients_inside_a_sequential():
    model = keras.models.Sequential()
    model.add(keras.layers.Input((4,)))
    for width in (3, 2, 1):
        model.add(keras.layers.Dense(width, activation="tanh"))
    inner = model.layers[-2].output
    gradient = K.gradients(model.output[:, 0], inner)[0]
    point, slope = K.function([model.input], [inner, gradient])([X])
    weights, bias = model.layers[-1].get_weights()
    outputs = np.tanh(point @ weights + bias)
    np.testing.assert_allclose(slope, (1 - outputs ** 2) * weights[:, 0], atol=1e-5)


def check_logs_answer_to_old_names():
    seen = []
    callbacks = keras.callbacks
    folder = tempfile.mkdtemp()

    class Watch(callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen.append((logs["acc"] == logs["accuracy"], logs.get("val_acc") is not None, logs.get("lr") is not None))

    model = keras.models.Sequential([keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    labels = np.eye(2, dtype="float32")[[0, 1, 0]]
    history = model.fit(X, labels, epochs=2, verbose=0, validation_data=(X, labels), callbacks=[
        callbacks.ReduceLROnPlateau(monitor="val_acc", patience=1), Watch(),
        callbacks.EarlyStopping(monitor="val_acc", patience=5),
        callbacks.ModelCheckpoint(os.path.join(folder, "{epoch}-{val_acc:.1f}.weights.h5"), monitor="val_acc",
                                  save_weights_only=True)]).history
    assert seen == [(True, True, True)] * 2, seen
    assert history["acc"] == history["accuracy"] and len(history["val_acc"]) == 2 and "acc" not in list(history)
    assert len(os.listdir(folder)) == 2, os.listdir(folder)
    assert history.get("precision") is None


def check_feeding_is_checked():
    model = _model()
    session = tf.Session()
    for action, kind in ((lambda: session.run(model.output), tf.errors.InvalidArgumentError),
                         (lambda: session.run(model.output, {model.input: np.ones((3, 5))}), ValueError)):
        try:
            action()
        except kind:
            continue
        raise AssertionError(f"no {kind.__name__}")


def check_intermediate_tensors_can_be_fed():
    model = _model()
    hidden = model.layers[1].output
    fed = np.ones((2, 8), "float32")
    kernel, bias = model.layers[-1].get_weights()
    assert np.allclose(tf.Session().run(model.output, {hidden: fed}), fed @ kernel + bias, atol=1e-5)


def check_set_session():
    session = tf.Session()
    K.set_session(session)
    assert K.get_session() is session
    K.clear_session()
    assert K.get_session() is not session


def check_function():
    model = _model()
    function = K.function([model.input, K.learning_phase()], [model.layers[1].output, model.output])
    hidden, out = function([X, 0])
    assert hidden.shape == (3, 8) and np.allclose(out, _predict(model), atol=1e-5)
    assert K.function([model.input], model.output)([X]).shape == (3, 1)
    try:
        K.function([model.input], [model.output], updates=[1])
    except tf1shim.errors.UnavailableError as error:
        assert "TF1SHIM=graph" in str(error)
    else:
        raise AssertionError("updates were taken")


def check_gradients_are_the_tapes():
    model = _model()
    hidden, kernel = model.layers[1].output, model.trainable_weights[0]
    by_input, by_hidden, by_kernel = K.function(
        [model.input], K.gradients(model.output, [model.input, hidden, kernel]))([X])
    x = tf.constant(X)
    first, last = model.layers[1], model.layers[-1]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        h = first(x)
        tape.watch(h)
        y = last(h)
    variable = kernel if isinstance(kernel, tf.Variable) else kernel.value
    assert np.allclose(by_input, tape.gradient(y, x), atol=1e-5)
    assert np.allclose(by_hidden, tape.gradient(y, h), atol=1e-5)
    assert np.allclose(by_kernel, tape.gradient(y, variable), atol=1e-5)
    assert K.gradients(first.output, last.output) == [None]


def check_saliency():
    model = _model()
    loss = K.mean(model.output[:, 0])
    grads = K.gradients(loss, model.input)[0]
    grads = grads / (K.sqrt(K.mean(K.square(grads))) + 1e-5)
    value, normed = K.function([model.input], [loss, grads])([X])
    assert np.allclose(value, _predict(model).mean(), atol=1e-5)
    assert abs(float(np.sqrt((normed ** 2).mean())) - 1.0) < 0.01


def check_learning_phase_steers():
    K.clear_session()
    assert K.learning_phase() == 0
    K.set_learning_phase(1)
    model = _model()
    assert len({float(_predict(model).sum()) for _ in range(8)}) > 1
    assert K.learning_phase() == 1 and K.in_train_phase(1, 2) == 1
    K.set_learning_phase(0)
    model = _model(dropout=0.9)
    losses = {float(model.train_on_batch(X, Y)) for _ in range(1)} | {float(model.test_on_batch(X, Y))}
    assert all(np.isfinite(loss) for loss in losses)
    assert len({float(tf.reduce_sum(model(X))) for _ in range(4)}) == 1
    try:
        K.set_learning_phase(2)
    except ValueError:
        pass
    else:
        raise AssertionError("phase 2 was taken")
    K.clear_session()
    assert K.learning_phase() == 0
    assert len({float(_predict(_model()).sum())}) == 1


def check_serving_from_threads():
    import threading

    model, results = _model(), []
    model._make_predict_function()
    graph, session = tf.get_default_graph(), K.get_session()

    def serve():
        with graph.as_default(), session.as_default():
            results.append(_predict(model).shape)

    threads = [threading.Thread(target=serve) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [(3, 1)] * 3


def check_models_in_graphs_of_their_own():
    models = []
    for _ in range(2):
        graph = tf.Graph()
        with graph.as_default():
            session = tf.Session()
            with session.as_default():
                model = _model()
                model.fit(X, Y, verbose=0)
                models.append((graph, session, model, _predict(model)))
    for graph, session, model, before in models:
        with graph.as_default(), session.as_default():
            assert np.allclose(_predict(model), before, atol=1e-6)


def check_generators():
    class Batches(keras.utils.Sequence):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return X, Y

    def endless():
        while True:
            yield X, Y

    model = _model()
    history = model.fit_generator(endless(), steps_per_epoch=2, epochs=3, verbose=0)
    assert len(history.history["loss"]) == 3
    assert model.fit_generator(Batches(), epochs=1, verbose=0, workers=2).history["loss"]
    assert np.isfinite(model.evaluate_generator(endless(), steps=2))
    assert model.predict_generator(endless(), steps=2).shape == (6, 1)
    if getattr(keras, "__version__", "").startswith("3."):  # a Keras 2 has its own generators, without Keras 1's names
        history = model.fit_generator(endless(), samples_per_epoch=2, nb_epoch=3, nb_worker=1, verbose=0)
        assert len(history.history["loss"]) == 3
        assert np.isfinite(model.evaluate_generator(endless(), val_samples=2))


def check_classes():
    model = keras.models.Sequential([keras.layers.Dense(3, activation="softmax", input_shape=(4,))])
    model.compile("sgd", "mse")
    assert (model.predict_classes(X) == _predict(model).argmax(-1)).all()
    assert np.allclose(model.predict_proba(X), _predict(model), atol=1e-6)
    one = keras.models.Sequential([keras.layers.Dense(1, activation="sigmoid", input_shape=(4,))])
    assert one.predict_classes(X).tolist() == (_predict(one) > 0.5).astype("int32").tolist()
    session = K.get_session()
    assert session.run(one.output, {one.input: X}).shape == (3, 1)


def check_lr_and_decay():
    optimizers = keras.optimizers
    plain = optimizers.SGD(lr=0.25)
    assert abs(float(K.get_value(plain.lr)) - 0.25) < 1e-6
    start = _model(dropout=0.0).get_weights()

    def train(optimizer):
        model = _model(dropout=0.0)
        model.set_weights(start)
        model.compile(optimizer, "mse")
        for _ in range(3):
            model.train_on_batch(X, Y)
        return model.get_weights()

    # TF1's rule: lr / (1 + decay * iterations)
    schedule = optimizers.schedules.InverseTimeDecay(0.2, 1, 0.5)
    for ours, theirs in zip(train(optimizers.SGD(lr=0.2, decay=0.5)), train(optimizers.SGD(schedule))):
        assert np.allclose(ours, theirs, atol=1e-6)


def check_moved_modules():
    if keras is tf.keras:
        raise checks.Skip("tf.keras never had these modules")
    from keras.backend import tensorflow_backend
    from keras.engine.topology import Input
    from keras.layers.advanced_activations import LeakyReLU
    from keras.layers.convolutional import Conv2D
    from keras.layers.core import Dense
    from keras.layers.merge import concatenate
    from keras.layers.normalization import BatchNormalization
    from keras.layers.recurrent import LSTM
    from keras.objectives import mse
    from keras.preprocessing.image import ImageDataGenerator
    from keras.preprocessing.sequence import pad_sequences
    from keras.preprocessing.text import Tokenizer
    from keras.utils import np_utils
    from keras.utils.np_utils import to_categorical

    assert tensorflow_backend.get_session is K.get_session
    assert Dense is keras.layers.Dense and LSTM is keras.layers.LSTM and Conv2D is keras.layers.Conv2D
    assert BatchNormalization is keras.layers.BatchNormalization and LeakyReLU and ImageDataGenerator
    assert np_utils.to_categorical is to_categorical and to_categorical([0, 2]).shape == (2, 3)
    assert pad_sequences([[1]], 3).shape == (1, 3) and Tokenizer().fit_on_texts(["a b"]) is None
    assert concatenate([Input((2,)), Input((3,))]).shape[-1] == 5 and mse is keras.losses.mean_squared_error


def check_what_is_gone_names_graph_mode():
    if keras is tf.keras:
        raise checks.Skip("names of standalone keras")
    try:
        keras.utils.multi_gpu_model(1)
    except tf1shim.errors.UnavailableError as error:
        assert "TF1SHIM=graph" in str(error)
    else:
        raise AssertionError("multi_gpu_model did something")
    try:
        from keras.wrappers.scikit_learn import KerasClassifier  # noqa: F401
    except ModuleNotFoundError as error:
        assert "TF1SHIM=graph" in str(error)


def check_an_initializer_draws_again():
    model = _model()
    first = model.layers[1].get_weights()[0]
    model.layers[1].kernel.initializer.run(session=K.get_session())
    second = model.layers[1].get_weights()[0]
    K.get_session().run([w.initializer for w in model.weights])
    third = model.layers[1].get_weights()[0]
    assert not np.allclose(first, second) and not np.allclose(second, third)
    assert abs(second).max() < 1.0 and not model.layers[1].get_weights()[1].any()


def check_values_are_set_and_got():
    model = _model()
    kernel = model.layers[1].kernel
    K.set_value(kernel, np.ones((4, 8)))
    assert K.get_value(kernel).sum() == 32.0
    K.batch_set_value([(kernel, np.zeros((4, 8)))])
    assert K.batch_get_value([kernel])[0].sum() == 0.0
    K.set_value(model.optimizer.lr, 0.5)
    assert float(K.get_value(model.optimizer.lr)) == 0.5
    assert K._get_available_gpus() == []


def check_a_saver_takes_keras_variables():
    model, folder = _model(), tempfile.mkdtemp()
    before = _predict(model)
    saver = tf.train.Saver(model.weights)
    path = saver.save(K.get_session(), os.path.join(folder, "c.ckpt"), global_step=3)
    assert os.path.basename(path) == "c.ckpt-3" and tf.train.latest_checkpoint(folder) == path
    model.set_weights([w * 0 for w in model.get_weights()])
    saver.restore(K.get_session(), path)
    assert np.allclose(_predict(model), before)
    try:
        tf.train.Saver()
    except tf1shim.errors.UnavailableError as error:
        assert "model.weights" in str(error)
    else:
        raise AssertionError("saved nothing")


def check_files_of_any_name():
    for ending in ("m.h5", "m.hdf5", "m.model", "m"):
        model, folder = _model(0.0), tempfile.mkdtemp()
        model.fit(X, Y, verbose=0)
        before = _predict(model)
        path = os.path.join(folder, ending)
        model.save(path)
        loaded = keras.models.load_model(path)
        assert np.allclose(_predict(loaded), before, atol=1e-6), ending
        loaded.fit(X, Y, verbose=0)
        model.save_weights(os.path.join(folder, "w" + ending))
        other = _model(0.0)
        other.load_weights(os.path.join(folder, "w" + ending))
        assert np.allclose(_predict(other), before, atol=1e-6), ending


def check_checkpoints_of_any_name():
    folder = tempfile.mkdtemp()
    _model().fit(X, Y, epochs=4, verbose=0, callbacks=[
        keras.callbacks.ModelCheckpoint(os.path.join(folder, "w{epoch:02d}.hdf5"), save_weights_only=True, period=2),
        keras.callbacks.ModelCheckpoint(os.path.join(folder, "best.hdf5"), monitor="loss", save_best_only=True)])
    assert sorted(os.listdir(folder)) == ["best.hdf5", "w02.hdf5", "w04.hdf5"], os.listdir(folder)


def check_what_layers_and_tensors_told():
    model = _model()
    layer = model.layers[1]
    assert tuple(layer.output_shape) == (None, 8) and tuple(layer.input_shape) == (None, 4)
    assert layer.get_output_at(0).shape[-1] == 8 and layer.get_input_at(0).shape[-1] == 4
    assert layer.output.get_shape().as_list() == [None, 8] and K.int_shape(layer.output) == (None, 8)
    try:
        print(model.output.op)
    except (tf1shim.errors.UnavailableError, TypeError) as error:  # the latter is Keras 2's own
        assert "graph" in str(error) or "symbolic" in str(error)
    else:
        raise AssertionError("there is no graph")


def check_keras1_arguments():
    if not getattr(keras, "__version__", "").startswith("3."):
        raise checks.Skip("the installed Keras is Keras 2")
    layers = keras.layers
    conv = layers.Convolution2D(4, 3, 3, border_mode="same", subsample=(2, 2), init="uniform")
    assert conv.kernel_size == (3, 3) and conv.padding == "same" and tuple(conv.strides) == (2, 2)
    dense = layers.Dense(output_dim=3, input_dim=4, weights=[np.ones((4, 3)), np.zeros(3)])
    model = keras.models.Sequential([dense, layers.Dropout(p=0.5)])
    assert np.allclose(_predict(model), X.sum(1, keepdims=True))
    lstm = keras.models.Sequential()
    lstm.add(layers.LSTM(3, batch_input_shape=(2, 5, 1), stateful=True))
    assert lstm.input_shape == (2, 5, 1)
    x = layers.Input((4,))
    built = keras.models.Model(input=x, output=layers.Dense(1)(x))
    built.compile(keras.optimizers.Adam(lr=0.01, epsilon=None), "mse")
    assert len(built.fit(X, Y, nb_epoch=2, verbose=0).history["loss"]) == 2
    assert layers.ThresholdedReLU(theta=1.0)(np.array([[0.5, 2.0]], "float32")).numpy().tolist() == [[0.0, 2.0]]


def check_imports_say_what_to_do():
    if not getattr(keras, "__version__", "").startswith("3."):
        raise checks.Skip("the installed Keras is Keras 2")
    for line in ("from keras.layers import AtrousConvolution2D", "from keras.optimizers import TFOptimizer",
                 "from keras.legacy import interfaces",
                 "from tensorflow.keras.wrappers.scikit_learn import KerasClassifier"):
        try:
            exec(line, {})
        except ImportError as error:
            assert "TF1SHIM=graph" in str(error), error
        else:
            raise AssertionError(line)
    exec("from keras.constraints import maxnorm\nfrom keras.initializers import normal\n"
         "from keras.losses import kullback_leibler_divergence\nfrom tensorflow.keras.layers import CuDNNLSTM", {})
    assert not hasattr(keras.layers, "AtrousConvolution2D")


def check_eager_stays_on():
    assert tf.executing_eagerly()
