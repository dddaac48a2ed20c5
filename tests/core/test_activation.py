"""activate, deactivate, status: idempotence, orders of import, no trace left, clear errors."""

import importlib.util
import itertools
import textwrap

import pytest

from tests import checks

LEGACY = """
import tensorflow as tf
import tensorflow.contrib.quantization
import tensorflow.examples.tutorials.mnist.input_data
x = tf.placeholder(tf.float32, [None, 2])
y = tf.matmul(x, tf.get_variable('w', [2, 3]))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(y, {x: [[1, 2]]})
"""
SNAPSHOT = f"""
    LEGACY = {LEGACY!r}""" + """
    import builtins, importlib, os, sys
    # Through importlib and out of module globals, where activation would rebind them.
    NATIVE = [importlib.import_module("tensorflow"), importlib.import_module("tensorflow.compat.v1")]
    WATCHED = NATIVE + [importlib.import_module("tensorflow.python." + name) for name in (
        "client.session", "framework.importer", "framework.ops", "framework.random_seed",
        "util.deprecation", "training.saver", "ops.variables")]
    WATCHED += [NATIVE[0].compat.v1, NATIVE[0].nn, NATIVE[0].train, NATIVE[0].Graph, NATIVE[0].Tensor,
                NATIVE[1].Session, NATIVE[1].Session.__mro__[1], NATIVE[1].InteractiveSession,
                builtins, importlib]

    def identity(value):
        # TensorFlow wraps its lazily loaded API modules anew now and then; their name tells them from a face.
        return vars(value).get('__name__') if isinstance(value, type(sys)) else id(value)

    def snapshot():
        state = {(getattr(o, "__name__", str(o)), i): {"<dir>": dir(o), **{k: identity(v) for k, v in vars(o).items()}}
                 for i, o in enumerate(WATCHED)}
        state["meta_path"] = [id(f) for f in sys.meta_path]
        state["env"] = dict(os.environ)
        state["supplied"] = sorted(m for m in sys.modules if m.startswith(
            ("tensorflow.contrib", "tensorflow.examples")))
        state["eager"] = NATIVE[0].executing_eagerly()
        state["v2"] = (NATIVE[1].resource_variables_enabled(),
                       NATIVE[1].control_flow_v2_enabled())
        return state
"""


def run(code, *args, **env):
    done = checks.python("-c", textwrap.dedent(code), *args, **env)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_deactivate_leaves_no_trace():
    run(SNAPSHOT + """
    # Touch what loads lazily, so that only the shim's own changes can differ.
    import wrapt
    NATIVE[1].logging, NATIVE[1].losses, NATIVE[1].train.Saver
    for watched in WATCHED:  # from Python 3.10 on made when first read, as typing's isinstance checks do
        getattr(watched, "__annotations__", None)
    with NATIVE[0].Graph().as_default():
        with NATIVE[1].Session() as s:
            s.run(NATIVE[0].constant(1))
    before = snapshot()
    import tf1shim
    for round in range(2):
        assert tf1shim.activate(mode="graph").active
        exec(LEGACY, {"__name__": "legacy_part", "__file__": "legacy_part.py"})
        assert not NATIVE[0].executing_eagerly()
        left = tf1shim.deactivate()
        assert left == [], left
        after = snapshot()
        for key in before:
            if isinstance(before[key], dict):
                # TensorFlow's API modules load what dir() lists when it is first asked for.
                lazy = {"<dir>", *before[key].get("<dir>", ())} - {*before[key]} | {"<dir>"}
                changed = {k for k in {**before[key], **after[key]}
                           if before[key].get(k) != after[key].get(k)} - lazy
                assert not changed, (key, changed)
            else:
                assert before[key] == after[key], (key, before[key], after[key])
        assert not tf1shim.status().active
    assert float(NATIVE[0].constant(2.0)) == 2.0
    """, **({"TF_USE_LEGACY_KERAS": "1"} if importlib.util.find_spec("tf_keras") else {}))


def test_functions_make_variables_after_deactivate():
    """Where the shim was there before TensorFlow, nothing but it has made TensorFlow's context."""
    run("""
    import tf1shim
    tf1shim.activate(mode="graph")
    exec(LEGACY, {"__name__": "legacy_part", "__file__": "legacy_part.py"})
    assert tf1shim.deactivate() == []
    import tensorflow as tf

    made = []

    @tf.function
    def double(x):
        if not made:
            made.append(tf.Variable(2.0))
        return made[0] * x

    assert float(double(tf.constant(3.0))) == 6.0 and float(made[0]) == 2.0
    """.replace("LEGACY", repr(LEGACY)))


def test_idempotent_and_reconfigured():
    run("""
    import builtins, tf1shim
    hook = builtins.__import__
    assert tf1shim.activate().active
    assert builtins.__import__ is hook
    tf1shim.activate(scope=["somepkg"])
    assert tf1shim.status().settings["scope"] == (("somepkg",), "argument")
    tf1shim.activate(mode="graph")
    import tensorflow as tf
    assert tf1shim.mode() == "graph"
    tf1shim.activate(mode="graph")
    try:
        tf1shim.activate(mode="eager")
    except tf1shim.TF1ShimError as error:
        assert "already runs this program in graph mode" in str(error), error
    else:
        raise AssertionError("no error")
    assert tf1shim.deactivate() == []
    assert builtins.__import__ is not hook
    assert tf1shim.deactivate() == []
    """)


