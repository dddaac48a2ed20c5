"""Imports of a program that lead nowhere on this machine."""

import ast
import functools
import importlib.util
import os
import sys

from tf1shim import settings
from tf1shim.detection import syntax
from tf1shim.era import faces as era

# Asked of the faces by name, not here.
_FACED = ("tensorflow", "keras")


def unresolved_imports(source, path, root):
    """Imports that neither the program's folders, nor the standard library, nor an installed
    package answers.

    Args:
        source: the file's text.
        path: its path.
        root: folder of the program; every folder between it and the file is searched.

    Returns:
        list of (line, top-level module). Imports inside ``try`` count only where every branch
        fails to import.
    """
    folders = _folders(path, root)
    found = []
    _visit(syntax.tree(source, path).body, folders, found)
    return sorted(set(found))


def _visit(nodes, folders, found):
    for node in nodes:
        if isinstance(node, ast.Try) and node.handlers:
            branches = [[], *([] for _ in node.handlers)]
            _visit(node.body, folders, branches[0])
            for handler, branch in zip(node.handlers, branches[1:]):
                _visit(handler.body, folders, branch)
            if all(branches):
                found.extend(branches[0])
            _visit([*node.orelse, *node.finalbody], folders, found)
            continue
        if isinstance(node, ast.Import):
            tops = [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            tops = [node.module.partition(".")[0]]
        else:
            _visit(ast.iter_child_nodes(node), folders, found)
            continue
        found.extend((node.lineno, top) for top in tops if not _exists(top, folders))


def _exists(top, folders):
    if top in _FACED or any(
        os.path.exists(os.path.join(folder, top + ".py"))
        or os.path.isdir(os.path.join(folder, top))
        for folder in folders
    ):
        return True
    return _installed(top) or _stood_in_for(top)


def _stood_in_for(top):
    """Whether the era gives the module, by one that is installed (gym by gymnasium)."""
    row = era.rows().get(top, {}) if settings.current().era else {}
    return "from" in row and _installed(row["from"].partition(".")[0])


@functools.lru_cache(maxsize=None)
def _installed(top):
    if top in sys.modules or top in sys.builtin_module_names:
        return True
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False


def _folders(path, root):
    folder, root = os.path.dirname(os.path.abspath(path)), os.path.abspath(root)
    folders = {folder, root, os.getcwd()}
    while folder.startswith(root) and folder != root:
        folder = os.path.dirname(folder)
        folders.add(folder)
    return sorted(folders)
