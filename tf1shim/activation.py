"""`activate`, `deactivate`, `status`: the one process state, and the order of the steps.

Activation imports nothing but the standard library; TensorFlow, wrapt and the faces wait for the first import of
tensorflow or keras by legacy code.
"""

import os
import sys
import threading
from dataclasses import dataclass, field

from tf1shim import report, run_report, settings
from tf1shim.errors import TF1ShimError
from tf1shim.importing import finder, hook, old_protos, scope
from tf1shim.undo import Journal


@dataclass
class Status:
    """What `status` returns."""

    active: bool
    mode: str = None  # "graph", "eager", or None while no legacy code has imported TensorFlow
    mode_reason: str = ""
    settings: dict = field(default_factory=dict)  # name -> (value, origin)
    patches: list = field(default_factory=list)  # what is changed right now, in order
    warnings: list = field(default_factory=list)  # what the user should know: lines of text


class _State:
    """Everything one activation holds; there is at most one."""

    def __init__(self, chosen, given):
        self.settings = chosen
        self.given = given
        self.journal = Journal()  # import hook, finder, environment
        self.runtime = Journal()  # patches of the loaded TensorFlow
        self.mode = None
        self.mode_reason = ""
        self.hook = None
        self.main = None  # the program, when a runner knows it better than sys.modules does
        self.lock = threading.RLock()


_state = None
_lock = threading.RLock()


def activate(mode=None, scope=None, *, program=None, **options):
    """Switch tf1shim on for this process. Idempotent: a second call with nothing new changes nothing.

    Args:
        mode: ``"auto"`` (the default: read the program and pick), ``"graph"`` or ``"eager"``.
        scope: names or patterns of installed packages to treat as legacy code, e.g. ``["baselines.*"]``.
        program: path of the program's main file, for the mode's detection; by default that of ``__main__``.
        **options: any other setting by name, see `tf1shim.settings.TABLE`.

    Returns:
        `Status`.

    Raises:
        SettingError: an unknown setting or value.
        TF1ShimError: the shim is active with other settings that can no longer be changed.
    """
    global _state
    given = {"mode": mode, "scope": scope, **options}
    chosen = settings.load(given)
    with _lock:
        if _state is not None:
            program = _state.main = program or _state.main
            if _reconfigure(given, chosen):
                return status()
            # The mode was settled only to rebind early imports, and nothing was handed out since.
            given = {**_state.given, **{k: v for k, v in given.items() if v is not None}}
            deactivate()
            chosen = settings.load(given)
        if chosen.mode == "off":
            return status()
        state = _State(chosen, given)
        state.main = program
        settings.set_current(chosen)
        _globals_forget()
        _inherit(state, given)
        _install(state)
        _state = state
        if chosen.report:
            run_report.write_at_exit(chosen.report, status, state.journal)
        if "IPython" in sys.modules:
            from tf1shim.plugins import ipython

            ipython.install()
    _rebind_early(state)
    return status()


def deactivate():
    """Switch tf1shim off and take back every change: import hook, modules, patched classes, v1/v2 behaviour.

    Returns:
        list of lines on what could not be taken back because somebody else has changed it since; empty as a rule.
    """
    global _state
    with _lock:
        state, _state = _state, None
        if state is None:
            return []
        left = state.runtime.undo() + state.journal.undo()
        settings.set_current(None)
        _globals_forget()
        return left


def status():
    """What is active now: `Status`."""
    state = _state
    if state is None:
        chosen = settings.current()
        return Status(False, settings={n: (v, o) for n, v, o in chosen.items()})
    notes = []
    if state.hook.displaced():
        notes.append("builtins.__import__ was replaced after tf1shim was activated; "
                     "imports may pass it by")
    return Status(
        True, state.mode, state.mode_reason,
        {n: (v, o) for n, v, o in state.settings.items()},
        state.journal.describe() + state.runtime.describe(), notes)


def mode():
    """The mode in force ("graph" or "eager"), or None before legacy code has imported TensorFlow."""
    return _state.mode if _state is not None else None


def native(name="tensorflow"):
    """The native module ``name``, whoever asks: the way past the face.

    Args:
        name: dotted module name.
    """
    if _state is not None:
        return _state.hook.native(name)
    import importlib

    return importlib.import_module(name)


def _install(state):
    from tf1shim.faces import roots

    finder.install(state.journal)
    old_protos.install(state.journal)
    native_import = lambda name: state.hook.native(name)  # noqa: E731
    providers = roots.providers(
        native_import, lambda: _start(state), lambda: _before_native(state), state)
    state.hook = hook.Hook(providers)
    state.hook.install(state.journal)


