"""keras 2.3.1's numbers, case by case (`tools/keras_cases.py`), under tf1shim."""

import json
import math
import pathlib
import sys

import tf1shim

tf1shim.activate(mode="graph")

HERE = pathlib.Path(__file__).parent
GOLDEN = json.loads((HERE / "golden.json").read_text())
sys.path.insert(0, str(HERE.parent.parent / "tools"))

import keras_cases  # noqa: E402

# Relative 2e-3: Nadam multiplies its schedule in unordered ops, which TF 1.15 ran in another order.
RELATIVE, ABSOLUTE = 2e-3, 2e-5


def differences(name):
    """Where a case's result differs from the recorded one: list of texts."""
    found = []
    _compare(keras_cases.run(name), GOLDEN[name], name, found)
    return found


def _compare(got, want, where, found):
    if isinstance(want, dict):
        if sorted(got) != sorted(want):
            found.append(f"{where}: {sorted(got)} != {sorted(want)}")
            return
        for key in want:
            _compare(got[key], want[key], f"{where}.{key}", found)
    elif isinstance(want, list):
        if not isinstance(got, list) or len(got) != len(want):
            found.append(f"{where}: {got} != {want}")
            return
        for index, (a, b) in enumerate(zip(got, want)):
            _compare(a, b, f"{where}[{index}]", found)
    elif isinstance(want, float) and isinstance(got, (int, float)):
        if not math.isclose(got, want, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
            found.append(f"{where}: {got} != {want}")
    elif got != want:
        found.append(f"{where}: {got!r} != {want!r}")


def _check(kind):
    problems = []
    for name in sorted(GOLDEN):
        if name.split()[0] != kind:
            continue
        try:
            problems += differences(name)
        except Exception as error:
            problems.append(f"{name}: {type(error).__name__}: {error}")
    assert not problems, "\n".join(problems)


def check_every_case_is_recorded():
    assert sorted(GOLDEN) == sorted(keras_cases.CASES)


def check_layers():
    _check("layer")


def check_noise():
    _check("noise")


def check_optimizers():
    _check("optimizer")


def check_losses():
    _check("loss")


def check_training():
    _check("training")


def check_fitted_layers():
    _check("fit")


def check_metric_functions():
    _check("metric")


def check_names():
    _check("names")


def check_images():
    _check("image")


def check_tools():
    _check("tools")


def check_models():
    _check("models")


def check_programs():
    _check("programs")


def check_threads_predict_with_one_model():
    import concurrent.futures

    import numpy as np
    import tensorflow as tf
    from keras import backend as K
    from keras.layers import Dense
    from keras.models import Sequential

    model = Sequential([Dense(3, input_dim=2)])
    model._make_predict_function()
    data, graph, session = np.ones((4, 2)), tf.get_default_graph(), K.get_session()
    wanted = model.predict(data)

    def predict(_):
        with graph.as_default(), session.as_default():
            return model.predict(data)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            assert all((got == wanted).all() for got in pool.map(predict, range(100)))
    finally:
        sys.setswitchinterval(before)
