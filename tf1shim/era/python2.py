"""One clear line for sources that are Python 2: where, what is Python 2 there, and what to do."""

import re

_SIGNS = (
    (re.compile(r"^\s*print\s+[^(=\s]|^\s*print\s*>>|^\s*print\s*$|:\s*print\s+['\"\w]"), "the print statement"),
    (re.compile(r"^\s*exec\s+['\"\w]"), "the exec statement"),
    (re.compile(r"\bexcept\s+[\w.()\s,]+,\s*\w+\s*:"), "`except X, e`"),
    (re.compile(r"\braise\s+[\w.]+\s*,\s*"), "`raise X, message`"),
    (re.compile(r"<>"), "the operator <>"),
    (re.compile(r"`[^`]+`"), "backquotes"),
    (re.compile(r"\b0\d+\b"), "an octal number like 0777"),
    (re.compile(r"\b\d+[lL]\b"), "a long number like 10L"),
    (re.compile(r"\bur['\"]"), "a string like ur''"),
    (re.compile(r"\b(def|lambda)\b[^:]*\(\s*\w*\s*,?\s*\([\w\s,]+\)|\blambda\s*\("), "a parameter that is a tuple"),
)


def explain(error):
    """One line that says what is Python 2 in the source a SyntaxError is about, or None.

    Args:
        error: a `SyntaxError`.
    """
    if isinstance(error, TabError):
        what = "tabs mixed with spaces"
    else:
        text = error.text or ""
        what = next((what for sign, what in _SIGNS if sign.search(text)), None)
        if what is None:
            return None
    return (f"tf1shim: {error.filename}:{error.lineno} is Python 2 ({what}); convert the file first, "
            f"e.g. with `2to3 -w {error.filename}` of Python 3.12 or older, or `pip install modernize`")
