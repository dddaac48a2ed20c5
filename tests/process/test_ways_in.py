"""The same program through every way in prints the same; TF1SHIM=0 shuts every way."""

import textwrap

import pytest

from tests.process import world

PROGRAM = """
import tensorflow as tf

tf.app.flags.DEFINE_integer("rows", 2, "rows fed")
FLAGS = tf.app.flags.FLAGS


def main(_):
    tf.set_random_seed(1)
    x = tf.placeholder(tf.float32, [None, 3])
    w = tf.get_variable("w", [3, 1], initializer=tf.constant_initializer(0.5))
    loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))
    step = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            _, value = sess.run([step, loss], {x: [[1.0, 2.0, 3.0]] * FLAGS.rows})
            print("> %.6f" % value)
    print(">", tf.__version__, [v.name for v in tf.global_variables()])


if __name__ == "__main__":
    tf.app.run()
"""
CALLED = PROGRAM.replace('if __name__ == "__main__":\n    tf.app.run()\n', "")
TEST = (
    CALLED
    + """def test_main(capsys):
    FLAGS(["test"])
    main(None)
    printed = capsys.readouterr().out
    with capsys.disabled():
        print("\\n" + printed, end="")
"""
)
# How a program is started: (the files to write, the words after python, variables).
WAYS = {
    "import": ({"p.py": "import tf1shim" + PROGRAM}, ["p.py"], {}),
    "import below": (
        {
            "p.py": PROGRAM.replace(
                "import tensorflow as tf", "import tensorflow as tf\nimport tf1shim"
            )
        },
        ["p.py"],
        {},
    ),
    "activate": (
        {"p.py": 'import tf1shim\ntf1shim.activate(mode="graph")' + PROGRAM},
        ["p.py"],
        {},
    ),
    "variable": ({"p.py": PROGRAM}, ["p.py"], {"TF1SHIM": "1"}),
    "variable graph": ({"p.py": PROGRAM}, ["-m", "p"], {"TF1SHIM": "graph"}),
    "run": ({"p.py": PROGRAM}, ["-m", "tf1shim", "run", "p.py"], {}),
    "run with mode": (
        {"p.py": PROGRAM},
        ["-m", "tf1shim", "run", "--mode", "graph", "p.py", "--rows", "2"],
        {},
    ),
    "run -m": ({"p.py": PROGRAM}, ["-m", "tf1shim", "run", "-m", "p"], {}),
    "run -c": ({}, ["-m", "tf1shim", "run", "-c", PROGRAM], {}),
    "run folder": ({"d/__main__.py": PROGRAM}, ["-m", "tf1shim", "run", "d"], {}),
    "pyproject": (
        {"p.py": PROGRAM, "pyproject.toml": '[tool.tf1shim]\nmode = "graph"\n'},
        ["p.py"],
        {"TF1SHIM": "1"},
    ),
    "pytest": (
        {"test_p.py": TEST},
        ["-m", "pytest", "-q", "-p", "tf1shim", "-p", "no:cacheprovider", "test_p.py"],
        {},
    ),
    "ipython": (
        {"p.py": PROGRAM},
        ["-m", "IPython", "--no-banner", "-c", "%load_ext tf1shim\n%run p.py"],
        {},
    ),
}
QUICK = ("import", "variable", "run")


def start(way, folder, **env):
    files, words, variables = WAYS[way]
    if way == "ipython":
        pytest.importorskip("IPython")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return world.python(
        folder, *words, cwd=folder, **{"IPYTHONDIR": str(folder), **variables, **env}
    )


def printed(done):
    """The program's own lines."""
    return [line for line in done.stdout.splitlines() if line.startswith("> ")]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    done = start("import", tmp_path_factory.mktemp("expected"))
    lines = printed(done)
    assert done.returncode == 0, done.stderr
    assert len(lines) == 4, done.stdout
    assert lines[-1] == "> 1.15.5 ['w:0']"
    return lines


