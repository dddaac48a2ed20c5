"""Wheel, sdist and editable installs by pip and uv: what lands, what starts, what stays behind."""

import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

from tests import checks

pytestmark = pytest.mark.slow
STARTUP = ["_tf1shim_startup.py", "tf1shim.pth", "tf1shim.start"]
STATUS = "import sys; m = sys.modules.get('tf1shim'); print(bool(m) and m.status().active)"


def call(*words, **options):
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=600, **options
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def clean_environment(**changes):
    env = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("TF1SHIM", "PYTHONPATH", "VIRTUAL_ENV"))
    }
    return {**env, **changes}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of the project, for builds leave things behind."""
    target = tmp_path_factory.mktemp("source") / "project"
    shutil.copytree(
        checks.ROOT,
        target,
        ignore=shutil.ignore_patterns(
            ".git",
            ".tox",
            ".ci",
            "build",
            "dist",
            "*.egg-info",
            "__pycache__",
            "legacy_examples",
            "tests",
        ),
    )
    return target


@pytest.fixture(scope="module")
def uv():
    found = shutil.which("uv") or shutil.which("uv", path=os.path.dirname(sys.executable))
    return found or pytest.skip("uv is not installed")


@pytest.fixture(scope="module")
def venv(tmp_path_factory):
    """A fresh virtual environment."""
    top = tmp_path_factory.mktemp("venv") / "v"
    call(sys.executable, "-m", "venv", top)
    return top


@pytest.fixture(scope="module")
def built(source, venv, tmp_path_factory):
    """The sdist, and the wheel made from it, by pip alone."""
    folder = tmp_path_factory.mktemp("dist")
    python = venv / "bin" / "python"
    call(python, "-m", "pip", "install", "-q", "build")
    call(python, "-m", "build", "--outdir", folder, source)  # the wheel is built from the sdist
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def test_wheel_holds_all(built, source):
    with zipfile.ZipFile(built[1]) as archive:
        inside = set(archive.namelist())
    package = {
        str(path.relative_to(source))
        for pattern in ("*.py", "*.json")
        for path in (source / "tf1shim").rglob(pattern)
    }
    assert package - inside == set()
    assert set(STARTUP) <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    strangers = {name.partition("/")[0] for name in inside} - {"tf1shim", *STARTUP}
    assert all(name.endswith(".dist-info") for name in strangers)


def test_wheel_metadata(built):
    with zipfile.ZipFile(built[1]) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        text = archive.read(name).decode()
        entries = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
    assert "Requires-Python: >=3.9" in text
    for extra in ("tf", "legacy", "probability", "all"):
        assert f"Provides-Extra: {extra}" in text
    assert "tf1shim = tf1shim.cli.main:main" in entries
    assert (
        "pytest11" not in entries
    )  # a plugin that pytest loads unasked would activate the shim everywhere


def test_sdist_holds_what_a_wheel_needs(built):
    with tarfile.open(built[0]) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "setup.cfg",
        "pyproject.toml",
        "LICENSE",
        "tf1shim/startup/build.py",
        "tf1shim/startup/tf1shim.pth",
        "tf1shim/startup/tf1shim.start",
        "tf1shim/data/replacements.json",
        "tools/make_replacements.py",
    ):
        assert name in inside


@pytest.mark.parametrize("tool", ["pip", "uv"])
@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_install(tool, kind, built, source, request, tmp_path):
    venv = tmp_path / "v"
    call(sys.executable, "-m", "venv", venv)
    python = venv / "bin" / "python"
    installer = [python, "-m", "pip"] if tool == "pip" else [request.getfixturevalue("uv"), "pip"]
    target = [] if tool == "pip" else ["--python", python]
    what = [built[1]] if kind == "wheel" else ["-e", source]
    call(*installer, "install", "-q", *target, *what, env=clean_environment())
    packages = pathlib.Path(
        call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    assert [name for name in STARTUP if (packages / name).is_file()] == STARTUP

    def status(**env):
        done = subprocess.run(
            [str(python), "-c", STATUS],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=clean_environment(**env),
        )
        return done.stdout.strip(), done.stderr

    assert status() == ("False", "")
    for word in ("0", "", "off"):
        assert status(TF1SHIM=word) == ("False", "")
    for word in ("1", "auto", "graph", "eager"):
        assert status(TF1SHIM=word) == ("True", "")
    # -S reads no start-up files; -E and -I pass over the variables of Python alone.
    for flag, expected in (("-S", "False"), ("-E", "True"), ("-I", "True")):
        out = call(python, flag, "-c", STATUS, env=clean_environment(TF1SHIM="1"))
        assert out.strip() == expected, flag
    outside = clean_environment()
    info = call(venv / "bin" / "tf1shim", "info", cwd=tmp_path, env=outside)
    assert str(packages / "tf1shim.pth") in info
    assert (
        call(venv / "bin" / "tf1shim", "run", "-c", "print(__name__)", env=outside) == "__main__\n"
    )
    # A data file of each folder is where the code looks for it.
    assert "'tf.math.log'" in call(
        python,
        "-c",
        "from tf1shim.changes import instead_of; print(repr(instead_of('log')))",
        cwd=tmp_path,
        env=outside,
    )

    call(
        *installer,
        "uninstall",
        *(["-y"] if tool == "pip" else target),
        "tf1shim",
        env=clean_environment(),
    )
    left = [
        path.name for path in packages.iterdir() if "tf1shim" in path.name and path.suffix != ".pyc"
    ]
    assert left == []
    assert status(TF1SHIM="1") == ("False", "")


def test_pip_install_from_the_folder_itself(source, tmp_path):
    """`pip install .`, as the README has it."""
    venv = tmp_path / "v"
    call(sys.executable, "-m", "venv", venv)
    python = venv / "bin" / "python"
    call(python, "-m", "pip", "install", "-q", ".", cwd=source, env=clean_environment())
    out = call(python, "-m", "tf1shim", "--version", cwd=tmp_path, env=clean_environment())
    assert "tf1shim" in out
