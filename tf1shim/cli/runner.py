"""Run a script, folder, zip file, module, command or standard input as ``__main__``, as python
itself does.

Knows nothing of TensorFlow. Everything a program can see of how it was started (``sys.argv``,
``sys.path[0]``, the module ``__main__``, exit code, signals, traceback) is as with ``python
PROGRAM ARGS``; ``sys.orig_argv`` stays what the operating system was told.
"""

import builtins
import linecache
import os
import pkgutil
import runpy
import sys
import types
from importlib.machinery import BuiltinImporter, SourceFileLoader, SourcelessFileLoader

from tf1shim import tracebacks


def run(program):
    """Run ``program`` to its end.

    Args:
        program: list of str, what follows ``python`` on a command line:
            ``["train.py", "--lr", "1"]``, ``["-m", "package.module"]``, ``["-c", "print(1)"]``,
            ``["-"]``; an empty list reads standard input.

    Raises:
        SystemExit: the program's own, or code 2 where there is nothing to run.
        BaseException: whatever the program raised; it will be shown without our frames.
    """
    word, args = (program[0], program[1:]) if program else ("-", [])
    added = _set_aside_our_excepthook()
    try:
        if word.startswith("-m"):
            name, args = (word[2:], args) if word[2:] else (args[0], args[1:])
            _run_module(name, args)
        elif word.startswith("-c"):
            code, args = (word[2:], args) if word[2:] else (args[0], args[1:])
            _run_command(code, args)
        elif word == "-":
            _run_stdin(program)
        else:
            _run_path(word, args)
    except SystemExit:
        raise
    except BaseException:
        # Python's own machinery goes on from here (exit code, SIGINT, sys.last_value, -i); only
        # what is shown changes.
        _shorten_the_traceback(added)
        raise


def _run_path(path, args):
    sys.argv = [path, *args]
    file = _absolute(path)
    if file.endswith(".ipynb") and os.path.isfile(file):  # python takes the JSON for an expression, and does nothing
        print(
            f"tf1shim: {path} is a notebook: open it in Jupyter and begin with `%load_ext tf1shim`, "
            f"or run it as a script: jupyter nbconvert --to script {path}",
            file=sys.stderr,
        )
        raise SystemExit(2)
    # sys.path_hooks know folders and zip files; for a plain file there is no importer.
    if pkgutil.get_importer(file) is not None:
        _set_first_path(file)
        _new_main()
        runpy._run_module_as_main("__main__", False)
        return
    loader = (SourcelessFileLoader if file.endswith(".pyc") else SourceFileLoader)("__main__", file)
    try:
        data = loader.get_data(file)
    except OSError as error:
        print(
            f"{_python()}: can't open file {file!r}: [Errno {error.errno}] {error.strerror}",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
    _set_first_path(os.path.dirname(os.path.realpath(path)))
    main = _new_main(__file__=file, __cached__=None, __loader__=loader)
    if isinstance(loader, SourcelessFileLoader):
        code = loader.get_code("__main__")
    else:
        code = compile(data, file, "exec", dont_inherit=True)
    exec(code, main.__dict__)


def _run_module(name, args):
    # Python shows "-m" while it looks for the module; runpy then puts the file's name there.
    sys.argv = ["-m", *args]
    _set_first_path(os.getcwd())
    _new_main()
    runpy._run_module_as_main(name)


def _run_command(code, args):
    sys.argv = ["-c", *args]
    _set_first_path("")
    main = _new_main(__loader__=BuiltinImporter)
    code += "\n"
    if sys.version_info >= (3, 13):  # from then on tracebacks quote the lines of -c
        linecache.cache["<string>"] = (len(code), None, code.splitlines(keepends=True), "<string>")
    exec(compile(code, "<string>", "exec", dont_inherit=True), main.__dict__)


def _run_stdin(program):
    sys.argv = list(program) or [""]
    _set_first_path("")
    main = _new_main(__loader__=BuiltinImporter)
    if sys.stdin.isatty():
        import code

        code.interact(local=main.__dict__)
    else:
        main.__dict__.update(__file__="<stdin>", __cached__=None)
        source = sys.stdin.buffer.read()
        exec(compile(source, "<stdin>", "exec", dont_inherit=True), main.__dict__)


def _absolute(path):
    """As python makes the path of its program absolute: without resolving ``..`` (on Windows
    with)."""
    return os.path.abspath(path) if os.name == "nt" else os.path.join(os.getcwd(), path)


def _set_first_path(entry):
    # Under -P and -I python put nothing in front, so there is nothing of ours to replace either.
    if not (getattr(sys.flags, "safe_path", False) or sys.flags.isolated):
        sys.path[0] = entry


def _new_main(**names):
    """Put a fresh ``__main__`` in place of the command line's own, which is kept alive for
    python's sake."""
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    main.__dict__.setdefault("__annotations__", {})
    main.__dict__.update(names)
    _kept.append(sys.modules["__main__"])
    sys.modules["__main__"] = main
    return main


_kept = []


def _python():
    """The interpreter as it was called, which is how python signs its messages."""
    return getattr(sys, "orig_argv", [sys.executable])[0] or sys.executable


def _set_aside_our_excepthook():
    """What tf1shim adds to the display of errors waits until the program has failed."""
    hook = sys.excepthook
    if not str(getattr(hook, "__module__", None)).startswith("tf1shim."):
        return None
    sys.excepthook = sys.__excepthook__
    return hook


def _shorten_the_traceback(added):
    shown = added if added and sys.excepthook is sys.__excepthook__ else sys.excepthook

    def show(kind, error, traceback):
        sys.excepthook = shown
        traceback = _without_our_frames(error, traceback)
        shown(kind, error.with_traceback(traceback), traceback)

    sys.excepthook = show


def _without_our_frames(error, traceback):
    frames = tracebacks.entries(traceback)
    ours = [i for i, entry in enumerate(frames) if entry.tb_frame.f_globals is globals()]
    return tracebacks.without_carriers(error, frames[ours[-1] + 1 :] if ours else frames)
