"""Syntax trees of programs, read without a word.

Python warns of ``"\\d"`` and ``x is "y"``, common in old sources, whenever it reads them. It will when it runs the
program: each of these warnings is the program's, and given once.
"""

import ast
import warnings


def tree(source, path="<string>"):
    """`ast.parse`, without its warnings.

    Raises:
        SyntaxError, ValueError: it is not Python 3.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source, path)
