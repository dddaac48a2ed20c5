"""What one file's syntax tree says: which TensorFlow and Keras names it uses, and what it imports."""

import ast
import functools
import json
import os
from dataclasses import dataclass, field

from tf1shim.detection import symbolic, syntax

NOT_PYTHON3 = "not Python 3"


@dataclass
class Findings:
    """Lists of (line, name); ``imports`` lists (dotted name, relative level).

    ``late`` is what TensorFlow 1.12 to 1.15 had as well as 2; ``spelling`` is the package `keras` used as its 2.x
    manual wrote it, or seeds set as only TensorFlow 1 had them set, ``modern`` what no such program had; ``handed`` is
    what is old where Keras, handed on by another module, is the package; ``age`` says that the file is of the Python 2
    age, whether it uses any of them or not. ``refused`` is what Keras 2 took and Keras 3 refuses, ``summed`` what gives
    results of one batch with Keras 2, and with Keras 3 means over all batches so far.
    """

    graph: list = field(default_factory=list)
    eager: list = field(default_factory=list)
    late: list = field(default_factory=list)
    decides: list = field(default_factory=list)
    old: list = field(default_factory=list)
    imports: list = field(default_factory=list)
    uses: list = field(default_factory=list)
    habits: list = field(default_factory=list)
    spelling: list = field(default_factory=list)
    modern: list = field(default_factory=list)
    handed: list = field(default_factory=list)
    age: bool = False
    refused: list = field(default_factory=list)
    summed: list = field(default_factory=list)


def find(source, path="<string>", others=frozenset()):
    """Read one file's source (text or bytes).

    ``others`` are top-level packages beside TensorFlow and Keras whose uses ``habits`` shall list.
    """
    findings = Findings()
    try:
        tree = syntax.tree(source, path)
    except (SyntaxError, ValueError) as error:
        # Python 2 text, or a notebook's magics: what it means to use is plain from its words.
        text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
        if "tensorflow" in text or "keras" in text:
            message = getattr(error, "msg", error)
            findings.old.append((getattr(error, "lineno", None) or 1, f"{NOT_PYTHON3}: {message}"))
        return findings
    reader = _Reader(findings, others)
    reader.visit(tree)
    reader.finish()
    if findings.uses:
        findings.refused += symbolic.operations(tree, reader.aliases, _sets()["refused_backend"])
    return findings


# What a module of the program hands on to others: `from .backend import keras`. Of two Kerases, the one of fewer rules.
_HANDED_ON = {"tf": "tensorflow", "tensorflow": "tensorflow", "keras": "tensorflow.keras"}


