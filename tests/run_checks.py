"""``python -m tests.run_checks FILE [ARGS]``: run a checks file as ``__main__``, then its checks."""

import runpy
import sys

from tests import checks

if __name__ == "__main__":
    path = sys.argv[1]
    sys.argv = sys.argv[1:]
    main = sys.modules["__main__"]
    main.__file__ = path
    namespace = runpy.run_path(path, run_name="__checks__")
    checks.run(path, namespace)
