"""The command line: ``python -m tf1shim run|info|explain|check``.

The only room that imports click and rich.
"""

import os
import sys


def is_starting():
    """Whether tf1shim is being imported for ``python -m tf1shim`` or for the script ``tf1shim``."""
    word = sys.argv[0] if getattr(sys, "argv", None) else ""
    if word == "-m":  # as it stands while Python looks for the module
        return "tf1shim" in getattr(sys, "orig_argv", ["tf1shim"])
    return os.path.splitext(os.path.basename(word))[0] == "tf1shim"


def refuse(error):
    """Say what is wrong; returns the exit code."""
    print(error, file=sys.stderr)
    return 2
