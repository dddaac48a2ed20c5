"""What moved below `tensorflow.python` means what it meant in TF 1.15."""

import os
import sys
import tempfile

import tf1shim
from tests.checks import Skip
from tf1shim import capabilities

tf1shim.activate(mode="graph")

import tensorflow as tf


def check_tensor_and_indexed_slices():
    from tensorflow.python.framework import ops

    assert isinstance(tf.constant(1), ops.Tensor)
    assert issubclass(tf.Tensor, ops.Tensor) and ops.IndexedSlices is tf.IndexedSlices


def check_op_def_library():
    from tensorflow.core.framework import op_def_pb2
    from tensorflow.python.framework import op_def_library

    library = op_def_library.OpDefLibrary()
    library.add_op(op_def_pb2.OpDef(name="Neg"))
    with tf.Graph().as_default(), tf.Session() as sess:
        x = library.apply_op("Neg", x=tf.constant([1., 2.]), name="minus")
        assert x.op.name == "minus" and sess.run(x).tolist() == [-1, -2]
        _, _, op, _ = library._apply_op_helper("Add", x=x, y=x, name="twice")
        assert sess.run(op.outputs[0]).tolist() == [-2, -4]
    try:
        library.apply_op("NoSuchOp")
    except RuntimeError as error:
        assert "NoSuchOp" in str(error)
    else:
        raise AssertionError("an unknown op was made")


def check_control_flow():
    from tensorflow.python.ops import control_flow_ops
    from tensorflow.python.ops.control_flow_ops import cond, while_loop

    with tf.Graph().as_default(), tf.Session() as sess:
        low = cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2))
        count = while_loop(lambda i: i < 5, lambda i: i + 1, [tf.constant(0)])
        case = control_flow_ops.case([(tf.constant(False), lambda: tf.constant(1))],
                                     default=lambda: tf.constant(7))
        with tf.control_dependencies([control_flow_ops.Assert(tf.constant(True), ["never"])]):
            group = control_flow_ops.group(tf.identity(low))
        assert sess.run([low, count, case]) == [1, 5, 7]
        sess.run(group)


def check_star_import():
    namespace = {"__name__": "__main__"}
    exec("from tensorflow.python.ops.control_flow_ops import *\n"
         "from tensorflow.python.ops.array_ops import *", namespace)
    for name in ("cond", "while_loop", "case", "group", "stack", "unstack", "concat"):
        assert callable(namespace[name]), name


def check_array_ops():
    from tensorflow.python.ops import array_ops

    with tf.Graph().as_default(), tf.Session() as sess:
        first, second = array_ops.unstack(array_ops.stack([[1, 2], [3, 4]], axis=1))
        assert sess.run(first).tolist() == [1, 3] and sess.run(second).tolist() == [2, 4]


def check_nest_is_sequence():
    from tensorflow.python.util import nest

    with tf.Graph().as_default():
        tensor = tf.constant([1])
    for value, expected in (([1], True), ((1,), True), ({"a": 1}, True), ("ab", False), (3, False),
                            (tensor, False), ({1}, False)):
        assert nest.is_sequence(value) is expected, value


def check_layers_are_the_public_ones():
    from tensorflow.python.layers import base, convolutional, core, layers, normalization, pooling

    assert core.Dense is tf.layers.Dense is layers.Dense
    assert base.Layer is tf.layers.Layer
    assert convolutional.Conv2D is tf.layers.Conv2D
    assert normalization.BatchNormalization is tf.layers.BatchNormalization
    assert pooling.max_pooling2d is tf.layers.max_pooling2d


def check_rnn_cells_are_the_public_ones():
    from tensorflow.python.ops import rnn_cell, rnn_cell_impl

    assert rnn_cell.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell is rnn_cell_impl.BasicLSTMCell
    assert rnn_cell_impl.RNNCell is tf.nn.rnn_cell.RNNCell
    assert rnn_cell_impl._like_rnncell(tf.nn.rnn_cell.GRUCell(3))
    with tf.Graph().as_default():
        assert rnn_cell_impl._linear([tf.ones([2, 3])], 4, True).shape.as_list() == [2, 4]


