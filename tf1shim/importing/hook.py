"""The import hook: `builtins.__import__` and `importlib.import_module`, asking who imports.

The fast path is one string test. The hook chains: whatever stood in `builtins.__import__` before is called for
everything that is not ours to answer.
"""

import builtins
import importlib
import sys

from tf1shim.errors import UnavailableError
from tf1shim.importing import finder, scope

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import


class Hook:
    """Gives legacy importers of the watched packages what their provider says.

    Args:
        providers: top-level package name -> object with ``module(dotted)``, the module object that legacy code gets
            for a dotted name; ``before()``, called before anyone's import of the package; and ``direct``, whether the
            importer alone counts, not on whose behalf it imports.
    """

    def __init__(self, providers):
        self.providers = providers
        self._import = None
        self.gave = False  # whether any legacy importer was given TensorFlow or Keras

    def install(self, journal):
        """Put the hook in place; ``journal`` takes it out again."""
        previous = self._import = builtins.__import__
        previous_module = importlib.import_module
        previous_reload = importlib.reload
        providers = self.providers
        settled = set()  # (module, what it imports of its own package), as for every operation built

        def shim_import(name, globals=None, locals=None, fromlist=(), level=0):
            root = name.partition(".")[0]
            if level or root not in providers:
                return previous(name, globals, locals, fromlist, level)
            provider = providers[root]
            if provider.direct and globals is not None:  # the most frequent ones by far
                if _imports_for_itself(root, globals) and scope.decide(globals).legacy:
                    return self._give(provider, name, fromlist)
                return previous(name, globals, locals, fromlist, level)
            inner = globals is not None and (globals.get("__name__"), name)
            if inner in settled:
                return previous(name, globals, locals, fromlist, level)
            frame = sys._getframe().f_back  # None where C++ imports in a thread of its own
            importer = globals if globals is not None else frame.f_globals if frame else {}
            if frame and self._asks_for_face(name, frame, importer):
                return self._give(provider, name, fromlist)
            module = self._native(importer, name, previous, name, globals, locals, fromlist, level)
            if inner and root == "tensorflow" and str(inner[0]).startswith("tensorflow.python."):
                settled.add(inner)
            return module

        def shim_import_module(name, package=None):
            if name.partition(".")[0] not in providers:
                return previous_module(name, package)
            frame = sys._getframe().f_back
            importer = frame.f_globals if frame else {}
            if frame and self._asks_for_face(name, frame, importer):
                provider = self._provider(name)
                self.gave = self.gave or not provider.direct
                return provider.module(name)
            return self._native(importer, name, previous_module, name, package)

        def shim_reload(module):
            refresh = vars(module).get("__tf1shim_refresh__") if hasattr(module, "__dict__") else None
            return refresh() if refresh else previous_reload(module)

        self.function = shim_import
        journal.set_attr(builtins, "__import__", shim_import)
        journal.set_attr(importlib, "import_module", shim_import_module)
        journal.set_attr(importlib, "reload", shim_reload)

    def displaced(self):
        """Whether somebody has replaced `builtins.__import__` since."""
        return builtins.__import__ is not self.function

    def native(self, name):
        """Import the native module ``name`` past the hook, and return it."""
        self._import(name, None, None, (), 0)
        return sys.modules[name]

    def _asks_for_face(self, name, frame, importer):
        if self._provider(name).direct:
            return _imports_for_itself(name.partition(".")[0], importer) and scope.decide(importer).legacy
        return scope.decide_caller(frame, importer).legacy

    def _provider(self, name):
        return self.providers[name.partition(".")[0]]

    def _native(self, importer, name, previous, *args):
        self._provider(name).before()
        if finder.hides(name) and not _ours(importer):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return previous(*args)

    def _give(self, provider, name, fromlist):
        module = provider.module(name)
        self.gave = self.gave or not provider.direct
        if not fromlist:
            root, dot, _ = name.partition(".")
            return provider.module(root) if dot else module
        for wanted in fromlist:
            if wanted != "*":
                self._see_to(provider, module, name, wanted)
        return module

    def _see_to(self, provider, module, name, wanted):
        try:
            getattr(module, wanted)
        except UnavailableError as error:
            # The import statement's own error would not say what to do.
            raise ImportError(f"cannot import name {wanted!r} from {name!r}: {error}", name=name) from None
        except AttributeError:
            full = f"{name}.{wanted}"
            try:  # `from package import submodule`
                finder.dict_of(module).setdefault(wanted, provider.module(full))
            except ModuleNotFoundError as error:
                # Where it says no more than that, the import statement raises its own ImportError, naming both.
                plain = f"No module named {full!r}"
                if str(error) not in (plain, f"{plain}; {name!r} is not a package"):
                    raise ImportError(f"cannot import name {wanted!r} from {name!r}: {error}", name=name) from None


def _imports_for_itself(root, importer):
    name = importer.get("__name__") or ""
    if name.startswith(root) and name.partition(".")[0] == root:
        return False  # a copy of the library beside the program, half loaded: it is itself
    # Generated code without a file is nobody's in particular.
    return bool(importer.get("__file__")) or name == "__main__"


def _ours(importer):
    name = importer.get("__name__") or ""
    return name.startswith(("tf1shim.", "tensorflow.contrib", "importlib")) or (
        scope.decide(importer).reason == "the standard library"
    )
