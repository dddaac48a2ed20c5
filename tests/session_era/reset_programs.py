"""Every way people reset graphs and sessions, as TF1 programs; run on TF 1.15 to record, and in both modes to compare.

Each function takes ``tf``, ``keras`` (a Keras whose backend is the program's), ``np`` and a folder, and returns what
can be written as JSON. An exception's type counts as the outcome (`outcomes`).
"""

import json
import os
import threading


def _model(keras, units=3):
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(units, input_dim=4, activation="relu"))
    model.add(keras.layers.Dense(1))
    model.compile(loss="mse", optimizer="sgd")
    return model


def _data(np):
    return np.ones((6, 4), "float32"), np.zeros((6, 1), "float32")


def _names(model):
    return [layer.name for layer in model.layers]


def _train(keras, np, model):
    x, y = _data(np)
    losses = model.fit(x, y, epochs=2, verbose=0).history["loss"]
    return [len(losses), list(model.predict(x).shape)]


def clear_session_between_models(tf, keras, np, folder):
    names = []
    for _ in range(3):
        keras.backend.clear_session()
        model = _model(keras)
        names.append([_names(model), _train(keras, np, model)])
    return names


def reset_between_models(tf, keras, np, folder):
    names = []
    for _ in range(3):
        tf.reset_default_graph()
        model = _model(keras)
        names.append([_names(model), _train(keras, np, model)])
    return names


def no_reset_between_models(tf, keras, np, folder):
    tf.reset_default_graph()
    return [_names(_model(keras)) for _ in range(2)]


def clear_then_reset(tf, keras, np, folder):
    _train(keras, np, _model(keras))
    keras.backend.clear_session()
    tf.reset_default_graph()
    model = _model(keras)
    return [_names(model), _train(keras, np, model)]


def reset_then_clear(tf, keras, np, folder):
    _train(keras, np, _model(keras))
    tf.reset_default_graph()
    keras.backend.clear_session()
    model = _model(keras)
    return [_names(model), _train(keras, np, model)]


def reset_inside_session_block(tf, keras, np, folder):
    with tf.Session():
        tf.reset_default_graph()


def clear_inside_session_block(tf, keras, np, folder):
    with tf.Session():
        keras.backend.clear_session()


def reset_inside_graph_block(tf, keras, np, folder):
    with tf.get_default_graph().as_default():
        tf.reset_default_graph()


def reset_inside_new_graph_block(tf, keras, np, folder):
    with tf.Graph().as_default():
        tf.reset_default_graph()


def reset_inside_default_session(tf, keras, np, folder):
    session = tf.Session()
    with session.as_default():
        tf.reset_default_graph()
        return tf.get_default_session() is session


def reset_after_session_block(tf, keras, np, folder):
    with tf.Session() as session:
        value = float(session.run(tf.constant(2.0)))
    tf.reset_default_graph()
    return [value, tf.get_default_session() is None]


def block_opened_in_a_function_that_returned(tf, keras, np, folder):
    def inner():
        with tf.Session() as session:
            return float(session.run(tf.constant(3.0)))

    value = inner()
    tf.reset_default_graph()
    return value


def block_left_by_an_exception(tf, keras, np, folder):
    try:
        with tf.Session():
            raise KeyError("x")
    except KeyError:
        pass
    tf.reset_default_graph()
    return tf.get_default_session() is None


def folds(tf, keras, np, folder):
    x, y = _data(np)
    scores = []
    for fold in range(3):
        tf.reset_default_graph()
        model = _model(keras)
        keep = np.arange(6) % 3 != fold
        model.fit(x[keep], y[keep], verbose=0)
        scores.append(bool(np.isfinite(model.evaluate(x[~keep], y[~keep], verbose=0))))
        keras.backend.clear_session()
    return scores


def sweep(tf, keras, np, folder):
    shapes = []
    for units in (2, 5):
        for rate in (0.1, 0.01):
            keras.backend.clear_session()
            tf.reset_default_graph()
            tf.set_random_seed(1)
            model = _model(keras, units)
            model.compile(loss="mse", optimizer=keras.optimizers.SGD(lr=rate))
            _train(keras, np, model)
            shapes.append([_names(model), list(model.get_weights()[0].shape)])
    return shapes


def cells_rerun(tf, keras, np, folder):
    cell = ("tf.reset_default_graph()\n"
            "sess = tf.InteractiveSession()\n"
            "keras.backend.set_session(sess)\n"
            "model = build()\n"
            "names.append([layer.name for layer in model.layers])\n"
            "sess.run(tf.global_variables_initializer())\n"
            "shape = list(model.predict(x).shape)\n")
    notebook = {"tf": tf, "keras": keras, "build": lambda: _model(keras), "names": [], "x": _data(np)[0]}
    try:
        for number in range(3):
            exec(compile(cell, "<cell %d>" % number, "exec"), notebook)
            notebook["sess"].close()
        return [notebook["names"], notebook["shape"]]
    finally:
        notebook["sess"].close()
        keras.backend.clear_session()


