"""The verdict: does this program want graph mode or eager mode?

Reads syntax trees of the program's own files, following its own imports, within bounds; never imports them.
"""

import os
import sys
import time
from dataclasses import dataclass, field

from tf1shim.detection import names, syntax
from tf1shim.importing import scope

MAX_FILES = 200
MAX_SECONDS = 0.3

_cache = {}  # (path, mtime) -> names.Findings


@dataclass
class Verdict:
    """``mode`` is "graph" or "eager"; ``evidence`` lists (file, line, name) that decided, strongest first.

    ``keras_alone`` says that all of a graph verdict's evidence has an equivalent on an eager Keras 3; ``refused`` lists
    what an eager verdict's program does that Keras 3 refuses, where nothing in it asks for eager execution. ``package``
    says that the program imports the package `keras`.
    """

    mode: str
    reason: str
    evidence: list = field(default_factory=list)
    keras_alone: bool = False
    refused: list = field(default_factory=list)
    package: bool = False


def verdict(path):
    """The verdict on a program.

    Args:
        path: its main file. A notebook (``.ipynb``) counts as graph.
    """
    if path.endswith(".ipynb"):
        return Verdict("graph", "notebooks count as graph unless told otherwise")
    return _decide(_read_program(os.path.abspath(path)), [os.path.abspath(path)])


def verdict_of_files(paths):
    """The verdict on a program of several main files, such as the tests a test runner was given."""
    program, seen = [], set()
    for path in paths[:MAX_FILES]:
        for file, found in _read_program(os.path.abspath(path)):
            if file not in seen:
                seen.add(file)
                program.append((file, found))
    return _decide(program, [os.path.abspath(path) for path in paths])


def runs_files(path):
    """Whether a program is a launcher: it imports ``runpy``, to run a file that it is told."""
    found = _read(os.path.abspath(path))
    return found is not None and any(name == "runpy" for name, _ in found.imports)


def verdict_of_source(source, name="<string>"):
    """The verdict on a program given as text (``-c``, a cell)."""
    return _decide([(name, names.find(source, name))], [name])


def _decide(program, mains):
    """The verdict on a program, read as [(path, findings)], of which ``mains`` are the files it was given as."""
    decided = _decide_mode(program, mains)
    decided.package = any(not level and name.partition(".")[0] == "keras"
                          for _, found in program for name, level in found.imports)
    return decided


def _decide_mode(program, mains):
    graph, eager, late, decides, old, spelling, handed, refused, summed = [], [], [], [], [], [], [], [], []
    modern = package = False
    for path, found in program:
        graph += [(path, line, name) for line, name in found.graph]
        eager += [(path, line, name) for line, name in found.eager]
        late += [(path, line, name) for line, name in found.late]
        decides += [(path, line, name) for line, name in found.decides]
        old += [(path, line, name) for line, name in found.old]
        handed += [(path, line, name) for line, name in found.handed]
        refused += [(path, line, name) for line, name in found.refused]
        summed += [(path, line, name) for line, name in found.summed]
        package = package or any(name == "keras" for _, name in found.uses)
        spelling += [(path, line, name) for line, name in found.spelling]
        modern = modern or bool(found.modern)
    old += handed if package else []
    refused += [] if modern else summed  # of a program that may be Keras 3's own, it means what it means there
    if decides:
        return _verdict("graph", "the program itself asks for TensorFlow 1 behaviour", decides)
    if eager and graph and _old_over_both(program, mains):
        return _verdict("graph", "the program is of the Python 2 age, over a library of TensorFlow 1 that knows 2's "
                                 "idioms", graph)
    if eager:
        return _verdict("eager", "the program uses TensorFlow 2 idioms", eager)
    if graph:
        return _verdict("graph", "the program uses graph-only API", graph)
    if late:
        return _verdict("eager", "the program uses what TensorFlow 2 and the last of TensorFlow 1 had", late, refused)
    if old and old[0][2].startswith(names.NOT_PYTHON3):
        return _verdict("graph", "a file of the program cannot be read, as programs of Python 2 cannot", old)
    if old:
        return _verdict("graph", "the program is of the Python 2 age", old)
    if spelling and not modern:
        reason = "the program is written as those of TensorFlow 1 and Keras 2 were, and uses nothing newer"
        return _verdict("graph", reason, spelling)
    return Verdict("eager", "nothing in the program needs a TensorFlow 1 graph", refused=refused)


