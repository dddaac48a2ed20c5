"""Live blocks and forgotten contexts are told apart."""

import pytest

from tests import checks

OPENINGS = checks.beside(__file__, "checks_openings.py")


@pytest.mark.parametrize("name", checks.names(OPENINGS))
def test_openings(name):
    checks.passed(OPENINGS, name)
