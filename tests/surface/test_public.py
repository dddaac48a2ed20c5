"""The public API of TF 1.15 outside tf.contrib, name by name, through the graph-mode face.

What is not given, or takes other calls, stands in ``known_gaps/tf<version>.json`` with its reason, strictly. `tf.keras`
is tested with Keras, `tf.estimator` with the estimators. What needs a package that is not installed is left out.
"""

import json

import pytest

from tests import checks
from tests.surface import known

ELSEWHERE = ("keras.", "estimator.")


@pytest.fixture(scope="module")
def surface(tmp_path_factory):
    """What tools/check_public_names.py finds on the installed TensorFlow."""
    target = tmp_path_factory.mktemp("public") / "found.json"
    done = checks.python(checks.ROOT / "tools" / "check_public_names.py", "--json", target)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(target.read_text())
    absent = {name for name, (_, text) in found["findings"].items() if checks.missing(text)}
    absent |= {name for name in found["findings"] if any(one.startswith(f"{name}.") for one in absent)}
    found["names"] -= len(absent)
    found["findings"] = {name: row for name, row in found["findings"].items() if name not in absent}
    return found


def test_at_least_99_of_100_names_resolve(surface):
    gone = [name for name, (finding, _) in surface["findings"].items() if finding != "signature"]
    assert len(gone) <= surface["names"] / 100, gone


def test_all_is_as_in_tf115_but_for_known_gaps(surface):
    found = {name: row for name, row in surface["findings"].items() if not name.startswith(ELSEWHERE)}
    expected = known.gaps(f"tf{known.tensorflow_version()}")
    assert not found.keys() - expected.keys(), {n: found[n] for n in found.keys() - expected.keys()}
    assert not expected.keys() - found.keys(), "these are as in TF 1.15 now: take them out of known_gaps"
    for name, gap in expected.items():
        assert gap["finding"] == found[name][0], name
        assert gap["reason"].strip(), name


def test_what_is_not_given_says_what_to_do():
    with open(checks.ROOT / "tf1shim" / "faces" / "removed.json", encoding="utf-8") as file:
        rows = json.load(file)
    assert rows
    for name, (reason, instead) in rows.items():
        assert reason.strip() and instead.strip(), name
