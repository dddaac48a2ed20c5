"""Graphs, variables, shapes, control flow, sessions."""

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def case_shapes_are_dimensions():
    x = tf.placeholder(tf.float32, [None, 3])
    shape = x.get_shape()
    unknown = tf.placeholder(tf.float32).shape
    return [type(shape[0]).__name__, shape[1].value, shape[0].value, int(shape[1]), shape[1] * 2 == 6,
            str(shape), repr(shape), shape.as_list(), [d.value for d in shape], str(shape[1] * 2),
            (shape[0] + 1).value, str(shape[1] // 2), unknown.ndims, str(unknown), shape.ndims,
            tools.error(lambda: unknown.as_list()), shape[1:].as_list(), (shape == [None, 3]) is None,
            tf.TensorShape([2, 3]) == [2, 3], tf.TensorShape([2, None]).is_compatible_with([2, 5]),
            tf.Dimension(3) == 3, str(shape.concatenate([4])), shape.num_elements()]


def case_equal_shapes():
    x = tf.placeholder(tf.float32, [None, 3])
    y, known = tf.identity(x), tf.TensorShape([2, 3])
    return [x.shape == y.shape, x.shape != y.shape, x.shape == [None, 3], x.shape == x.shape, x.shape != x.get_shape(),
            tf.TensorShape(x.shape) == x.shape, x.shape in [y.shape], x.shape[1:] == y.shape[1:],
            [x.shape] == [y.shape],
            known == tf.TensorShape([2, 3]), known != (2, 3), known == "a", known != "a", known == "23",
            tf.TensorShape(None) == tf.TensorShape(None), x.shape == tf.TensorShape(None),
            tf.TensorShape([1, None]) != [2, None]]


def case_tensors_are_not_values():
    a, b = tf.constant(1), tf.constant(1)
    return [a == b, a == a, a != b, len({a, b}), tools.error(lambda: bool(a)),
            tools.error(lambda: list(tf.constant([1]))), tools.error(lambda: len(tf.constant([1]))),
            tools.error(lambda: 1 if a < b else 2), str(a), repr(b), a.name, a.op.name, a.dtype.name,
            a in [b, a], [b].index(b)]


def case_variables():
    v = tf.Variable([1., 2.], name="v")
    w = tf.get_variable("w", [2], initializer=tf.zeros_initializer())
    c = tf.Variable(3, trainable=False, collections=["mine"], name="c")
    got = [v.dtype.name, str(v.dtype), v.op.type, v.name, repr(v), str(w), v.shape.as_list(),
           v.initializer.name, v.initial_value.op.name, v.value().op.name, v.read_value().op.name,
           [x.name for x in tf.global_variables()], [x.name for x in tf.get_collection("mine")],
           tf.assign(v, [3., 4.]).op.type, v.assign_add([1., 1.]).op.name, type(v).__name__,
           isinstance(v, tf.Variable), v == w, tools.error(lambda: tf.Variable([1.]) + "a")]
    with tf.Session() as sess:
        got.append(tools.error(lambda: sess.run(v)))
        got.append(sess.run(tf.report_uninitialized_variables()))
        sess.run(tf.global_variables_initializer())
        got += [sess.run(v + w), v.eval(), sess.run([v.assign([5., 6.])])]
        v.load([7., 8.], sess)
        got += [sess.run(v), sess.run(tf.scatter_update(v, [0], [9.])), sess.run(tf.is_variable_initialized(c))]
    return got


def case_resource_variables():
    v = tf.get_variable("v", [2], initializer=tf.ones_initializer(), use_resource=True)
    w = tf.Variable(v.initialized_value() * 2., use_resource=True, name="w")
    r = tf.Variable([1.], use_resource=False)
    got = [isinstance(v, tf.Variable), isinstance(r, tf.Variable), isinstance(v + 0., tf.Variable),
           isinstance(3, tf.Variable), w.op.type, w.dtype.name]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        return got + [sess.run([v, w])]


def case_classes_of_tensors():
    x = tf.placeholder(tf.float32)
    return [type(x) is tf.Tensor, type(x).__name__, str(type(x)), isinstance(x, tf.Tensor), isinstance(x.op, tf.Tensor),
            isinstance(tf.Variable(1.), tf.Tensor), type(x + 1.) is tf.Tensor, tf.Tensor.__name__,
            isinstance(tf.layers.dense(tf.zeros([1, 2]), 1), tf.Tensor)]


def case_local_server():
    server = tf.train.Server.create_local_server()
    with tf.device("/job:local/task:0"):
        x = tf.constant(1.) + 1.
    with tf.Session(server.target) as sess:
        return [sess.run(x), "/job:local/replica:0/task:0/device:CPU:0" in [d.name for d in sess.list_devices()]]


def case_operations_from_node_defs():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.constant([1., 2.], name="x")
    node = tf.NodeDef(op="Neg", name="y")
    node.attr["T"].type = tf.float32.as_datatype_enum
    op = tf.Operation(node, graph, [x], [tf.float32])
    got = [op.name, op.type, graph.get_operation_by_name("y") is op, [t.name for t in op.inputs],
           op.outputs[0].shape.as_list(), tools.error(lambda: tf.Operation(tf.NodeDef(op="NoOp", name="_z"), graph)),
           type(op).__name__]
    with tf.Session(graph=graph) as sess:
        return got + [sess.run(op.outputs[0])]


def case_updates_with_inputs():
    class Counting(tf.layers.Layer):
        def call(self, inputs):
            count = tf.get_variable("count", [], initializer=tf.zeros_initializer(), trainable=False)
            self.add_update(tf.assign_add(count, 1.), inputs=True)
            return inputs * 2.

    class Keras(tf.keras.layers.Layer):
        def call(self, inputs):
            self.add_update(tf.assign_add(self.count, 1.), inputs)
            return inputs * 2.

        def build(self, shape):
            self.count = self.add_weight("count", [], initializer="zeros", trainable=False)
            super().build(shape)

    x, layers = tf.placeholder(tf.float32, [None, 2]), [Counting(), Keras()]
    for layer in layers:
        layer(x)
    return [len(layer.updates) for layer in layers]


def case_lists_of_layers():
    class Net(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self._layers.append(tf.keras.layers.Dense(2))
            self._layers.append(tf.keras.layers.Dense(1))

        def call(self, inputs):
            for layer in self.layers:
                inputs = layer(inputs)
            return inputs

    net = Net()
    net(tf.zeros([1, 3]))
    model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,)), tf.keras.layers.Dense(1)])
    return [len(net.layers), len(net.trainable_weights), len(model._layers), model._layers[-1] is model.layers[-1]]


