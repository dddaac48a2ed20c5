"""Session-era calls in eager mode."""

import pytest

from tests import checks

SESSION = checks.beside(__file__, "checks_session_eager.py")
CONFIG = checks.beside(__file__, "checks_config_eager.py")
KERAS = checks.beside(__file__, "checks_keras_eager.py")
KERAS3 = checks.beside(__file__, "checks_keras3_eager.py")


@pytest.mark.parametrize("name", checks.names(SESSION))
def test_session(name):
    checks.passed(SESSION, name)


@pytest.mark.parametrize("name", checks.names(CONFIG))
def test_config(name):
    checks.passed(CONFIG, name)


@pytest.mark.slow
@pytest.mark.parametrize("spelling", ["tf.keras", "keras"])
@pytest.mark.parametrize("name", checks.names(KERAS))
def test_keras(name, spelling):
    checks.passed(KERAS, name, spelling)


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(KERAS3))
def test_keras3(name):
    checks.passed(KERAS3, name)
