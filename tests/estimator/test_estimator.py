"""tf.estimator and its kin on the installed TensorFlow; see `checks_estimator`."""

import importlib.util

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_estimator.py")


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(FILE))
def test_estimator(name):
    checks.passed(FILE, name)


FIRST = {
    "by name": """
from tensorflow_estimator.python.estimator.mode_keys import ModeKeys
assert ModeKeys is tf.estimator.ModeKeys
""",
    "by Keras": """
model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(3,))])
model.compile("sgd", "mse")
assert isinstance(tf.keras.estimator.model_to_estimator(model), tf.estimator.Estimator)
""",
}


@pytest.mark.parametrize("way", FIRST)
def test_the_first_use(way, tmp_path):
    """What TensorFlow dropped is supplied whichever way a program comes to estimators first."""
    if importlib.util.find_spec("tensorflow_estimator") is None:
        pytest.skip("needs tensorflow_estimator")
    program = tmp_path / "program.py"
    program.write_text("import tensorflow as tf\n" + FIRST[way])
    done = checks.python("-m", "tf1shim", "run", "--mode", "graph", program, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
