"""Called at interpreter start by tf1shim.pth or tf1shim.start when the variable TF1SHIM is set.

Imports nothing before it has read the variable. May be called several times: in a virtual
environment Python up to 3.13 reads every .pth file twice.
"""


_tried = []  # a failure is told once, however often the file is read


def main():
    """Activate tf1shim unless TF1SHIM switches it off; a failure is one line, never a broken
    interpreter."""
    import os
    import sys

    if os.environ.get("TF1SHIM", "").strip().lower() in ("", "0", "false", "no", "off"):
        return
    if _tried or "tf1shim" in sys.modules:
        return
    _tried.append(True)
    try:
        import tf1shim  # noqa: F401  importing activates
    except Exception as error:
        sys.modules.pop("tf1shim", None)
        message = str(error).removeprefix("tf1shim: ")
        print(f"tf1shim: not activated: {message}", file=sys.stderr)
