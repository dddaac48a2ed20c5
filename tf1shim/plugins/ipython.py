"""What notebooks of the time expect of IPython: Colab's magic ``%tensorflow_version 1.x``."""

import sys


def install():
    """Give the running shell, if there is one, the magics it lacks."""
    shell = _shell()
    if shell is not None and "tensorflow_version" not in shell.magics_manager.magics["line"]:
        shell.register_magic_function(tensorflow_version, magic_kind="line")


def uninstall():
    """Take the magics back."""
    shell = _shell()
    lines = shell.magics_manager.magics["line"] if shell is not None else {}
    if lines.get("tensorflow_version") is tensorflow_version:
        del lines["tensorflow_version"]


def _shell():
    ipython = sys.modules.get("IPython")
    get = getattr(ipython, "get_ipython", None)
    return get() if get else None


def tensorflow_version(line):
    """``%tensorflow_version 1.x`` or ``2.x``: whether the cells after it are TensorFlow 1 programs."""
    import tf1shim

    wanted = line.strip().strip("'\"")
    if wanted.startswith("1"):
        tf1shim.activate(mode="graph")
        print("TensorFlow 1.x selected.")
    elif wanted.startswith("2"):
        for left in tf1shim.deactivate():
            print(left)
    else:
        active = "1.x" if tf1shim.status().active else "2.x"
        print(f"Currently selected TF version: {active}\nAvailable versions:\n* 1.x\n* 2.x")
