"""Runs example programs on the installed TensorFlow, two at a time, in every way a user has.

A run gets one thread for TensorFlow's operations: two programs share the machine without getting in each other's
way, and no sum depends on how threads were scheduled.
"""
import concurrent.futures
import dataclasses
import importlib.util
import json
import os
import pathlib
import subprocess
import sys

from tests import checks

PROGRAMS = checks.ROOT / "legacy_examples"
OBSERVER = checks.ROOT / "tools" / "observe"
AT_ONCE = 2
TIMEOUT = 300

WAYS = {
    "runner": "python -m tf1shim run NAME.py",
    "variable": "TF1SHIM=1 python NAME.py",
    "import": "python NAME.py, with `import tf1shim` as its first line",
}


@dataclasses.dataclass(frozen=True)
class Run:
    """What a program did: exit code, lines printed, error output, variables of its graphs."""

    code: int
    lines: list
    errors: str
    variables: list


def names():
    """The example programs, without .py."""
    return sorted(path.stem for path in PROGRAMS.glob("*.py"))


def expected(name):
    """What the program gave on TF 1.15: see tools/record_oracle.py."""
    return json.loads((PROGRAMS / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def has_startup_file():
    """Whether tf1shim is installed: from a bare source tree, TF1SHIM=1 cannot reach the interpreter's start."""
    return importlib.util.find_spec("_tf1shim_startup") is not None


def run(name, way, folder):
    """Run a program; `folder` is an empty directory of its own.

    Raises subprocess.TimeoutExpired when it takes longer than TIMEOUT seconds.
    """
    graphs = pathlib.Path(folder, "graphs.json")
    environment = checks.environment(
        TF_GRAPH_REPORT=str(graphs),
        TF_NUM_INTEROP_THREADS="1",
        TF_NUM_INTRAOP_THREADS="1",
        OMP_NUM_THREADS="1",
        PYTHONIOENCODING="utf-8",
        PYTHONDONTWRITEBYTECODE="1",
        TF1SHIM="1" if way == "variable" else None,
    )
    environment["PYTHONPATH"] = os.pathsep.join([str(OBSERVER), environment["PYTHONPATH"]])
    program = f"{name}.py"
    if way == "import":
        program = pathlib.Path(folder, program)
        source = (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")
        program.write_text("import tf1shim\n" + source, encoding="utf-8")
    runner = ["-m", "tf1shim", "run"] if way == "runner" else []
    done = subprocess.run(
        [sys.executable, *runner, str(program)], cwd=PROGRAMS, env=environment, capture_output=True,
        encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, timeout=TIMEOUT)
    variables = json.loads(graphs.read_text()) if graphs.exists() else []
    return Run(done.returncode, done.stdout.splitlines(), done.stderr, variables)


class Pool:
    """Runs programs ahead, AT_ONCE at a time, and hands each result to whoever asks."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self._executor = concurrent.futures.ThreadPoolExecutor(AT_ONCE)
        self._runs = {}

    def start(self, name, way):
        """Put a run on the list, once."""
        if (name, way) not in self._runs:
            folder = self._folder / f"{name}-{way}"
            folder.mkdir()
            self._runs[name, way] = self._executor.submit(run, name, way, folder)
        return self._runs[name, way]

    def result(self, name, way):
        """The `Run`, when it is done."""
        return self.start(name, way).result()

    def close(self):
        """Forget what has not started."""
        for future in self._runs.values():
            future.cancel()
        self._executor.shutdown()
