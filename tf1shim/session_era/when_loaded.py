"""Do something to a module as soon as it is loaded, or at once if it is.

Used for Kerases, which TensorFlow loads when they are first asked for; loading them ourselves would cost seconds in
programs that use none.
"""

import importlib.util
import sys


def when_loaded(name, action, journal):
    """Call ``action(module)`` once ``name`` has been executed; ``journal`` takes the waiting back."""
    module = sys.modules.get(name)
    if module is not None:
        action(module)
        return
    waiting = _Waiting(name, action)
    sys.meta_path.insert(0, waiting)
    journal.on_undo(waiting.stop, f"waiting for {name}")


class _Waiting:
    """A finder that finds nothing itself: it lets the others find, and follows up on the loading."""

    def __init__(self, name, action):
        self._name = name
        self._action = action

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self._name:
            return None
        self.stop()
        spec = importlib.util.find_spec(fullname)
        if spec is None or not hasattr(spec.loader, "exec_module"):
            return None
        execute, action = spec.loader.exec_module, self._action

        def exec_module(module):
            vars(spec.loader).pop("exec_module", None)  # the loader is this spec's own, and is left as it was
            execute(module)
            # What a package has put under its own name is what everyone gets.
            action(sys.modules.get(fullname, module))

        spec.loader.exec_module = exec_module
        return spec

    def stop(self):
        """Wait no longer."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
