"""Checkpoints of TF 1.15.5 restore by name."""

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_checkpoint.py")


@pytest.mark.parametrize("name", checks.names(FILE))
def test_checkpoint(name):
    checks.passed(FILE, name)
