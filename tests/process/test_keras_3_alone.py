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


PACKAGE = """
from keras.layers import GRU, LSTM, ActivityRegularization, Dense, Input
from keras.models import Model, Sequential
from keras.optimizers import SGD, Adadelta, Adagrad
import numpy as np
import keras
"""
TF_KERAS = """
import tensorflow as tf
from tensorflow.keras.layers import GRU, LSTM, ActivityRegularization, Dense, Input
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import SGD, Adadelta, Adagrad
import numpy as np
from tensorflow import keras
keras.backend.set_session(tf.Session())
"""
UNSAID = """
model = Sequential([Dense(1, input_shape=(2,), activation="hard_sigmoid", kernel_initializer="ones")])
model.compile("adadelta", "mse")
x, y = np.array([[0.5, 1.0], [9.0, 9.0], [-9.0, 0.0]], "float32"), np.zeros((3, 1), "float32")
print(model.predict(x).ravel().round(6).tolist())
print([round(float(model.test_on_batch(x[i:i + 1], y[i:i + 1])), 6) for i in range(3)])
rates = [model.optimizer, Adadelta(), Adagrad(), Adadelta(0.5), Adadelta(lr=0.25)]
print([round(float(keras.backend.get_value(o.learning_rate)), 6) for o in rates])
cells = [GRU(2), GRU(2, reset_after=True), LSTM(2), LSTM(2, recurrent_activation="tanh")]
print([getattr(c, "reset_after", None) for c in cells], [c.recurrent_activation.__name__ for c in cells])
inputs = Input((2,))
two = Model(inputs, [Dense(1, kernel_initializer="ones")(inputs), Dense(2, kernel_initializer="zeros")(inputs)])
print(two.name, [layer.name for layer in two.layers])
lines = []
two.summary(print_fn=lines.append)
print(len(lines) > 8, any("\\n" in line for line in lines))
two.compile(SGD(0.1, clipnorm=0.01), "mse", ["mae", "mse"])
two.train_on_batch(x, [y, np.ones((3, 2))])
print([[round(float(n), 4) for n in w.ravel()] for w in two.get_weights()])
print(two.metrics_names)
model = Sequential([Dense(1, input_shape=(2,), kernel_initializer="ones"), ActivityRegularization(l1=0.5)])
model.compile("sgd", "mae")
print(round(float(model.evaluate(x, y, verbose=0)), 4))
"""


# What TF 1.15.5 with keras 2.3.1 prints, aside the GRU that asks for `reset_after`.
OF_BOTH = ["[0.800000011920929, 1.0, 0.0]", "[0.64, 1.0, 0.0]"]
OF_PACKAGE = [
    "[1.0, 1.0, 0.01, 0.5, 0.25]", "[False, True, None, None] ['sigmoid', 'sigmoid', 'sigmoid', 'tanh']",
    "model_1 ['input_1', 'dense_2', 'dense_3']", "True False",
    "[[0.9992, 0.9994], [-0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0]]",
    "['loss', 'dense_2_loss', 'dense_3_loss', 'dense_2_mae', 'dense_2_mse', 'dense_3_mae', 'dense_3_mse']", "23.75"]
OF_TF_KERAS = [
    "[0.001, 0.001, 0.001, 0.5, 0.25]",
    "[False, True, None, None] ['hard_sigmoid', 'hard_sigmoid', 'hard_sigmoid', 'tanh']",
    "model ['input_1', 'dense_1', 'dense_2']", "True False",
    "[[0.9992, 0.9994], [-0.001], [0.0, 0.0, 0.0007, 0.0007], [0.0007, 0.0007]]",
    "['loss', 'dense_1_loss', 'dense_2_loss', 'dense_1_mean_absolute_error', 'dense_1_mean_squared_error', "
    "'dense_2_mean_absolute_error', 'dense_2_mean_squared_error']", "14.25"]


@alone
@pytest.mark.parametrize("imports, printed", [(PACKAGE, OF_PACKAGE), (TF_KERAS, OF_TF_KERAS)])
def test_what_a_program_of_keras_2_leaves_unsaid_is_as_it_was(tmp_path, imports, printed):
    file = tmp_path / "old.py"
    file.write_text(imports + UNSAID)
    done = checks.python("-m", "tf1shim", "run", file)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == OF_BOTH + printed


@alone
def test_a_program_of_keras_3_keeps_its_defaults(tmp_path):
    file = tmp_path / "new.py"
    file.write_text("import keras\nimport numpy as np\n"
                    "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\n"
                    "rate = float(keras.optimizers.Adadelta().learning_rate)\n"
                    "print(f'{rate:.4f}', keras.layers.GRU(2).reset_after)\n"
                    "model.predict(np.ones((2, 2)))\n")
    done = checks.python("-m", "tf1shim", "run", file)
    assert done.stdout.startswith("0.0010 True\n") and "1/1" in done.stdout, done.stdout + done.stderr[-2000:]


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
