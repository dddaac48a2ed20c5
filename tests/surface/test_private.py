"""`tensorflow.python.*`: the names that public TF1 repositories use resolve, and what moved still works."""

import json
import pathlib

import pytest

from tests import checks
from tests.surface import known

HERE = pathlib.Path(__file__).parent
USAGE = HERE / "private_usage.json"
FILE = checks.beside(__file__, "checks_private.py")


@pytest.fixture(scope="module")
def missing(tmp_path_factory):
    """{name: [number of repositories, error, []]} on the installed TensorFlow, but for what needs a missing package."""
    target = tmp_path_factory.mktemp("private") / "missing.json"
    done = checks.python(checks.ROOT / "tools" / "find_private_names.py", "--usage", str(USAGE), "--no-places",
                         "--json", str(target))
    assert done.returncode == 0, done.stderr[-3000:]
    return {name: row for name, row in json.loads(target.read_text()).items() if not checks.missing(row[1])}


def test_names_resolve_but_for_known_gaps(missing):
    found = {name for name in missing if not name.startswith("tensorflow.python.keras")}
    expected = known.names("private", known.tensorflow_version())
    assert not found - expected, {name: missing[name] for name in found - expected}
    assert not expected - found, "these resolve now: take them out of known_gaps/private.json"


def test_every_name_of_two_repositories_resolves(missing):
    assert not {name: row for name, row in missing.items() if row[0] >= 2}


def test_gaps_have_reasons():
    for name, gap in known.gaps("private").items():
        assert gap["reason"].strip(), name


@pytest.mark.parametrize("name", checks.names(FILE))
def test_private(name):
    checks.passed(FILE, name)