def case_variable_scopes():
    def layer():
        return tf.get_variable("w", [1]).name

    got = []
    with tf.variable_scope("a") as a:
        got.append(layer())
        got.append(tools.error(layer))
        with tf.variable_scope("b", reuse=tf.AUTO_REUSE):
            got += [layer(), layer(), tf.constant(0).name]
    with tf.variable_scope(a, reuse=True):
        got += [layer(), tf.constant(0).name, tools.error(lambda: tf.get_variable("other", [1]))]
    with tf.variable_scope("a"):
        got += [tools.error(layer), tf.constant(0).name]
    with tf.variable_scope(None, "default"):
        got.append(layer())
    with tf.variable_scope(None, "default"):
        got.append(layer())
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        parts = tf.get_variable("parts", [4])
        got += [type(parts).__name__, [p.name for p in parts], str(parts.as_tensor().shape)]
    with tf.variable_scope("c", custom_getter=lambda getter, name, *a, **k: getter(name + "_x", *a, **k)):
        got.append(layer())
    with tf.variable_scope("d", initializer=tf.constant_initializer(2.), dtype=tf.float64):
        got.append(tf.get_variable("w", [1]).dtype.base_dtype.name)
    template = tf.make_template("t", layer)
    got += [template(), template(), tf.get_variable_scope().name]
    with tf.name_scope("n"), tf.variable_scope("v"):
        got += [layer(), tf.constant(1).name]
    got.append([v.name for v in tf.global_variables(scope="a")])
    return got


def case_name_scopes_and_graphs():
    with tf.name_scope("a") as scope:
        x = tf.constant(1, name="x")
    with tf.name_scope("a"):
        y = tf.constant(1, name="x")
    with tf.name_scope(scope):
        z = tf.constant(1, name="x")
    with tf.name_scope(None):
        top = tf.constant(1)
    graph = tf.get_default_graph()
    other = tf.Graph()
    with other.as_default():
        away = tf.constant(1)
    return [scope, x.name, y.name, z.name, top.name, graph.get_tensor_by_name("a/x:0") is x,
            graph.get_operation_by_name("a/x") is x.op, tools.error(lambda: graph.get_tensor_by_name("a/x")),
            tools.error(lambda: graph.get_tensor_by_name("none:0")), graph.unique_name("a"),
            tools.error(lambda: tf.Session().run(away)), tools.error(lambda: x + away), graph.version > 0,
            [op.type for op in graph.get_operations()], graph.as_graph_element("a/x:0") is x,
            other.finalized, tools.error(lambda: (other.finalize(), other.as_default().__enter__(), tf.constant(1)))]