def check_pywrap_readers_and_writers():
    from tensorflow.python import pywrap_tensorflow

    folder = tempfile.mkdtemp()
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.get_variable("v", initializer=[1., 2.])
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, os.path.join(folder, "model"))
    reader = pywrap_tensorflow.NewCheckpointReader(path)
    assert reader.get_tensor("v").tolist() == [1, 2]
    assert reader.get_variable_to_shape_map() == {"v": [2]}
    writer = pywrap_tensorflow.EventsWriter(tf.compat.as_bytes(os.path.join(folder, "events")))
    writer.WriteEvent(tf.Event(step=3))
    writer.Flush()
    written = [name for name in os.listdir(folder) if name.startswith("events")]
    steps = [event.step for event in tf.train.summary_iterator(os.path.join(folder, written[0]))]
    assert steps[-1] == 3, steps


def check_training_ops_of_own_optimizers():
    from tensorflow.python.training import optimizer, training_ops

    class Descent(optimizer.Optimizer):
        def __init__(self):
            super().__init__(False, "Descent")

        def _apply_dense(self, grad, var):
            return training_ops.apply_gradient_descent(var, tf.constant(0.5), grad)

        def _resource_apply_dense(self, grad, var):
            return training_ops.resource_apply_gradient_descent(
                var.handle, tf.constant(0.5), grad)

    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.get_variable("v", initializer=4.)
        step = Descent().minimize(v * v)
        sess.run(tf.global_variables_initializer())
        sess.run(step)
        assert sess.run(v) == 0.


def check_reset_default_graph_is_ours():
    from tensorflow.python.framework import ops

    assert ops.reset_default_graph is tf.reset_default_graph


def check_registered_ops():
    from tensorflow.python.framework import op_def_registry

    registered = op_def_registry.get_registered_ops()
    assert registered["MatMul"].name == "MatMul" and len(registered) > 900


def check_variable():
    from tensorflow.python.ops import variable_scope

    with tf.Graph().as_default():
        v = variable_scope.variable(1., name="v")
        assert isinstance(v, tf.Variable) and v in tf.global_variables()


def check_shapes():
    from tensorflow.python.framework import tensor_shape

    assert tensor_shape.scalar().as_list() == []
    assert tensor_shape.vector(3).as_list() == [3]
    assert tensor_shape.matrix(None, 2).as_list() == [None, 2]


def check_modules_that_went():
    import tensorflow.python.training.training_ops as training_ops
    from tensorflow.python.training.checkpointable import base as checkpointable
    from tensorflow.python.training.tracking import base, data_structures, tracking, util

    assert callable(training_ops.apply_adam)
    assert issubclass(tracking.AutoTrackable, base.Trackable)
    assert checkpointable.CheckpointableBase is base.Trackable
    assert data_structures.NoDependency and util.Checkpoint


def check_estimator_paths():
    if not capabilities.has_module("tensorflow_estimator"):
        raise Skip("tensorflow_estimator is not installed")
    from tensorflow.python.estimator.canned import dnn, metric_keys
    from tensorflow.python.estimator.estimator import Estimator
    from tensorflow.python.estimator.model_fn import EstimatorSpec

    assert Estimator is tf.estimator.Estimator
    assert EstimatorSpec is tf.estimator.EstimatorSpec
    assert dnn and metric_keys.MetricKeys.LOSS == "loss"


def check_native_importers_see_native_modules():
    code = "from tensorflow.python.framework import ops"
    namespace = {"__name__": "tensorflow_probability.elsewhere", "__file__": tf.__file__}
    exec(code, namespace)
    assert namespace["ops"] is sys.modules["tensorflow.python.framework.ops"]


def check_setting_an_attribute_reaches_tensorflow():
    from tensorflow.python.ops import control_flow_ops

    control_flow_ops.tf1shim_probe = 1
    assert sys.modules["tensorflow.python.ops.control_flow_ops"].tf1shim_probe == 1
    del control_flow_ops.tf1shim_probe
    assert not hasattr(sys.modules["tensorflow.python.ops.control_flow_ops"], "tf1shim_probe")