def interactive_session_stays_usable(tf, keras, np, folder):
    session = tf.InteractiveSession()
    try:
        two = tf.constant(2.0)
        tf.reset_default_graph()
        return [tf.get_default_session() is session, float(session.run(two)), float(two.eval())]
    finally:
        session.close()


def kept_session_stays_usable(tf, keras, np, folder):
    two, session = tf.constant(2.0), tf.Session()
    tf.reset_default_graph()
    return float(session.run(two))


def after_set_session(tf, keras, np, folder):
    config = tf.ConfigProto(allow_soft_placement=True)
    keras.backend.set_session(tf.Session(config=config))
    first = _train(keras, np, _model(keras))
    keras.backend.clear_session()
    keras.backend.set_session(tf.Session(config=config))
    model = _model(keras)
    return [first, _names(model), _train(keras, np, model)]


def closed_after_clear(tf, keras, np, folder):
    two = tf.constant(2.0)
    session = keras.backend.get_session()
    session.run(two)
    keras.backend.clear_session()
    return float(session.run(two))


def load_after_reset(tf, keras, np, folder):
    path = os.path.join(folder, "model.h5")
    model = _model(keras)
    x, _ = _data(np)
    before = model.predict(x)
    model.save(path)
    results = []
    for reset in (tf.reset_default_graph, keras.backend.clear_session):
        reset()
        loaded = keras.models.load_model(path)
        results.append(bool(np.allclose(loaded.predict(x), before, atol=1e-6)))
    return results


def in_a_worker_thread(tf, keras, np, folder):
    outer, results = _model(keras), []

    def work():
        try:
            tf.reset_default_graph()
            model = _model(keras)
            results.append(_train(keras, np, model))
        except Exception as error:
            results.append(type(error).__name__)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    return [results, list(outer.predict(_data(np)[0]).shape)]


def reset_in_a_thread_leaves_others_alone(tf, keras, np, folder):
    mine = tf.get_default_graph()
    thread = threading.Thread(target=tf.reset_default_graph)
    thread.start()
    thread.join()
    return tf.get_default_graph() is mine


def block_in_another_thread_does_not_block(tf, keras, np, folder):
    entered, done = threading.Event(), threading.Event()

    def hold():
        with tf.Session():
            entered.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait(30)
    try:
        tf.reset_default_graph()
        return "reset"
    finally:
        done.set()
        thread.join()


def function_made_before_reset(tf, keras, np, folder):
    model = _model(keras)
    function = keras.backend.function([model.input], [model.output])
    x, _ = _data(np)
    before = function([x])[0]
    tf.reset_default_graph()
    return [list(before.shape), bool(np.allclose(function([x])[0], before))]


def function_made_before_clear(tf, keras, np, folder):
    model = _model(keras)
    function = keras.backend.function([model.input], [model.output])
    x, _ = _data(np)
    before = function([x])[0]
    keras.backend.clear_session()
    return [list(before.shape), list(function([x])[0].shape)]


def model_kept_over_reset(tf, keras, np, folder):
    model = _model(keras)
    x, _ = _data(np)
    before = model.predict(x)
    tf.reset_default_graph()
    return bool(np.allclose(model.predict(x), before))


def model_kept_over_clear(tf, keras, np, folder):
    model = _model(keras)
    x, _ = _data(np)
    model.predict(x)
    keras.backend.clear_session()
    return list(model.predict(x).shape)


def output_run_in_a_session(tf, keras, np, folder):
    tf.reset_default_graph()
    keras.backend.clear_session()
    model = _model(keras)
    x, _ = _data(np)
    session = keras.backend.get_session()
    fetched = session.run(model.output, feed_dict={model.input: x})
    return bool(np.allclose(fetched, model.predict(x), atol=1e-6))


def outcomes(tf, keras, np, folder):
    """Run every program after a clean start; returns {name: outcome}."""
    results = {}
    for name, program in programs().items():
        while tf.get_default_session() is not None:  # what the one before has left
            tf.get_default_session().close()
        keras.backend.clear_session()
        try:
            results[name] = program(tf, keras, np, folder)
        except Exception as error:
            results[name] = "raises " + type(error).__name__
    return results


def differences(outcomes, expected):
    """{name: [got, expected]} where they differ; empty if nothing does."""
    outcomes = json.loads(json.dumps(outcomes))
    return {name: [outcomes.get(name), expected.get(name)] for name in sorted({*outcomes, *expected})
            if outcomes.get(name) != expected.get(name)}


def programs():
    """The programs by name, in order."""
    return {name: value for name, value in globals().items()
            if callable(value) and not name.startswith("_") and name not in ("differences", "outcomes", "programs")}
