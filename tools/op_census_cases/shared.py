"""What cases of several files share."""

SHAPE = [4, 6]


def named(tf, name):
    for home in (tf, tf.nn, tf.math):
        if hasattr(home, name):
            return getattr(home, name)
    raise AttributeError(name)


def leaf(tf, make):
    value = make()
    tf.add_to_collection("leaf", value)
    return value


def gradient(tf, function, make):
    leaf = make()
    return tf.gradients(function(leaf), [leaf])


def differentiable(tf):
    unary = [
        "abs",
        "square",
        "sqrt",
        "rsqrt",
        "exp",
        "log",
        "log1p",
        "sin",
        "cos",
        "tanh",
        "sigmoid",
        "negative",
        "reciprocal",
        "erf",
        "softplus",
        "reduce_sum",
        "reduce_mean",
        "reduce_max",
        "reduce_min",
        "reduce_prod",
        "reduce_logsumexp",
        "transpose",
        "cumsum",
        "expm1",
        "atan",
        "identity",
        "sign",
        "floor",
    ]
    found = {name: named(tf, name) for name in unary}
    found.update(
        {
            "sum_axis": lambda v: tf.reduce_sum(v, 1),
            "mean_axis": lambda v: tf.reduce_mean(v, 1, True),
            "max_axis": lambda v: tf.reduce_max(v, 1),
            "mul": lambda v: v * tf.ones([6]),
            "mul_same": lambda v: v * v,
            "add": lambda v: v + tf.ones([6]),
            "add_scalar": lambda v: v + 1.0,
            "mul_scalar": lambda v: 2.0 * v,
            "sub": lambda v: v - tf.ones([6]),
            "rsub": lambda v: 1.0 - v,
            "div": lambda v: v / tf.ones([6]),
            "rdiv": lambda v: 1.0 / v,
            "pow": lambda v: v**2.0,
            "pow3": lambda v: tf.pow(v, 3),
            "maximum": lambda v: tf.maximum(v, 0.0),
            "minimum": lambda v: tf.minimum(v, v * 2.0),
            "squared_difference": lambda v: tf.squared_difference(v, 1.0),
            "squared_difference_wide": lambda v: tf.squared_difference(v, tf.ones([6])),
            "matmul": lambda v: tf.matmul(v, tf.ones([6, 3])),
            "concat": lambda v: tf.concat([v, v], 0),
            "concat1": lambda v: tf.concat([v, v], 1),
            "stack": lambda v: tf.stack([v, v]),
            "unstack": lambda v: tf.unstack(v, axis=1),
            "slice": lambda v: v[:, 1:3],
            "index": lambda v: v[0],
            "gather": lambda v: tf.gather(v, [0, 1]),
            "gather1": lambda v: tf.gather(v, [0, 1], axis=1),
            "reshape": lambda v: tf.reshape(v, [-1]),
            "tile": lambda v: tf.tile(v, [2, 1]),
            "pad": lambda v: tf.pad(v, [[1, 1], [0, 0]]),
            "expand": lambda v: tf.expand_dims(v, 1),
            "cast": lambda v: tf.cast(v, tf.float64),
            "where": lambda v: tf.where(v > 0, v, -v),
            "clip": lambda v: tf.clip_by_value(v, 0.0, 1.0),
            "softmax": tf.nn.softmax,
            "log_softmax": tf.nn.log_softmax,
            "relu": tf.nn.relu,
            "elu": tf.nn.elu,
            "leaky": tf.nn.leaky_relu,
            "selu": tf.nn.selu,
            "relu6": tf.nn.relu6,
            "l2": tf.nn.l2_loss,
            "xent": lambda v: tf.nn.softmax_cross_entropy_with_logits_v2(
                labels=tf.ones([4, 6]), logits=v
            ),
            "xent_old": lambda v: tf.nn.softmax_cross_entropy_with_logits(
                labels=tf.ones([4, 6]), logits=v
            ),
            "sparse_xent": lambda v: tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=tf.constant([1, 1, 2, 2]), logits=v
            ),
            "sigmoid_xent": lambda v: tf.nn.sigmoid_cross_entropy_with_logits(
                labels=tf.ones([4, 6]), logits=v
            ),
            "split": lambda v: tf.split(v, 2, 1),
            "norm": lambda v: tf.norm(v, axis=1),
            "l2_normalize": lambda v: tf.nn.l2_normalize(v, 1),
            "moments": lambda v: tf.nn.moments(v, [0]),
            "add_n": lambda v: tf.add_n([v, v, v]),
            "stop": lambda v: v * tf.stop_gradient(v),
            "top_k": lambda v: tf.nn.top_k(v, 2)[0],
            "gather_nd": lambda v: tf.gather_nd(v, [[0, 1]]),
            "reverse": lambda v: tf.reverse(v, [1]),
            "einsum": lambda v: tf.einsum("ij,jk->ik", v, tf.ones([6, 2])),
            "tensordot": lambda v: tf.tensordot(v, tf.ones([6, 2]), 1),
            "batch_matmul": lambda v: tf.matmul(tf.expand_dims(v, 0), tf.ones([1, 6, 2])),
            "segment": lambda v: tf.segment_sum(v, [0, 0, 1, 1]),
            "scan": lambda v: tf.scan(lambda a, b: a + b, v),
            "map_fn": lambda v: tf.map_fn(lambda b: b * 2.0, v),
            "diag": lambda v: tf.matrix_diag(v),
            "mse": lambda v: tf.losses.mean_squared_error(tf.ones([4, 6]), v),
            "swish": tf.nn.swish,
            "mean_square": lambda v: tf.reduce_mean(tf.square(v)),
            "div_no_nan": lambda v: tf.div_no_nan(v, 2.0),
            "xw_plus_b": lambda v: tf.nn.xw_plus_b(v, tf.ones([6, 2]), tf.ones([2])),
        }
    )
    return found


