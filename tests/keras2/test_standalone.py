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
