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


def refuse_at_start(error):
    """Say what is wrong and end the process, which may be Python's own start, where an exit is a fatal error."""
    code = refuse(error)
    sys.stderr.flush()
    os._exit(code)


def refuse(error):
    """Say what is wrong; returns the exit code."""
    print(error, file=sys.stderr)
    return 2
