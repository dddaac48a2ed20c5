"""The reset programs in eager mode."""

import gc
import json
import os
import tempfile
import warnings

import tf1shim

tf1shim.activate(mode="eager")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests.session_era import reset_programs  # noqa: E402

keras = tf.keras
HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "resets_tf115.json")) as _file:
    RECORDED = json.load(_file)["tf.keras outcomes"]
# No graph, so none that a reset could take from under a model or a function: eagerly they go on working.
GO_ON_WORKING = {
    "function_made_before_clear": [[6, 1], [6, 1]],
    "function_made_before_reset": [[6, 1], True],
    "model_kept_over_clear": [6, 1],
    "model_kept_over_reset": True,
}


def check_outcomes_are_those_of_tf115():
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcomes = reset_programs.outcomes(tf, keras, np, folder)
    assert all(RECORDED[name].startswith("raises ") for name in GO_ON_WORKING)
    different = reset_programs.differences(outcomes, {**RECORDED, **GO_ON_WORKING})
    assert not different, different
    assert tf.executing_eagerly()


def check_warns_once_at_the_users_line():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        for _ in range(3):
            tf.reset_default_graph()
    ours = [w for w in seen if w.category is tf1shim.errors.TF1ShimWarning]
    assert len(ours) == 1 and ours[0].filename == __file__, ours
    assert "clear_session" in str(ours[0].message)


def check_every_spelling_is_the_same():
    from tensorflow.python.framework import ops

    for reset in (tf.reset_default_graph, tf.compat.v1.reset_default_graph, ops.reset_default_graph):
        keras.layers.Dense(1)
        before = tf.get_default_graph()
        reset()
        assert tf.get_default_graph() is not before
        assert keras.layers.Dense(1).name == "dense"


def check_memory_is_given_back():
    import weakref

    model = reset_programs._model(keras)
    reset_programs._train(keras, np, model)
    keras.backend.get_session().run(model.output, {model.input: np.ones((1, 4))})
    gone = weakref.ref(model)
    del model
    tf.reset_default_graph()
    assert gone() is None, gc.get_referrers(gone())


def check_left_open_contexts_are_closed():
    session = tf.Session()
    session.__enter__()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        tf.reset_default_graph()
    assert any("was never left" in str(w.message) for w in seen)
    assert tf.get_default_session() is None
    session.__exit__(None, None, None)


def check_live_block_is_named():
    line = _line() + 2
    try:
        with tf.Session():
            tf.reset_default_graph()
    except AssertionError as error:
        assert f"{__file__}, line {line}" in str(error), error
    else:
        raise AssertionError("did not raise")


def check_real_graphs_are_left_alone():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.placeholder(tf.float32, [None])
        y = x * 2.0
    tf.reset_default_graph()
    with tf.Session(graph=graph) as session:
        assert session.run(y, {x: [3.0]}).tolist() == [6.0]
    assert tf.executing_eagerly()


def check_threads_reset_at_once():
    import threading

    problems, model = [], reset_programs._model(keras)

    def work():
        try:
            for _ in range(3):
                tf.reset_default_graph()
                mine = reset_programs._model(keras)
                assert reset_programs._names(mine)[0].startswith("dense")
                mine.predict(np.ones((2, 4)), verbose=0)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems
    assert model.predict(np.ones((2, 4)), verbose=0).shape == (2, 1)


def check_no_growth_in_many_cycles():
    def cycle():
        tf.reset_default_graph()
        model = reset_programs._model(keras)
        model(np.ones((1, 4), "float32"))
        return model.layers[0].name

    def living():
        gc.collect()
        return sum(isinstance(o, keras.layers.Layer) for o in gc.get_objects())

    names = {cycle() for _ in range(5)}
    before = living()
    names |= {cycle() for _ in range(20)}
    assert names == {"dense"} and living() <= before, (names, before, living())


def _line():
    import sys

    return sys._getframe(1).f_lineno
