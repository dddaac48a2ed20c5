"""The rule that decides which importer is legacy code. This file alone holds it; each decision has a reason.

An importer is judged by its module's globals (``__name__``, ``__file__``), never by a code object's file
name, which AutoGraph, doctest and notebooks make up.
"""

import fnmatch
import functools
import json
import os
import re
import sys
from dataclasses import dataclass

from tf1shim import settings


@dataclass(frozen=True)
class Decision:
    """Whether an importer is legacy code, and why."""

    legacy: bool
    reason: str


# Always native, wherever they are installed: they are what the faces are made of, or need TF2.
_NATIVE_ROOTS = frozenset((
    "tensorflow", "keras", "tf_keras", "tensorflow_estimator", "tensorboard",
    "tensorflow_probability", "tensorflow_io_gcs_filesystem", "tensorflow_hub", "tf1shim",
))
# Of these the old versions were made for TensorFlow 1: known_legacy.json says up to which.
_AGES = frozenset(("tensorflow_probability",))
# TensorFlow 1 code that tf1shim itself borrows: it uses internals that TensorFlow 2 has moved.
_LEGACY_ROOTS = frozenset(("tf_slim",))
# Modules that import on somebody's behalf, beside the standard library: who called them is asked instead.
_PASSED_THROUGH = frozenset(("_pytest.monkeypatch", "mock.mock"))

_cache = {}


def decide(importer):
    """Decide on an importer.

    Args:
        importer: the globals dict of the importing module, or a module name, or a file path.

    Returns:
        `Decision`.
    """
    if isinstance(importer, dict):
        name, file = importer.get("__name__") or "", importer.get("__file__") or ""
    else:
        name, file = _name_and_file(importer)
    key = (name, file)
    decision = _cache.get(key)
    if decision is None:
        decision = _cache[key] = _judge(name, file)
    return decision


def decide_caller(frame, importer):
    """`decide`, but where the importer is standard-library code acting for someone, judge that someone.

    Args:
        frame: the frame that executes the import.
        importer: that frame's globals (or what was passed to ``__import__`` as such).
    """
    if not _acts_for_others(importer):
        return decide(importer)
    while frame is not None:
        if not _acts_for_others(frame.f_globals):
            return decide(frame.f_globals)
        frame = frame.f_back
    return Decision(False, "the standard library, called by nobody's code")


def is_legacy(importer):
    """``decide(importer).legacy``, as cheaply as can be."""
    return decide(importer).legacy


def forget():
    """Drop cached decisions (the settings changed)."""
    _cache.clear()
    _distribution_reason.cache_clear()


def _judge(name, file):
    root = name.partition(".")[0]
    chosen = settings.current()
    for pattern in chosen.native:
        if _matches(name, pattern):
            return Decision(False, f"the setting native names {pattern!r}")
    for pattern in chosen.scope:
        if _matches(name, pattern):
            return Decision(True, f"the setting scope names {pattern!r}")
    if root == "tf1shim":
        return Decision(False, "tf1shim itself")
    is_installed = installed(file)
    if root in _NATIVE_ROOTS and (is_installed or not file) and not (root in _AGES and _distribution_reason(root)):
        return Decision(False, f"{root} is built on native TensorFlow")
    if root in _LEGACY_ROOTS and is_installed:
        return Decision(True, f"{root} is TensorFlow 1 code")
    if _standard_library(name, file):
        return Decision(False, "the standard library")
    if is_installed:
        if name == "__main__":
            return Decision(False, "a tool installed for this Python")
        if root.startswith("_"):  # what site runs at start-up; judging it by metadata would be paid by every Python
            return Decision(False, "an installed helper")
        reason = _distribution_reason(root)
        if reason:
            return Decision(True, reason)
        return Decision(False, "an installed package that does not ask for TensorFlow 1")
    if name == "__main__":
        return Decision(True, "the program that is run")
    return Decision(True, "the program's own code, not an installed package")


def _matches(name, pattern):
    # `baselines` and `baselines.*` both mean the package and all below it.
    stem = pattern[:-2] if pattern.endswith(".*") else pattern
    return name == stem or name.startswith(stem + ".") or fnmatch.fnmatchcase(name, pattern)


def _name_and_file(text):
    if os.path.sep in text or text.endswith(".py"):
        return os.path.splitext(os.path.basename(text))[0], os.path.abspath(text)
    module = sys.modules.get(text)
    if module is not None:
        return text, getattr(module, "__file__", None) or ""
    import importlib.util

    try:
        # Only the top package is looked up: finding a submodule would import its parents.
        spec = importlib.util.find_spec(text.partition(".")[0])
    except (ImportError, ValueError):
        spec = None
    return text, (spec.origin or "") if spec else ""


def installed(file):
    """Whether a file belongs to an installed package."""
    if "-packages" in file:
        parts = file.replace("\\", "/").split("/")
        if "site-packages" in parts or "dist-packages" in parts:
            return True
    return file.startswith(_script_folders())


def own_folder(folder):
    """Whether what lies in a folder of the path is the program's: no installed package, nor the standard library."""
    inside = os.path.join(folder, "")
    return not installed(inside) and not inside.startswith(_stdlib_folders())


# Written out: asking `sysconfig` costs every start 3 ms.
@functools.lru_cache(maxsize=None)
def _script_folders():
    below = ("Scripts",) if os.name == "nt" else ("bin", os.path.join("local", "bin"))
    return tuple(os.path.join(sys.prefix, folder, "") for folder in below)


@functools.lru_cache(maxsize=None)
def _stdlib_folders():
    compiled = os.path.join(sys.base_exec_prefix, sys.platlibdir, "python%d.%d" % sys.version_info[:2])
    return os.path.join(os.path.dirname(os.__file__), ""), os.path.join(compiled, "")


def _standard_library(name, file):
    if file.startswith("<frozen"):
        return True
    if not file:
        return name in sys.builtin_module_names or name.startswith("importlib._bootstrap")
    return file.startswith(_stdlib_folders()) and not installed(file)


def _acts_for_others(importer):
    name = importer.get("__name__") or ""
    if name in _PASSED_THROUGH:
        return True
    file = importer.get("__file__") or ""
    if name == "__main__":
        return False
    if not file:  # exec'd text: TensorFlow runs generated op wrappers so, and users their snippets
        return True
    return decide(importer).reason == "the standard library"


_TF1_BOUND = re.compile(r"(<\s*2(?![0-9])|<=?\s*1\.|==\s*1\.|~=\s*1\.)")
_TF_NAME = re.compile(r"^(tensorflow|tensorflow[-_](gpu|cpu|mkl))\s*(?=[\s\[(<>=!~;]|$)", re.I)


@functools.lru_cache(maxsize=None)
def _distribution_reason(package):
    """Why an installed top-level package counts as legacy, or '' if it does not."""
    known = _known_legacy().get(package)
    distribution = _find_distribution(package, known)
    if distribution is None:
        of_the_time = known is not None and package not in _AGES
        return f"{package} is a known package of TensorFlow 1's time" if of_the_time else ""
    for requirement in distribution.requires or ():
        spec = requirement.partition(";")
        if "extra" in spec[2] and "gpu" not in spec[2] and "tf" not in spec[2]:
            continue
        if _TF_NAME.match(spec[0]) and _TF1_BOUND.search(spec[0]):
            return f"its metadata asks for {requirement!r}"
    if known is not None and _below(distribution.metadata["Version"], known):
        return f"{package} {distribution.metadata['Version']} is a known package of TensorFlow 1's time"
    return ""


def _find_distribution(package, known):
    from importlib import metadata

    named = re.split(r"[<>=]", known or "")[0]
    for candidate in (named, package, package.replace("_", "-")):
        if not candidate:
            continue
        try:
            return metadata.distribution(candidate)
        except (metadata.PackageNotFoundError, ValueError):
            continue
    return _by_top_level().get(package)


@functools.lru_cache(maxsize=None)
def _by_top_level():
    """Top-level package -> distribution, for those whose names differ (PyYAML's yaml)."""
    from importlib import metadata

    return {package: distribution for distribution in metadata.distributions()
            for package in (distribution.read_text("top_level.txt") or "").split()}


def _below(version, rule):
    match = re.search(r"<\s*([\d.]+)", rule)
    if not match:
        return True
    numbers = [[int(n) for n in re.findall(r"\d+", text)] for text in (version, match.group(1))]
    return numbers[0] < numbers[1]


@functools.lru_cache(maxsize=None)
def _known_legacy():
    path = os.path.join(os.path.dirname(__file__), "known_legacy.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)
