"""The files a report is made of: Python files and notebooks below the given paths."""

import json
import os
import tokenize

from tf1shim.detection import syntax

_SKIPPED = ("__pycache__", "node_modules", "site-packages", "build", "dist")


def source_files(paths):
    """Yield (path, root) of every Python file and notebook; ``root`` is the folder that was
    given."""
    for path in paths:
        if os.path.isfile(path):
            yield path, os.path.dirname(path) or "."
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(
                name
                for name in folders
                if name not in _SKIPPED
                and not name.startswith(".")
                and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
            )
            for file in sorted(files):
                if file.endswith((".py", ".ipynb")):
                    yield os.path.join(folder, file), path


def read_source(path):
    """The text of a Python file, or of a notebook's code cells.

    Raises:
        OSError, SyntaxError, ValueError: it cannot be read as Python 3.
    """
    if path.endswith(".ipynb"):
        with open(path, encoding="utf-8") as file:
            source = _cells(json.load(file))
    else:
        with tokenize.open(path) as file:
            source = file.read()
    syntax.tree(source, path)
    return source


def _cells(notebook):
    cells = notebook.get("cells") or [
        cell for sheet in notebook.get("worksheets", ()) for cell in sheet.get("cells", ())
    ]
    lines = []
    for cell in cells:
        if cell.get("cell_type") != "code":
            continue
        text = "".join(cell.get("source") or cell.get("input") or ())
        if text.lstrip().startswith("%%"):
            continue
        for line in text.splitlines():
            bare = line.lstrip()
            magic = bare.startswith(("%", "!", "?")) or bare.endswith("?")
            lines.append(line[: len(line) - len(bare)] + "pass" if magic else line)
    return "\n".join(lines) + "\n"
