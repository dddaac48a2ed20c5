"""What starting costs: nothing of ours unless TF1SHIM is set, and only the standard library
then."""

import pytest

from tests import checks
from tests.process import world

MODULES = "import sys; print(*sorted(sys.modules))"
HEAVY = (
    "tensorflow",
    "keras",
    "tf_keras",
    "numpy",
    "wrapt",
    "click",
    "rich",
    "importlib.metadata",
    "importlib_metadata",
    "absl",
    "pkg_resources",
)


def modules(done):
    assert done.returncode == 0, done.stderr
    # An editable install brings a finder of setuptools' own, named after us.
    return {name for name in done.stdout.split() if not name.startswith("__editable__")}


def test_unset_imports_nothing_of_ours(tmp_path):
    names = modules(world.python(tmp_path, "-c", MODULES))
    assert not {name for name in names if "tf1shim" in name}


@pytest.mark.parametrize("word", ["0", "", "off", "no"])
def test_off_imports_only_the_startup_module(tmp_path, word):
    names = modules(world.python(tmp_path, "-c", MODULES, TF1SHIM=word))
    assert {name for name in names if "tf1shim" in name} == {"_tf1shim_startup"}


@pytest.mark.parametrize("way", ["import tf1shim; ", ""])
def test_on_imports_the_standard_library_alone(tmp_path, way):
    variables = {} if way else {"TF1SHIM": "1"}
    without = modules(checks.python("-c", MODULES))
    names = modules(world.python(tmp_path, "-c", way + MODULES, **variables)) - without
    assert "tf1shim.activation" in names
    assert not names.intersection(HEAVY)
    roots = {name.partition(".")[0] for name in names if not name.startswith("_sysconfigdata")}
    stdlib = modules(
        checks.python(
            "-c", "import sys, os, sysconfig; print(*getattr(sys, 'stdlib_module_names', ()))"
        )
    )
    if stdlib:
        assert roots - stdlib <= {"tf1shim", "_tf1shim_startup", "sitecustomize"}


def test_the_startup_line_is_read_again_without_harm(tmp_path):
    """In a virtual environment Python up to 3.13 reads each .pth file twice."""
    code = (
        f"import site; site.addsitedir({str(world.STARTUP)!r}); "
        "import tf1shim; print(tf1shim.status().active)"
    )
    done = world.python(tmp_path, "-c", code, TF1SHIM="1")
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_wrong_word_is_one_line_and_breaks_nothing(tmp_path):
    done = world.python(tmp_path, "-c", "print('runs')", TF1SHIM="grpah")
    assert (done.returncode, done.stdout) == (0, "runs\n")
    assert len(done.stderr.splitlines()) == 1
    for text in (
        "not activated",
        "'mode'",
        "environment variable TF1SHIM",
        "'grpah'",
        "auto, graph, eager, off",
    ):
        assert text in done.stderr


def test_the_two_startup_files_agree():
    line = (world.STARTUP / "tf1shim.pth").read_text().strip()
    start = (world.STARTUP / "tf1shim.start").read_text().strip()
    module, _, function = start.partition(":")
    assert (world.STARTUP / f"{module}.py").is_file()
    assert f'__import__("{module}").{function}()' in line
    assert '"TF1SHIM" in os.environ and' in line


def test_the_command_line_needs_no_tensorflow():
    names = modules(checks.python("-c", "import tf1shim.cli.main, tf1shim.cli.runner; " + MODULES))
    assert not names.intersection({"tensorflow", "numpy", "wrapt", "rich"})