@pytest.mark.parametrize(
    "way",
    [
        way if way in QUICK else pytest.param(way, marks=pytest.mark.slow)
        for way in WAYS
        if way != "import"
    ],
)
def test_same_output(way, expected, tmp_path):
    done = start(way, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert printed(done) == expected


def test_colabs_magic(tmp_path):
    pytest.importorskip("IPython")
    (tmp_path / "p.ipy").write_text("""
%load_ext tf1shim
%tensorflow_version 1.x
import tf1shim
print("mode", tf1shim.status().settings["mode"])
%tensorflow_version
%tensorflow_version 2.x
print("active", tf1shim.status().active)
%unload_ext tf1shim
print("left", "tensorflow_version" in get_ipython().magics_manager.magics["line"])
""")
    for variables in ({}, {"TF1SHIM": "1"}):
        done = world.python(tmp_path, "-m", "IPython", "p.ipy", cwd=tmp_path, IPYTHONDIR=str(tmp_path), **variables)
        lines = done.stdout.split("\n")
        assert "TensorFlow 1.x selected." in lines and "mode ('graph', 'argument')" in lines, done.stdout + done.stderr
        assert "Currently selected TF version: 1.x" in lines and "active False" in lines
        assert "left False" in lines


# Asks without TensorFlow whether the hook is in place.
ACTIVE = 'import builtins, sys\nprint("hook", builtins.__import__.__module__.partition(".")[0])\n'
QUIET_WAYS = {
    "import": ["-c", "import tf1shim\n" + ACTIVE],
    "activate": ["-c", "import tf1shim\ntf1shim.activate(mode='graph', scope=['x'])\n" + ACTIVE],
    "variable": ["-c", ACTIVE],
    "run": ["-m", "tf1shim", "run", "--mode", "graph", "-c", ACTIVE],
    "load_ext": ["-c", "import tf1shim\ntf1shim.load_ipython_extension(None)\n" + ACTIVE],
}


@pytest.mark.parametrize("way", QUIET_WAYS)
@pytest.mark.parametrize("word", ["0", "off", "false"])
def test_zero_shuts_every_way(way, word, tmp_path):
    done = world.python(tmp_path, *QUIET_WAYS[way], TF1SHIM=word)
    assert (done.returncode, done.stdout) == (0, "hook builtins\n"), done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("way", QUIET_WAYS)
def test_and_without_it_every_way_is_open(way, tmp_path):
    done = world.python(
        tmp_path, *QUIET_WAYS[way], **({"TF1SHIM": "1"} if way == "variable" else {})
    )
    assert (done.returncode, done.stdout) == (0, "hook tf1shim\n"), done.stderr


def test_zero_shuts_pytest_too(tmp_path):
    (tmp_path / "test_p.py").write_text(
        "def test_off():\n    "
        + "\n    ".join(ACTIVE.splitlines())
        + "\n    assert builtins.__import__.__module__ == 'builtins'\n"
    )
    words = ["-m", "pytest", "-p", "tf1shim", "-p", "no:cacheprovider", "test_p.py"]
    assert "1 passed" in world.python(tmp_path, *words, cwd=tmp_path, TF1SHIM="0").stdout
    assert "1 failed" in world.python(tmp_path, *words, cwd=tmp_path).stdout


def test_pytest_shows_no_frame_of_ours_where_an_import_fails(tmp_path):
    (tmp_path / "test_p.py").write_text("import tensorflow.contrib.nothing\n\n\ndef test_it():\n    pass\n")
    done = world.python(
        tmp_path, "-m", "pytest", "-p", "tf1shim", "-p", "no:cacheprovider", "test_p.py", cwd=tmp_path
    )
    traceback = done.stdout.partition("Traceback:")[2].partition("=====")[0]
    assert "No module named 'tensorflow.contrib.nothing'" in traceback
    assert "test_p.py:1: in <module>" in traceback and "hook.py" not in traceback, done.stdout


def test_pytest_option_is_checked(tmp_path):
    done = world.python(
        tmp_path, "-m", "pytest", "-p", "tf1shim", "--tf1shim-mode", "wrong", cwd=tmp_path
    )
    assert done.returncode == 4
    assert "allowed: auto, graph, eager, off" in done.stderr


TF2_ONLY = textwrap.dedent(
    """
    import tensorflow as tf

    @tf.function
    def square(x):
        return x * x

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = square(x)
    print(tf.__version__, tf.executing_eagerly(), y.numpy(), tape.gradient(y, x).numpy())
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, kernel_initializer="ones")])
    print(model(tf.ones([1, 2])).numpy(), getattr(tf.keras, "__version__", ""))
    print(tf.keras.layers.LSTM.__module__.partition(".")[0])
"""
)


@pytest.mark.slow
def test_a_tf2_program_does_not_notice(tmp_path):
    (tmp_path / "p.py").write_text(TF2_ONLY)
    plain = world.python(tmp_path, "p.py", cwd=tmp_path)
    ours = world.python(tmp_path, "p.py", cwd=tmp_path, TF1SHIM="1")
    assert plain.returncode == 0, plain.stderr
    assert (ours.returncode, ours.stdout) == (0, plain.stdout), ours.stderr
