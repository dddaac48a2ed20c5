"""Graph mode's face of tensorflow, as legacy code sees it."""

import _thread
import importlib
import inspect
import itertools
import pickle
import sys
import time

import tf1shim

tf1shim.activate(mode="graph")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests import checks  # noqa: E402
from tf1shim import capabilities  # noqa: E402

native = tf1shim.native()


def check_sys_modules_stays_native():
    assert sys.modules["tensorflow"] is native is not tf
    for name in ("placeholder", "Session", "contrib", "layers"):
        assert not hasattr(native, name), name


def check_loading_leaves_random_alone():
    import random
    import tempfile

    from tf1shim.faces import providers

    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/draws_as_it_loads.py", "w") as file:
            file.write("import random\n\ndrawn = random.random()\n")
        sys.path.insert(0, folder)
        try:
            random.seed(1)
            assert providers.resolve("draws_as_it_loads:drawn") == random.random()
        finally:
            sys.path.remove(folder)


def check_mode_and_version():
    assert tf1shim.mode() == "graph"
    assert tf.__version__ == tf.VERSION == "1.15.5"
    assert not tf.executing_eagerly()


def check_built_with_cuda_needs_a_gpu():
    """A package for CPUs answered False in TF 1.15, and programs place ops on /gpu:1 where it says True."""
    from tensorflow.python.platform import test

    gpus = bool(native.config.list_physical_devices("GPU"))
    assert tf.test.is_built_with_cuda() is test.is_built_with_cuda() is (native.test.is_built_with_cuda() and gpus)
    assert tf.test.is_built_with_gpu_support() is (native.test.is_built_with_gpu_support() and gpus)


def check_a_namespace_s_dict_is_whole():
    assert tf.logging.__dict__["INFO"] == 20 and tf.nn.__dict__.get("relu") is tf.nn.relu
    found = [name for name, value in tf.train.__dict__.items()
             if inspect.isclass(value) and issubclass(value, tf.train.Optimizer)]
    assert {"AdamOptimizer", "SyncReplicasOptimizer"} <= set(found), found
    assert vars(tf.train) is tf.train.__dict__ and "Saver" in vars(tf.train)
    importlib.reload(tf.train)
    assert "MomentumOptimizer" in tf.train.__dict__


def check_every_spelling_leads_to_one_world():
    import tensorflow.compat.v1 as v1
    from tensorflow import Session, placeholder
    from tensorflow.compat.v1 import Session as again

    assert v1.Session is tf.Session is Session is again is tf.compat.v1.Session
    assert placeholder is tf.placeholder
    assert importlib.import_module("tensorflow") is tf
    assert importlib.import_module("tensorflow.train") is tf.train
    assert __import__("tensorflow") is tf
    import tensorflow.nn as nn

    assert nn is tf.nn


def check_submodules_and_dotted_imports():
    import tensorflow.contrib.rnn as rnn
    import tensorflow.python.framework.ops
    from tensorflow.python.framework import ops

    assert rnn is tf.contrib.rnn
    assert tensorflow is tf
    assert tensorflow.python.framework.ops.get_default_graph is ops.get_default_graph


def check_missing_names_and_modules_say_so():
    try:
        _ = tf.no_such_name
    except AttributeError as error:
        assert str(error) == ("module 'tensorflow' has no attribute 'no_such_name' "
                              "(nor had it in TensorFlow 1.15)")
    else:
        raise AssertionError("no error")
    assert not hasattr(tf.nn, "no_such_name")
    for name in ("tensorflow.no_such", "tensorflow.contrib.no_such", "tensorflow.python.no_such"):
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            assert name in str(error), error
        else:
            raise AssertionError(name)
    try:
        from tensorflow import no_such  # noqa: F401
    except ImportError as error:
        assert "no_such" in str(error)


def check_contrib_modules_of_two_names_are_one():
    if not capabilities.has_module("tf_slim"):
        raise checks.Skip("needs tf_slim")
    import tensorflow.contrib.layers.python.layers.utils as utils
    import tensorflow.contrib.slim.lookup as lookup

    assert lookup is tf.contrib.lookup is tf.contrib.slim.lookup
    assert tf.contrib.slim.utils is utils
    assert utils.collect_named_outputs("c", "a", tf.constant(1)) is not None


def check_contrib_keras_is_keras():
    if capabilities.keras2_package() is None:
        raise checks.Skip("needs Keras 2")
    from tensorflow.contrib.keras.api.keras.layers import Dense
    from tensorflow.contrib.keras.python.keras.utils import to_categorical

    assert Dense is tf.keras.layers.Dense is tf.contrib.keras.layers.Dense
    assert to_categorical is tf.contrib.keras.utils.to_categorical
    assert isinstance(tf.contrib.keras.wrappers.scikit_learn.KerasClassifier, type)


def check_contrib_imports_everywhere_and_fails_by_name():
    import tensorflow.contrib.fused_conv as fused
    from tensorflow.contrib.fused_conv.python.ops import fused_conv2d_bias_activation_op  # noqa: F401

    try:
        fused.fused_conv2d_bias_activation(1)
    except tf1shim.UnavailableError as error:
        assert "tf.contrib.fused_conv.fused_conv2d_bias_activation" in str(error)
    else:
        raise AssertionError("no error")


def check_native_importers_do_not_see_contrib():
    namespace = {"__name__": "tensorflow.lite.probe", "__file__": native.__file__}
    exec("try:\n  import tensorflow.contrib\n  seen = True\nexcept ImportError:\n  seen = False\n"
         "import tensorflow as here", namespace)
    assert namespace["seen"] is False
    assert namespace["here"] is native


