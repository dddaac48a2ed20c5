"""Standalone Keras in graph mode."""

import pytest

from tests import checks

FILES = checks.beside(__file__, "checks_files.py")
GOLDEN = checks.beside(__file__, "checks_golden.py")
PRINTED = checks.beside(__file__, "checks_printed.py")


@pytest.mark.parametrize("name", checks.names(GOLDEN))
def test_numbers(name):
    checks.passed(GOLDEN, name)


@pytest.mark.parametrize("name", checks.names(FILES))
def test_old_files(name):
    checks.passed(FILES, name)


@pytest.mark.parametrize("name", checks.names(PRINTED))
def test_printed(name):
    checks.passed(PRINTED, name)


def test_the_private_path_alone(tmp_path):
    """A program that reaches Keras by `tensorflow.python.keras` only gets the Keras of the time, too."""
    program = tmp_path / "program.py"
    program.write_text(
        "from tensorflow.python.keras.layers import Dense\n"
        "from tensorflow.python.keras.models import Sequential\n"
        "from tensorflow.python.keras.optimizers import SGD\n"
        "model = Sequential([Dense(2, input_shape=(3,))])\n"
        "model.compile(SGD(), 'mse')\n"
        "model.save('model.keras')\n"
        "print(open('model.keras', 'rb').read(4))\n")
    done = checks.python("-m", "tf1shim", "run", program, cwd=tmp_path)
    if checks.missing(done.stderr):
        pytest.skip(f"needs {checks.missing(done.stderr)}")
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == "b'\\x89HDF'\n"
