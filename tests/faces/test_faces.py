"""The faces of tensorflow in both modes."""

import pytest

from tests import checks

GRAPH = checks.beside(__file__, "checks_graph.py")
EAGER = checks.beside(__file__, "checks_eager.py")


@pytest.mark.parametrize("name", checks.names(GRAPH))
def test_graph(name):
    checks.passed(GRAPH, name)


@pytest.mark.parametrize("name", checks.names(EAGER))
def test_eager(name):
    checks.passed(EAGER, name)