def _old_over_both(program, mains):
    """Whether the program's main files are of the Python 2 age, and only what they import uses TensorFlow 2 idioms."""
    own = [found for path, found in program if path in mains]
    return any(found.age for found in own) and not any(found.eager for found in own)


def _verdict(mode, reason, evidence, refused=()):
    keras_alone = mode == "graph" and all(names.works_on_keras3(name) for _, _, name in evidence)
    return Verdict(mode, _because(reason, evidence), evidence, keras_alone, list(refused))


def _because(reason, evidence):
    path, line, name = evidence[0]
    return f"{reason}: {name} at {os.path.basename(path)}:{line}"


def on_keras_2(found):
    """What a verdict becomes where tf.keras is Keras 3, and Keras 2 is installed as well.

    A program that Keras 3 refuses, and that does not ask for eager execution, gets Keras 2, which is graph mode's.
    """
    if found.mode == "graph" or not found.refused:
        return found
    return Verdict("graph", _because("Keras 3 refuses what the program does, or does something else", found.refused),
                   found.refused)


def _read_program(main):
    deadline = time.thread_time() + MAX_SECONDS  # of work: a busy machine must not change the verdict
    roots = _roots(main)
    todo, seen, program = [main], {main}, []
    while todo and len(program) < MAX_FILES:
        path = todo.pop(0)
        found = _read(path)
        if found is None:
            continue
        program.append((path, found))
        for name, level in found.imports:
            if not level and name.partition(".")[0] == "tf1shim":
                continue  # run from its sources, the shim would pass for the program's own code
            for file in _own_files(name, level, path, roots):
                if file not in seen:
                    seen.add(file)
                    todo.append(file)
        if time.thread_time() > deadline:
            break
    return program


def _read(path):
    try:
        key = (path, os.stat(path).st_mtime_ns)
        if key not in _cache:
            with open(path, "rb") as file:
                _cache[key] = names.find(file.read(), path)
        return _cache[key]
    except (OSError, ValueError, RecursionError):
        return None


def _roots(main):
    """Folders that the program imports its own modules from.

    The script's, the tops of the package it lies in, and what else it put on the path, or its user did.
    """
    folder = os.path.dirname(main)
    roots = [folder]
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder = os.path.dirname(folder)
        roots.append(folder)
    added = (os.path.abspath(folder) for folder in sys.path if isinstance(folder, str))
    roots += [folder for folder in (os.getcwd(), *added) if scope.own_folder(folder)]
    return list(dict.fromkeys(roots))


def _own_files(name, level, importer, roots):
    """The files that importing a module runs: its own, then those of the packages it lies in."""
    if level:
        base = os.path.dirname(importer)
        for _ in range(level - 1):
            base = os.path.dirname(base)
        roots = [base]
    relative = name.replace(".", os.sep)
    for root in roots:
        stem = os.path.join(root, relative) if relative else root
        for file in (stem + ".py", os.path.join(stem, "__init__.py")):
            if os.path.isfile(file):
                return [file, *_packages_above(stem, root)]
    return []


def _packages_above(stem, root):
    while len(stem := os.path.dirname(stem)) > len(root):
        init = os.path.join(stem, "__init__.py")
        if os.path.isfile(init):
            yield init


def is_python2(source, path="<string>"):
    """Whether source text cannot be parsed as Python 3: the SyntaxError, or None."""
    try:
        syntax.tree(source, path)
    except SyntaxError as error:
        return error
    return None
