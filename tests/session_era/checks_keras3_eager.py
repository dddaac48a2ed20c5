"""Keras 2 programs on an eager Keras 3: what training and optimizers had."""

import os
import tempfile
import warnings

import tf1shim

tf1shim.activate(mode="eager")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import backend as K  # noqa: E402
from keras.layers import LSTM, Conv2D, Dense, Input, Lambda  # noqa: E402
from keras.models import Model, Sequential, load_model  # noqa: E402

from tests import checks  # noqa: E402

warnings.simplefilter("ignore")
X, Y = np.random.RandomState(0).rand(8, 3).astype("float32"), np.ones((8, 1), "float32")


def _keras3():
    if not getattr(keras, "__version__", "").startswith("3."):
        raise checks.Skip("the installed Keras is Keras 2")


def _model(optimizer="sgd", metrics=()):
    model = Sequential([Dense(1, input_shape=(3,))])
    model.compile(optimizer, "mse", metrics=list(metrics))
    return model


def check_metrics_have_names():
    _keras3()
    model = _model(metrics=["accuracy", keras.losses.mean_absolute_error])
    names = ["loss", "accuracy", "mean_absolute_error"]
    assert model.metrics_names == names, model.metrics_names
    history = model.fit(X, Y, verbose=0).history
    assert model.metrics_names == names and sorted(history) == sorted(names)
    assert len(model.evaluate(X, Y, verbose=0)) == 3
    assert eval("model.metrics_names", {"__name__": "tensorflow.x", "model": model}) == ["loss", "compile_metrics"]


def check_names_and_results_go_together():
    _keras3()
    x = Input((3,))
    model = Model(x, [Dense(1, name="a")(x), Dense(1, name="b")(x)])
    model.compile("sgd", ["mse", "mae"], metrics={"a": ["mae"]})
    model.fit(X, [Y, Y], verbose=0)
    told = dict(zip(model.metrics_names, model.evaluate(X, [Y, Y], verbose=0)))
    assert abs(told["a_loss"] + told["b_loss"] - told["loss"]) < 1e-5, told
    assert abs(np.abs(model.predict(X, verbose=0)[0] - Y).mean() - told["a_mae"]) < 1e-5


def check_one_optimizer_serves_two_models():
    _keras3()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        optimizer = keras.optimizers.Adam(0.01)
        first, second = _model(optimizer), _model(optimizer)
    assert any("an optimizer for each model" in str(w.message) and w.filename == __file__ for w in seen)
    for model in (first, second, first):
        model.train_on_batch(X, Y)
    assert int(K.get_value(optimizer.iterations)) == 3
    K.set_value(optimizer.lr, 0.5)
    assert float(K.get_value(second.optimizer.lr)) == 0.5


def check_an_optimizer_serves_again_after_layers_thaw():
    _keras3()
    optimizer = keras.optimizers.RMSprop(0.01)
    model = Sequential([Dense(2, input_shape=(3,)), Dense(1)])
    for trainable in (False, True):
        model.layers[0].trainable = trainable
        model.compile(optimizer, "mse")
        before = model.layers[0].get_weights()[0]
        model.fit(X, Y, verbose=0)
        assert np.allclose(before, model.layers[0].get_weights()[0]) is not trainable


def check_decay_leaves_the_rate_settable():
    _keras3()
    optimizer = keras.optimizers.SGD(lr=0.1, decay=0.5)
    model = _model(optimizer)
    model.fit(X, Y, epochs=2, verbose=0, callbacks=[
        keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1)),
        keras.callbacks.ReduceLROnPlateau(monitor="loss", epsilon=1e-3)])
    assert abs(float(K.get_value(optimizer.lr)) - 0.05) < 1e-6 and optimizer.decay == 0.5
    before = model.get_weights()[1]
    gradient = 2 * (model.predict(X, verbose=0) - Y).mean()
    model.train_on_batch(X, Y)  # the third step: 0.05 / (1 + 0.5 * 2)
    assert np.allclose(before - 0.025 * gradient, model.get_weights()[1], atol=1e-5)
    path = os.path.join(tempfile.mkdtemp(), "m.h5")
    model.save(path)
    assert load_model(path).optimizer.decay == 0.5


