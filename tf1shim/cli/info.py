"""``tf1shim info``: everything one needs to know in a bug report.

Imports no TensorFlow.
"""

import os
import platform
import site
import sys
from importlib import metadata

from rich.console import Console
from rich.table import Table

import tf1shim
from tf1shim import capabilities, settings

STARTUP_FILES = ("tf1shim.pth", "_tf1shim_startup.py")
_TENSORFLOWS = ("tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tensorflow-macos", "tf-nightly")
_DISTRIBUTIONS = (
    *_TENSORFLOWS,
    "keras",
    "tf_keras",
    "tf_slim",
    "tensorflow_estimator",
    "tensorflow_probability",
    "numpy",
    "wrapt",
)


def show():
    """Print the report."""
    console = console_for_tables()
    status = tf1shim.status()
    console.print(f"tf1shim {tf1shim.__version__} at {os.path.dirname(tf1shim.__file__)}")
    console.print(f"Python {platform.python_version()} at {sys.executable}")
    console.print(f"active: {'yes' if status.active else 'no'}; mode: {_mode(status)}")
    console.print(f"start-up file: {startup_line()}")
    for line in status.warnings:
        console.print(f"warning: {line}")
    for name in unknown_variables():
        console.print(f"warning: no setting has the environment variable {name}")
    console.print()
    table = Table("setting", "value", "from", "meaning", box=None, pad_edge=False)
    for name, value, origin in settings.load().items():
        shown = ", ".join(value) if isinstance(value, tuple) else value
        table.add_row(name, str(shown), origin, settings.TABLE[name].help)
    console.print(table)
    console.print()
    table = Table("package", "version", box=None, pad_edge=False)
    for name in _DISTRIBUTIONS:
        version = version_of(name)
        if version or name not in _TENSORFLOWS[1:]:
            table.add_row(name, version or "not installed")
    console.print(table)
    for line in advice():
        console.print(line, soft_wrap=True)


def startup_line():
    """Where the start-up files are, or what follows from their absence."""
    folders = [*site.getsitepackages(), site.getusersitepackages()]
    for folder in folders:
        if all(os.path.isfile(os.path.join(folder, name)) for name in STARTUP_FILES):
            return os.path.join(folder, STARTUP_FILES[0])
    return (
        "missing, so the variable TF1SHIM alone activates nothing "
        "(pip install tf1shim puts it into site-packages)"
    )


def unknown_variables():
    """Variables of the environment that are named like ours and that nothing reads."""
    known = {row.env for row in settings.TABLE.values()}
    return sorted(name for name in os.environ if name.startswith("TF1SHIM") and name not in known)


def advice():
    """Lines on extras that graph mode would borrow and that are not installed."""
    installed = next(filter(version_of, _TENSORFLOWS), None)
    if installed is None:
        yield "TensorFlow is not installed: pip install 'tf1shim[tf]'"
        return
    if capabilities.keras_is_3() and not capabilities.has_module("tf_keras"):
        minor = ".".join(version_of(installed).split(".")[:2])
        # tf_keras asks for the distribution "tensorflow", which would overwrite the other's files.
        how = "" if installed == "tensorflow" else "--no-deps "
        yield (
            "graph mode has no Keras, tf.layers or rnn cells: "
            f"pip install {how}'tf_keras=={minor}.*'"
        )
    if not capabilities.has_module("tf_slim"):
        yield "tf.contrib.slim, layers and framework are missing: pip install tf_slim"
    if not capabilities.has_module("tensorflow_estimator"):
        yield "tf.estimator is missing: pip install tensorflow_estimator==2.15.0"
    yield from _numpy_advice(tuple(int(part) for part in (version_of("numpy") or "0").split(".")[:2]))


def _numpy_advice(version):
    lacks = ["has no ndarray.ptp, itemset, newbyteorder (numpy<2 has)"] if version >= (2, 0) else []
    if version >= (2, 4):
        lacks.append("refuses arrays of size 1 as numbers (numpy<2.4 takes them)")
    if lacks:
        yield f"this NumPy {' and '.join(lacks)}; in graph mode legacy code is given it back, unless era is off"
    if version >= (2, 0):
        yield (
            "this NumPy makes float64 of a float32 array times a float64 scalar (a * np.sqrt(2.)) and takes no -1 or "
            "300 for uint8: where a program needs the old types, numpy<2 has them (Python 3.12 or older)"
        )


def version_of(distribution):
    """Version text of an installed distribution, or None."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def console_for_tables():
    """A console that cuts nothing when its output is piped."""
    console = Console(markup=False, highlight=False)
    return console if console.is_terminal else Console(width=500, markup=False, highlight=False)


def _mode(status):
    if status.mode:
        return f"{status.mode} ({status.mode_reason})"
    return settings.load().mode
