"""The verdict on programs, from their text."""

import sys
import textwrap

import pytest

from tf1shim.detection import program, scan

GRAPH = {
    "placeholder": "import tensorflow as tf\nx = tf.placeholder(tf.float32)",
    "from import": "from tensorflow import Session\nwith Session() as s: pass",
    "compat.v1": "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nx = tf.Variable(1.)",
    "compat.v1 attribute": "import tensorflow as tf\ntf.compat.v1.disable_eager_execution()",
    "contrib": "import tensorflow as tf\nfrom tensorflow.contrib import slim",
    "contrib beside a tape": "import tensorflow as tf\ntfe = tf.contrib.eager\nt = tf.GradientTape()",
    "TF1's eager": "import tensorflow as tf\ntf.enable_eager_execution()\nt = tf.GradientTape()",
    "K.get_session": "from keras import backend as K\nK.get_session()",
    "tf.keras session": "from tensorflow.keras import backend as K\nK.set_session(None)",
    "a module that went from the private path": "from tensorflow.python.keras.datasets import mnist",
    "an optimizer of the private path": "from tensorflow.python.keras.optimizers import Adam\nAdam()",
    "old module": "from keras.layers.core import Dense",
    "nb_epoch": "from keras.models import Sequential\nSequential().fit(x, y, nb_epoch=3)",
    "fit_generator": "import keras\nm = keras.Model()\nm.fit_generator(g)",
    "optimizer lr": "from keras.optimizers import Adam\nAdam(lr=0.1)",
    "iterator": "import tensorflow as tf\nd = tf.data.Dataset.range(3).make_one_shot_iterator()",
    "Python 2 age": "from __future__ import print_function\nimport keras\nkeras.models.Sequential()",
    "seeds of TensorFlow 1": "import tensorflow as tf\nimport keras\ntf.set_random_seed(1)\nkeras.Sequential()",
    "Keras 2 by its spelling": "from keras.models import Model\nfrom keras.layers import Dense\nModel([Dense(1)])",
    "a name that Keras 3 lacks": "import keras\nkeras.layers.ThresholdedReLU()",
    "late TF1": "import tensorflow as tf\nx = tf.placeholder(tf.float32)\ny = x + tf.random.uniform([2])",
    "estimator": "import tensorflow as tf\ntf.estimator.RunConfig()\ntf.io.TFRecordWriter('x')",
    "Keras handed on": "from .backend import keras\nkeras.models.Model().fit_generator(g)",
    "TensorFlow handed on": "from common import tf\nx = tf.placeholder(1)",
    "tests of both modes": "import tensorflow.compat.v2 as tf\nfrom tensorflow.python.framework import test_util\n"
                           "@test_util.run_all_in_graph_and_eager_modes\nclass A: t = tf.GradientTape()",
    "Python 2 text": "import tensorflow as tf\nprint 'hello'",
}
EAGER = {
    "plain Keras": "import tensorflow as tf\nm = tf.keras.Sequential()\nm.fit(x, y)",
    "the private path alone": "from tensorflow.python.keras.models import Sequential\nSequential()",
    "Keras 3": "import keras\nm = keras.Sequential([keras.layers.Dense(1)])\nm.fit(x, y)",
    "Keras 3 by a name": "from keras.models import Sequential\nfrom keras.layers import GroupNormalization",
    "Keras 3 by its file": "from keras.models import Sequential\nSequential().save('m.keras')",
    "newer Python": "from keras.models import Sequential\nm = Sequential()\nprint(f'{m}')",
    "reset beside Keras": "import tensorflow as tf\ntf.keras.backend.clear_session()\ntf.reset_default_graph()",
    "tape": "import tensorflow as tf\nwith tf.GradientTape() as t: pass\ntf.Session()",
    "tf.function": "import tensorflow as tf\n@tf.function\ndef f(): return 1",
    "random alone": "import tensorflow as tf\nprint(tf.random.normal([2]))",
    "Keras handed on": "from .backend import keras\nclass A(keras.layers.Layer):\n"
                       "    def __init__(self): super(A, self).__init__()",
    "seeds by the old API of TensorFlow 2": "import tensorflow as tf\ntf.compat.v1.set_random_seed(1)",
    "seeds of TensorFlow 1 in newer Python": "import tensorflow as tf\ntf.set_random_seed(1)\nprint(f'{1}')",
    "a table of words": "import tensorflow as tf\ntf.keras.layers.Embedding(input_dim=9, output_dim=2)",
    "no TensorFlow": "import numpy\nlr = dict(lr=1, nb_epoch=2)",
}


@pytest.mark.parametrize("name", GRAPH)
def test_graph(name):
    verdict = scan.verdict_of_source(GRAPH[name])
    assert verdict.mode == "graph", verdict
    assert verdict.evidence


