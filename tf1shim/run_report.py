"""The run's report: what mode, why, which legacy calls were made, and what to change in the program to do without
tf1shim; written when the program ends."""

import atexit
import json
import os
import sys

from tf1shim import report


def write_at_exit(path, status, journal):
    """Write the report to ``path`` when the interpreter ends.

    Args:
        path: a file; JSON where it ends in ``.json``, else text. Relative to the folder the
            program started in.
        status: called without arguments at the end; returns `tf1shim.activation.Status`.
        journal: takes it back.
    """
    target, folder = os.path.abspath(path), os.getcwd()

    def write():
        try:
            with open(target, "w", encoding="utf-8") as file:
                file.write(render(gather(status(), folder), as_json=target.endswith(".json")))
        except OSError as error:
            print(f"tf1shim: the report could not be written: {error}", file=sys.stderr)

    atexit.register(write)
    journal.on_undo(lambda: atexit.unregister(write), "report at exit")


def gather(status, folder):
    """What the report says, as plain data; ``folder`` is the one the program started in."""
    from tf1shim import changes

    tensorflow = sys.modules.get("tensorflow")
    return {
        "program": sys.argv[0] if sys.argv else "",
        "tensorflow": getattr(tensorflow, "__version__", None),
        "mode": status.mode,
        "mode_reason": status.mode_reason,
        "settings": {
            name: [list(value) if isinstance(value, tuple) else value, origin]
            for name, (value, origin) in status.settings.items()
        },
        "warnings": list(status.warnings),
        "legacy_calls": report.legacy_calls(),
        "changes": [
            {"file": file, "line": change.line, "name": change.name, "instead": change.instead}
            for file, change in changes.of_program(folder)
        ],
    }


def render(data, as_json):
    """The report as text."""
    if as_json:
        return json.dumps(data, indent=1) + "\n"
    lines = [
        f"program: {data['program']}",
        f"TensorFlow: {data['tensorflow'] or 'not imported'}",
        f"mode: {data['mode'] or 'not settled'}"
        + (f" ({data['mode_reason']})" if data["mode_reason"] else ""),
    ]
    lines += [
        f"setting {name}: {value} (from {origin})"
        for name, (value, origin) in data["settings"].items()
        if origin != "default"
    ]
    lines += [f"warning: {line}" for line in data["warnings"]]
    calls = data["legacy_calls"]
    lines.append(f"legacy calls that warn: {len(calls)}")
    lines += [
        f"  {call['file']}:{call['line']}: {call['call']}, {call['count']} times; "
        f"instead: {call['instead']}"
        for call in calls
    ]
    lines.append(f"to change, to do without tf1shim: {len(data['changes'])}")
    lines += [
        f"  {change['file']}:{change['line']}: {change['name']}; instead: {change['instead']}"
        for change in data["changes"]
    ]
    return "\n".join(lines) + "\n"