def check_submodules_of_tools_core_debug():
    from tensorflow.core.framework import graph_pb2, summary_pb2
    from tensorflow.core.protobuf import config_pb2
    from tensorflow.python import debug as tf_debug
    from tensorflow.python.client import device_lib, timeline
    from tensorflow.python.tools import freeze_graph, inspect_checkpoint, optimize_for_inference_lib

    assert device_lib.list_local_devices()[0].device_type == "CPU"
    assert tf_debug.LocalCLIDebugWrapperSession and tf_debug.has_inf_or_nan
    assert freeze_graph.freeze_graph and optimize_for_inference_lib.optimize_for_inference
    assert inspect_checkpoint.print_tensors_in_checkpoint_file
    options = config_pb2.RunOptions(trace_level=config_pb2.RunOptions.FULL_TRACE)
    metadata = config_pb2.RunMetadata()
    with tf.Graph().as_default(), tf.Session() as sess:
        sess.run(tf.matmul(tf.ones([2, 2]), tf.ones([2, 2])), options=options, run_metadata=metadata)
    trace = timeline.Timeline(metadata.step_stats).generate_chrome_trace_format()
    assert '"traceEvents"' in trace
    assert graph_pb2.GraphDef and summary_pb2.Summary


def check_bincount_of_math_ops():
    from tensorflow.python.ops import math_ops

    with tf.Graph().as_default(), tf.Session() as sess:
        counts = sess.run([math_ops.bincount([1, 1, 3], minlength=5), math_ops.bincount([1, 1, 3], [1., 2., 3.])])
    assert [c.tolist() for c in counts] == [[0, 2, 0, 1, 0], [0., 3., 0., 3.]]


def check_debug_watches_by_their_old_names():
    from tensorflow.core.protobuf import config_pb2
    from tensorflow.python import debug as tf_debug
    from tensorflow.python.debug.lib import debug_utils  # a module that is loaded only now, two below a face

    with tf.Graph().as_default() as graph:
        tf.constant(1.0, name="kept")
        tf.constant(1, name="dropped")
    names = []
    for watch, words in ((tf_debug.watch_graph, {"node_name_regex_whitelist": "kept"}),
                         (debug_utils.watch_graph_with_blacklists, {"node_name_regex_blacklist": "dropped"})):
        options = config_pb2.RunOptions()
        watch(options, graph, debug_urls=["file:///tmp/watched"], **words)
        names.append([tensor.node_name for tensor in options.debug_options.debug_tensor_watch_opts])
    assert names == [["kept"], ["kept"]]


def check_keras_layers_in_eager_contexts():
    from tensorflow.python.eager import context
    from tensorflow.python.feature_column import dense_features
    from tensorflow.python.feature_column import feature_column_v2 as columns

    price = columns.numeric_column("price")
    with context.eager_mode():
        dense = dense_features.DenseFeatures([price])({"price": [[1.0], [5.0]]})
        assert dense.numpy().tolist() == [[1.0], [5.0]]
    assert price._get_config() == price.get_config()
    assert type(price)._from_config(price._get_config()) == price


def check_linear_model_without_tf_estimator():
    from tensorflow.python.feature_column import feature_column_v2 as columns

    with tf.Graph().as_default(), tf.Session() as session:
        predictions = columns.LinearModel([columns.numeric_column("price")])({"price": [[1.0], [5.0]]})
        session.run(tf.global_variables_initializer())
        assert session.run(predictions).tolist() == [[0.0], [0.0]]


def check_names_beside_keras_own():
    from tensorflow.python.framework import dtypes
    from tensorflow.python.keras import backend, layers
    from tensorflow.python.keras.engine import InputSpec, Layer, get_source_inputs
    from tensorflow.python.keras.layers import recurrent
    from tensorflow.python.keras.utils import tf_utils

    with tf.Graph().as_default(), tf.Session() as session:
        assert session.run(backend.math_ops.add(1, 2)) == 3
        assert session.run(tf_utils.smart_cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2))) == 1
        assert session.run(backend.control_flow_ops.cond(tf.constant(True), lambda: tf.constant(1),
                                                         lambda: tf.constant(2))) == 1
        assert get_source_inputs and issubclass(layers.LSTMCell, Layer)
    assert backend.dtypes_module.int32 is dtypes.int32 and recurrent.array_ops.zeros([2]).shape == [2]
    assert InputSpec(ndim=2).ndim == 2
