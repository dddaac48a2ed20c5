"""Tracebacks as the program alone would have had them: without the frames that stand between a line and its import."""

import types

_CARRIERS = (
    "tf1shim.importing.",
    "tf1shim.faces.",
    "tf1shim.era.",
    "tf1shim.activation",
    "tf1shim.errors",
)


def entries(traceback):
    """The entries of a traceback, outermost first."""
    found = []
    while traceback is not None:
        found.append(traceback)
        traceback = traceback.tb_next
    return found


def without_carriers(error, found):
    """A traceback of some entries, without those of our frames that only carry an import.

    Args:
        error: the exception.
        found: the `entries` to show.
    """
    # An error about a name or a source is the program's; any other that begins in a carrier is a bug there, and
    # stays in sight.
    kept = [] if isinstance(error, (ImportError, AttributeError, SyntaxError)) else found[-1:]
    shorter = None
    for entry in reversed(found):
        if entry in kept or not str(entry.tb_frame.f_globals.get("__name__")).startswith(_CARRIERS):
            shorter = types.TracebackType(shorter, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return shorter