def case_finalized():
    graph = tf.Graph()
    with graph.as_default():
        tf.constant(1)
    graph.finalize()
    with graph.as_default():
        return tools.error(lambda: tf.constant(1))


def case_old_arguments():
    x = tf.constant([[1., 2.], [3., 4.]])
    ops = [tf.reduce_sum(x, reduction_indices=1), tf.reduce_mean(x, 1, keep_dims=True),
           tf.argmax(x, dimension=1), tf.argmin(x, axis=0), tf.nn.softmax(x, dim=0), tf.expand_dims(x, dim=0),
           tf.squeeze(tf.ones([1, 2, 1]), squeeze_dims=[0]), tf.norm(x, keep_dims=True), tf.div(7, 2),
           tf.div(7., 2.), tf.to_int32(x), tf.to_float(3), tf.sparse_to_dense([1], [3], 5),
           tf.count_nonzero(x, keep_dims=True), tf.reverse_sequence(x, [1, 2], seq_dim=1),
           tf.nn.dropout(x, keep_prob=1.), tf.nn.l2_normalize(x, dim=1), tf.log(x), tf.lgamma(x),
           tf.concat([x, x], 1), tf.split(x, 2, 1)[0], tf.transpose(x, conjugate=False),
           tf.matrix_inverse(x), tf.diag([1., 2.]), tf.where(x > 2.), tf.where(x > 2., x, -x),
           tf.nn.moments(x, [0], keep_dims=True)[1], tf.identity(tf.confusion_matrix([0, 1], [1, 1])),
           tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=x),
           tf.nn.embedding_lookup(x, [1, 0]), tf.string_split(["a b"]).values, tf.batch_to_space(
               tf.ones([4, 1, 1, 1]), [[0, 0], [0, 0]], 2), tf.extract_image_patches(
               tf.ones([1, 2, 2, 1]), [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"),
           tf.nn.weighted_cross_entropy_with_logits(targets=x, logits=x, pos_weight=2.),
           tf.image.resize_images(tf.ones([1, 2, 2, 1]), [1, 1]), tf.nn.conv2d(
               tf.ones([1, 2, 2, 1]), tf.ones([1, 1, 1, 1]), [1, 1, 1, 1], "SAME"),
           tf.nn.max_pool(tf.ones([1, 2, 2, 1]), [1, 2, 2, 1], [1, 2, 2, 1], "VALID"),
           tf.space_to_depth(tf.ones([1, 2, 2, 1]), 2), tf.cumsum(x, reverse=True), tf.multinomial(
               tf.constant([[100., 0.]]), 1), tf.self_adjoint_eigvals(tf.eye(2)), tf.decode_raw(b"\x01", tf.uint8)]
    with tf.Session() as sess:
        return sess.run(ops), [op.name for op in ops]


def case_control_flow():
    x = tf.placeholder(tf.int32, [])
    cond = tf.cond(x > 2, lambda: x * 2, lambda: x - 1)
    either = tf.cond(pred=x > 2, true_fn=lambda: (x, [x + 1]), false_fn=lambda: (x, [x]), strict=True)
    case = tf.case({tf.equal(x, 1): lambda: tf.constant(10), tf.equal(x, 5): lambda: tf.constant(50)},
                   default=lambda: tf.constant(-1), exclusive=True)
    i, total = tf.while_loop(lambda i, t: i < x, lambda i, t: [i + 1, t + i], [0, 0], back_prop=False,
                             maximum_iterations=10)
    mapped = tf.map_fn(lambda v: v * 2, tf.constant([1, 2]))
    folded = tf.foldl(lambda a, v: a + v, tf.constant([1, 2, 3]))
    scanned = tf.scan(lambda a, v: a + v, tf.constant([1, 2, 3]))
    array = tf.TensorArray(tf.int32, 2, clear_after_read=False).write(0, 3).write(1, x)
    with tf.Session() as sess:
        values = [sess.run([cond, either, case, i, total, mapped, folded, scanned, array.stack(), array.read(1)],
                           {x: n}) for n in (1, 5)]
    return (values, cond.op.type, total.op.type, cond.name, tools.error(lambda: tf.cond(True, lambda: 1, None)))


def case_gradients():
    x = tf.constant([1., 2.])
    y = tf.reduce_sum(x ** 3)
    g, = tf.gradients(y, x)
    second, = tf.gradients(g, x)
    hessian, = tf.hessians(y, x)
    stopped = tf.gradients(y + x, x, stop_gradients=[y])

    @tf.RegisterGradient("BehaviourNegated")
    def negated(op, grad):
        return -grad

    with tf.get_default_graph().gradient_override_map({"Identity": "BehaviourNegated"}):
        z = tf.identity(x)

    @tf.custom_gradient
    def doubled(v):
        return v, lambda dy: dy * 2.

    sparse, = tf.gradients(tf.gather(x, [0]), x)
    with tf.Session() as sess:
        return (sess.run([g, second, hessian, stopped, tf.gradients(z, x), tf.gradients(doubled(x), x)]),
                type(sparse).__name__, g.name)


def case_sessions():
    x = tf.placeholder(tf.float32, name="x")
    y = x * 2
    outer = tf.Session()
    with outer.as_default():
        got = [y.eval({x: 1}), tf.get_default_session() is outer]
    inter = tf.InteractiveSession()
    got += [y.eval(feed_dict={x: 3}), tf.get_default_session() is inter]
    inter.close()
    got += [tools.error(lambda: outer.run(y, {x: 1})), outer.graph is tf.get_default_graph()]
    call = outer.make_callable(y, [x])
    got.append(call(4.))
    handle = outer.partial_run_setup([y, y + 1], [x])
    got.append(outer.partial_run(handle, y, feed_dict={x: 2}))
    outer.close()
    got += [tools.error(lambda: outer.run(y, {x: 1})), tools.error(lambda: y.eval({x: 1}))]
    config = tf.ConfigProto(allow_soft_placement=True, device_count={"GPU": 0})
    with tf.Graph().as_default(), tf.Session("", config=config) as sess, tf.device("/gpu:0"):
        got.append(sess.run(tf.constant(1) + 1))
    metadata = tf.RunMetadata()
    with tf.Session() as sess:
        sess.run(y, {x: 1}, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata)
        got += [len(metadata.step_stats.dev_stats) > 0, [d.device_type for d in sess.list_devices()][:1]]
        point = tf.constant([[1, 2]])
        got.append(sess.run({"t": (point, [point])}))
    return got


def case_devices():
    def pick(op):
        return "/cpu:0" if op.type == "Const" else "/job:ps/task:1"

    with tf.device(pick):
        a = tf.constant(1)
        b = tf.identity(a)
        with tf.device("/device:CPU:1"):
            c = tf.identity(a)
        with tf.device(None):
            d = tf.identity(a)
    with tf.device(tf.train.replica_device_setter(ps_tasks=2)):
        v, w = tf.get_variable("v", [1]), tf.get_variable("w", [1])
    with tf.colocate_with(v.op):
        e = tf.constant(1)
    return [t.device for t in (a, b, c, d, v, w, e)]


def case_assertions_and_prints():
    x = tf.placeholder(tf.int32, [None])
    with tf.control_dependencies([tf.assert_positive(x, message="positive please")]):
        y = tf.identity(x)
    kinds = [tf.assert_equal(x, [1]), tf.assert_rank(x, 1), tf.assert_less(x, 9)]
    with tf.Session() as sess:
        good = sess.run(y, {x: [1]})
        sess.run([k for k in kinds if k is not None], {x: [1]})
        return good, tools.error(lambda: sess.run(y, {x: [-1]})), tools.error(
            lambda: tf.assert_equal(1, 2)), sess.run(tf.Print(x, [x], "seen "), {x: [4]})


def case_collections():
    tf.add_to_collection("c", 1)
    tf.add_to_collections(["c", "d"], "two")
    ref = tf.get_collection_ref("c")
    ref.append(3)
    step = tf.train.create_global_step()
    return [tf.get_collection("c"), tf.get_collection("d"), tf.get_collection("none"), step.name,
            str(step.dtype), tf.train.get_global_step() is step,
            sorted(tf.get_default_graph().get_all_collection_keys()),
            tf.GraphKeys.TRAINABLE_VARIABLES, tools.error(tf.train.create_global_step)]


def case_rnn():
    x = tf.ones([2, 3, 4])
    cell = tf.nn.rnn_cell.MultiRNNCell(
        [tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.BasicLSTMCell(5), 1.), tf.nn.rnn_cell.GRUCell(2)])
    outputs, state = tf.nn.dynamic_rnn(cell, x, sequence_length=[1, 3], dtype=tf.float32)
    static, _ = tf.nn.static_rnn(tf.nn.rnn_cell.LSTMCell(3, use_peepholes=True, num_proj=2), tf.unstack(x, axis=1),
                                 dtype=tf.float32)
    both, _ = tf.nn.bidirectional_dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(3), tf.nn.rnn_cell.BasicRNNCell(3), x,
                                              dtype=tf.float32, scope="both")
    return ([v.name for v in tf.global_variables()], [v.shape.as_list() for v in tf.global_variables()],
            outputs.name, static[0].shape.as_list(), [t.name for t in both], type(state[0]).__name__,
            str(cell.state_size), cell.output_size)