def check_imports_of_a_thread_without_python_frames():
    # C++ imports NumPy in TensorFlow's own threads, where no Python frame calls.
    errors, before = [], sys.unraisablehook
    sys.unraisablehook = errors.append
    try:
        for call, name in ((__import__, "numpy"), (__import__, "tensorflow"), (importlib.import_module, "numpy")):
            running = _thread.allocate_lock()
            running.acquire()
            steps = itertools.chain(map(call, [name]), iter(running.release, None))
            _thread.start_new_thread(list, (steps,))  # no code of Python's below the call
            while running.locked() and not errors:
                time.sleep(0.01)
    finally:
        sys.unraisablehook = before
    assert not errors, errors


def check_py_func_in_a_thread_of_tensorflow():
    doubled = tf.py_func(lambda x: x * 2, [tf.constant([1., 2.])], tf.float32)
    with tf.Session() as session:
        assert session.run(doubled).tolist() == [2, 4]


def check_dir_help_inspect():
    names = dir(tf)
    assert {"placeholder", "Session", "nn", "contrib", "layers"} <= set(names)
    assert "tf1shim" in repr(tf)
    assert inspect.ismodule(tf) and inspect.isclass(tf.Session)
    assert tf.__name__ == "tensorflow" and tf.__file__ == native.__file__
    assert inspect.signature(tf.placeholder).parameters["shape"].default is None
    import io
    import pydoc

    text = io.StringIO()
    pydoc.Helper(output=text).help(tf.placeholder)
    assert "placeholder" in text.getvalue()


def check_star_import():
    namespace = {"__name__": "star", "__file__": __file__}
    exec("from tensorflow import *", namespace)
    assert namespace["placeholder"] is tf.placeholder
    assert namespace["GraphKeys"] is tf.GraphKeys


def check_isinstance_and_pickle():
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, [None, 3])
        assert isinstance(x, tf.Tensor)
        assert x.shape[1].value == 3 and x.shape[0].value is None
        v = tf.get_variable("v", [2])
        assert isinstance(v, tf.Variable)
    for thing in (tf.float32, tf.Session, tf.train.AdamOptimizer, tf.nn.relu, tf.TensorShape([1, 2])):
        again = pickle.loads(pickle.dumps(thing))
        assert again is thing or again == thing


def check_reload_keeps_the_face():
    assert importlib.reload(tf) is tf
    assert tf.placeholder


def check_attributes_are_memoised():
    _ = tf.placeholder
    assert "placeholder" in vars(tf)


def check_a_program_may_set_attributes():
    tf.my_own = 3
    assert tf.my_own == 3 and not hasattr(native, "my_own")
    del tf.my_own
    assert not hasattr(tf, "my_own")


def check_mock_patch_reaches_the_face():
    from unittest import mock

    with mock.patch("tensorflow.placeholder", "mocked"):
        assert tf.placeholder == "mocked"
    assert tf.placeholder != "mocked"


def check_training_runs():
    with tf.Graph().as_default(), tf.Session() as sess:
        x = tf.placeholder(tf.float32, [None, 2])
        w = tf.Variable([[1.0], [1.0]])
        loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
        step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
        sess.run(tf.global_variables_initializer())
        first = sess.run(loss, {x: np.ones((4, 2))})
        for _ in range(5):
            sess.run(step, {x: np.ones((4, 2))})
        assert sess.run(loss, {x: np.ones((4, 2))}) < first == 4.0
        assert "ref" in str(w._ref().dtype) or w.op.type == "VariableV2"


def check_importing_a_batch_norm_graph_of_tf1():
    with tf.Graph().as_default() as graph:
        x = tf.placeholder(tf.float32, [2, 3, 3, 4])
        y, _, _ = tf.nn.fused_batch_norm(x, tf.ones([4]), tf.zeros([4]), is_training=True)
        tf.gradients(y, x)
        graph_def = graph.as_graph_def(add_shapes=True)
    stale = [n for n in graph_def.node if n.op.startswith("FusedBatchNorm")]
    assert len(stale) == 2
    for node in stale:  # as TF 1.x wrote it: one output fewer
        del node.attr["_output_shapes"].list.shape[-1]
    before = graph_def.SerializeToString()
    with tf.Graph().as_default():
        tf.import_graph_def(graph_def, name="")
    assert graph_def.SerializeToString() == before


def check_mnist_tutorial_modules():
    from tensorflow.examples.tutorials.mnist import input_data, mnist

    assert mnist.IMAGE_PIXELS == 784
    fake = input_data.read_data_sets("unused", fake_data=True, one_hot=True)
    images, labels = fake.train.next_batch(3, fake_data=True)
    assert np.shape(images) == (3, 784) and labels[0] == [1] + [0] * 9


def check_the_type_of_a_graph_tensor():
    x = tf.placeholder(tf.float32, [2])
    assert type(x) is tf.Tensor and type(x + 1) == tf.Tensor  # noqa: E721
    double = tf.py_function(lambda y: y * (2. if isinstance(y, tf.Tensor) else 0.), [tf.constant(3.)], tf.float32)
    with tf.Session() as sess:
        assert sess.run(double) == 6. and type(x) is tf.Tensor
    assert isinstance(x, tf.Tensor) and not isinstance(tf.get_variable("not_a_tensor", [1]), tf.Tensor)


def check_random_shapes_take_sizes_counted_in_uint8():
    classes = max(np.array([2, 9], np.uint8)) + 1
    assert tf.truncated_normal([4, classes]).shape.as_list() == [4, 10]
    assert tf.random_uniform((classes,)).shape.as_list() == [10]