@pytest.mark.parametrize("name", EAGER)
def test_eager(name):
    assert scan.verdict_of_source(EAGER[name]).mode == "eager"


def test_own_imports_are_followed_and_never_run(tmp_path):
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("raise SystemExit('imported')")
    (tmp_path / "pkg" / "net.py").write_text("from . import deep")
    (tmp_path / "pkg" / "deep.py").write_text("import tensorflow as tf\n\nx = tf.placeholder(1)")
    main = tmp_path / "main.py"
    main.write_text(textwrap.dedent("""
        import tensorflow as tf
        from pkg import net
    """))
    verdict = scan.verdict(str(main))
    assert verdict.mode == "graph"
    assert verdict.evidence == [(str(tmp_path / "pkg" / "deep.py"), 3, "tf.placeholder")]
    assert verdict.reason == "the program uses graph-only API: tf.placeholder at deep.py:3"


@pytest.mark.parametrize("main, mode", [
    ("from __future__ import print_function\nimport tensorflow as tf\nimport lib", "graph"),
    ("from __future__ import print_function\nimport lib", "graph"),
    ("from __future__ import print_function\nimport tensorflow as tf\nimport lib\nt = tf.GradientTape()", "eager"),
    ("import tensorflow as tf\nimport lib", "eager"),
])
def test_an_old_program_over_a_library_of_both_ages(tmp_path, main, mode):
    (tmp_path / "lib.py").write_text("import tensorflow as tf\nf = tf.function\ng = tf.compat.v1.placeholder")
    (tmp_path / "main.py").write_text(main)
    assert scan.verdict(str(tmp_path / "main.py")).mode == mode
    assert scan.verdict_of_files([str(tmp_path / "main.py")]).mode == mode


def test_packages_above_a_module_are_read(tmp_path):
    (tmp_path / "pkg" / "sub").mkdir(parents=True)
    (tmp_path / "pkg" / "__init__.py").write_text("from pkg.net import x")
    (tmp_path / "pkg" / "net.py").write_text("import tensorflow as tf\n\nx = tf.placeholder(1)")
    (tmp_path / "pkg" / "sub" / "__init__.py").write_text("")
    (tmp_path / "pkg" / "sub" / "log.py").write_text("import tensorflow as tf")
    (tmp_path / "main.py").write_text("from pkg.sub.log import tf")
    assert scan.verdict(str(tmp_path / "main.py")).mode == "graph"


def test_what_was_put_on_the_path_is_the_program_s_own(tmp_path, monkeypatch):
    for folder in ("elsewhere", "site-packages"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"net_{folder[:4]}.py").write_text("import tensorflow as tf\n\nx = tf.placeholder(1)")
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    (tmp_path / "own.py").write_text("import net_else")
    (tmp_path / "other.py").write_text("import net_site")
    assert scan.verdict(str(tmp_path / "own.py")).mode == "graph"
    assert scan.verdict(str(tmp_path / "other.py")).mode == "eager"


@pytest.mark.parametrize("backend, mode", [("import keras", "graph"), ("from tensorflow import keras", "eager")])
def test_keras_handed_on_is_as_old_as_the_one_imported(tmp_path, backend, mode):
    (tmp_path / "backend.py").write_text(backend)
    (tmp_path / "main.py").write_text("from backend import keras\nclass A(keras.layers.Layer):\n"
                                      "    def __init__(self): super(A, self).__init__()")
    assert scan.verdict(str(tmp_path / "main.py")).mode == mode


def test_a_launcher_is_judged_with_what_it_runs(tmp_path, monkeypatch):
    (tmp_path / "seeded.py").write_text("import runpy, sys\nimport tensorflow as tf\nrunpy.run_path(sys.argv[1])")
    (tmp_path / "program.py").write_text("import tensorflow as tf\n\nx = tf.placeholder(1)")
    assert scan.runs_files(str(tmp_path / "seeded.py")) and not scan.runs_files(str(tmp_path / "program.py"))
    assert scan.verdict(str(tmp_path / "seeded.py")).mode == "eager"
    monkeypatch.setattr(sys, "argv", ["seeded.py", str(tmp_path / "program.py"), "--epochs=2"])
    assert program.predict(str(tmp_path / "seeded.py"))[0] == "graph"


def test_the_shim_on_the_path_is_not_the_programs_code(tmp_path, monkeypatch):
    package = tmp_path / "sources" / "tf1shim"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("import keras\nkeras.ops.clip(0, 0, 1)")
    monkeypatch.syspath_prepend(str(tmp_path / "sources"))
    (tmp_path / "main.py").write_text("import tf1shim\nimport tensorflow as tf\ntf.placeholder(1)")
    assert scan.verdict(str(tmp_path / "main.py")).mode == "graph"


