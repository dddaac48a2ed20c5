"""The faces of the package `keras` and of its two libraries, for legacy code.

Graph mode gives standalone Keras as it was in 2.3.1, made of the installed Keras 2. Eager mode gives the installed
Keras itself, with its old modules and backend calls (`session_era.keras_faces`). A program that brings a `keras` folder
of its own gets that.
"""

import functools
import os
import sys

from tf1shim.faces import providers
from tf1shim.importing import scope

_GRAPH = "tf1shim.keras2.standalone"
_EAGER = "tf1shim.session_era.keras_faces:KerasFaces"
_PATCHES = "tf1shim.keras2.patches"


def announce(journal):
    """Tell whoever prepares Keras which journal takes the changes; graph mode only."""
    providers.resolve(f"{_PATCHES}:use")(journal)


def prepare(journal):
    """Apply the changes of the installed Keras 2 that both spellings share; graph mode only."""
    announce(journal)
    providers.resolve(f"{_PATCHES}:install")()


class KerasFaces:
    """Answers for `keras`, `keras_applications` or `keras_preprocessing`.

    Args:
        native: ``native(dotted)`` imports and returns a native module.
        start: called before the first answer; settles the mode; returns it.
        before: called before anyone's import of the package.
        journal: takes back the changes of the installed Keras.
        tensorflow: gives the face of `tensorflow`.
    """

    direct = False  # who calls the standard library's importers counts

    def __init__(self, native, start, before, journal, tensorflow):
        self._native = native
        self._start = start
        self.before = before
        self._journal = journal
        self._tensorflow = tensorflow
        self._mode = None
        self._eager_faces = None

    def module(self, dotted):
        """The module object that legacy code gets for a dotted name.

        Raises:
            ModuleNotFoundError: there is no such module, or no Keras 2 is installed.
        """
        if _brought_along(dotted.partition(".")[0]):
            return self._native(dotted)
        if self._mode is None:
            self._mode = self._start()
            if self._mode == "graph":
                prepare(self._journal)
                providers.resolve(f"{_GRAPH}:give_tensorflow")(self._tensorflow)
        if self._mode == "graph":
            return providers.resolve(f"{_GRAPH}:module")(dotted)
        return self._eager(dotted)

    def _eager(self, dotted):
        if dotted.partition(".")[0] != "keras":
            return self._native(dotted)
        if self._eager_faces is None:
            self._eager_faces = providers.resolve(_EAGER)(self._native, self._tensorflow)
        return self._eager_faces.module(dotted)


@functools.lru_cache(maxsize=None)
def _brought_along(root):
    """Whether the first such package on the path is the program's own, not an installed one."""
    loaded = sys.modules.get(root)
    if loaded is not None and getattr(loaded, "__file__", None):
        return not scope.installed(loaded.__file__)
    for folder in sys.path:
        path = os.path.join(folder or os.getcwd(), root, "__init__.py")
        if os.path.isfile(path):
            return not scope.installed(path)
    return False
