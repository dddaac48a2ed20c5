"""`tf1shim check`: the static report."""

import json
import textwrap

import pytest

from tests import checks
from tf1shim import changes
from tf1shim.cli import imports, sources
from tf1shim.faces import providers

PROGRAM = """
import tensorflow as tf
from tensorflow.contrib import no_such_thing
import no_such_module
try:
    import cPickle as pickle
except ImportError:
    import pickle

x = tf.placeholder(tf.float32)
y = tf.log(x)
rate = tf.app.flags.FLAGS.rate
z = tf.reduce_sum(y)
tf.no_such_name(z)
"""
FINE = """
import tensorflow as tf
import helper

with tf.Session() as sess:
    print(sess.run(tf.constant(1)))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("project")
    (top / "train.py").write_text(PROGRAM)
    (top / "fine.py").write_text(FINE)
    (top / "helper.py").write_text("")
    (top / "old.py").write_text("import tensorflow\nprint 'Python 2'\n")
    return top


@pytest.fixture(scope="module")
def report(folder):
    done = checks.python("-m", "tf1shim", "check", "--format", "json", folder)
    assert done.returncode == 1, done.stderr
    answer = json.loads(done.stdout)
    assert answer["problem"] == ""
    return {file["path"].rpartition("/")[2]: file for file in answer["files"]}


def test_every_file_is_there(report):
    assert sorted(report) == ["fine.py", "helper.py", "old.py", "train.py"]


def test_calls_with_line_and_replacement(report):
    uses = {use["name"]: use for use in report["train.py"]["uses"]}
    assert uses["tf.placeholder"]["line"] == 10
    assert uses["tf.placeholder"]["status"] == "works"
    assert "tf.keras.Input" in uses["tf.placeholder"]["instead"]
    assert uses["tf.log"]["instead"] == "tf.math.log"
    assert uses["tf.app.flags.FLAGS"]["instead"] == "absl.flags.FLAGS"
    assert "tf.reduce_sum" not in uses


def test_what_is_missing_is_said(report):
    uses = {use["name"]: use for use in report["train.py"]["uses"]}
    assert uses["tf.no_such_name"]["status"] == "missing"
    assert uses["tf.contrib.no_such_thing"]["status"] == "missing"
    assert report["train.py"]["unresolved"] == [[4, "no_such_module"]]
    assert not report["train.py"]["fine"]


def test_what_is_fine_is_said(report):
    assert report["fine.py"]["fine"]
    assert report["fine.py"]["mode"] == "graph"
    assert [use["name"] for use in report["fine.py"]["uses"]] == ["tf.Session"]


def test_python_2_is_not_fine(report):
    assert "cannot be read as Python 3" in report["old.py"]["error"]
    assert not report["old.py"]["fine"]


def test_text_and_exit_codes(folder):
    done = checks.python("-m", "tf1shim", "check", folder / "fine.py")
    assert done.returncode == 0, done.stderr
    assert "1 files; legacy calls: 1 work" in done.stdout


def test_unresolved_import_alone_is_not_fine(tmp_path):
    (tmp_path / "p.py").write_text("import no_such_module\n")
    done = checks.python("-m", "tf1shim", "check", tmp_path)
    assert done.returncode == 1
    assert "1 imports found nowhere" in done.stdout


def test_no_files_is_not_fine(tmp_path):
    assert checks.python("-m", "tf1shim", "check", tmp_path).returncode == 1


def test_unresolved_imports(tmp_path):
    (tmp_path / "pkg" / "deep").mkdir(parents=True)
    (tmp_path / "beside.py").write_text("")
    source = textwrap.dedent("""
        import os, beside, pkg.deep, gone_one
        from gone_two.x import y
        from . import whatever
        try:
            import gone_three
        except ImportError:
            import gone_four
        try:
            import gone_five
        except ImportError:
            gone_five = None
        def late():
            import gone_six
        import tensorflow.anything, keras.anything, cPickle
    """)
    path = tmp_path / "pkg" / "deep" / "p.py"
    path.write_text(source)
    assert imports.unresolved_imports(source, str(path), str(tmp_path)) == [
        (2, "gone_one"),
        (3, "gone_two"),
        (6, "gone_three"),
        (14, "gone_six"),
    ]


def test_notebooks_are_read_without_their_magics(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["not code"]},
        {
            "cell_type": "code",
            "source": ["%matplotlib inline\n", "if True:\n", "    !ls\n", "x = 1"],
        },
        {"cell_type": "code", "source": "%%bash\nls"},
    ]
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    assert sources.read_source(str(path)) == "pass\nif True:\n    pass\nx = 1\n"


def test_folders_that_are_not_the_programs_are_skipped(tmp_path):
    for name in (
        "a.py",
        ".git/b.py",
        "venv/lib/c.py",
        "__pycache__/d.py",
        "sub/e.ipynb",
        "sub/f.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "venv/pyvenv.cfg").write_text("")
    found = [
        path.replace(str(tmp_path) + "/", "") for path, _ in sources.source_files([str(tmp_path)])
    ]
    assert found == ["a.py", "sub/e.ipynb"]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("log", "tf.math.log"),
        ("layers.dense", "tf.keras.layers.Dense(units)(inputs)"),
        ("gfile.FastGFile", "tf.io.gfile.GFile"),
        ("flags.DEFINE_string", "absl.flags.DEFINE_string"),
        ("distributions.Normal", "tensorflow_probability.distributions.Normal"),
        ("contrib.signal", "tf.signal"),
        ("contrib.signal.stft", "tf.signal.stft"),
        (
            "GraphKeys.LOSSES",
            "attributes of the tf.Module or Keras model: .variables, .trainable_variables, .losses",
        ),
        ("matmul", None),
        ("reduce_sum", None),
        ("not_a_name", None),
    ],
)
def test_replacements(name, expected):
    assert changes.instead_of(name) == expected


def test_every_contrib_module_has_a_word_on_it():
    for module in providers.tf115_modules():
        if module.startswith("contrib"):
            assert changes.instead_of(module), module


HABITS = """import imp
import numpy as np
import scipy.misc
x = np.float(1)
np.array([1])
np.zeros(2)
scipy.misc.imread
"""


def test_habits_of_the_time_are_found():
    found = [(change.line, change.name, change.instead) for change in changes.find(HABITS)]
    assert found == [
        (1, "imp", "importlib"), (3, "scipy.misc", "imageio, PIL, scipy.special"),
        (4, "numpy.float", "float"), (7, "scipy.misc.imread", "imageio.imread")]


def test_habits_are_not_unresolved_imports(tmp_path):
    (tmp_path / "p.py").write_text("import imp, cPickle, no_such_module\n")
    assert imports.unresolved_imports((tmp_path / "p.py").read_text(), str(tmp_path / "p.py"), str(tmp_path)) == [
        (1, "no_such_module")]


def test_replacements_are_of_names_that_tf115_had():
    known = {
        f"{module}.{name}" if module else name
        for module in ("", *providers.tf115_modules())
        for name in providers.tf115_names(module)
    }
    for name in changes._rows():
        if not name.endswith(".*") and not name.startswith(("contrib.", "examples.")):
            assert name in known, name
