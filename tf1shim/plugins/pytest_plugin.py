"""``pytest -p tf1shim``: the tests and what they test are legacy code.

Active before any conftest.py is read. Loading the plugin imports tf1shim, which activates it; here
are only the option and the line in the header.
"""

import pytest

import tf1shim


def pytest_addoption(parser):
    group = parser.getgroup("tf1shim", "TensorFlow 1 programs on TensorFlow 2")
    group.addoption(
        "--tf1shim-mode",
        metavar="MODE",
        help="graph, eager or auto (the default: read the first test file that imports TensorFlow)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    try:
        tf1shim.activate(mode=early_config.known_args_namespace.tf1shim_mode)
    except (tf1shim.SettingError, tf1shim.TF1ShimError) as error:
        raise pytest.UsageError(str(error)) from None


def pytest_report_header():
    status = tf1shim.status()
    mode, origin = status.settings["mode"]
    state = f"active, mode {mode}" if status.active else "off"
    return f"tf1shim: {tf1shim.__version__}, {state} (from {origin})"
