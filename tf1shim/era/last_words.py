"""One line after the traceback of an uncaught error that comes of the program's age and cannot be mended from outside.

`last_words.json` has a row for each such error: its type, a pattern of its message, what the program does there, and
what to do instead; ``within`` says that a library raised it for the program, ``numpy`` from which NumPy on it comes of
age. Sources that are Python 2 are `python2`'s.
"""

import functools
import json
import os
import re
import sys

from tf1shim import tracebacks
from tf1shim.era import python2
from tf1shim.importing import scope


def install(journal):
    """Show an error that nobody caught without our own frames, and the line on it, if there is one."""
    previous = sys.excepthook

    def excepthook(kind, error, traceback):
        shown = tracebacks.without_carriers(error, tracebacks.entries(traceback))
        previous(kind, error.with_traceback(shown), shown)
        line = explain(error, traceback)
        if line:
            print(line, file=sys.stderr)

    journal.set_attr(sys, "excepthook", excepthook)


def explain(error, traceback):
    """One line on an error that comes of the program's age: where, what, and what to do; else None.

    Args:
        error: the exception.
        traceback: its traceback.
    """
    if isinstance(error, SyntaxError):
        known = error.filename and scope.decide({"__name__": "", "__file__": error.filename}).legacy
        return python2.explain(error) if known else None
    for row in _rows():
        if re.fullmatch(row["error"], type(error).__name__) and re.search(row["message"], str(error)):
            if "numpy" in row and not _numpy_is(row["numpy"]):
                continue
            frame = _of_the_program(traceback) if row.get("within") else _raised_by(traceback)
            if frame is None:
                continue
            where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}"
            return f"tf1shim: {where} {row['what']}; {row['instead']}"
    return None


def _raised_by(traceback):
    """The innermost entry of the traceback, if it is legacy code (the import hook's own frames do not count)."""
    last = None
    while traceback is not None:
        if not str(traceback.tb_frame.f_globals.get("__name__")).startswith("tf1shim."):
            last = traceback
        traceback = traceback.tb_next
    return last if last is not None and scope.decide(last.tb_frame.f_globals).legacy else None


def _of_the_program(traceback):
    """The innermost entry of the traceback that is legacy code."""
    found = [entry for entry in tracebacks.entries(traceback) if scope.decide(entry.tb_frame.f_globals).legacy]
    return found[-1] if found else None


def _numpy_is(version):
    numpy = sys.modules.get("numpy")
    return numpy is not None and _numbers(numpy.__version__) >= _numbers(version)


def _numbers(version):
    return tuple(int(part) for part in version.split(".")[:2])


@functools.lru_cache(maxsize=None)
def _rows():
    with open(os.path.join(os.path.dirname(__file__), "last_words.json"), encoding="utf-8") as file:
        return json.load(file)
