"""Which program is this process running, and what does it want?"""

import os
import sys
import typing

from tf1shim import capabilities
from tf1shim.detection import scan
from tf1shim.importing import scope


class Prediction(typing.NamedTuple):
    """``written_for`` is "keras" or "tf.keras" where a program of that Keras 2 runs eagerly on Keras 3 all the same."""

    mode: str
    reason: str
    written_for: str = ""


def predict(main=None):
    """The mode of this process' program.

    Args:
        main: path of its main file, where a runner knows it; else found from ``__main__`` and the stack.

    Returns:
        `Prediction`.
    """
    path = main or _main_file()
    calling = None if path else _calling_file()
    if path and os.path.isfile(path):
        # A launcher that runs another script imports tensorflow before that script is seen.
        run = [f for f in sys.argv[1:] if f.endswith(".py") and os.path.isfile(f)] if scan.runs_files(path) else []
        found = scan.verdict_of_files([path, *run]) if run else scan.verdict(path)
    elif calling and os.path.isfile(calling):
        # A test runner: a conftest.py alone does not tell what the tests want.
        found = scan.verdict_of_files([calling, *_files_given()])
    else:
        source = _command()
        if source is None:
            return Prediction("graph", "interactive sessions and notebooks count as graph unless told otherwise")
        found = scan.verdict_of_source(source, "<string>")
    return with_what_is_installed(found)


def with_what_is_installed(found):
    """What becomes of a verdict on a program here, where tf.keras may be Keras 3: a `Prediction`."""
    if capabilities.keras2_package() is None:
        if found.keras_alone:
            reason = f"no Keras 2 is installed, and Keras 3 can give what the program asks: {found.reason}"
            return Prediction("eager", reason, "keras" if found.package else "tf.keras")
    elif capabilities.keras_is_3() and os.environ.get("TF_USE_LEGACY_KERAS") not in ("1", "true", "True"):
        found = scan.on_keras_2(found)
    return Prediction(found.mode, found.reason)


def _main_file():
    main = sys.modules.get("__main__")
    path = getattr(main, "__file__", None)
    return path if path and scope.is_legacy(vars(main)) else None


def _calling_file():
    """The outermost legacy file on the stack: the test under a test runner, the script under a launcher."""
    found, frame = None, sys._getframe(1)
    while frame is not None:
        file = frame.f_globals.get("__file__")
        ours = (frame.f_globals.get("__package__") or "").partition(".")[0] == "tf1shim"
        if file and not ours and file.endswith((".py", ".pyw")) and scope.is_legacy(frame.f_globals):
            found = file
        frame = frame.f_back
    return found


def _files_given():
    """Python files among the command's arguments, and those right below the folders among them."""
    found = []
    for word in sys.argv[1:]:
        path = word.partition("::")[0]
        if path.endswith(".py") and os.path.isfile(path):
            found.append(path)
        elif os.path.isdir(path):
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith((".", "_")))
                found += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".py")]
                if len(found) > scan.MAX_FILES:
                    return found
    return found


def _command():
    """The text of ``python -c``, where Python tells it."""
    words = getattr(sys, "orig_argv", [])
    if "-c" in words and sys.argv[:1] == ["-c"]:
        return words[words.index("-c") + 1]
    return None