STEPS = {
    "shim": "import tf1shim; tf1shim.activate(mode='graph')",
    "tensorflow": "import tensorflow as tf",
    "library": "import library",
    "legacy": "import legacy",
}


@pytest.mark.parametrize("start", list(STEPS))
def test_orders_of_import(start, tmp_path):
    """Legacy code sees TF1 and libraries see TF2 whatever the order."""
    site = tmp_path / "site-packages"
    site.mkdir()
    (site / "library.py").write_text(
        "import tensorflow as tf\ndef names(): return hasattr(tf, 'placeholder'), tf.__version__[0]\n")
    (tmp_path / "legacy.py").write_text(
        "import tensorflow as tf\nfrom tensorflow import constant\n"
        "def names(): return hasattr(tf, 'placeholder'), tf.__version__[0]\n")
    orders = [o for o in itertools.permutations(STEPS) if o[0] == start][::2]
    for order in orders:
        program = tmp_path / "program.py"
        program.write_text("\n".join(STEPS[step] for step in order) + textwrap.dedent("""
            assert library.names() == (False, "2"), library.names()
            assert legacy.names() == (True, "1"), legacy.names()
            assert hasattr(tf, "placeholder"), tf
            import tensorflow
            assert tensorflow is tf is legacy.tf
            x = tf.placeholder(tf.float32)
            with tf.Session() as sess:
                assert sess.run(x + 1, {x: 1}) == 2
        """))
        done = checks.python(program, PYTHONPATH=f"{checks.ROOT}:{site}")
        assert done.returncode == 0, (order, done.stderr[-2000:])


def test_early_names_are_rebound(tmp_path):
    program = tmp_path / "early.py"
    program.write_text(textwrap.dedent("""
        import tensorflow as tf
        import tensorflow.compat.v1 as v1
        from tensorflow import nn, random, Variable
        from tensorflow.nn import dropout
        import tf1shim
        tf1shim.activate(mode="graph")
        assert "tf1shim" in repr(tf) and tf.placeholder
        assert v1 is tf, v1
        assert nn is tf.nn and dropout is tf.nn.dropout
        assert Variable is tf.Variable and random is tf.random
        assert "keep_prob" in str(__import__("inspect").signature(dropout))
        tf1shim.deactivate()
        assert tf is tf1shim.native() and not hasattr(tf, "placeholder")
    """))
    done = checks.python(program)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize("version, message", [
    ("1.15.5", "tf1shim: TensorFlow 1.15.5 is a TensorFlow 1 and needs no shim"),
    ("2.4.1", "tf1shim: TensorFlow 2.4.1 is too old; tf1shim needs 2.5 or newer"),
])
def test_wrong_tensorflow_is_one_clear_line(version, message, tmp_path):
    fake = tmp_path / "site-packages" / "tensorflow"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text(f"__version__ = {version!r}\n")
    done = checks.python("-c", "import tf1shim\nimport tensorflow",
                         PYTHONPATH=f"{checks.ROOT}:{fake.parent}")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"tf1shim.errors.TF1ShimError: {message}"


def test_no_tensorflow_is_one_clear_line():
    code = ("import sys, importlib.util\n"
            "find = importlib.util.find_spec\n"
            "importlib.util.find_spec = lambda n, p=None: None if n == 'tensorflow' else find(n, p)\n"
            "import tf1shim\nimport tensorflow")
    done = checks.python("-c", code)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: No module named 'tensorflow': tf1shim runs on an installed "
        "TensorFlow 2; pip install 'tf1shim[tf]'")


def test_a_tensorflow_2_program_is_left_alone(tmp_path):
    program = tmp_path / "modern.py"
    program.write_text(textwrap.dedent("""
        import os
        import tensorflow as tf
        @tf.function
        def f(x):
            return tf.nn.dropout(x, rate=0.0)
        model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        model.fit(tf.ones((4, 2)), tf.ones((4, 1)), verbose=0)
        print(float(tf.reduce_sum(f(tf.ones([3])))), tf.__version__, tf.executing_eagerly(),
              type(model).__module__, os.environ.get("TF_USE_LEGACY_KERAS"), tf.nn.softmax.__module__)
    """))
    plain = checks.python(program, TF1SHIM="0")
    shimmed = checks.python("-c", "import tf1shim, runpy, sys; "
                            f"sys.argv=[{str(program)!r}]; tf1shim.activate(program={str(program)!r}); "
                            f"runpy.run_path({str(program)!r}, run_name='__main__')")
    assert plain.returncode == shimmed.returncode == 0, shimmed.stderr[-2000:]
    assert plain.stdout == shimmed.stdout
