"""``tf1shim explain NAME_OR_FILE``: the scope decision and the mode verdict, each with its
reason."""

import importlib.util
import os
import sys

from tf1shim.detection import program, scan
from tf1shim.importing import scope

_SHOWN = 10


def show(name_or_file):
    """Print the decision; returns exit code 2 where there is no such module or file."""
    file = _file(name_or_file)
    if file is None:
        print(f"tf1shim: there is no file and no module {name_or_file!r}", file=sys.stderr)
        return 2
    decision = scope.decide(name_or_file)
    print(f"{name_or_file}: {'legacy' if decision.legacy else 'native'}: {decision.reason}")
    if file:
        print(f"file: {file}")
    if not (decision.legacy and file.endswith((".py", ".pyw", ".ipynb"))):
        return 0
    verdict = scan.verdict(file)
    mode, reason, _ = program.with_what_is_installed(verdict)
    print(f"as a program: {mode} mode: {reason}")
    evidence = verdict.refused if mode != verdict.mode and verdict.refused else verdict.evidence
    for path, line, name in evidence[:_SHOWN]:
        print(f"  {os.path.relpath(path)}:{line}: {name}")
    if len(evidence) > _SHOWN:
        print(f"  and {len(evidence) - _SHOWN} more")
    return 0


def _file(name_or_file):
    """Path of the file meant; "" for a module without one; None for nothing at all."""
    if os.path.isfile(name_or_file):
        return os.path.abspath(name_or_file)
    top = name_or_file.partition(".")[0]
    if os.path.sep in name_or_file or name_or_file.endswith((".py", ".ipynb")) or not top:
        return None
    sys.path.insert(0, os.getcwd())  # the modules meant are those a program started here would see
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None
    finally:
        del sys.path[0]
    if spec is None:
        return None
    return spec.origin if spec.has_location else ""
