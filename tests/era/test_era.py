"""The names of the era, the line about Python 2 sources, and the page that lists them."""

import pathlib
from importlib import metadata

import pytest

from tests import checks
from tf1shim import capabilities
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


LAST_WORDS = {
    "import numpy as np\nnp.arange(3.).ptp()": (">=2", "uses a method that NumPy took from arrays in 2.0"),
    "import numpy as np\nfloat(np.array([[1.]]))": (">=2.4", "takes an array of size 1 for a number"),
    "import numpy as np\n'%d' % np.array([1])": (">=2.4", "takes an array of size 1 for a number"),
    "import numpy as np\nnp.zeros(2)[0] = np.array([1.])": (">=2.4", "sets an array's element to an array"),
    "import numpy as np\nnp.ones(3, np.uint8) + 300": (">=2", "gives an array of small integers a number beyond"),
    "x = 1\nxrange(3)": ("", "uses a built-in of Python 2"),
    "x = {}\nx.iteritems()": ("", "uses a dict as in Python 2"),
    "x = 1\nimport urllib2": ("", "imports a module of Python 2"),
}
SYMBOLIC = """import tensorflow as tf
tf.reset_default_graph(); import keras
x = keras.layers.Input((3,)); tf.GradientTape; tf.reduce_sum(x)"""

MIXED = """import numpy as np
import tensorflow as tf
w = np.ones((2, 2)) if np.__version__ < "2" else np.ones((2, 2), np.float32) * np.sqrt(2.0)
tf.matmul(tf.placeholder(tf.float32, [2, 2]), tf.Variable(w))"""


@pytest.mark.parametrize("source", LAST_WORDS)
def test_last_words(source, tmp_path):
    needs, what = LAST_WORDS[source]
    if needs and not _numpy_is(needs):
        pytest.skip("this NumPy still has it")
    (tmp_path / "old.py").write_text("import tf1shim\n" + source)
    done = checks.python("old.py", cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("tf1shim: ") and f"old.py:3 {what}" in last, done.stderr


@pytest.mark.skipif(not capabilities.keras_is_3(), reason="Keras 2 takes its symbolic tensors")
def test_last_words_where_a_library_raises(tmp_path):
    (tmp_path / "old.py").write_text(SYMBOLIC)
    last = checks.python("old.py", cwd=tmp_path, TF1SHIM="eager").stderr.splitlines()[-1]
    assert "old.py:3 computes with a symbolic tensor" in last and "TF1SHIM=graph" in last, last


def test_last_words_on_mixed_types(tmp_path):
    (tmp_path / "old.py").write_text(MIXED)
    last = checks.python("old.py", cwd=tmp_path, TF1SHIM="graph").stderr.splitlines()[-1]
    if _numpy_is(">=2"):
        assert "old.py:4 mixes float32 and float64" in last and "'numpy<2'" in last, last
    else:
        assert last.startswith("TypeError"), last


def test_no_last_words_on_errors_of_others(tmp_path):
    (tmp_path / "old.py").write_text("import tf1shim, json\njson.loads('{')\n")
    assert "tf1shim:" not in checks.python("old.py", cwd=tmp_path).stderr
    (tmp_path / "old.py").write_text("import tf1shim\n{}.itemz\n")
    assert "tf1shim:" not in checks.python("old.py", cwd=tmp_path).stderr


def _numpy_is(bound):
    version = metadata.version("numpy").split(".")
    return tuple(map(int, version[:2])) >= tuple(map(int, (bound[2:] + ".0").split(".")[:2]))


def test_the_page_lists_the_table():
    done = checks.python("tools/make_era_page.py", cwd=checks.ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout == pathlib.Path(checks.ROOT, "docs", "era.md").read_text(encoding="utf-8")


def test_a_copy_of_a_library_beside_the_program_is_itself(tmp_path):
    package = tmp_path / "gym"
    package.mkdir()
    (package / "__init__.py").write_text(
        "__version__ = '0.17.3'\nfrom gym.core import Env, Wrapper\nfrom gym import wrappers\n"
        "ObservationWrapper = RewardWrapper = ActionWrapper = Wrapper\n")
    (package / "core.py").write_text("import gym\n\n\nclass Env:\n    pass\n\n\nclass Wrapper(Env):\n    pass\n")
    (package / "wrappers.py").write_text("import gym\n\n\nclass TimeLimit(gym.Wrapper):\n    pass\n")
    (tmp_path / "old.py").write_text("import tf1shim\nimport gym\nprint(gym.Env, gym.wrappers.TimeLimit.__mro__[2])\n")
    done = checks.python("old.py", cwd=tmp_path)
    assert done.stdout == "<class 'gym.core.Env'> <class 'gym.core.Env'>\n", (done.stdout, done.stderr)
