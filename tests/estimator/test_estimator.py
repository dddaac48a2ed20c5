"""tf.estimator and its kin on the installed TensorFlow; see `checks_estimator`."""

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_estimator.py")


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(FILE))
def test_estimator(name):
    checks.passed(FILE, name)