def test_what_python_warns_of_is_left_to_python(tmp_path, recwarn):
    (tmp_path / "old.py").write_text('import tensorflow as tf, re\nre.findall("\\d", "1") is 1\ntf.placeholder(1)')
    (tmp_path / "main.py").write_text("import old")
    assert scan.verdict(str(tmp_path / "main.py")).mode == "graph"
    assert not scan.is_python2('x = "\\d"')
    assert not recwarn.list


def test_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "MAX_FILES", 3)
    for i in range(10):
        (tmp_path / f"m{i}.py").write_text(f"import m{i + 1}")
    (tmp_path / "m5.py").write_text("import tensorflow as tf\ntf.placeholder(1)")
    assert scan.verdict(str(tmp_path / "m0.py")).mode == "eager"


def test_notebook(tmp_path):
    assert scan.verdict(str(tmp_path / "x.ipynb")).mode == "graph"


@pytest.mark.parametrize("source, alone", [
    ("import tensorflow as tf\nfrom keras import backend as K\n"
     "K.set_session(tf.Session(config=tf.ConfigProto()))", True),
    ("from keras.optimizers import Adam\nAdam(lr=0.1)", True),
    ("from keras.optimizers import Adam\nAdam(lr=0.1).get_updates(loss=1, params=[])", False),
    ("from keras import backend as K\nK.function([], [], updates=[])", False),
    ("import keras\nimport tensorflow as tf\nfrom keras import backend as K\nK.get_session()\n"
     "tf.saved_model.builder.SavedModelBuilder('m')", False),
    ("import tensorflow as tf\nfrom keras import backend as K\nK.get_session()\nx = tf.placeholder(tf.float32)", False),
])
def test_what_an_eager_keras_3_can_give(source, alone):
    assert scan.verdict_of_source(source).keras_alone is alone


_LAYERS = "import tensorflow as tf\nfrom tensorflow.keras import layers, Input, Model, backend as K\nx = Input((4,))\n"


@pytest.mark.parametrize("lines, refused", [
    ("y = layers.Dense(2)(x)\ny = tf.nn.relu(y)", "tf.nn.relu"),
    ("dense = layers.Dense(2)\ny = tf.reduce_sum(dense(x) * 2., axis=1)", "tf.reduce_sum"),
    ("y = layers.Dense(2)(x)\nz = tf.concat([x, y], 1)", "tf.concat"),
    ("def build():\n    h = Input((4,))\n    h = layers.Dense(2)(h)\n    return Model(h, tf.square(h))", "tf.square"),
    ("y = layers.Dense(2)(K.batch_dot(x, x, axes=1))", "tf.keras.backend.batch_dot"),
    ("y = layers.Dense(2)(K.l2_normalize(x))", None),
    ("n = x.shape[1].value", "shape.value"),
    ("n = x.shape.as_list()[1]", "shape.as_list"),
    ("m = Model(x, layers.Dense(2)(x))\nm.add_metric(x, name='x')", ".add_metric()"),
    ("layer = layers.Dense(2)\nlayer(x)\nprint(layer.inbound_nodes[0].inbound_layers)", ".inbound_layers"),
    ("m = Model(x, layers.Dense(2)(x))\nprint(m.train_on_batch(0, 0))", ".train_on_batch()"),
    ("m = Model(x, layers.Dense(2)(x))\nprint(f'{m.train_on_batch(0, 0)}')", None),
    ("print(K.int_shape(x), x.get_shape().as_list(), tf.ones([2]).shape.as_list())", None),
    ("y = layers.Lambda(lambda x: tf.square(x))(x)", None),
    ("y = layers.Dense(2)(tf.ones([2, 4]))\nprint(tf.reduce_sum(y))", None),
    ("m = Model(x, layers.Dense(2)(x))\nprint(tf.reduce_sum(m(tf.ones([2, 4]))))", None),
    ("x = tf.ones([2, 4])\nprint(tf.reduce_sum(x))", None),
    ("class L(layers.Layer):\n    def call(self, x):\n        return tf.square(x)", None),
    ("y = layers.add([x, x])\nprint(x.shape)", None),
])
def test_what_keras_3_refuses(lines, refused):
    found = scan.verdict_of_source(_LAYERS + lines)
    names = [name.partition(" ")[0] for _, _, name in found.refused]
    assert found.mode == "eager" and names == [refused] * bool(refused)
    assert scan.on_keras_2(found).mode == ("graph" if refused else "eager")


def test_what_asks_for_eager_execution_stays_eager():
    found = scan.verdict_of_source(_LAYERS + "y = tf.nn.relu(x)\nwith tf.GradientTape() as tape:\n    pass")
    assert scan.on_keras_2(found).mode == "eager" and not found.refused
