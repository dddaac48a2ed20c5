"""`tf1shim info` and `tf1shim explain`."""

import subprocess
import sys

import pytest

import tf1shim
from tests import checks
from tf1shim import settings


def cli(*args, **options):
    return checks.python("-m", "tf1shim", *args, **options)


def test_info_shows_every_setting_with_its_origin(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.tf1shim]\nscope = ["old.*"]\nseeds = false\n')
    done = cli("info", cwd=tmp_path, TF1SHIM_SEEDS="1", TF1SHIM_WARNINGS="each")
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    for name in settings.TABLE:
        assert settings.TABLE[name].help in rows[name]
    assert "environment variable TF1SHIM_SEEDS" in rows["seeds"]
    assert "True" in rows["seeds"].split()
    assert "environment variable TF1SHIM_WARNINGS" in rows["warnings"]
    assert str(tmp_path / "pyproject.toml") in rows["scope"]
    assert "old.*" in rows["scope"]
    assert rows["fast"].split()[:3] == ["fast", "True", "default"]


def test_info_shows_versions_and_imports_no_tensorflow():
    code = "import sys, tf1shim.cli.info as info; info.show(); print('tensorflow' in sys.modules)"
    done = checks.python("-c", code)
    assert done.stdout.splitlines()[-1] == "False"
    for text in (f"tf1shim {tf1shim.__version__}", sys.executable, "wrapt", "start-up file:"):
        assert text in done.stdout


def test_info_says_when_it_is_off():
    assert "active: no; mode: off" in cli("info", TF1SHIM="0").stdout
    assert "active: yes; mode: graph" in cli("info", TF1SHIM="graph").stdout


def test_info_names_variables_that_nothing_reads():
    done = cli("info", TF1SHIM_SED="0", TF1SHIM_SEEDS="0")
    assert "no setting has the environment variable TF1SHIM_SED\n" in done.stdout
    assert "no setting has the environment variable TF1SHIM_SEEDS" not in done.stdout


def test_a_wrong_setting_is_named(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.tf1shim]\nsed = 1\n")
    done = cli("info", cwd=tmp_path)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "there is no setting 'sed'" in last
    assert str(tmp_path / "pyproject.toml") in last


@pytest.mark.parametrize(
    "what, expected",
    [
        ("json", "json: native: the standard library"),
        ("wrapt", "wrapt: native: an installed package that does not ask for TensorFlow 1"),
        ("tf1shim", "tf1shim: native: tf1shim itself"),
    ],
)
def test_explain_a_module(what, expected):
    done = cli("explain", what)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, expected)


def test_explain_a_program_names_file_and_line(tmp_path):
    (tmp_path / "p.py").write_text("import tensorflow as tf\nimport model\n")
    (tmp_path / "model.py").write_text(
        "import tensorflow as tf\n\nx = tf.placeholder(tf.float32)\n"
    )
    done = cli("explain", "p.py", cwd=tmp_path)
    assert "p.py: legacy: the program's own code, not an installed package" in done.stdout
    assert "graph mode: " in done.stdout
    assert "model.py:3: tf.placeholder" in done.stdout


def test_explain_says_why_a_file_cannot_be_read(tmp_path):
    (tmp_path / "p.py").write_text("import tensorflow as tf\ntf.Session(\n")
    told = cli("explain", "p.py", cwd=tmp_path).stdout
    assert "cannot be read" in told and "p.py:2: not Python 3: " in told, told


def test_explain_honours_the_scope_setting(tmp_path):
    done = cli("explain", "wrapt", TF1SHIM_SCOPE="wrapt")
    assert done.stdout.startswith("wrapt: legacy: the setting scope names 'wrapt'")


@pytest.mark.parametrize("what", ["no_such_module", "no/such/file.py", ""])
def test_explain_nothing(what):
    done = cli("explain", what)
    assert done.returncode == 2
    assert "there is no file and no module" in done.stderr


@pytest.mark.parametrize("command", [["info"], ["explain", "tensorflow"]])
def test_a_reader_may_go(command):
    process = subprocess.Popen([sys.executable, "-m", "tf1shim", *command], cwd=checks.ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    assert process.stderr.read() == "" and process.wait() == 1


def test_usage_errors_exit_2():
    for words in (["nonsense"], ["check"], ["check", "no/such/file.py"], ["explain"]):
        assert cli(*words).returncode == 2
    assert cli("--version").stdout.split()[-1] == tf1shim.__version__
    assert "run" in cli("--help").stdout


def test_a_wrong_mode_in_the_environment_is_one_line():
    done = cli("info", TF1SHIM="grpah")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr
