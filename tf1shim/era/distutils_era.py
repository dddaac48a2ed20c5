"""The parts of `distutils` that programs use."""

import functools
import os
import re
import shutil
import sysconfig


@functools.total_ordering
class LooseVersion:
    """A version of any form: numbers and words in turn, compared in order."""

    def __init__(self, vstring=None):
        self.vstring = ""
        self.version = []
        if vstring:
            self.parse(vstring)

    def parse(self, vstring):
        """Read a version string."""
        self.vstring = vstring
        parts = [p for p in re.split(r"(\d+|[a-z]+|\.)", vstring) if p and p != "."]
        self.version = [int(p) if p.isdigit() else p for p in parts]

    def __str__(self):
        return self.vstring

    def __repr__(self):
        return f"{type(self).__name__} ('{self}')"

    def _other(self, other):
        return type(self)(other) if isinstance(other, str) else other

    def __eq__(self, other):
        return self.version == self._other(other).version

    def __lt__(self, other):
        return self.version < self._other(other).version

    def __hash__(self):
        return hash(self.vstring)


class StrictVersion(LooseVersion):
    """A version ``N.N[.N][(a|b)N]``.

    Raises:
        ValueError: another form.
    """

    def parse(self, vstring):
        match = re.fullmatch(r"(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?", vstring)
        if not match:
            raise ValueError(f"invalid version number '{vstring}'")
        major, minor, patch, stage, number = match.groups()
        self.vstring = vstring
        self.prerelease = (stage, int(number)) if stage else None
        numbers = (int(major), int(minor), int(patch or 0))
        # A pre-release comes before its release.
        self.version = [numbers, self.prerelease or ("z", 0)]


def strtobool(val):
    """1 for a word that means true, 0 for one that means false.

    Raises:
        ValueError: another word.
    """
    word = val.lower()
    if word in ("y", "yes", "t", "true", "on", "1"):
        return 1
    if word in ("n", "no", "f", "false", "off", "0"):
        return 0
    raise ValueError(f"invalid truth value {val!r}")


def copy_tree(src, dst, *args, **kwargs):
    """Copy a folder into another, which may exist; returns the files written."""
    shutil.copytree(src, dst, dirs_exist_ok=True)
    return [os.path.join(folder, file) for folder, _, files in os.walk(dst) for file in files]


def mkpath(name, mode=0o777, *args, **kwargs):
    """Make a folder and those above it; returns the one made, in a list, or an empty list."""
    made = [] if os.path.isdir(name) else [name]
    os.makedirs(name, mode, exist_ok=True)
    return made


def get_python_lib(plat_specific=False, *args, **kwargs):
    """The folder of installed packages."""
    return sysconfig.get_path("platlib" if plat_specific else "purelib")


def get_python_inc(plat_specific=False, *args, **kwargs):
    """The folder of Python's C headers."""
    return sysconfig.get_path("platinclude" if plat_specific else "include")