def differentiable_nn(tf):
    def kernel(*shape):
        return tf.ones(shape)

    return {
        "conv2d": lambda v: tf.nn.conv2d(v, kernel(3, 3, 3, 4), [1, 1, 1, 1], "SAME"),
        "max_pool": lambda v: tf.nn.max_pool(v, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        "avg_pool": lambda v: tf.nn.avg_pool(v, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        "bias_add": lambda v: tf.nn.bias_add(v, kernel(3)),
        "depthwise": lambda v: tf.nn.depthwise_conv2d(v, kernel(3, 3, 3, 1), [1, 1, 1, 1], "SAME"),
        "conv2d_transpose": lambda v: tf.nn.conv2d_transpose(
            v, kernel(3, 3, 4, 3), [2, 16, 16, 4], [1, 2, 2, 1]
        ),
        "fused_bn": lambda v: tf.nn.fused_batch_norm(v, kernel(3), kernel(3))[0],
        "lrn": lambda v: tf.nn.lrn(v, 4),
        "resize": lambda v: tf.image.resize_images(v, [4, 4]),
        "atrous": lambda v: tf.nn.atrous_conv2d(v, kernel(3, 3, 3, 4), 2, "SAME"),
        "moments4": lambda v: tf.nn.moments(v, [0, 1, 2]),
        "mean4": lambda v: tf.reduce_mean(v, [1, 2]),
        "crop_resize": lambda v: tf.image.crop_and_resize(v, tf.ones([1, 4]), [0], [2, 2]),
    }


def variable(tf, shape, use_resource=False):
    name = "v%d" % len(tf.global_variables())
    return tf.get_variable(
        name, shape, initializer=tf.ones_initializer(), use_resource=use_resource
    )


def reused(tf):
    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
        return tf.get_variable("v0", [3])


def resource_reads(tf):
    v = tf.get_variable("v", [3], use_resource=True)
    return (
        v + 1.0,
        v * v,
        tf.reduce_sum(v),
        v.read_value(),
        tf.identity(v),
        v.assign_add(tf.ones([3])),
        tf.gather(v, [1]),
        v.value(),
    )


def ref_reads(tf):
    v = tf.get_variable("v", [3])
    return (
        v + 1.0,
        v * v,
        tf.reduce_sum(v),
        v.read_value(),
        tf.identity(v),
        tf.gather(v, [1]),
        v.value(),
        v.initialized_value(),
        v[0],
    )


def assigns(tf):
    v = tf.get_variable("v", [3])
    return (
        v.assign(tf.ones([3])),
        v.assign_add(tf.ones([3])),
        v.assign_sub([1.0, 2.0, 3.0]),
        tf.assign(v, v * 2.0),
        tf.assign_add(v, tf.ones([3])),
        tf.assign_sub(v, tf.ones([3])),
    )


def scatters(tf):
    v = tf.get_variable("v", [3])
    return (
        tf.scatter_update(v, [0], [1.0]),
        tf.scatter_add(v, [0], [1.0]),
        tf.scatter_sub(v, [0], [1.0]),
        tf.scatter_nd_update(v, [[0]], [1.0]),
        tf.count_up_to(tf.Variable(0), 4),
    )


def scoped_default(tf):
    with tf.variable_scope(
        "s", initializer=tf.random_uniform_initializer(-0.1, 0.1), regularizer=tf.nn.l2_loss
    ):
        tf.get_variable("a", [2])
        tf.get_variable("b", [2])


def dense_in_scope(tf, x):
    with tf.variable_scope(
        "s", initializer=tf.truncated_normal_initializer(), regularizer=tf.nn.l2_loss
    ):
        first = tf.layers.dense(x(), 3, name="d")
    with tf.variable_scope("s", reuse=True):
        return first, tf.layers.dense(x(), 3, name="d")


def layer_gradient(tf, name, image):
    arguments = {"dense": (3,), "conv2d": (3, 3), "batch_normalization": (), "dropout": (0.5,)}[
        name
    ]
    keywords = {"training": True} if name in ("batch_normalization", "dropout") else {}
    leaf = image() if name != "dense" else tf.placeholder(tf.float32, [None, 4])
    result = getattr(tf.layers, name)(leaf, *arguments, **keywords)
    return tf.gradients(tf.reduce_mean(result), [leaf] + tf.trainable_variables())


def small_loss(tf, use_resource=False):
    w = tf.get_variable("w", [3, 2], initializer=tf.zeros_initializer(), use_resource=use_resource)
    b = tf.get_variable("b", [2], initializer=tf.zeros_initializer(), use_resource=use_resource)
    return tf.reduce_sum(tf.matmul(tf.placeholder(tf.float32, [4, 3]), w) + b)


def sparse_loss(tf, use_resource=False):
    w = tf.get_variable("w", [9, 2], initializer=tf.zeros_initializer(), use_resource=use_resource)
    return tf.reduce_sum(tf.nn.embedding_lookup(w, tf.placeholder(tf.int32, [4])))


def clipped(tf, each=False):
    optimizer = tf.train.AdamOptimizer(0.1)
    pairs = optimizer.compute_gradients(small_loss(tf))
    if each:
        pairs = [(tf.clip_by_norm(g, 1.0), v) for g, v in pairs]
    else:
        gradients, _ = tf.clip_by_global_norm([g for g, _ in pairs], 5.0)
        pairs = zip(gradients, [v for _, v in pairs])
    return optimizer.apply_gradients(pairs, tf.train.get_or_create_global_step())


def mlp(tf):
    hidden = tf.layers.dense(tf.placeholder(tf.float32, [None, 5]), 4, tf.nn.relu)
    logits = tf.layers.dense(hidden, 3)
    loss = tf.losses.sparse_softmax_cross_entropy(tf.placeholder(tf.int64, [None]), logits)
    return tf.train.AdamOptimizer(0.1).minimize(loss, tf.train.get_or_create_global_step())


def mlp_plain(tf):
    w = tf.Variable(tf.random_normal([5, 3]))
    b = tf.Variable(tf.zeros([3]))
    y = tf.nn.softmax(tf.matmul(tf.placeholder(tf.float32, [None, 5]), w) + b)
    loss = tf.reduce_mean(
        -tf.reduce_sum(tf.placeholder(tf.float32, [None, 3]) * tf.log(y), reduction_indices=[1])
    )
    return tf.train.GradientDescentOptimizer(0.5).minimize(loss)


def tensor_array(tf):
    array = tf.TensorArray(tf.float32, 3)
    array = array.write(0, tf.ones([2])).write(1, tf.ones([2]))
    return array.read(0), array.stack(), array.size(), array.unstack(tf.ones([3, 2])).concat()


def while_array(tf):
    array = tf.TensorArray(tf.float32, 5)
    return tf.while_loop(
        lambda i, a: i < 5, lambda i, a: (i + 1, a.write(i, tf.to_float(i))), [0, array]
    )[1].stack()


def imported(tf):
    with tf.Graph().as_default() as other:
        tf.add(tf.placeholder(tf.float32, [], "a"), 1.0, name="b")
    tf.import_graph_def(
        other.as_graph_def(), input_map={"a": tf.constant(1.0)}, return_elements=["b:0"]
    )
    return tf.random_normal([2])


def nested_graph(tf):
    tf.constant(1.0)
    with tf.Graph().as_default():
        tf.random_normal([2])
    return tf.random_normal([2])


def custom_gradient(tf, x):
    @tf.custom_gradient
    def double(v):
        return v * 2.0, lambda dy: dy * 2.0

    leaf = x()
    return tf.gradients(double(leaf), [leaf])


def lookup(tf):
    from tensorflow.python.ops import lookup_ops

    table = lookup_ops.index_table_from_tensor(["a", "b"], num_oov_buckets=1)
    return table.lookup(tf.constant(["a"])), lookup_ops.index_to_string_table_from_tensor(
        ["a"]
    ).lookup(tf.constant([0], tf.int64))


def on_devices(tf, x):
    with tf.device("/cpu:0"):
        a = x()
    with tf.device("/cpu:1"):
        b = x()
    return tf.group(a, b)


def with_control(tf, x):
    a = x()
    with tf.control_dependencies([a]):
        return tf.identity(a), tf.no_op(), tf.constant(1.0)


def name_scopes(tf, x):
    with tf.name_scope("a"), tf.variable_scope("b"), tf.name_scope("c", values=[x()]):
        return tf.identity(x())


def queues(tf):
    queue = tf.FIFOQueue(10, [tf.float32, tf.int32], [[2], []])
    one = queue.enqueue([tf.ones([2]), 1])
    queue.enqueue_many([tf.ones([3, 2]), [1, 2, 3]])
    queue.dequeue()
    queue.dequeue_many(2)
    queue.size()
    queue.close()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [one]))
    return tf.PaddingFIFOQueue(10, [tf.float32], [[None]]).dequeue()


def iterators(tf, data):
    iterator = tf.data.Iterator.from_structure(
        (tf.float32, tf.int64), (tf.TensorShape([2]), tf.TensorShape([]))
    )
    iterator.make_initializer(data())
    iterator.get_next()
    return iterator.string_handle()


def keras_model(tf, make, shape):
    model = tf.keras.Sequential(
        [tf.keras.layers.Dense(shape[-1], input_shape=shape), make(), tf.keras.layers.Dense(2)]
    )
    if make().__class__.__name__ == "Embedding":
        return None
    return model.output
