"""``tf1shim check PATH...``: what a program asks of TensorFlow 1, and what of it is to be had
here."""

import collections
import json
from dataclasses import asdict, dataclass, field

from rich.table import Table

from tf1shim import changes
from tf1shim.cli import info, resolve
from tf1shim.cli.imports import unresolved_imports
from tf1shim.cli.sources import read_source, source_files
from tf1shim.detection import scan


@dataclass
class Use:
    """One place where a TF1 name is used."""

    line: int
    name: str  # as the user thinks of it: tf.Session
    status: str  # works, emulated, missing, unknown
    by: str  # the package that gives it
    instead: str  # the modern way, or ""
    message: str  # why it is missing, or ""


@dataclass
class FileReport:
    """What was found in one file."""

    path: str
    mode: str = ""
    reason: str = ""
    uses: list = field(default_factory=list)
    unresolved: list = field(default_factory=list)  # (line, module): found nowhere
    error: str = ""  # why it could not be read

    @property
    def fine(self):
        return not (
            self.error
            or self.unresolved
            or any(use.status in ("missing", "unknown") for use in self.uses)
        )


def show(paths, form, mode):
    """Print the report of files and folders; return the exit code: 1 unless everything is
    there."""
    reports, tensorflow, problem = examine(paths, mode)
    if form == "json":
        print(
            json.dumps(
                {
                    "tensorflow": tensorflow,
                    "problem": problem,
                    "files": [{**asdict(report), "fine": report.fine} for report in reports],
                },
                indent=1,
            )
        )
    else:
        _print(reports, tensorflow, problem)
    return 0 if reports and not problem and all(report.fine for report in reports) else 1


def examine(paths, mode="auto"):
    """Check files and folders.

    Args:
        paths: files and folders.
        mode: "graph" or "eager" for all files, or "auto": each file as a program of its own.

    Returns:
        (list of `FileReport`, version of TensorFlow or None, why it could not be asked or "").
    """
    reports, found = [], {}
    for path, root in source_files(paths):
        report = FileReport(path)
        reports.append(report)
        try:
            source = read_source(path)
        except (OSError, SyntaxError, ValueError) as error:
            report.error = f"cannot be read as Python 3: {error}"
            continue
        report.mode, report.reason = _mode(path, mode)
        report.unresolved = unresolved_imports(source, path, root)
        found[path] = changes.find(source, path)
    answers, tensorflow, problem = _ask(reports, found)
    for report in reports:
        for change in found.get(report.path, ()):
            status, by, message = answers.get((report.mode, change.full), ("unknown", "", problem))
            if status == "works" and change.habit:
                status, by = "emulated", "tf1shim"
            if change.instead or status != "works":
                report.uses.append(
                    Use(change.line, change.name, status, by, change.instead, message)
                )
    return reports, tensorflow, problem


def _mode(path, mode):
    if mode != "auto":
        return mode, "as asked"
    verdict = scan.verdict(path)
    return verdict.mode, verdict.reason


def _ask(reports, found):
    wanted = collections.defaultdict(set)
    for report in reports:
        wanted[report.mode].update(change.full for change in found.get(report.path, ()))
    answers, tensorflow = {}, None
    for mode, full_names in wanted.items():
        if not full_names:
            continue
        try:
            tensorflow, rows = resolve.ask(mode, sorted(full_names))
        except RuntimeError as error:
            return answers, tensorflow, f"TensorFlow could not be asked: {error}"
        answers.update(((mode, full), row) for full, row in rows.items())
    return answers, tensorflow, ""


def _print(reports, tensorflow, problem):
    console = info.console_for_tables()
    counts = collections.Counter()
    for report in reports:
        counts.update(use.status for use in report.uses)
        counts["unresolved"] += len(report.unresolved)
        counts["unreadable"] += bool(report.error)
        if report.error:
            console.print(f"{report.path}: {report.error}\n", soft_wrap=True)
        elif report.uses or report.unresolved:
            console.print(f"{report.path}: {report.mode} mode: {report.reason}", soft_wrap=True)
            _print_file(console, report)
    if problem:
        console.print(problem, soft_wrap=True)
    words = [
        f"{counts[status]} {text}"
        for status, text in (
            ("works", "work"),
            ("emulated", "emulated by tf1shim"),
            ("missing", "missing"),
            ("unknown", "could not be checked"),
        )
        if counts[status]
    ]
    if not reports:
        console.print("there are no Python files and no notebooks")
        return
    console.print(
        f"{len(reports)} files; legacy calls: {', '.join(words) or 'none'}"
        + (f"; {counts['unresolved']} imports found nowhere" if counts["unresolved"] else "")
        + (f"; {counts['unreadable']} files could not be read" if counts["unreadable"] else "")
        + (f" (TensorFlow {tensorflow})" if tensorflow else ""),
        soft_wrap=True,
    )


def _print_file(console, report):
    table = Table("line", "call", "here", "in TensorFlow 2", box=None, pad_edge=False)
    for use in report.uses:
        here = f"{use.status} ({use.by})" if use.by and use.by != "tensorflow" else use.status
        text = use.instead
        if use.message:
            text = f"{use.message}" + (f" In TensorFlow 2: {text}" if text else "")
        table.add_row(str(use.line), use.name, here, text)
    for line, module in report.unresolved:
        table.add_row(str(line), f"import {module}", "not found", "no such module here")
    console.print(table)
    console.print()
