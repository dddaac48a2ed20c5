"""Cases of tf.contrib.layers, slim, framework and metrics."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _image(tf, channels=3):
    return tf.constant(features(2, 6, 6, channels))


def _with_gradients(tf, output):
    variables = tf.trainable_variables()
    gradients = tf.gradients(tf.reduce_sum(output * output), variables)
    return {"output": output, "gradients": [
        tf.convert_to_tensor(g) for g in gradients if g is not None]}


def _layer(make):
    return lambda tf: _with_gradients(tf, make(tf, tf.contrib.layers))


LAYERS = {
    "conv1d": lambda tf, l: l.conv1d(tf.constant(features(2, 7, 3)), 4, 3),
    "conv2d": lambda tf, l: l.conv2d(_image(tf), 4, 3, stride=2, rate=1),
    "conv2d_rate": lambda tf, l: l.conv2d(_image(tf), 4, 3, rate=2, activation_fn=tf.nn.tanh),
    "conv2d_in_plane": lambda tf, l: l.conv2d_in_plane(_image(tf), 3),
    "conv2d_transpose": lambda tf, l: l.conv2d_transpose(_image(tf), 4, 3, stride=2),
    "conv3d": lambda tf, l: l.conv3d(tf.constant(features(1, 4, 4, 4, 2)), 3, 2),
    "conv3d_transpose": lambda tf, l: l.conv3d_transpose(
        tf.constant(features(1, 3, 3, 3, 2)), 3, 2, stride=2),
    "separable_conv2d": lambda tf, l: l.separable_conv2d(_image(tf), 4, 3, 2),
    "separable_depthwise": lambda tf, l: l.separable_conv2d(_image(tf), None, 3, 2),
    "fully_connected": lambda tf, l: l.fully_connected(tf.constant(features(3, 2, 4)), 5),
    "linear_named": lambda tf, l: l.linear(tf.constant(features(3, 4)), 5, scope="head"),
    "legacy_fully_connected": lambda tf, l: l.legacy_fully_connected(
        tf.constant(features(3, 4)), 5, activation_fn=tf.nn.relu),
    "bias_add": lambda tf, l: l.bias_add(_image(tf), activation_fn=tf.nn.relu),
    "layer_norm": lambda tf, l: l.layer_norm(tf.constant(features(3, 4, 5))),
    "layer_norm_axes": lambda tf, l: l.layer_norm(
        _image(tf), begin_norm_axis=2, activation_fn=tf.nn.relu),
    "instance_norm": lambda tf, l: l.instance_norm(_image(tf)),
    "group_norm": lambda tf, l: l.group_norm(_image(tf, 8), groups=4),
    "gdn": lambda tf, l: l.gdn(_image(tf)),
    "unit_norm": lambda tf, l: l.unit_norm(l.fully_connected(
        tf.constant(features(3, 4)), 4, activation_fn=tf.nn.tanh), 1),
    "maxout": lambda tf, l: l.maxout(l.linear(tf.constant(features(3, 4)), 6), 2),
    "spatial_softmax": lambda tf, l: l.spatial_softmax(_image(tf)),
    "stack": lambda tf, l: l.stack(tf.constant(features(3, 4)), l.fully_connected, [5, 6]),
    "repeat": lambda tf, l: l.repeat(_image(tf), 2, l.conv2d, 3, [3, 3], scope="conv"),
    "embed_sequence": lambda tf, l: l.embed_sequence(
        tf.constant([[1, 2, 0], [3, 3, 1]]), vocab_size=5, embed_dim=3),
    "embed_unique": lambda tf, l: l.embed_sequence(
        tf.constant([[1, 2, 0], [3, 3, 1]]), vocab_size=5, embed_dim=3, unique=True),
    "bow_encoder": lambda tf, l: l.bow_encoder(
        tf.constant([[1, 2, 0], [3, 3, 1]]), vocab_size=5, embed_dim=3),
    "pools": lambda tf, l: l.avg_pool2d(l.max_pool2d(l.conv2d(_image(tf), 2, 3), 2), 2),
    "dropout_off": lambda tf, l: l.dropout(l.linear(tf.constant(features(3, 4)), 6),
                                           is_training=False),
}
for _name, _make in LAYERS.items():
    CASES["layer_" + _name] = _layer(_make)

BATCH_NORMS = {
    "plain": {},
    "scale": {"scale": True, "center": False, "epsilon": 0.01},
    "inference": {"is_training": False, "scale": True},
    "in_place": {"updates_collections": None, "decay": 0.7},
    "unfused": {"fused": False, "scale": True, "decay": 0.9},
    "debias": {"zero_debias_moving_mean": True, "updates_collections": None, "fused": False},
    "renorm": {"renorm": True, "renorm_clipping": {"rmax": 2.0, "rmin": 0.5, "dmax": 1.0}},
    "channels_first": {"data_format": "NCHW", "fused": False},
    "activation": {"activation_fn": "relu"},
}


def _batch_norm_case(options):
    def build(tf):
        given = dict(options)
        if given.get("activation_fn"):
            given["activation_fn"] = getattr(tf.nn, given["activation_fn"])
        output = tf.contrib.layers.batch_norm(_image(tf), **given)
        updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies([output, *updates]):
            moving = [tf.identity(v) for v in tf.global_variables() if "moving" in v.op.name]
        return {**_with_gradients(tf, output), "updates": tf.constant(len(updates)),
                "moving": moving}

    return build


for _name, _options in BATCH_NORMS.items():
    CASES["batch_norm_" + _name] = _batch_norm_case(_options)


@case
def batch_norm_of_a_matrix(tf):
    return _with_gradients(tf, tf.contrib.layers.batch_norm(tf.constant(features(4, 3))))


@case
def batch_norm_weighted(tf):
    output = tf.contrib.layers.batch_norm(
        _image(tf), batch_weights=tf.constant([1.0, 3.0]), updates_collections=None)
    return _with_gradients(tf, output)


@case
def arg_scopes(tf):
    slim = tf.contrib.slim
    with slim.arg_scope([slim.conv2d, slim.fully_connected],
                        normalizer_fn=slim.batch_norm,
                        weights_regularizer=slim.l2_regularizer(0.1)), \
            slim.arg_scope([slim.batch_norm], is_training=True, decay=0.5):
        net = slim.conv2d(_image(tf), 4, 3)
        net = slim.fully_connected(slim.flatten(net), 3, scope="fc")
    return {**_with_gradients(tf, net), "penalty": tf.losses.get_regularization_loss()}


@case
def arg_scope_of_tf_layers(tf):
    add, scope = tf.contrib.framework.add_arg_scope, tf.contrib.framework.arg_scope
    dense = add(tf.layers.dense)
    with scope([dense], activation=tf.nn.tanh, use_bias=False):
        return _with_gradients(tf, dense(tf.constant(features(3, 4)), 2))


@case
def regularizers(tf):
    layers = tf.contrib.layers
    w = tf.constant(features(3, 4))
    both = layers.sum_regularizer([layers.l1_regularizer(0.2), layers.l2_regularizer(0.3)])
    variable = tf.get_variable("w", [3, 4])
    return {"values": [layers.l1_regularizer(0.2)(w), layers.l2_regularizer(0.3)(w), both(w),
                       layers.l1_l2_regularizer(0.1, 0.2)(w)],
            "applied": layers.apply_regularization(layers.l2_regularizer(0.5), [variable])}


@case
def initializers_with_seeds(tf):
    layers = tf.contrib.layers
    makers = [layers.xavier_initializer(seed=1), layers.xavier_initializer(False, seed=2),
              layers.xavier_initializer_conv2d(seed=3),
              layers.variance_scaling_initializer(seed=4),
              layers.variance_scaling_initializer(1.0, "FAN_AVG", True, seed=5)]
    return {"values": [make([3, 4], dtype=tf.float32) for make in makers]}


def _optimize_case(**options):
    def build(tf):
        x = tf.constant(features(3, 4))
        loss = tf.reduce_mean(tf.contrib.layers.linear(x, 2, scope="keep") ** 2)
        step = tf.train.get_or_create_global_step()
        given = dict(options)
        if given.pop("decay", None):
            given["learning_rate_decay_fn"] = lambda rate, at: tf.train.exponential_decay(
                rate, at, 2, 0.5)
        optimizer = given.pop("optimizer", "SGD")
        train = tf.contrib.layers.optimize_loss(loss, step, 0.1, optimizer, **given)
        names = sorted(op.name for op in tf.get_default_graph().get_operations()
                       if op.type in ("ScalarSummary", "HistogramSummary"))
        with tf.control_dependencies([train]):
            return {"step": tf.identity(step), "summaries": tf.constant(names)}

    return build


CASES["optimize_loss_sgd"] = _optimize_case()
CASES["optimize_loss_adam"] = _optimize_case(optimizer="Adam", clip_gradients=0.1)
CASES["optimize_loss_decay"] = _optimize_case(
    optimizer="Adagrad", decay=True, name="train",
    summaries=["loss", "learning_rate", "gradients", "gradient_norm"])


@case
def feature_crosses(tf):
    cross = tf.contrib.slim.sparse_feature_cross
    columns = [tf.constant([["a", "b"], ["c", "d"]]), tf.constant([[1], [2]])]
    sparse = tf.SparseTensor([[0, 0], [1, 0], [1, 1]], ["x", "y", "z"], [2, 2])
    return {
        "old": cross(columns, hashed_output=True, num_buckets=1000).values,
        "old_wide": cross(columns + [sparse], hashed_output=True).values,
        "new": cross(columns, hashed_output=True, num_buckets=1000, hash_key=5).values,
        "text": cross([columns[0], sparse]).values,
    }


@case
def embedding_lookups(tf):
    layers = tf.contrib.layers
    weights = tf.get_variable("weights", [6, 3])
    ids = tf.SparseTensor([[0, 0], [0, 1], [2, 0]], tf.constant([1, 4, 2], tf.int64), [3, 2])
    return {
        "safe": layers.safe_embedding_lookup_sparse([weights], ids, combiner="mean"),
        "safe_default": layers.safe_embedding_lookup_sparse(
            [weights], ids, combiner="sum", default_id=3),
        "unique": layers.embedding_lookup_unique([weights], tf.constant([[1, 1], [5, 0]])),
    }


@case
def slim_losses(tf):
    losses = tf.contrib.losses
    logits, labels = tf.constant(features(3, 4)), tf.constant(
        [[1.0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]])
    values = [losses.softmax_cross_entropy(logits, labels, label_smoothing=0.1),
              losses.sigmoid_cross_entropy(logits, labels), losses.log_loss(
                  tf.nn.softmax(logits), labels), losses.hinge_loss(logits, labels),
              losses.mean_squared_error(logits, labels),
              losses.mean_pairwise_squared_error(logits, labels),
              losses.absolute_difference(logits, labels, weights=0.5),
              losses.cosine_distance(logits, labels, dim=1)]
    return {"values": values, "total": losses.get_total_loss()}


@case
def streaming_metrics(tf):
    metrics = tf.contrib.metrics
    labels, guesses = tf.constant([0, 1, 1, 2, 0]), tf.constant([0, 1, 2, 2, 1])
    scores = tf.constant(features(5))
    values, updates = metrics.aggregate_metric_map({
        "accuracy": metrics.streaming_accuracy(guesses, labels),
        "iou": metrics.streaming_mean_iou(guesses, labels, 3),
        "mean": metrics.streaming_mean(scores),
        "pearson": metrics.streaming_pearson_correlation(scores, scores * scores),
        "covariance": metrics.streaming_covariance(scores, scores * scores),
        "kappa": metrics.cohen_kappa(labels, guesses, 3),
        "auc": metrics.streaming_auc(tf.nn.sigmoid(scores), tf.greater(labels, 0)),
    })
    with tf.control_dependencies(list(updates.values())):
        return {"updates": updates,
                "confusion": metrics.confusion_matrix(labels, guesses),
                "f1": metrics.f1_score(tf.greater(labels, 0), tf.nn.sigmoid(scores))[1]}


def _batch(tf, size):
    return tf.zeros([1, size, size, 3])


# The variables (names, shapes, order, first values) are what counts: checkpoints are read by them.
NETS = {
    "resnet_v1_50": lambda tf, n: n.resnet_v1.resnet_v1_50(_batch(tf, 33), 5, is_training=False),
    "resnet_v2_50": lambda tf, n: n.resnet_v2.resnet_v2_50(_batch(tf, 33), 5, is_training=False),
    "inception_v1": lambda tf, n: n.inception.inception_v1(_batch(tf, 224), 5, is_training=False),
}


def _slim_variables(make):
    def build(tf):
        from tensorflow.contrib.slim import nets

        make(tf, nets)
        names = ["%s %s" % (v.op.name, v.shape.as_list()) for v in tf.global_variables()]
        tf.get_default_graph().clear_collection("variables")
        tf.get_default_graph().clear_collection("trainable_variables")
        return {"variables": tf.constant(names)}

    return build


for _name, _make in NETS.items():
    CASES["net_" + _name] = _slim_variables(_make)


@case
def framework(tf):
    framework = tf.contrib.framework
    v = framework.model_variable("a/w", [2, 3], initializer=tf.ones_initializer())
    framework.variable("b/local", [2], initializer=tf.zeros_initializer())
    return {
        "models": tf.constant([x.op.name for x in framework.get_model_variables()]),
        "by_suffix": tf.constant([x.op.name for x in framework.get_variables_by_suffix("w")]),
        "restored": tf.constant(
            [x.op.name for x in framework.get_variables_to_restore(exclude=["b"])]),
        "sorted": framework.sort(tf.constant(features(5)), direction="DESCENDING"),
        "argsort": framework.argsort(tf.constant(features(5))),
        "shape": framework.with_shape([2, 3], v + 0.0),
        "sum": framework.reduce_sum_n([v + 0.0, v * 2.0]),
        "called": framework.py_func(lambda a, k: {"x": a + k}, [tf.constant(2)],
                                    {"k": tf.constant(3)}, {"x": tf.int32}),
        "filtered": tf.constant([x.op.name for x in framework.filter_variables(
            tf.global_variables(), include_patterns=["^a"])]),
    }
