"""Many checks, one TensorFlow start: runs the ``check_*`` functions of a file in a process of their own.

A checks file (``checks_*.py``) activates the shim as a user would and defines functions ``check_...()`` that assert.
A test module lists them::

    from tests import checks
    FILE = checks.beside(__file__, "checks_face.py")

    @pytest.mark.parametrize("name", checks.names(FILE))
    def test_face(name):
        checks.passed(FILE, name)
"""

import ast
import functools
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import traceback

ROOT = pathlib.Path(__file__).resolve().parent.parent
_MARK = "tests.checks results: "


def beside(test_file, name):
    """Path of a checks file that stands beside a test module."""
    return str(pathlib.Path(test_file).with_name(name))


def names(path):
    """The check functions of a checks file, in order, without importing it."""
    tree = ast.parse(pathlib.Path(path).read_text(encoding="utf-8"))
    return [node.name for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")]


def passed(path, name, *args, **env):
    """Assert that a check passed; the file is run once, with ``args`` and ``env``, for all its checks."""
    import pytest

    results = _run(path, args, tuple(sorted(env.items())))
    outcome = results.get(name, f"did not run: {results.get('', 'the process died')}")
    if outcome.startswith("skip: "):
        pytest.skip(outcome[len("skip: "):])
    if outcome != "ok" and missing(outcome):
        pytest.skip(f"needs {missing(outcome)}")
    assert outcome == "ok", outcome


def environment(**changes):
    """The environment of a child: ours, the project importable, TF1SHIM unset unless given. None unsets."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith("TF1SHIM") and k != "TF_USE_LEGACY_KERAS"}
    path = env.get("PYTHONPATH")
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *([path] if path else [])])
    env["TF_CPP_MIN_LOG_LEVEL"] = "3"
    env["CUDA_VISIBLE_DEVICES"] = ""
    env.update({k: v for k, v in changes.items() if v is not None})
    return env


def python(*args, cwd=None, input=None, timeout=300, **env):
    """Run a fresh interpreter; returns the CompletedProcess (text)."""
    return subprocess.run([sys.executable, *map(str, args)], capture_output=True, text=True,
                          cwd=cwd, input=input, timeout=timeout, env=environment(**env))


# What extras and the environments of tox bring. Any other module that is not found is a failure.
_OPTIONAL = ("tf_slim", "tf_keras", "tensorflow_estimator", "tensorflow_probability", "scipy", "sklearn", "pandas",
             "matplotlib", "PIL", "yaml")


def missing(text):
    """The optional package that an error's text asks for and that is not installed here, or None."""
    named = re.findall(r"needs (\w+): pip install|No module named '(\w+)|(\w+) is not installed", text)
    absent = [name for name in map("".join, named) if name in _OPTIONAL and importlib.util.find_spec(name) is None]
    if not absent and re.search("no Keras 2 is installed|graph mode needs Keras 2", text):
        from tf1shim import capabilities  # not above: the children that run checks say themselves when the shim begins

        return "Keras 2" if capabilities.keras2_package() is None else None
    return absent[0] if absent else None


class Skip(Exception):
    """Raised by a check that cannot exist on the installed TensorFlow; its text is the reason."""


@functools.lru_cache(maxsize=None)
def _run(path, args, env):
    done = python("-m", "tests.run_checks", path, *args, cwd=ROOT, timeout=600, **dict(env))
    for line in reversed(done.stdout.splitlines()):
        if line.startswith(_MARK):
            return json.loads(line[len(_MARK):])
    return {"": f"exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"}


def run(path, namespace):
    """Run the checks found in ``namespace``; prints their results for `passed`."""
    results = {}
    for name in names(path):
        try:
            namespace[name]()
            results[name] = "ok"
        except Skip as skip:
            results[name] = f"skip: {skip}"
        except Exception:
            results[name] = traceback.format_exc()
    print("\n" + _MARK + json.dumps(results), flush=True)
