"""`python -m tf1shim run PROGRAM` against `python PROGRAM`: exit code, output and error text must
be the same."""

import py_compile
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from tests import checks
from tests.process import world as world_of

SHOW = '''"""Doc."""
import atexit, os, pickle, sys
import helper

def say(*words):
    print(*words, flush=True)

say(sorted(globals()))
say(__name__, __file__, __spec__ is None, __package__, __doc__, __builtins__.__name__)
say(globals().get("__cached__"))
say(type(__loader__).__name__, getattr(__loader__, "name", None), getattr(__loader__, "path", None))
say(sys.argv, sys.path[0], helper.__file__, os.getcwd(), sys.flags)
say(sys.modules["__main__"].__dict__ is globals(), sys.excepthook is sys.__excepthook__)

class Thing:
    pass

say(type(pickle.loads(pickle.dumps(Thing()))) is Thing)
atexit.register(say, "atexit")
how = sys.argv[1] if len(sys.argv) > 1 else ""
if how == "raise":
    import json
    json.loads("{")
elif how == "chain":
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("in " * 2) from error
elif how == "import":
    import no_such_module
elif how == "exit text":
    sys.exit("a text")
elif how == "exit 7":
    sys.exit(7)
elif how == "exit none":
    raise SystemExit
elif how == "hook":
    sys.excepthook = lambda kind, error, tb: say("hook", kind, error, tb.tb_frame.f_code.co_name)
    1 / 0
elif how == "thread":
    import threading
    threading.Thread(target=lambda: say(threading.current_thread().name)).start()
elif how == "interrupt":
    raise KeyboardInterrupt
elif how == "stdin":
    say(sys.stdin.read())
    input()
'''
HOWS = [
    "",
    "raise",
    "chain",
    "import",
    "exit text",
    "exit 7",
    "exit none",
    "hook",
    "thread",
    "interrupt",
    "stdin",
]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A folder with the same program as a script, a folder, a zip file, a package and a link."""
    top = tmp_path_factory.mktemp("world")
    for folder in ("sub", "folder", "package"):
        (top / folder).mkdir()
    (top / "helper.py").write_text("")
    for path in ("sub/show.py", "folder/__main__.py", "package/__main__.py", "package/show.py"):
        (top / path).write_text(SHOW)
        (top / path).with_name("helper.py").write_text("")
    (top / "package/__init__.py").write_text("")
    (top / "sub/latin.py").write_bytes(b'# -*- coding: latin-1 -*-\nprint(ascii("\xe9"))\n')
    (top / "sub/future.py").write_text(
        "from __future__ import annotations\nx: nonsense = 1\nprint(__annotations__)\n"
    )
    (top / "sub/bad.py").write_text("def f(:\n    pass\n")
    (top / "link.py").symlink_to("sub/show.py")
    py_compile.compile(str(top / "sub/show.py"), cfile=str(top / "sub/compiled.pyc"))
    with zipfile.ZipFile(top / "show.zip", "w") as archive:
        archive.write(top / "folder/__main__.py", "__main__.py")
        archive.write(top / "helper.py", "helper.py")
    return top


def both(world, *program, python=(), stdin=SHOW, cwd=None):
    """Run a program both ways; return the two outcomes as (exit code, stdout, stderr)."""
    return [
        _outcome(
            subprocess.run(
                [sys.executable, *python, *way, *map(str, program)],
                cwd=cwd or world,
                input=stdin,
                capture_output=True,
                text=True,
                timeout=120,
                env=checks.environment(),
            )
        )
        for way in ((), ("-m", "tf1shim", "run"))
    ]


def _outcome(done):
    return done.returncode, done.stdout, done.stderr


def same(world, *program, **options):
    plain, ours = both(world, *program, **options)
    assert ours == plain
    return plain


@pytest.mark.parametrize("how", HOWS)
def test_script(world, how):
    code, _, _ = same(world, "sub/show.py", how)
    assert code == {
        "": 0,
        "thread": 0,
        "exit none": 0,
        "exit 7": 7,
        "interrupt": -signal.SIGINT,
    }.get(how, 1)


@pytest.mark.parametrize(
    "program",
    [
        ["folder"],
        ["show.zip"],
        ["-m", "package"],
        ["-m", "package.show"],
        ["-mpackage.show"],
        ["sub/compiled.pyc"],
        ["link.py"],
        ["./sub/../sub/show.py"],
        ["./sub/../folder"],
        ["-"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("how", ["", "raise", "exit 7"])
def test_other_kinds_of_program(world, program, how):
    same(world, *program, how)


@pytest.mark.parametrize(
    "program",
    [
        ["missing.py"],
        ["sub"],
        ["-m", "missing"],
        ["-m", "package.missing"],
        ["-m", "sub.show.missing"],
        ["sub/bad.py"],
        ["sub/latin.py"],
        ["sub/future.py"],
        ["-c", "x ="],
        ["-cprint(__name__)"],
        [
            "-c",
            "import sys; print(sys.argv, repr(sys.path[0]), sorted(globals()), __loader__)",
            "-m",
            "--mode",
        ],
        ["-c", "def f():\n    1 / 0\nf()"],
        ["-c", "raise SystemExit(5)"],
        ["-m", "json.tool", "missing.json"],
    ],
    ids=" ".join,
)
def test_odd_programs(world, program):
    same(world, *program)


def test_a_notebook_is_not_run_as_a_script(world):
    (world / "n.ipynb").write_text('{"cells": []}')
    _, (code, _, error) = both(world, "n.ipynb")
    assert code == 2 and "n.ipynb is a notebook" in error and "%load_ext tf1shim" in error


def test_missing_file_exits_2(world):
    _, (code, _, error) = both(world, "missing.py")
    assert code == 2
    assert (
        f"can't open file {str(world / 'missing.py')!r}: [Errno 2] No such file or directory"
        in error
    )


def test_options_after_the_program_are_its_own(world):
    code, out, _ = same(
        world, "sub/show.py", "", "--mode", "graph", "--help", "-m", "-c", "--", "--report=x"
    )
    assert code == 0
    assert "'--mode', 'graph', '--help', '-m', '-c', '--', '--report=x'" in out


@pytest.mark.parametrize("flags", [["-O"], ["-B", "-u"], ["-W", "error"], ["-P"]], ids=" ".join)
def test_interpreter_flags(world, flags):
    if flags == ["-P"] and sys.version_info < (3, 11):
        pytest.skip("-P came with Python 3.11")
    for program in (["sub/show.py"], ["-c", "import sys; print(sys.path)"]):
        same(world, *program, python=flags)


def test_the_programs_folder_is_first_on_the_path_whatever_the_working_folder(world, tmp_path):
    code, out, _ = same(world, world / "sub/show.py", cwd=tmp_path)
    assert code == 0
    assert str(world / "sub") in out


def test_sigint(world, tmp_path):
    script = tmp_path / "wait.py"
    script.write_text("import time\nprint('ready', flush=True)\ntime.sleep(60)\n")
    outcomes = []
    for way in ((), ("-m", "tf1shim", "run")):
        child = subprocess.Popen(
            [sys.executable, *way, str(script)],
            env=checks.environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A shell starts background jobs, and so all their children, with SIGINT ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.5)  # until it sleeps
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=60)
        outcomes.append((child.returncode, error))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == -signal.SIGINT


POOL = """
import multiprocessing, os, sys

