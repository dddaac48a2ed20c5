"""The tutorial modules of TensorFlow 1."""

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_input_data.py")


@pytest.mark.parametrize("name", checks.names(FILE))
def test_input_data(name):
    checks.passed(FILE, name)
