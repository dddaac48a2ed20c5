"""Resetting, in both modes: every way people do it gives what TF 1.15 and keras 2.3.1 gave."""

import pytest

from tests import checks

GRAPH = checks.beside(__file__, "checks_resets_graph.py")
EAGER = checks.beside(__file__, "checks_resets_eager.py")


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(GRAPH))
def test_graph(name):
    checks.passed(GRAPH, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(EAGER))
def test_eager(name):
    checks.passed(EAGER, name)
