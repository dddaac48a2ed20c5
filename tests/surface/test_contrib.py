"""tf.contrib: how much of what programs use, and of what TF 1.15 had, is there through the graph-mode face."""

import json

import pytest

from tests import checks


@pytest.fixture(scope="module")
def rates(tmp_path_factory):
    """What tools/check_contrib_names.py finds on the installed TensorFlow."""
    pytest.importorskip("tensorflow_probability")
    target = tmp_path_factory.mktemp("contrib") / "found.json"
    done = checks.python(checks.ROOT / "tools" / "check_contrib_names.py", "--json", target)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(target.read_text())


def test_at_least_95_of_100_uses_resolve(rates):
    assert rates["by use"]["given"] >= 0.95 * rates["by use"]["all"], rates["by use"]["missing"]


def test_at_least_70_of_100_names_resolve(rates):
    assert rates["of names"]["given"] >= 0.70 * rates["of names"]["all"], rates["of names"]["missing"]
