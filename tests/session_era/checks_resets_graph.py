"""The reset programs in graph mode, and what graph mode adds to TF1's resets."""

import json
import os
import tempfile
import warnings

import tf1shim

tf1shim.activate(mode="graph")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests import checks  # noqa: E402
from tests.session_era import reset_programs  # noqa: E402

keras = tf.keras
HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "resets_tf115.json")) as _file:
    RECORDED = json.load(_file)["tf.keras outcomes"]


def check_graph_is_dropped_with_what_keras_keeps_of_it():
    import gc
    import weakref

    graph = weakref.ref(tf.get_default_graph())
    model = keras.models.Sequential([keras.layers.Dense(2, input_dim=3)])
    model.compile("sgd", "mse")
    model.fit(np.ones((2, 3)), np.ones((2, 2)), verbose=0)
    del model
    tf.reset_default_graph()
    for _ in range(3):  # a session's finaliser lets go of its graph in a round of its own
        gc.collect()
    assert graph() is None or graph() is not tf.get_default_graph()
    assert graph() is None, gc.get_referrers(graph())


def check_outcomes_are_those_of_tf115():
    with tempfile.TemporaryDirectory() as folder:
        outcomes = reset_programs.outcomes(tf, keras, np, folder)
    different = reset_programs.differences(outcomes, RECORDED)
    assert not different, different


def check_orphans_name_the_reset():
    x = tf.placeholder(tf.float32, [None], name="x")
    y = x * 2
    tf.reset_default_graph()
    session = tf.Session()
    tf.constant(1.0)
    programs = {
        "fetch": (ValueError, lambda: session.run(y)),
        "feed": (TypeError, lambda: session.run(tf.constant(1.0), {x: [1.0]})),
        "mix": (ValueError, lambda: y + tf.constant(1.0)),
        "eval": (ValueError, lambda: y.eval(session=session)),
    }
    for name, (kind, program) in programs.items():
        try:
            program()
        except kind as error:
            assert "tf.reset_default_graph() at " in str(error), (name, error)
            assert "checks_resets_graph.py" in str(error), (name, error)
        else:
            raise AssertionError(f"{name} did not raise")


def check_empty_graph_names_the_reset():
    y = tf.constant(1.0)
    tf.reset_default_graph()
    try:
        tf.Session().run(y)
    except RuntimeError as error:
        assert "Session graph is empty" in str(error) and "reset_default_graph() at" in str(error)
    else:
        raise AssertionError("did not raise")


def check_every_spelling_is_the_same():
    from tensorflow.python.framework import ops

    for reset in (tf.reset_default_graph, tf.compat.v1.reset_default_graph, ops.reset_default_graph):
        before = tf.get_default_graph()
        held = tf.Graph().as_default()
        held.__enter__()
        tf1shim.report.forget()  # it warns once for each call site, and this loop is one
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            reset()
        assert [w for w in seen if issubclass(w.category, tf1shim.errors.TF1ShimWarning)]
        assert tf.get_default_graph() is not before


def check_no_growth_in_many_cycles():
    import gc

    def cycle():
        tf.reset_default_graph()
        x = tf.placeholder(tf.float32, [None, 2])
        w = tf.get_variable("w", [2, 1])
        train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.matmul(x, w)))
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(train, {x: [[1.0, 2.0]]})
        return w.name

    names = {cycle() for _ in range(30)}
    gc.collect()
    before = len([o for o in gc.get_objects() if isinstance(o, tf.Graph)])
    names |= {cycle() for _ in range(30)}
    gc.collect()
    after = len([o for o in gc.get_objects() if isinstance(o, tf.Graph)])
    assert names == {"w:0"} and after <= before, (names, before, after)


def check_threads_reset_at_once():
    import threading

    problems = []

    def work(number):
        try:
            for _ in range(10):
                tf.reset_default_graph()
                with tf.Session() as session:
                    assert float(session.run(tf.constant(float(number)))) == number
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems


def check_standalone_keras_if_it_has_a_face():
    import keras as standalone

    if not hasattr(standalone.backend, "get_session"):
        raise checks.Skip("standalone keras has no graph-mode face")
    with open(os.path.join(HERE, "resets_tf115.json")) as file:
        recorded = json.load(file)["standalone keras outcomes"]
    with tempfile.TemporaryDirectory() as folder:
        outcomes = reset_programs.outcomes(tf, standalone, np, folder)
    different = reset_programs.differences(outcomes, recorded)
    assert not different, different
