"""Modules that an old protoc wrote (`tools/make_old_protos.py`) run with the installed protobuf, for legacy code."""

import pytest
from google.protobuf.internal import api_implementation

from tests import checks

FOLDER = checks.ROOT / "tests" / "importing" / "old_protos"


def _run(*args, **env):
    return checks.python(*args, FOLDER / "use_them.py", cwd=FOLDER, PYTHONDONTWRITEBYTECODE="1", **env)


def test_print_what_they_printed():
    done = _run("-m", "tf1shim", "run", "--mode", "graph")
    assert done.stdout == (FOLDER / "printed.txt").read_text(), done.stderr


@pytest.mark.skipif(api_implementation.Type() != "upb", reason="this protobuf runs old modules itself")
@pytest.mark.parametrize("way, env", [
    ((), {}), (("-m", "tf1shim", "run", "--mode", "graph"), {"TF1SHIM_NATIVE": "simple_pb2"})])
def test_others_get_nothing(way, env):
    done = _run(*way, **env)
    assert "Descriptors cannot be created directly" in done.stderr, done.stderr
