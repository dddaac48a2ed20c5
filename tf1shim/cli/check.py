"""``tf1shim check PATH...``: what a program asks of TensorFlow 1, and what of it is to be had
here."""

import collections
import json
from dataclasses import asdict, dataclass, field

from rich.table import Table

from tf1shim.cli import info, resolve
from tf1shim.cli.imports import unresolved_imports
from tf1shim.cli.replacements import instead_of
from tf1shim.cli.sources import read_source, source_files
from tf1shim.detection import names, scan
from tf1shim.faces import providers


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
        found[path] = sorted(
            {(line, _api_name(full)) for line, full in names.find(source, path).uses}
        )
    answers, tensorflow, problem = _ask(reports, found)
    for report in reports:
        for line, full in found.get(report.path, ()):
            use = _use(line, full, answers.get((report.mode, full), ("unknown", "", problem)))
            if use.instead or use.status != "works":
                report.uses.append(use)
    return reports, tensorflow, problem


def _mode(path, mode):
    if mode != "auto":
        return mode, "as asked"
    verdict = scan.verdict(path)
    return verdict.mode, verdict.reason


def _ask(reports, found):
    wanted = collections.defaultdict(set)
    for report in reports:
        wanted[report.mode].update(full for _, full in found.get(report.path, ()))
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


def _use(line, full, answer):
    shown, short = full, None
    if full.startswith("tensorflow."):
        short = full[len("tensorflow.") :]
        shown = f"tf.{short}"
        short = short[len("compat.v1.") :] if short.startswith("compat.v1.") else short
    return Use(line, shown, answer[0], answer[1], (short and instead_of(short)) or "", answer[2])


def _api_name(full):
    """Cut what follows a public TF 1.15 name: ``tensorflow.flags.FLAGS.rate`` ->
    ``tensorflow.flags.FLAGS``."""
    root, _, short = full.partition(".")
    if root != "tensorflow":
        return full
    prefix = "compat.v1." if short.startswith("compat.v1.") else ""
    parts = short[len(prefix) :].split(".")
    for end in range(1, len(parts)):
        head = ".".join(parts[:end])
        if _is_name(head):
            return f"tensorflow.{prefix}{head}"
    return full


def _is_name(dotted):
    parent, _, last = dotted.rpartition(".")
    parent = "flags" if parent == "app.flags" else parent  # one module, listed once
    return last in providers.tf115_names(parent) and dotted not in providers.tf115_modules()


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
