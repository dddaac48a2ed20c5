"""The names of the era, the line about Python 2 sources, and the page that lists them."""

import pathlib

import pytest

from tests import checks
from tf1shim.era import python2

ERA = checks.beside(__file__, "checks_era.py")
ARRAYS = checks.beside(__file__, "checks_arrays.py")


@pytest.mark.parametrize("name", checks.names(ERA))
def test_era(name):
    checks.passed(ERA, name)


@pytest.mark.parametrize("name", checks.names(ARRAYS))
def test_arrays(name):
    checks.passed(ARRAYS, name)


PYTHON2 = {
    "print 'hello'": "the print statement",
    "for x in y: print x": "the print statement",
    "try:\n  pass\nexcept Exception, e:\n  pass": "`except X, e`",
    "raise ValueError, 'no'": "`raise X, message`",
    "if 1 <> 2: pass": "the operator <>",
    "x = 0777": "an octal number like 0777",
    "x = 10L": "a long number like 10L",
    "x = ur'a'": "a string like ur''",
    "exec 'a = 1'": "the exec statement",
    "f = lambda (a, b): a": "a parameter that is a tuple",
    "if 1:\n\tx = 1\n        y = 2": "tabs mixed with spaces",
}


@pytest.mark.parametrize("source", PYTHON2)
def test_python_2_is_explained(source):
    with pytest.raises(SyntaxError) as caught:
        compile(source, "old.py", "exec")
    line = python2.explain(caught.value)
    assert line.startswith("tf1shim: old.py:") and f"is Python 2 ({PYTHON2[source]})" in line


@pytest.mark.parametrize("source", ["x = (1", "def f(:", "print('a' 1)"])
def test_other_errors_are_not(source):
    with pytest.raises(SyntaxError) as caught:
        compile(source, "new.py", "exec")
    assert python2.explain(caught.value) is None


@pytest.mark.parametrize("way", ["run", "import", "variable"])
def test_python_2_source_by_every_way_in(way, tmp_path):
    (tmp_path / "old.py").write_text("import os\nprint 'hello'\n")
    if way == "import":
        (tmp_path / "main.py").write_text("import tf1shim\nimport old\n")
        done = checks.python("main.py", cwd=tmp_path)
    elif way == "run":
        done = checks.python("-m", "tf1shim", "run", "old.py", cwd=tmp_path)
    else:
        done = checks.python("-c", "import tf1shim; exec(compile(open('old.py').read(), 'old.py', 'exec'))",
                             cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2].startswith("SyntaxError: Missing parentheses")
    assert "old.py:2 is Python 2 (the print statement)" in done.stderr.splitlines()[-1]


def test_the_page_lists_the_table():
    done = checks.python("tools/make_era_page.py", cwd=checks.ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout == pathlib.Path(checks.ROOT, "docs", "era.md").read_text(encoding="utf-8")