class Point:
    def __init__(self, x):
        self.x = x

def move(point):
    return Point(point.x + 1), "tf1shim" in sys.modules

if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        for point, shimmed in pool.map(move, [Point(1), Point(2)]):
            print(type(point) is Point, point.x)
            print(shimmed, file=sys.stderr)
"""


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_classes_of_main_travel_to_workers(world, tmp_path, method):
    (tmp_path / "pool.py").write_text(POOL)
    plain, ours = both(world, tmp_path / "pool.py", method)
    assert plain[:2] == ours[:2] == (0, "True 2\nTrue 3\n")


def test_two_runs_do_not_share_state(world):
    """The runner replaces __main__ for good; a program that runs another one by itself still
    can."""
    same(
        world,
        "-c",
        "import runpy; runpy.run_path('sub/latin.py', run_name='__main__'); print(__name__)",
    )


def test_program_modules_are_not_hidden_by_ours(tmp_path):
    (tmp_path / "cli.py").write_text("word = 'its own'\n")
    (tmp_path / "runner.py").write_text("word = 'its own'\n")
    (tmp_path / "main.py").write_text("import cli, runner\nprint(cli.word, runner.word)\n")
    same(tmp_path, "main.py")


def test_nothing_to_run_is_a_usage_error(tmp_path):
    for words, text in (
        ([], "nothing to run"),
        (["-m"], "argument expected for the -m option"),
        (["--mode", "wrong", "x.py"], "allowed: auto, graph, eager, off"),
        (["-x"], "no such option"),
    ):
        done = checks.python("-m", "tf1shim", "run", *words, cwd=tmp_path)
        assert done.returncode == 2, done
        assert text in done.stderr.replace("\n", " ")
        assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_one_line(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.tf1shim]\nmode = 'grpah'\n")
    for words in (["info"], ["run", "-c", "1"]):
        done = checks.python("-m", "tf1shim", *words, cwd=tmp_path)
        assert done.returncode == 2, done
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "pyproject.toml) is 'grpah'" in done.stderr


def test_tracebacks_of_the_other_ways_show_no_frames_of_ours(tmp_path):
    (tmp_path / "helper.py").write_text("import no_such_module\n")
    (tmp_path / "show.py").write_text("import sys\nif sys.argv[1:]: import tf1shim\nimport helper\n")
    plain = checks.python("show.py", cwd=tmp_path)
    for words, env in ((["show.py", "here"], {}), (["show.py"], {"TF1SHIM": "1"})):
        done = world_of.python(tmp_path, *words, cwd=tmp_path, **env)
        assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)
