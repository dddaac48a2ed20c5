"""Asks the faces, in a process of its own, which names the installed TensorFlow gives legacy code.

``python -m tf1shim.cli.resolve`` reads ``{"mode": ..., "names": [...]}`` from standard input and
writes ``{"tensorflow": version, "names": {name: [status, by, message]}}`` to standard output; the
status is "works" (an installed library gives it), "emulated" (tf1shim gives it) or "missing".
"""

import json
import os
import subprocess
import sys
import types


def ask(mode, names):
    """Resolve full names (``tensorflow.x.y``, ``keras.x``) in a fresh process.

    Returns:
        (TensorFlow's version, {name: (status, by, message)}).

    Raises:
        RuntimeError: TensorFlow could not be loaded; the message is the last line of what it said.
    """
    environment = {
        **os.environ,
        "TF1SHIM": mode,
        "TF1SHIM_WARNINGS": "off",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tf1shim.cli.resolve"],
        text=True,
        capture_output=True,
        input=json.dumps({"mode": mode, "names": names}),
        env=environment,
    )
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.strip().splitlines()
        raise RuntimeError(said[-1] if said else f"exit code {done.returncode}") from None
    return answer["tensorflow"], {name: tuple(row) for name, row in answer["names"].items()}


def main():
    question = json.load(sys.stdin)
    # What libraries print while they load must not get among the answer.
    out, sys.stdout = sys.stdout, sys.stderr
    import tf1shim

    tf1shim.activate(mode=question["mode"])
    legacy = {"__name__": "__main__"}  # the globals of a program: what imports here is legacy code
    rows = {name: _resolve(name, legacy) for name in question["names"]}
    version = tf1shim.native("tensorflow").__version__
    print(json.dumps({"tensorflow": version, "names": rows}), file=out)


def _resolve(name, legacy):
    parts = name.split(".")
    try:
        value = _import(parts[0], legacy)
        for end in range(1, len(parts)):
            # Whatever lies below a class or function is that object's own affair.
            if not isinstance(value, types.ModuleType):
                break
            try:
                value = getattr(value, parts[end])
            except AttributeError as error:
                try:
                    value = _import(".".join(parts[: end + 1]), legacy)
                except ModuleNotFoundError:
                    raise error from None
    except Exception as error:  # a library may fail to load in any way; that is the answer then
        return "missing", "", " ".join(str(error).split())
    return _origin(name, value)


def _import(dotted, legacy):
    exec(f"import {dotted} as _found", legacy)
    return legacy.pop("_found")


def _origin(name, value):
    from tf1shim import errors

    if type(value).__module__ == errors.__name__:
        return "missing", "", _message(value)
    module = (
        value.__name__
        if isinstance(value, types.ModuleType)
        else getattr(value, "__module__", None)
    )
    root = module.partition(".")[0] if isinstance(module, str) else name.partition(".")[0]
    return ("emulated" if root == "tf1shim" else "works"), root, ""


def _message(stand_in):
    try:
        stand_in()
    except Exception as error:
        return " ".join(str(error).split())
    return ""


if __name__ == "__main__":
    main()
