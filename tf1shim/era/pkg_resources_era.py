"""The parts of `pkg_resources` that programs use: versions, data files of packages, entry points."""

import importlib
import io
import os
from importlib import metadata


class ResolutionError(Exception):
    """A distribution that was asked for is not there as asked."""


class DistributionNotFound(ResolutionError):
    """A distribution is not installed."""


class VersionConflict(ResolutionError):
    """An installed distribution has another version than asked for."""


class Distribution:
    """An installed distribution.

    Args:
        found: the `importlib.metadata.Distribution`.
    """

    def __init__(self, found):
        self._found = found
        self.project_name = found.metadata["Name"]
        self.key = self.project_name.lower()
        self.version = found.version
        self.location = os.fspath(found.locate_file(""))

    @property
    def parsed_version(self):
        """The version as an object that compares."""
        return parse_version(self.version)

    def as_requirement(self):
        """The requirement that only this version meets."""
        return Requirement.parse(f"{self.project_name}=={self.version}")

    def __str__(self):
        return f"{self.project_name} {self.version}"


class Requirement:
    """What a line of requirements asks for: ``project_name``, ``specs`` (pairs of operator and version), ``extras``."""

    def __init__(self, line):
        from packaging.requirements import Requirement as Parsed

        self._parsed = Parsed(line)
        self.project_name = self.name = self._parsed.name
        self.key = self.name.lower()
        self.extras = tuple(self._parsed.extras)
        self.specs = [(part.operator, part.version) for part in self._parsed.specifier]

    @staticmethod
    def parse(line):
        """The requirement of a line; raises ValueError where it is none."""
        return Requirement(line)

    def __contains__(self, version):
        return self._parsed.specifier.contains(getattr(version, "version", version), prereleases=True)

    def __str__(self):
        return str(self._parsed)


def parse_version(text):
    """A version as an object that compares."""
    from packaging.version import parse

    return parse(text)


def parse_requirements(lines):
    """Yields the requirements of a text or of lines; comments and empty lines are skipped."""
    for line in lines.splitlines() if isinstance(lines, str) else lines:
        line = line.partition(" #")[0].strip()
        if line and not line.startswith("#"):
            yield Requirement.parse(line)


def get_distribution(name):
    """The installed distribution of a name or requirement.

    Raises:
        DistributionNotFound, VersionConflict: it is not installed, or in another version.
    """
    requirement = Requirement.parse(str(name))
    try:
        found = Distribution(metadata.distribution(requirement.name))
    except metadata.PackageNotFoundError:
        raise DistributionNotFound(f"The {str(name)!r} distribution was not found") from None
    if found.version not in requirement:
        raise VersionConflict(f"{found} is installed but {name} is required")
    return found


def require(*requirements):
    """The installed distributions of requirements; raises as `get_distribution` does."""
    return [get_distribution(requirement) for requirement in parse_requirements("\n".join(map(str, requirements)))]


def iter_entry_points(group, name=None):
    """Yields the entry points of a group, or those of one name in it."""
    entries = metadata.entry_points()
    of_group = entries.select(group=group) if hasattr(entries, "select") else entries.get(group, ())
    yield from (entry for entry in of_group if name is None or entry.name == name)


def resource_filename(package, path):
    """The path of a package's data file; ``package`` is a module's name or a requirement."""
    return os.path.join(_folder(package), *path.split("/"))


def resource_string(package, path):
    """The bytes of a package's data file."""
    with open(resource_filename(package, path), "rb") as file:
        return file.read()


def resource_stream(package, path):
    """A package's data file, open for reading bytes."""
    return io.BytesIO(resource_string(package, path))


def resource_exists(package, path):
    """Whether a package has a data file or folder."""
    return os.path.exists(resource_filename(package, path))


def resource_isdir(package, path):
    """Whether a path in a package is a folder."""
    return os.path.isdir(resource_filename(package, path))


def resource_listdir(package, path):
    """The names in a folder of a package."""
    return os.listdir(resource_filename(package, path))


def declare_namespace(package):
    """Nothing: Python itself finds the parts of namespace packages."""


def _folder(package):
    if isinstance(package, Requirement):
        return get_distribution(package).location
    module = importlib.import_module(package)
    if getattr(module, "__file__", None):
        return os.path.dirname(os.path.abspath(module.__file__))
    return next(iter(module.__path__))


class _WorkingSet:
    """The installed distributions: can be iterated over, and has ``by_key``."""

    def __iter__(self):
        return map(Distribution, metadata.distributions())

    @property
    def by_key(self):
        return {distribution.key: distribution for distribution in self}


working_set = _WorkingSet()