def check_what_is_trainable_is_settled_by_compile():
    _keras3()
    optimizer = keras.optimizers.Adam(0.01)
    judge = Sequential([Dense(2, input_shape=(3,)), Dense(1)])
    judge.compile(optimizer, "mse")
    maker = Sequential([Dense(3, input_shape=(2,))])
    judge.trainable = False
    noise = Input((2,))
    both = Model(noise, judge(maker(noise)))
    both.compile(optimizer, "mse")
    for _ in range(2):
        start = judge.get_weights()[0]
        judge.train_on_batch(X, Y)
        trained = judge.get_weights()[0]
        before = maker.get_weights()[0]
        both.train_on_batch(X[:, :2], Y)
        assert not np.allclose(start, trained) and np.allclose(trained, judge.get_weights()[0])
        assert not np.allclose(before, maker.get_weights()[0])
    assert not judge.trainable and not judge.layers[0].trainable and not judge.trainable_weights


def check_get_updates_says_what_to_do():
    _keras3()
    try:
        keras.optimizers.Adam().get_updates(params=[], loss=None)
    except tf1shim.errors.UnavailableError as error:
        assert "TF1SHIM=graph" in str(error)
    else:
        raise AssertionError("did not raise")


def check_shapes_can_be_computed_with():
    _keras3()
    model = Sequential([Conv2D(2, 3, padding="same", input_shape=(6, 6, 3))])
    out = model.layers[0].output
    size = K.prod(K.cast(K.shape(out), "float32"))
    mean = K.sum(out) / size
    size, mean = K.function([model.input], [size, mean])([np.ones((2, 6, 6, 3), "float32")])
    assert float(size) == 144.0 and abs(float(mean) - model.predict(np.ones((2, 6, 6, 3)), verbose=0).mean()) < 1e-5
    assert tuple(K.shape(out)) == (None, 6, 6, 2)


def check_symbolic_losses_are_trained():
    _keras3()
    x = Input((5,))
    hidden = Dense(4)(x)
    mean, log = Dense(2)(hidden), Dense(2)(hidden)
    code = Lambda(lambda v: v[0] + K.exp(v[1] / 2) * K.random_normal(shape=(K.shape(v[0])[0], 2)),
                  output_shape=(2,))([mean, log])
    out = Dense(5, activation="sigmoid")(code)
    model = Model(x, out)
    divergence = -0.5 * K.sum(1 + log - K.square(mean) - K.exp(log), axis=-1)
    model.add_loss(K.mean(5 * keras.metrics.binary_crossentropy(x, out) + divergence))
    model.compile("rmsprop", loss=None)
    data, before = np.random.rand(8, 5), model.get_weights()[0]
    history = model.fit(data, epochs=2, verbose=0, validation_data=(data, None)).history
    assert sorted(history) == ["loss", "val_loss"] and np.isfinite(history["loss"]).all()
    assert not np.allclose(before, model.get_weights()[0])


def check_symbolic_losses_join_the_others():
    _keras3()
    x = Input((3,))
    out = Dense(1)(x)
    model = Model(x, out)
    model.add_loss(K.mean(K.square(out)))
    model.compile("sgd", "mse")
    loss = model.evaluate(X, np.zeros((8, 1)), verbose=0)
    assert abs(loss - 2 * (model.predict(X, verbose=0) ** 2).mean()) < 1e-5


def check_states_are_reset():
    _keras3()
    model = Sequential()
    model.add(LSTM(3, batch_input_shape=(2, 4, 1), stateful=True))
    x = np.ones((2, 4, 1))
    first, second = (model.predict(x, batch_size=2, verbose=0) for _ in range(2))
    model.reset_states()
    assert not np.allclose(first, second) and np.allclose(first, model.predict(x, batch_size=2, verbose=0))


