"""Where Keras 3 alone is installed, a program of Keras 2's time is told so: it runs on Keras 3, or what to install."""

import pytest

from tests import checks
from tf1shim import capabilities
from tf1shim.detection import program, scan

OF_KERAS_2 = "from keras.layers import Convolution2D\nimport sys\nprint('tensorflow' in sys.modules)\n"
alone = pytest.mark.skipif(capabilities.keras2_package() is not None, reason="there is a Keras 2")


def test_the_mode_depends_on_what_is_installed(monkeypatch):
    found = scan.verdict_of_source(OF_KERAS_2)
    assert (found.mode, found.keras_alone) == ("graph", True)
    for package, mode in (("tf_keras", "graph"), (None, "eager")):
        monkeypatch.setattr(capabilities, "keras2_package", lambda package=package: package)
        assert program.with_what_is_installed(found)[0] == mode


def test_what_keras_3_refuses_goes_to_keras_2(monkeypatch):
    found = scan.verdict_of_source("from tensorflow import keras\nimport tensorflow as tf\n"
                                   "tf.square(keras.layers.Dense(2)(keras.Input((4,))))\n")
    monkeypatch.delenv("TF_USE_LEGACY_KERAS", raising=False)
    for keras3, package, mode in ((True, "tf_keras", "graph"), (True, None, "eager"), (False, "keras", "eager")):
        monkeypatch.setattr(capabilities, "keras_is_3", lambda keras3=keras3: keras3)
        monkeypatch.setattr(capabilities, "keras2_package", lambda package=package: package)
        assert program.with_what_is_installed(found)[0] == mode


@alone
def test_a_program_that_runs_on_keras_3_is_told(tmp_path):
    file = tmp_path / "old.py"
    file.write_text(OF_KERAS_2)
    done = checks.python("-m", "tf1shim", "run", file)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.count("no Keras 2 is installed") == 1, done.stderr[-2000:]
    assert "old.py:1: TF1ShimWarning" in done.stderr and capabilities.KERAS2_HINT in done.stderr
    assert "no Keras 2" not in checks.python("-m", "tf1shim", "run", file, TF1SHIM_WARNINGS="off").stderr


@alone
def test_explain_tells_the_mode_of_the_run(tmp_path):
    file = tmp_path / "old.py"
    file.write_text(OF_KERAS_2)
    assert "as a program: eager mode: no Keras 2 is installed" in checks.python("-m", "tf1shim", "explain", file).stdout


@alone
@pytest.mark.parametrize("code", [
    "from tensorflow.python.layers.core import Dense\nDense(2)",
    "from tensorflow.python.ops import rnn_cell\nrnn_cell.LSTMCell(2)",
    "from tensorflow.python.ops.rnn_cell_impl import LSTMStateTuple\nLSTMStateTuple(1, 2)",
])
def test_private_names_say_what_to_install(code):
    done = checks.python("-m", "tf1shim", "run", "--mode", "graph", "-c", code)
    assert done.returncode == 1 and capabilities.KERAS2_HINT in done.stderr, done.stderr[-2000:]


@alone
def test_what_needs_no_keras_of_contrib_eager_works():
    code = ("import tensorflow as tf\ntf.enable_eager_execution()\ntfe = tf.contrib.eager\n"
            "print(tfe.Variable(5.).numpy())\ntfe.Network()")
    done = checks.python("-m", "tf1shim", "run", "--mode", "graph", "-c", code)
    assert done.stdout == "5.0\n" and "tf.contrib.eager.Network is not available: no Keras 2" in done.stderr
    assert done.returncode == 1
