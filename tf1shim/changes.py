"""What a program would have to change to do without tf1shim: the TF 1.15 names and habits of its time it uses, and what
stands in for each today. Reads sources; imports none of them.
"""

import functools
import json
import os
import sys
from dataclasses import dataclass

from tf1shim.detection import names
from tf1shim.era import faces as era
from tf1shim.faces import providers
from tf1shim.importing import scope


@dataclass(frozen=True)
class Change:
    """One place in a source."""

    line: int
    full: str  # tensorflow.Session, numpy.float
    name: str  # as the user thinks of it: tf.Session
    instead: str  # what to write today; "" where TF2 has the name as it is
    habit: bool = False  # a row of the era's table, not TensorFlow's


def find(source, path="<string>"):
    """The places of a source that use TensorFlow 1 or a habit of its time, in order of lines.

    Args:
        source: the file's text or bytes.
        path: its path.

    Returns:
        list of `Change`.
    """
    found = names.find(source, path, era.roots())
    changes = set()
    for line, full in found.uses:
        full = _api_name(full)
        shown, short = _shown(full)
        changes.add(Change(line, full, shown, (short and instead_of(short)) or ""))
    for line, full in found.habits:
        habit = _habit(full)
        if habit:
            changes.add(Change(line, habit, habit, era.rows()[habit]["instead"], True))
    return sorted(changes, key=lambda change: (change.line, change.full))


def of_program(folder):
    """The changes the program of this process would need, in those of its own files that were loaded.

    Args:
        folder: the one the program started in.

    Returns:
        list of (file, `Change`).
    """
    found = set()
    for file in {_own_file(module, folder) for module in list(sys.modules.values())} - {None}:
        try:
            with open(file, "rb") as stream:
                source = stream.read()
        except OSError:
            continue
        found.update((file, change) for change in find(source, file) if change.instead)
    return sorted(found, key=lambda row: (row[0], row[1].line, row[1].name))


def _own_file(module, folder):
    """The path of a loaded module's source if it is the program's own legacy code, else None."""
    space = getattr(module, "__dict__", {})
    file = space.get("__file__")
    if file is None and space.get("__name__") == "__main__":  # python takes it away when the program has ended
        file = getattr(space.get("__loader__"), "path", None)
    if not isinstance(file, str) or not file.endswith(".py") or scope.installed(file):
        return None
    return os.path.join(folder, file) if scope.decide(space).legacy else None


def instead_of(name):
    """The replacement of a name below ``tf.``, in words or as a TF2 name; None where TF2 has the name as it is.

    An entry ``x.*`` speaks for everything below ``x``; the longest match wins.
    """
    rows = _rows()
    if name in rows:
        return rows[name]
    if name + ".*" in rows:  # the module itself
        return rows[name + ".*"].replace(".{}", "")
    head = name
    while "." in head:
        head = head.rpartition(".")[0]
        if head in rows:  # a class: its attributes go where it goes
            return rows[head]
        rule = rows.get(head + ".*")
        if rule is not None:
            return rule.replace("{}", name.rpartition(".")[2])
    return None


def _shown(full):
    if not full.startswith("tensorflow."):
        return full, None
    short = full[len("tensorflow."):]
    return f"tf.{short}", short[len("compat.v1."):] if short.startswith("compat.v1.") else short


def _habit(full):
    """The row of the era's table that speaks for a name, or None.

    Rows of names that go on, with another meaning in some of their uses, do not: which use it is, only a run tells.
    """
    rows = era.rows()
    while full and full not in rows:
        full = full.rpartition(".")[0]
    return full if full and "override" not in rows[full] else None


def _api_name(full):
    """Cut what follows a public TF 1.15 name: ``tensorflow.flags.FLAGS.rate`` -> ``tensorflow.flags.FLAGS``."""
    root, _, short = full.partition(".")
    if root != "tensorflow":
        return full
    prefix = "compat.v1." if short.startswith("compat.v1.") else ""
    parts = short[len(prefix):].split(".")
    for end in range(1, len(parts)):
        head = ".".join(parts[:end])
        if _is_name(head):
            return f"tensorflow.{prefix}{head}"
    return full


def _is_name(dotted):
    parent, _, last = dotted.rpartition(".")
    parent = "flags" if parent == "app.flags" else parent  # one module, listed once
    return last in providers.tf115_names(parent) and dotted not in providers.tf115_modules()


@functools.lru_cache(maxsize=None)
def _rows():
    path = os.path.join(os.path.dirname(__file__), "data", "replacements.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)