def case_names_of_scatter_nd():
    indices, updates = tf.constant([[1], [2]]), tf.constant([5, 6])
    results = []
    for resource in (False, True):
        v = tf.Variable([1, 2, 3, 4], use_resource=resource)
        for scatter in (tf.scatter_nd_add, tf.scatter_nd_sub, tf.scatter_nd_update):
            with tf.Session() as sess:
                sess.run(v.initializer)
                result = scatter(v, indices, updates, name="named")
                results.append([sess.run(result), result.name.startswith("named")])
    return results


def case_dimensions_that_are_whole_numbers():
    cell = tf.nn.rnn_cell.BasicLSTMCell(4 / 2)
    return [tf.TensorShape([2.0, "3"]).as_list(), tf.placeholder(tf.float32, [None, 28 / 2]).shape.as_list(),
            tf.get_variable("w", [28 / 2, 3]).shape.as_list(), tf.zeros((2, 6 / 2)).shape.as_list(),
            (tf.Dimension(3) * 2.0).value, (tf.Dimension(3) // 2.0).value, int(tf.Dimension(4.0)),
            cell(tf.zeros([2, 3]), cell.zero_state(2, tf.float32))[0].shape.as_list(),
            tools.error(lambda: tf.Dimension(2.5)), tools.error(lambda: tf.TensorShape([-1.0]))]


def case_dimensions_that_are_truth_values():
    table = tf.get_variable("t", [3, True])
    layer = tf.keras.layers.Embedding(3, True)
    return [table.shape.as_list(), table.op.node_def.attr["shape"].shape.dim[1].size,
            layer(tf.constant([1])).shape.as_list(), tf.TensorShape([np.bool_(True), 2]).as_proto().dim[0].size,
            str(tf.TensorShape([True])), repr(tf.Dimension(False))]


def case_linspace_is_one_op():
    got = tf.linspace(0., 1., 7)
    with tf.Session() as sess:
        return [str(got), [op.name for op in tf.get_default_graph().get_operations()],
                sess.run(tf.lin_space(-3., 3., 5)), str(tf.linspace(1., 2., tf.constant(3), name="mine"))]


def case_names_that_contrib_passed_on():
    from tensorflow.contrib import autograph
    from tensorflow.contrib.framework.python.ops import audio_ops
    from tensorflow.contrib.tpu.python.tpu import tpu_function

    @autograph.convert()
    def clip(x):
        if x < 0:
            x = -x
        return x

    @autograph.convert(optional_features=autograph.Feature.LISTS)
    def numbers(n):
        found = []
        autograph.set_element_type(found, tf.int32)
        for i in tf.range(n):
            found.append(i)
        return autograph.stack(found)

    wav = audio_ops.encode_wav(tf.reshape(tf.sin(tf.linspace(0., 90., 640)), [-1, 1]), 16000)
    sound = audio_ops.decode_wav(wav, desired_channels=1, desired_samples=640)
    spectrum = audio_ops.audio_spectrogram(sound.audio, window_size=320, stride=160, magnitude_squared=True)
    features = audio_ops.mfcc(spectrum, sound.sample_rate, dct_coefficient_count=4)
    with tf.Session() as sess:
        return [sess.run([sound.sample_rate, features]), features.op.name, sess.run(clip(tf.constant(-2))),
                sess.run(numbers(tf.constant(4))),
                tpu_function.get_tpu_context().number_of_shards]


def case_shape_by_its_private_name():
    tensors = [tf.placeholder(tf.float32, shape) for shape in ([2, None], [], None)]
    tensors[2].set_shape([3])
    return [[str(tensor._shape), str(tensor.shape), str(tensor._shape)] for tensor in tensors] + [
        int(tensors[0]._shape[0]), tensors[0].get_shape().as_list()]


def case_draws_after_tensordot_of_values():
    tf.set_random_seed(3)
    rows = np.ones([4, 3], np.float32)
    v = tf.get_variable("v", [2, 3])
    products = [tf.tensordot(v * 2., rows, [[-1], [-1]]), tf.tensordot(rows, v, [[1], [1]]),
                tf.tensordot([[1., 2.]], v, 1), tf.tensordot(rows, [[1.], [2.], [3.]], 1)]
    gradient, = tf.gradients([tf.reduce_sum(product) for product in products], v)
    drawn = tf.random_uniform([3])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run([gradient, drawn])


def case_draws_after_sparse_lookups_and_products():
    tf.set_random_seed(3)
    ids = tf.sparse_placeholder(tf.int64, [None, 4])
    weights = tf.sparse_placeholder(tf.float32, [None, 4])
    drawn, found = [tf.random_uniform([2])], []
    for number, (options, combiner) in enumerate((({}, "mean"), ({"use_resource": True}, "sum"), (
            {"partitioner": tf.fixed_size_partitioner(2)}, "sqrtn"))):
        with tf.variable_scope("tables%d" % number, **options):
            table = tf.get_variable("table", [6, 3])
        for given in (None, weights):
            found += [tf.nn.embedding_lookup_sparse(table, ids, given, combiner=combiner),
                      tf.nn.safe_embedding_lookup_sparse([table], ids, given, combiner=combiner)]
            drawn.append(tf.random_uniform([2]))
    column = tf.layers.dense(tf.ones([5, 1]), 1)
    square = tf.sparse_softmax(tf.sparse_placeholder(tf.float32) * column)
    found += [tf.sparse_tensor_dense_matmul(square, column), tf.sparse_reduce_sum(square, 1)]
    gradients = tf.gradients(found, tf.trainable_variables())
    drawn.append(tf.random_uniform([2]))
    with tf.Session() as session:
        return session.run(drawn), [type(gradient).__name__ for gradient in gradients]


def case_shapes_of_gamma_draws():
    open_first = tf.placeholder(tf.float32, [None, 1, 10])
    shapes = [[2], [tf.placeholder(tf.int32, []), 3], tf.placeholder(tf.int32, [2]), tf.placeholder(tf.int32, [None])]
    return [[str(tf.random_gamma(shape, *parameters).shape) for shape in shapes] for parameters in (
        [open_first], [open_first, tf.placeholder(tf.float32, [4, 1])], [np.ones([2, 1], np.float32), tf.ones([3])],
        [tf.placeholder(tf.float32), 2.], [3.])]


def case_einsum_of_what_was_solved():
    lower = tf.placeholder_with_default([[[1., 0.], [3., 4.]]], [None, None, None])
    solved = tf.matrix_triangular_solve(lower, tf.placeholder_with_default([[[1., 2.], [3., 4.]]], None))
    with tf.Session() as session:
        return session.run(tf.einsum("nij,nji->n", solved, lower))


def case_own_node_of_a_model():
    keras = tf.keras
    model = keras.models.Sequential([keras.layers.Dense(2, input_shape=(3,)), keras.layers.Dense(1)])
    inputs = [keras.layers.Input((3,)), keras.layers.Input((3,))]
    both = keras.models.Model(inputs, keras.layers.add(inputs))
    before = [model.get_output_at(place) is model.output for place in (0, -1)]
    called = model(keras.layers.Input((3,)))
    after = [model.get_output_at(place) is called for place in (0, 1, -1)]
    return [before, after, model.get_input_at(0) is model.input,
            model.get_input_shape_at(0), both.get_input_shape_at(0), both.get_output_shape_at(0),
            [one is other for one, other in zip(both.get_input_at(0), inputs)]]


def case_regularizers():
    calls = []

    def regularizer(variable):
        calls.append(variable.name)
        return tf.reduce_sum(variable)

    with tf.variable_scope("outer", regularizer=regularizer):
        tf.get_variable("v", [2])
        tf.get_variable("parts", [4, 2], partitioner=tf.fixed_size_partitioner(2))
        tf.get_variable("none", [2], regularizer=lambda variable: None)
        tf.get_variable("empty", [2], regularizer={})
        with tf.variable_scope(tf.get_variable_scope(), reuse=True):
            tf.get_variable("v", [2])
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    tf.add_n(losses)
    return [calls, [loss.name for loss in losses], [isinstance(loss, tf.Tensor) for loss in losses],
            [op.name for op in tf.get_default_graph().get_operations() if op.type == "Sum"]]


def case_types_of_sums():
    a = tf.constant([1., 2.])
    sums = [tf.add(a, a), tf.add(a, 1.), tf.add(1, 2), tf.math.add(a, a), a + a, 1. + a,
            tf.add(tf.Variable([1., 2.]), a), tf.add(tf.constant(["a"]), tf.constant(["b"])), tf.add(a, a, name="mine")]
    return [[value.op.type, value.op.name] for value in sums] + [tf.Session().run(sums[-2])]


def case_wrapped_function_of_an_object():
    class Model:
        scale = 3.0

    model, seen = Model(), []

    def forward(model, x, offset):
        seen.append(type(model).__name__)
        return x * model.scale + offset

    wrapped = tf.wrap_function(forward, [model, tf.TensorSpec([], tf.float32), 1.0])
    with tf.Session() as session:
        return seen, session.run(wrapped(tf.constant(2.0)))


def case_functions_without_results():
    total = tf.get_variable("total", [], initializer=tf.zeros_initializer(), use_resource=True)

    @tf.function
    def add(value):
        total.assign_add(value)

    @tf.function
    def pair(value):
        total.assign_add(value)
        return None, value

    calls = [add(1.0), add(2.0), add.get_concrete_function(4.0)()]
    with tf.Session() as session:
        session.run(total.initializer)
        got = [session.run(call) for call in calls]
        return got, session.run(total), [type(call).__name__ for call in [*calls, *pair(8.0)]], calls[1].type


def case_private_attributes():
    a, b = tf.constant(1., name="a"), tf.constant(2., name="b")
    with tf.control_dependencies([a]):
        c = tf.add(a, b, name="c")
    op, graph = c.op, tf.get_default_graph()
    return [[x.name for x in op._inputs], [x.name for x in op._outputs], [x.name for x in op._control_inputs],
            op._graph is graph, bool(op._traceback), graph._last_id == graph.version == graph._version]


def case_names_of_dropout():
    def names(op):
        found = [value.op.name for value in op.inputs if not value.op.type.startswith(("Greater", "Cast", "Const"))]
        return [op.name, found]

    x, rate = tf.placeholder(tf.float32, [2, 3], name="x"), tf.placeholder(tf.float32, [], name="rate")
    made = [tf.nn.dropout(x, keep_prob=0.5), tf.nn.dropout(x, rate=rate), tf.nn.dropout(x, 0.3, name="own"),
            tf.layers.dropout(x, training=True), tf.contrib.layers.dropout(x), tf.contrib.slim.dropout(x, 0.2),
            tf.keras.layers.Dropout(0.5)(x, training=True)]
    tf.set_random_seed(3)
    made.append(tf.nn.dropout(x, keep_prob=0.5))
    with tf.Session() as sess:
        return [names(value.op) for value in made] + [(x * x).op.name, sess.run(made[-1], {x: [[1., 2., 3.]] * 2})]


def case_arithmetic_of_dropout():
    import tensorflow as tf

    values = [[-1.37, 0.61, float("nan"), float("inf"), 2.9, 0.083]]
    with tf.Graph().as_default(), tf.Session() as sess:
        x, fed = tf.constant(values), tf.placeholder(tf.float32)
        dropped = [tf.nn.dropout(x, rate=rate, seed=2) for rate in (0.1, 0.2, 0.6, 0.9)]
        dropped += [tf.nn.dropout(x, keep_prob=fed, seed=2), tf.nn.dropout(x, 1e-8, [1, 1], seed=2),
                    tf.layers.dropout(x, 0.95, [None, 1], seed=3, training=True)]
        gradients = tf.gradients([tf.nn.dropout(x, 0.7, seed=4)], x)
        return ([[repr(float(v)) for v in row] for value in sess.run(dropped + gradients, {fed: 0.9}) for row in value],
                tf.nn.dropout(x, rate=tf.constant(0.0)) is x)


def case_standardized_images():
    tf.set_random_seed(4)
    image = np.arange(4 * 5 * 3).reshape(4, 5, 3)
    kinds = [tf.constant(image, tf.uint8), tf.constant(image / 60., tf.float32), tf.constant(image / 60., tf.float64),
             tf.constant(image, tf.int32), tf.placeholder_with_default(image.astype("uint8"), [None, None, 3])]
    made = []
    for kind in kinds:
        made += [tf.image.per_image_standardization(kind), tf.random_uniform([])]
    with tf.Session() as session:
        return [tensor.dtype.name for tensor in made], session.run(made), made[2].op.name


def case_lists_of_tensors_for_numpy():
    tensor = tf.constant([1., 2.])
    variable, resource = tf.get_variable("v", [2]), tf.get_variable("r", [2], use_resource=True)
    shapes = []
    for thing in (tensor, variable, resource, tf.placeholder(tf.float32, [None, 2])):
        for made in (np.array([thing, thing]), np.asarray([thing]), np.array([[thing], [thing]], dtype=object)):
            shapes.append([made.shape, made.dtype.name, made.flat[0] is thing])
    total = np.sum([tf.nn.l2_loss(tensor), tf.reduce_sum(tensor)])
    alone = []
    for call in (np.array, np.sum, np.prod, np.isnan):
        try:
            alone.append(type(call(tensor)).__name__)
        except (NotImplementedError, TypeError) as error:
            alone.append(type(error).__name__)
    with tf.Session() as session:
        return shapes, session.run(total), alone, np.array(tf.global_variables()).shape


def case_py_func_counts_in_numpy_scalars():
    state = {"count": np.int32(3), "mean": np.float32(0.5)}

    def step(x):
        state["count"] = state["count"] + 1
        state["mean"] = state["mean"] * 0.5
        return x, state["count"], state["mean"]

    def count():
        return np.int32(6) + 1

    outputs = tf.py_func(step, [tf.constant([1.])], [tf.float32, tf.int64, tf.float64])
    with tf.Session() as sess:
        return [[value, value.dtype.name] for value in sess.run(outputs + [tf.py_func(count, [], tf.int64)])]


def case_functions_of_any_rank():
    from tensorflow.compat import v2

    seen = []

    @v2.function(experimental_relax_shapes=True)
    def double(x):
        seen.append(len(x.shape))
        return x * 2

    keeps = tf.function(lambda x: x, None, True, None, True)
    with tf.Session() as sess:
        values = [double(tf.ones(shape)) for shape in ([], [2], [1, 1])] + [keeps(tf.ones([2]))]
        return [sess.run(values), seen,
                v2.function is tf.function]


def case_default_types():
    x = tf.placeholder(tf.float32, [1, 1], name="x")
    tf.reshape(x, []), tf.reshape(x, np.array([1])), tf.tile(x, np.array([1, 2])), tf.fill([], 1.)
    tf.reduce_sum(x, []), tf.transpose(x, np.array([1, 0])), tf.reverse(x, [np.int64(1)])
    tf.expand_dims(x, np.int64(0))
    tf.slice(x, [0, 0], np.array([1, 1])), tf.gather(x, np.array([0, 0]), axis=np.int64(1))
    tf.pad(x, np.ones([2, 2], int))
    return [f"{op.name} {op.type} {op.outputs[0].dtype.name}" for op in tf.get_default_graph().get_operations()]


def case_seeds_after_einsum():
    seeds = []
    for equation, shapes in (("ibh,hnd->ibnd", [(6, 3, 16), (16, 2, 8)]), ("ij,ij->", [(3, 4), (3, 4)]),
                             ("ij,jk", [(3, 4), (4, 4)]), ("i,d->id", [(3,), (4,)])):
        for kind in ("tensors", "variables", "resources", "one variable", "unknown size"):
            with tf.Graph().as_default():
                tf.set_random_seed(1)
                inputs = [tf.placeholder(tf.float32, shape) for shape in shapes]
                if kind in ("one variable", "unknown size"):
                    inputs[1] = tf.get_variable("v", shapes[1])
                elif kind != "tensors":
                    inputs = [tf.get_variable(f"v{i}", shape, use_resource=kind == "resources")
                              for i, shape in enumerate(shapes)]
                if kind == "unknown size":
                    inputs[0] = tf.placeholder(tf.float32, (None,) + shapes[0][1:])
                tf.einsum(equation, *inputs)
                seeds.append(tf.random_uniform([2], name="drawn").graph.get_operation_by_name(
                    "drawn/RandomUniform").get_attr("seed2"))
    return seeds


def case_seeds_after_transposing():
    seeds = []
    for shape in (None, [], [3], [3, 4]):
        for perm in (None, [0] if shape == [3] else None):
            with tf.Graph().as_default():
                tf.set_random_seed(1)
                tf.transpose(tf.placeholder(tf.float32, shape), perm)
                if shape is not None:
                    tf.transpose(np.ones(shape, np.float32), perm)
                seeds.append(tf.random_uniform([2], name="drawn").graph.get_operation_by_name(
                    "drawn/RandomUniform").get_attr("seed2"))
    return seeds


def case_seeds_after_dropout_and_diagonals_of_variables():
    seeds = []
    for resource in (False, True):
        for rate in (0.3, "tensor"):
            with tf.Graph().as_default():
                tf.set_random_seed(1)
                variable = tf.get_variable("v", [4, 3], use_resource=resource)
                tf.nn.dropout(variable, rate=tf.placeholder(tf.float32, []) if rate == "tensor" else rate)
                tf.matrix_diag(variable), tf.matrix_diag_part(variable)
                tf.tensordot(variable, variable, [[0], [0]])
                seeds.append(tf.random_uniform([2], name="drawn").graph.get_operation_by_name(
                    "drawn/RandomUniform").get_attr("seed2"))
    return seeds