class _Reader(ast.NodeVisitor):
    def __init__(self, findings, others):
        self.findings = findings
        self.others = others
        self.aliases = {}  # name in the file -> dotted module or object
        self.future = None
        self.style = None
        self.handed_on = False

    def visit_ClassDef(self, node):
        if [getattr(base, "id", None) for base in node.bases] == ["object"]:
            self.style = self.style or (node.lineno, f"class {node.name}(object)")
        self.generic_visit(node)

    def visit_Import(self, node):
        for alias in node.names:
            self.findings.imports.append((alias.name, 0))
            root = alias.name.partition(".")[0]
            self.aliases[alias.asname or root] = alias.name if alias.asname else root
            self._use(alias.name, node.lineno)

    def visit_ImportFrom(self, node):
        module = node.module or ""
        if module == "__future__":
            self.future = self.future or (node.lineno, "from __future__ import "
                                          + ", ".join(a.name for a in node.names))
            if all(a.name == "annotations" for a in node.names):
                self.future = None
                self.findings.modern.append((node.lineno, "from __future__ import annotations"))
            return
        self.findings.imports.append((module, node.level))
        for alias in node.names:
            full = f"{module}.{alias.name}" if module else alias.name
            self.findings.imports.append((full, node.level))
            if alias.name in _HANDED_ON and module.partition(".")[0] not in ("tensorflow", "keras"):
                full = self.aliases[alias.asname or alias.name] = _HANDED_ON[alias.name]
                self.handed_on = self.handed_on or alias.name == "keras"
                self._use(full, node.lineno)
            elif not node.level:
                self.aliases[alias.asname or alias.name] = full
                self._use(full, node.lineno)

    def visit_Attribute(self, node):
        parts, here = [], node
        while isinstance(here, ast.Attribute):
            parts.append(here.attr)
            here = here.value
        if isinstance(here, ast.Name) and here.id in self.aliases:
            self._use(".".join([self.aliases[here.id], *reversed(parts)]), node.lineno)
        else:
            self.visit(here)
        if node.attr in _table()["graph_methods"] or node.attr in _table()["keras_methods"]:
            self.findings.graph.append((node.lineno, f".{node.attr}()"))
        elif node.attr in _sets()["refused_methods"]:
            self.findings.refused.append((node.lineno, f".{node.attr}()"))
        elif node.attr in _sets()["refused_attributes"]:
            self.findings.refused.append((node.lineno, f".{node.attr}"))
        elif node.attr in _sets()["summed_methods"]:
            self.findings.summed.append((node.lineno, f".{node.attr}()"))

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in self.aliases:
            self._use(self.aliases[node.id], node.lineno)

    def visit_Call(self, node):
        if getattr(node.func, "id", None) == "super" and len(node.args) == 2:
            self.style = self.style or (node.lineno, "super() with arguments")
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        rows = _table()["keras_arguments"]
        for keyword in node.keywords:
            if keyword.arg in rows and ("*" in rows[keyword.arg] or name in rows[keyword.arg]):
                self.findings.graph.append((node.lineno, f"{name}({keyword.arg}=...)"))
        self.generic_visit(node)

    def _use(self, full, line):
        root = full.partition(".")[0]
        if root not in ("tensorflow", "keras"):
            if root in self.others:
                self.findings.habits.append((line, full))
            return
        self.findings.uses.append((line, full))
        short = full.partition(".")[2]
        if root == "keras":
            self._age(short, full, line)
        if root == "tensorflow":
            compat = short.startswith("compat.v1.")
            short = short[len("compat.v1."):] if compat else short
            if not compat and short in _sets()["seeded"]:
                self.findings.spelling.append((line, f"tf.{short}"))
            if short.startswith("keras."):
                self._keras(short[6:], f"tf.{short}", line)
            self._classify(short, f"tf.{short}", line, "graph", "eager")
        else:
            self._keras(short, full, line)

    def _age(self, short, full, line):
        heads = _heads(short)
        if _ages()["keras3"].intersection(heads):
            self.findings.modern.append((line, full))
        elif _ages()["keras2"].intersection(heads):
            self.findings.graph.append((line, full))
        elif short.startswith("models."):
            self.findings.spelling.append((line, full))

    def _is_modern(self, node):
        self.findings.modern.append((node.lineno, type(node).__name__))
        self.generic_visit(node)

    # Python 3.6 and later, where programs of Keras 2 kept to what Python 2 had too.
    visit_JoinedStr = visit_AnnAssign = visit_NamedExpr = visit_Match = visit_AsyncFunctionDef = _is_modern

    def visit_FunctionDef(self, node):
        if node.returns is not None or any(a.annotation for a in [*node.args.args, *node.args.kwonlyargs]):
            self.findings.modern.append((node.lineno, "annotations"))
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.value.endswith(".keras"):
            self.findings.modern.append((node.lineno, repr(node.value)))

    def _keras(self, short, shown, line):
        if shown.startswith("tf.") and short.startswith("preprocessing"):
            return  # tf.keras.preprocessing lived on into TensorFlow 2
        self._classify(short, shown, line, "keras_graph", "keras_eager")

    def _classify(self, short, shown, line, graph, eager):
        heads = _heads(short)
        if graph == "graph" and (_sets()["decides"].intersection(heads)):
            self.findings.decides.append((line, shown))
            return
        for name in heads:
            if name in _sets()[eager]:
                self.findings.eager.append((line, shown))
                return
            if graph == "graph" and name in _sets()["late"]:
                self.findings.late.append((line, shown))
                return
            if name in _sets()[graph]:
                self.findings.graph.append((line, shown))
                return

    def finish(self):
        """Age, arguments and methods count only in a file that touches TensorFlow or Keras at all."""
        self.findings.age = bool(self.future)
        if not self.findings.uses:
            self.findings.graph.clear()
            self.findings.refused.clear()
            self.findings.summed.clear()
        elif self.future:
            self.findings.old.append(self.future)
        elif self.style and any(name.partition(".")[0] == "keras" for _, name in self.findings.uses):
            # In tf.keras programs of TensorFlow 2 such classes go on; with the package keras they are of its 2.x time.
            self.findings.old.append(self.style)
        elif self.style and self.handed_on:  # counts where another file of the program imports the package
            self.findings.handed.append(self.style)


def _heads(dotted):
    """``a.b.c`` -> a, a.b, a.b.c: a name decides for all that lies below it."""
    parts = dotted.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def works_on_keras3(name):
    """Whether a name found as evidence has an equivalent when Keras 3 runs eagerly."""
    if name.startswith(NOT_PYTHON3):
        return False
    if name.startswith((".", "keras.", "tf.keras.", "from __future__")) or "(" in name:
        return name not in _sets()["keras2_only"]
    return name.partition(".")[2] in _sets()["keras_sessions"] | _sets()["seeded"]


def went_with_keras2(name):
    """Whether keras 2.3.1 had a name (dotted, below ``keras.``) that Keras 3 has no longer."""
    return not _ages()["keras2"].isdisjoint(_heads(name))


@functools.lru_cache(maxsize=None)
def _table():
    with open(os.path.join(os.path.dirname(__file__), "names.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _ages():
    with open(os.path.join(os.path.dirname(__file__), "keras_ages.json"), encoding="utf-8") as file:
        return {age: frozenset(found) for age, found in json.load(file).items()}


@functools.lru_cache(maxsize=None)
def _sets():
    return {key: frozenset(value) for key, value in _table().items() if isinstance(value, list)}