def _globals_forget():
    scope.forget()
    report.forget()


def _reconfigure(given, chosen):
    """A second activate(): scope may grow, a mode may be named while it is still open; the rest must agree.

    Returns False where the shim must be started anew to do as asked.
    """
    wanted = {name for name, value in given.items() if value is not None}
    changed = {name for name in wanted
               if getattr(chosen, name) != getattr(_state.settings, name)}
    if "mode" in changed and chosen.mode in ("auto", "off"):
        changed.discard("mode")
    if "mode" in changed and _state.mode not in (None, chosen.mode):
        if not _state.hook.gave:
            return False
        raise TF1ShimError(
            f"tf1shim already runs this program in {_state.mode} mode ({_state.mode_reason}); "
            f"it cannot change to {chosen.mode} now. Call activate(mode={chosen.mode!r}) before "
            "TensorFlow is imported, or deactivate() first")
    if not changed:
        return True
    merged = {name: (value, origin) for name, value, origin in _state.settings.items()}
    for name in changed:
        merged[name] = (getattr(chosen, name), chosen.origin(name))
    _state.settings = settings.Settings(merged)
    settings.set_current(_state.settings)
    _inherit(_state, {name: given[name] for name in changed})
    if "report" in changed:
        run_report.write_at_exit(chosen.report, status, _state.journal)
    scope.forget()
    return True


def _inherit(state, given):
    """Children (subprocess, spawn, forkserver) read the same settings from their environment."""
    if "TF1SHIM" not in os.environ:
        state.journal.set_item(os.environ, "TF1SHIM", "1")
    for name, value in given.items():
        # A child's report would be written over its parent's.
        if value is None or name == "report" or name == "mode" and value == "auto":
            continue
        text = ",".join(value) if isinstance(value, (list, tuple)) else str(value)
        state.journal.set_item(os.environ, settings.TABLE[name].env, text)


def _before_native(state):
    """Before anyone's import of TensorFlow or Keras: TF_USE_LEGACY_KERAS must stand before they load."""
    if state.mode is not None or "TF_USE_LEGACY_KERAS" in os.environ:
        return
    if "tensorflow" in sys.modules and "keras" in sys.modules:
        return
    with state.lock:
        if _predict(state)[0] == "graph":
            _ask_for_keras2(state)


def _ask_for_keras2(state):
    from tf1shim import capabilities

    if "TF_USE_LEGACY_KERAS" not in os.environ and capabilities.needs_legacy_keras_variable():
        state.journal.set_item(os.environ, "TF_USE_LEGACY_KERAS", "1")


def _start(state):
    """The first legacy import: settle the mode, load TensorFlow, patch it. Returns the mode."""
    with state.lock:
        if state.mode is not None:
            return state.mode
        from tf1shim import capabilities

        mode, reason, written_for = _predict(state)
        if mode == "graph":
            _ask_for_keras2(state)
        if not capabilities.has_module("tensorflow"):
            raise capabilities.missing_tensorflow()
        capabilities.check_tensorflow(state.hook.native("tensorflow"))
        state.mode, state.mode_reason = mode, reason
        from tf1shim import graph

        graph.install(mode, state.runtime)
        if written_for:
            _go_on_with_keras_3(state, written_for, reason)
        return mode


def _go_on_with_keras_3(state, written_for, reason):
    from tf1shim import capabilities, report
    from tf1shim.session_era import keras3_as_keras2

    keras3_as_keras2.install(state.runtime, written_for)
    report.notice(f"{reason}. It runs eagerly on Keras 3, with Keras 2's defaults but other random numbers; for "
                  f"Keras 2 itself and graph mode: {capabilities.KERAS2_HINT}")


def _predict(state):
    """(mode, reason, Keras 2 it was written for) as the settings or the program say; remembered once asked."""
    if state.settings.mode != "auto":
        return state.settings.mode, f"setting mode, from {state.settings.origin('mode')}", ""
    if getattr(state, "predicted", None) is None:
        from tf1shim.detection import program

        state.predicted = program.predict(state.main)
    return state.predicted


def _rebind_early(state):
    """`import tensorflow as tf` above `import tf1shim`: what legacy modules already hold is replaced."""
    if "tensorflow" not in sys.modules:
        return
    from tf1shim.importing import rebind

    for root in ("tensorflow", "keras"):
        if root in sys.modules and rebind.early_importers(root):
            rebind.rebind(state.hook.providers[root], state.journal, root)