def check_callbacks_see_validation_data():
    _keras3()

    class Sees(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.shapes = [part.shape for part in self.validation_data]

    sees = Sees()
    _model().fit(X, Y, verbose=0, validation_data=(X[:2], Y[:2]), callbacks=[sees])
    assert sees.shapes == [(2, 3), (2, 1), (2,)]


def check_tensorboard_takes_its_old_arguments():
    _keras3()
    board = keras.callbacks.TensorBoard("logs", histogram_freq=0, batch_size=4, write_grads=True, write_images=False)
    assert board.log_dir == "logs"


def check_the_backends_tensorflow_is_the_programs():
    config = K.tf.ConfigProto()
    config.gpu_options.allow_growth = True
    K.set_session(K.tf.Session(config=config))
    assert keras.backend.tensorflow_backend._SESSION is K.get_session()
    keras.backend.tensorflow_backend._SESSION.close()
    keras.backend.tensorflow_backend._SESSION = None
    assert K.get_session().run(K.constant(1.0)) == 1.0


def check_weights_are_found_under_the_names_of_checkpoints():
    _keras3()
    import tensorflow as tf

    model = _model()
    with tempfile.TemporaryDirectory() as folder:
        names = os.path.join(folder, "training", "cp-{epoch:04d}.ckpt")
        model.save_weights(names.format(epoch=0))
        saver = keras.callbacks.ModelCheckpoint(names, save_weights_only=True, period=2)
        model.fit(X, Y, epochs=4, verbose=0, callbacks=[saver])
        latest = tf.train.latest_checkpoint(os.path.dirname(names))
        assert latest == names.format(epoch=4), latest
        again = _model()
        again.load_weights(latest)
        assert np.allclose(again.predict(X, verbose=0), model.predict(X, verbose=0))


def check_models_are_saved_in_the_formats_of_the_time():
    _keras3()
    model = _model()
    with tempfile.TemporaryDirectory() as folder:
        for name, settings in (("new/1234", {"save_format": "tf"}), ("m.h5", {"save_format": "h5"}), ("m", {})):
            path = os.path.join(folder, name)
            if settings:
                model.save(path, **settings)
            else:
                keras.models.save_model(model, path)
            assert np.allclose(load_model(path).predict(X, verbose=0), model.predict(X, verbose=0))
        model.save(path + ".h5", True, False)
        model.save_weights(os.path.join(folder, "w"), save_format="h5")
        assert not os.path.exists(os.path.join(folder, "checkpoint"))


def check_variables_are_added_by_name_first():
    _keras3()

    class Scaled(keras.layers.Layer):
        def build(self, shape):
            self.scale = self.add_variable("scale", shape=[int(shape[-1])], initializer="ones")
            self.shift = self.add_weight("shift", (int(shape[-1]),), "float32", "zeros", use_resource=True)
            self.add_variable((2,), "zeros")  # as Keras 3 has it

        def call(self, inputs):
            self.add_loss(keras.ops.sum(self.scale), inputs=True)
            return inputs * self.scale + self.shift

    layer = Scaled()
    assert np.allclose(layer.apply(X), X)
    assert [weight.name for weight in layer.weights][:2] == ["scale", "shift"] and layer.weights[2].shape == (2,)
    assert np.allclose(layer.losses[0], 3.0)


def check_compile_takes_metrics_third():
    _keras3()
    model = Sequential([Dense(1, input_shape=(3,))])
    model.compile("sgd", "logcosh", ["mae"], sample_weight_mode=None, target_tensors=None)
    assert len(model.fit(X, Y, verbose=0).history) == 2
    assert model.input_names == [model.inputs[0].name] and model.output_names == [model.layers[-1].name]
    model.compile("sgd", "mse", [0.5])  # as Keras 3 has it
    model.evaluate(X, Y + 9, verbose=0)
    halved = model.test_on_batch(X, Y, reset_metrics=True)  # of this batch alone
    model.compile("sgd", "mse")
    assert np.allclose(2 * np.ravel(halved)[0], np.ravel(model.test_on_batch(X, Y))[0])


def _with_outputs(**units):
    inputs = Input((3,), name="in")
    model = Model(inputs, [Dense(n, name=name, kernel_initializer="ones")(inputs) for name, n in units.items()])
    return model, [np.full((8, n), 0.5 * n, "float32") for n in units.values()]


def _history(model, *args, **kwargs):
    return {name: [round(float(value), 5) for value in values]
            for name, values in model.fit(*args, shuffle=False, verbose=0, **kwargs).history.items()}


def check_one_output_is_told_by_its_name():
    _keras3()
    results = []
    for named in (False, True):
        model, (y,) = _with_outputs(out=1)
        model.compile("sgd", *(({"out": "mse"},) if named else ("mse",)), metrics={"out": "mae"} if named else ["mae"],
                      loss_weights={"out": 0.5} if named else 0.5)
        weights, y = np.arange(8.0), {"out": y} if named else y
        results.append((
            _history(model, {"in": X}, y, sample_weight={"out": weights} if named else weights),
            model.evaluate(X, y, verbose=0), model.train_on_batch(X, y), model.test_on_batch(X, y)))
    assert results[0] == results[1] and "mae" in results[0][0], results

    model = Sequential([Dense(1, input_shape=(3,), name="out")])
    model.compile("sgd", {"out": "mse"}, metrics={"out": "mae"})
    assert sorted(_history(model, X, {"out": Y})) == ["loss", "mae"]


def check_several_outputs_are_told_by_names_or_in_order():
    _keras3()
    weights, results = {"a": np.arange(8.0), "b": np.ones(8)}, []
    for named in (False, True):
        model, (a, b) = _with_outputs(a=1, b=2)
        model.compile("sgd", {"a": "mse", "b": "mae"} if named else ["mse", "mae"])
        results.append(_history(model, X, {"b": b, "a": a} if named else [a, b],
                                sample_weight={"a": weights["a"]} if named else [weights["a"], weights["b"]]))
    assert results[0] == results[1] and {"a_loss", "b_loss"} < set(results[0]), results

    def batches():
        while True:
            yield {"in": X}, {"a": a, "b": b}, weights

    model, _ = _with_outputs(a=1, b=2)
    model.compile("sgd", {"a": "mse", "b": "mae"}, loss_weights={"a": 1.0})
    assert _history(model, batches(), steps_per_epoch=1) == results[0]


def check_metrics_are_for_every_output():
    _keras3()
    model, (a, b) = _with_outputs(a=1, b=2)
    model.compile("sgd", "mse", metrics=["mae"])
    assert set(_history(model, X, [a, b], validation_split=0.5)) == {
        prefix + name for prefix in ("", "val_") for name in ("loss", "a_loss", "b_loss", "a_mae", "b_mae")}
    assert model.metrics_names == ["loss", "a_loss", "b_loss", "a_mae", "b_mae"], model.metrics_names


def check_generators_take_class_weights():
    _keras3()
    classes, results = np.arange(8) % 2, []

    def batches():
        while True:
            for i in (0, 4):
                yield X[i:i + 4], np.eye(2)[classes[i:i + 4]]

    for data in ([X, np.eye(2)[classes]], [batches()]):
        model = Sequential([Dense(2, input_shape=(3,), activation="softmax", kernel_initializer="zeros")])
        model.compile("sgd", "categorical_crossentropy")
        size = {"steps_per_epoch": 2} if len(data) == 1 else {"batch_size": 4}
        results.append(_history(model, *data, class_weight={0: 1.0, 1: 3.0}, **size))
    assert results[0] == results[1] and results[0]["loss"][0] > 1, results


def check_callbacks_know_the_samples():
    _keras3()
    seen = []

    class Watch(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            seen.append({name: self.params.get(name) for name in ("samples", "batch_size", "do_validation", "metrics")})

    _model().fit(X, Y, batch_size=2, validation_split=0.25, verbose=0, callbacks=[Watch()])
    assert seen == [{"samples": 6, "batch_size": 2, "do_validation": True, "metrics": ["loss", "val_loss"]}], seen


def check_names_of_old_losses_and_metrics():
    _keras3()
    for name in ("cosine_proximity", "logcosh", "kullback_leibler_divergence"):
        model = _model(metrics=[name])
        model.compile("sgd", name, metrics=[name])
        loss, metric = model.evaluate(X, np.ones((8, 1)), verbose=0)
        assert model.metrics_names == ["loss", name]
        assert np.isclose(loss, -metric if name == "cosine_proximity" else metric, atol=1e-5), (name, loss, metric)


def check_weights_of_steps_need_no_announcement():
    _keras3()
    model = Sequential([Dense(2, input_shape=(5, 3))])
    model.compile("sgd", "mse", sample_weight_mode="temporal")
    weights = np.zeros((4, 5))
    assert model.train_on_batch(np.ones((4, 5, 3)), np.ones((4, 5, 2)), sample_weight=weights) == 0


def check_layers_taken_from_a_model_stay_out_of_its_list():
    _keras3()
    inputs = Input((4,))
    model = Model(inputs, Dense(2)(Dense(6)(Dense(3)(inputs))))
    model.layers.pop()
    assert len(model.layers) == 3 and model.output_shape == (None, 2)
    assert tuple(model.layers[-1].output.shape) == (None, 6)
    above = Model(model.input, Dense(7)(model.layers[-1].output))
    assert above.predict(np.ones((2, 4)), verbose=0).shape == (2, 7) and len(above.layers) == 4
    del model.layers[0]
    model.layers.remove(model.layers[0])
    assert [layer.units for layer in model.layers] == [6]
    assert model.predict(np.ones((2, 4)), verbose=0).shape == (2, 2)
    stack = Sequential([Dense(3, input_shape=(4,)), Dense(5)])
    stack.layers.pop()  # gave a copy in Keras 2 as well
    assert len(stack.layers) == 2


def check_layers_and_functions_take_what_keras_2_took():
    _keras3()
    layers, image = keras.layers, np.ones((1, 4, 4, 1), "float32")
    assert layers.AveragePooling2D()(image).shape == layers.AveragePooling2D(2)(image).shape == (1, 2, 2, 1)
    layers.BatchNormalization(fused=True, virtual_batch_size=None)(image)
    first = layers.InputLayer(batch_input_shape=(None, 3))
    assert Sequential([first, Dense(2)]).predict(X, verbose=0).shape == (8, 2)
    assert tuple(Input((4,), None, "given").shape) == (None, 4) and tuple(Input(shape=4).shape) == (None, 4)
    assert np.allclose(keras.regularizers.l2(l=0.5)(np.ones(4, "float32")), 2.0)
    assert np.allclose(keras.initializers.Constant(value=2, verify_shape=False)((2,)), 2.0)
    keras.initializers.RandomNormal(stddev=0.1, dtype="float32")((2, 2))
    assert keras.utils.to_categorical(y=[0, 1], num_classes=2, dtype="int32").dtype == "int32"
    assert np.allclose(keras.activations.relu(np.float32([-1.0]), alpha=0.5), -0.5)
    assert keras.preprocessing.text.text_to_word_sequence(text="An old one.") == ["an", "old", "one"]
    assert len(keras.preprocessing.text.one_hot(text="An old one", n=9)) == 3
    loss = keras.losses.MeanSquaredError(reduction="auto")
    assert np.allclose(loss(Y, Y + 1), 1.0)


def check_nodes_tell_what_they_join():
    _keras3()
    first, second = Dense(2), Dense(1)
    x = Input((3,))
    Model(x, second(first(x)))
    node = first.outbound_nodes[0]
    assert node.outbound_layer is second and node.inbound_layers == [first]
    assert (node.node_indices, node.tensor_indices) == ([0], [0])
    assert (node.input_shapes, node.output_shapes) == ([(None, 2)], [(None, 1)])
