"""The run's report: `run --report`, TF1SHIM_REPORT, activate(report=...)."""

import json

import pytest

from tests import checks

PROGRAM = """
import os
import tensorflow as tf
os.chdir("/")
for _ in range(3):
    tf.reset_default_graph()
"""


@pytest.mark.parametrize(
    "words, head, env",
    [
        (["-m", "tf1shim", "run", "--mode", "eager", "--report", "r.json", "p.py"], "", {}),
        (["p.py"], "import tf1shim\ntf1shim.activate(mode='eager', report='r.json')\n", {}),
        (["p.py"], "import tf1shim\n", {"TF1SHIM": "eager", "TF1SHIM_REPORT": "r.json"}),
    ],
    ids=["run", "activate", "variable"],
)
def test_json(words, head, env, tmp_path):
    (tmp_path / "p.py").write_text(head + PROGRAM)
    done = checks.python(*words, cwd=tmp_path, **env)
    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "r.json").read_text())
    assert data["mode"] == "eager"
    assert data["program"] == "p.py"
    (call,) = data["legacy_calls"]
    assert call["call"].endswith("reset_default_graph")
    assert (call["line"], call["count"]) == (head.count("\n") + 6, 3)
    assert call["file"].endswith("p.py")
    (change,) = data["changes"]
    assert change["file"] == call["file"] and change["line"] == call["line"]
    assert change["name"] == "tf.reset_default_graph" and change["instead"]


def test_text_without_tensorflow_and_after_a_failure(tmp_path):
    (tmp_path / "p.py").write_text("1 / 0\n")
    done = checks.python("-m", "tf1shim", "run", "--report", "r.txt", "p.py", cwd=tmp_path)
    assert done.returncode == 1
    text = (tmp_path / "r.txt").read_text()
    assert "TensorFlow: not imported\n" in text
    assert "legacy calls that warn: 0\n" in text
    assert "to change, to do without tf1shim: 0\n" in text


def test_a_report_that_cannot_be_written_is_said(tmp_path):
    done = checks.python(
        "-m", "tf1shim", "run", "--report", "no/such/folder/r.txt", "-c", "pass", cwd=tmp_path
    )
    assert done.returncode == 0
    assert "the report could not be written" in done.stderr


def test_deactivate_takes_it_back(tmp_path):
    code = "import tf1shim; tf1shim.activate(report='r.txt'); tf1shim.deactivate()"
    assert checks.python("-c", code, cwd=tmp_path).returncode == 0
    assert not (tmp_path / "r.txt").exists()
