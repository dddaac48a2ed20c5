"""Legacy-call warnings, once per call site at the user's own line, and what the run's report is made of."""

import sys
import threading
import warnings

from tf1shim import settings
from tf1shim.errors import TF1ShimWarning

# Code between the user's line and us. A frame is judged by its module's name: file names lie in generated code.
_NOT_THE_USER = ("tf1shim", "tensorflow", "keras", "tf_keras", "tf_slim", "wrapt",
                 "tensorflow_estimator", "absl", "contextlib", "importlib", "threading", "functools")

_lock = threading.Lock()
_calls = {}  # (old, file, line) -> [instead, count]
_notices = set()  # (message, file, line)


def legacy_call(old, instead, what=None):
    """Note, and by setting warn of, a session-era call at the user's line.

    Args:
        old: the call as the user spells it, e.g. ``"tf.Session"``.
        instead: the replacement, one clause, e.g. ``"call the model directly"``.
        what: what is the matter with the call, one clause; by default that it is a TensorFlow 1 call.

    Raises:
        TF1ShimWarning: with the setting ``warnings = error`` (or a filter that says so).
    """
    frame = _user_frame()
    file, line = (frame.f_code.co_filename, frame.f_lineno) if frame else ("<unknown>", 0)
    # Known sites take no lock: threads that all come by one would queue for it. Where two meet, a count may miss one.
    entry = _calls.get((old, file, line))
    first = entry is None
    if first:
        with _lock:
            first = (old, file, line) not in _calls
            entry = _calls.setdefault((old, file, line), [instead, 0])
    entry[1] += 1
    how = settings.current().warnings
    if how == "off" or (how == "once" and not first):
        return
    message = f"{what or old + ' is a TensorFlow 1 call'}; instead: {instead}"
    if how == "error":
        raise TF1ShimWarning(message)
    module = frame.f_globals.get("__name__", "<unknown>") if frame else "<unknown>"
    # No registry: repeats are counted here, so that "once" means once for each run of the shim.
    warnings.warn_explicit(message, TF1ShimWarning, file, line, module, registry=None)


def notice(message):
    """Warn, at the user's line and by setting, of something that is not a single old call.

    Raises:
        TF1ShimWarning: with the setting ``warnings = error``.
    """
    how = settings.current().warnings
    if how == "off":
        return
    frame = _user_frame()
    file, line = (frame.f_code.co_filename, frame.f_lineno) if frame else ("<unknown>", 0)
    with _lock:
        first = (message, file, line) not in _notices
        _notices.add((message, file, line))
    if how == "once" and not first:
        return
    if how == "error":
        raise TF1ShimWarning(message)
    module = frame.f_globals.get("__name__", "<unknown>") if frame else "<unknown>"
    warnings.warn_explicit(message, TF1ShimWarning, file, line, module, registry=None)


def legacy_calls():
    """All legacy calls so far: list of dicts with ``call``, ``instead``, ``file``, ``line``, ``count``."""
    with _lock:
        return [
            {"call": old, "instead": instead, "file": file, "line": line, "count": count}
            for (old, file, line), (instead, count) in _calls.items()
        ]


def forget():
    """Start afresh: every call site warns again."""
    with _lock:
        _calls.clear()
        _notices.clear()


def user_site():
    """``(file, line)`` of the user's code that led here, or ``("<unknown>", 0)``."""
    frame = _user_frame()
    return (frame.f_code.co_filename, frame.f_lineno) if frame else ("<unknown>", 0)


def _user_frame():
    frame = sys._getframe(2)
    while frame is not None:
        root = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if root not in _NOT_THE_USER:
            return frame
        frame = frame.f_back
    return None
