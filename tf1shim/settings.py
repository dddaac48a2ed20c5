"""Settings: one table; argument over environment over ``[tool.tf1shim]`` in pyproject.toml over default.

Standard library only: this runs whenever an interpreter starts with TF1SHIM set.
"""

import os
import re
from dataclasses import dataclass

from tf1shim.errors import SettingError

# The ways to spell `[tool.tf1shim]` in TOML.
_TABLE_OF_OURS = re.compile(rb"""\btool["'\s]*\.["'\s]*tf1shim\b|(^|[{,])\s*["']?tf1shim["']?\s*[.=]""", re.M)
_TRUE = ("1", "true", "yes", "on")
_FALSE = ("0", "false", "no", "off")


@dataclass(frozen=True)
class Setting:
    """One row of the table: how a setting is spelled, read and explained."""

    name: str
    env: str
    default: object
    allowed: tuple  # the words it takes; empty where any text or list of patterns will do
    help: str

    def parse(self, value, origin):
        if self.allowed == (True, False):
            return self._parse_bool(value, origin)
        if isinstance(self.default, tuple):
            return _parse_list(value, self, origin)
        if self.name == "mode":
            value = _MODE_WORDS.get(str(value).strip().lower(), value)
        if self.allowed and value not in self.allowed:
            raise self.error(value, origin)
        return value

    def _parse_bool(self, value, origin):
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise self.error(value, origin)

    def error(self, value, origin):
        words = "true or false" if self.allowed == (True, False) else ", ".join(self.allowed)
        return SettingError(
            f"tf1shim: setting {self.name!r} (from {origin}) is {value!r}; allowed: {words}"
        )


# The words people try for the everyday switch.
_MODE_WORDS = dict.fromkeys((*_TRUE, "auto"), "auto")
_MODE_WORDS.update(dict.fromkeys((*_FALSE, ""), "off"))


def _just_on(value):
    """TF1SHIM=1 switches on and leaves the choice of a mode to pyproject.toml or the default."""
    return value.strip().lower() in _TRUE


TABLE = {
    row.name: row
    for row in (
        Setting("mode", "TF1SHIM", "auto", ("auto", "graph", "eager", "off"),
                "graph: TF1 semantics; eager: TF2 semantics with session-era calls made to work; "
                "auto: read the program and pick; off (0): tf1shim does nothing"),
        Setting("scope", "TF1SHIM_SCOPE", (), (),
                "installed packages to treat as legacy, as patterns: baselines, baselines.*"),
        Setting("native", "TF1SHIM_NATIVE", (), (),
                "modules to leave on native TensorFlow, as patterns; wins over scope"),
        Setting("warnings", "TF1SHIM_WARNINGS", "once", ("off", "once", "each", "error"),
                "warn of session-era calls: never, once per call site, each time, or raise"),
        Setting("version", "TF1SHIM_VERSION", "1.15", ("1.15", "native"),
                "what tf.__version__ reads in graph mode"),
        Setting("seeds", "TF1SHIM_SEEDS", True, (True, False),
                "draw the very random numbers TF 1.15 drew from tf.set_random_seed"),
        Setting("fast", "TF1SHIM_FAST", True, (True, False),
                "run sessions through prepared callables"),
        Setting("quiet", "TF1SHIM_QUIET", True, (True, False),
                "keep TensorFlow's own deprecation chatter about old calls quiet"),
        Setting("era", "TF1SHIM_ERA", True, (True, False),
                "give legacy code the NumPy, SciPy, ... names of its time"),
        Setting("era_off", "TF1SHIM_ERA_OFF", (), (),
                "single entries of the era table to leave out, as patterns: numpy.float"),
        Setting("allow_pickle", "TF1SHIM_ALLOW_PICKLE", False, (True, False),
                "let old files that hold Python code or pickles be loaded (only files you trust)"),
        Setting("report", "TF1SHIM_REPORT", "", (),
                "write the run's report to this file (.json for JSON) when the program ends"),
    )
}


class Settings:
    """The settings in force; ``settings.mode``, and ``settings.origin("mode")`` says where it came from."""

    def __init__(self, values):
        self._values = dict(values)

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name][0]
        except KeyError:
            raise AttributeError(f"there is no setting {name!r}") from None

    def origin(self, name):
        return self._values[name][1]

    def items(self):
        """Yield ``(name, value, origin)`` in the order of the table."""
        for name, (value, origin) in self._values.items():
            yield name, value, origin


def load(arguments=None):
    """Read the settings.

    Args:
        arguments: values given in code or on the command line, by name; None values count as not given.

    Returns:
        `Settings`.

    Raises:
        SettingError: an unknown name or value; the message names the setting, its origin and what is allowed.
    """
    given = {k: v for k, v in (arguments or {}).items() if v is not None}
    path, file_values = _read_pyproject()
    _refuse_unknown(given, "argument")
    _refuse_unknown(file_values, path)
    values = {}
    for name, row in TABLE.items():
        if name in given:
            value, origin = given[name], "argument"
        elif row.env in os.environ and not (name == "mode" and _just_on(os.environ[row.env])):
            value, origin = os.environ[row.env], f"environment variable {row.env}"
        elif name in file_values:
            value, origin = file_values[name], path
            if name == "mode" and row.parse(value, origin) == "off" and row.env in os.environ:
                value, origin = os.environ[row.env], f"environment variable {row.env}"  # TF1SHIM=1
        else:
            values[name] = (row.default, "default")
            continue
        values[name] = (row.parse(value, origin), origin)
    # TF1SHIM=0 turns every way in off, whatever an argument says: the A/B switch that needs no edit.
    kill = os.environ.get("TF1SHIM", "").strip().lower()
    if kill in _FALSE:
        values["mode"] = ("off", "environment variable TF1SHIM")
    return Settings(values)


_current = None


def current():
    """The settings of the active shim, or those that would be in force."""
    return _current if _current is not None else load()


def set_current(settings):
    """Make ``settings`` (or None) what `current` returns; `activation` calls it."""
    global _current
    _current = settings


def _refuse_unknown(names, origin):
    for name in names:
        if name not in TABLE:
            raise SettingError(
                f"tf1shim: there is no setting {name!r} (from {origin}); "
                f"the settings are {', '.join(TABLE)}"
            )


def _parse_list(value, row, origin):
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise SettingError(
        f"tf1shim: setting {row.name!r} (from {origin}) is {value!r}; allowed: a list of patterns"
    )


def _read_pyproject():
    """The nearest pyproject.toml at or above the working directory: (path, its [tool.tf1shim] table)."""
    try:
        folder = os.getcwd()
    except OSError:  # the working directory is gone
        return "", {}
    while True:
        path = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(path):
            return path, _tool_table(path)
        parent = os.path.dirname(folder)
        if parent == folder:
            return "", {}
        folder = parent


def _tool_table(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    if not re.search(_TABLE_OF_OURS, data):  # most files: spare the parser
        return {}
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {}).get("tf1shim", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"tf1shim: cannot read {path}: {error}") from None
    if not isinstance(table, dict):
        raise SettingError(f"tf1shim: tool.tf1shim in {path} is {table!r}; it must be a table of settings")
    return table
