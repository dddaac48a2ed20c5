"""Cases of columns for sequences, of the estimators over them, of tf.contrib.recurrent and of receptive fields."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _columns(tf):
    columns = tf.contrib.feature_column
    words = columns.sequence_categorical_column_with_identity("words", 10)
    shown = columns.sequence_categorical_column_with_vocabulary_list("shown", ["a", "b"])
    return [columns.sequence_numeric_column("price"), tf.feature_column.embedding_column(words, 3),
            tf.feature_column.indicator_column(shown)]


def _features(tf):
    places, shape = [[0, 0], [0, 1], [1, 0]], [2, 2]
    return {"words": tf.SparseTensor(places, [1, 2, 3], shape), "price": tf.SparseTensor(places, [1., 2., 3.], shape),
            "shown": tf.SparseTensor(places, ["b", "a", "c"], shape), "context": tf.constant([[1.], [2.]]),
            "weight": tf.constant([[1.], [3.]])}


@case
def sequence_input_layer(tf):
    inputs, lengths = tf.contrib.feature_column.sequence_input_layer(_features(tf), _columns(tf))
    from tensorflow.contrib.feature_column.python.feature_column import sequence_feature_column

    wide = sequence_feature_column.concatenate_context_input(tf.constant([[5.], [6.]]), inputs)
    return {"inputs": inputs, "lengths": lengths, "wide": wide, "shape": tf.constant(str(inputs.shape)),
            "names": tf.constant([inputs.name, lengths.name])}


def _estimator_case(cell, n_classes):
    def run(tf):
        made = tf.contrib.estimator.RNNClassifier(
            _columns(tf), [tf.feature_column.numeric_column("context")], num_units=[4, 3], cell_type=cell,
            n_classes=n_classes, weight_column="weight")
        tf.train.get_or_create_global_step()
        with tf.variable_scope(""):
            spec = made.model_fn(_features(tf), tf.constant([[1], [0]]), tf.estimator.ModeKeys.TRAIN, made.config)
        return {"loss": spec.loss, "trained": spec.train_op,
                "keys": tf.constant(sorted(map(str, spec.predictions or ())))}

    return run


for _cell, _classes in (("basic_rnn", 2), ("lstm", 3), ("gru", 2)):
    CASES["RNNClassifier_" + _cell] = _estimator_case(_cell, _classes)


@case
def RNNEstimator(tf):
    made = tf.contrib.estimator.RNNEstimator(
        tf.contrib.estimator.regression_head(label_dimension=2), _columns(tf),
        rnn_cell_fn=lambda mode: tf.nn.rnn_cell.LSTMCell(3, name=mode))
    spec = made.model_fn(_features(tf), None, tf.estimator.ModeKeys.PREDICT, made.config)
    return {"predictions": spec.predictions["predictions"]}


def _recurrent_case(aligned_end, by_hand):
    def run(tf):
        theta = {"w": tf.constant(features(3, 3)), "b": tf.constant([.1, .2, .3])}
        # TF 1.15's gradient took a state before a later first time for zero.
        state0, inputs = tf.constant(features(2, 3) * (not aligned_end)), {"x": tf.constant(features(5, 2, 3))}

        def cell(theta, state, now):
            return tf.tanh(tf.matmul(state, theta["w"]) + theta["b"] + now["x"]), []

        def gradient(theta, state, now, extras, of_next):
            following, _ = cell(theta, state, now)
            inner = 2. * of_next * (1. - tf.square(following))  # twice the true one, so that it shows
            return ({"w": tf.matmul(state, inner, transpose_a=True), "b": tf.reduce_sum(inner, 0)},
                    tf.matmul(inner, theta["w"], transpose_b=True), {"x": inner})

        states, last = tf.contrib.recurrent.Recurrent(
            theta, state0, inputs, cell, cell_grad=gradient if by_hand else None, max_input_length=tf.constant(3),
            aligned_end=aligned_end)
        loss = tf.reduce_sum(states * tf.constant(features(5, 2, 3))) + tf.reduce_sum(tf.square(last))
        return {"states": states, "last": last,
                "gradients": tf.gradients(loss, [theta["w"], theta["b"], state0, inputs["x"]])}

    return run


for _aligned in (False, True):
    for _by_hand in (False, True):
        CASES["Recurrent%s%s" % ("_end" * _aligned, "_by_hand" * _by_hand)] = _recurrent_case(_aligned, _by_hand)


def _functional_case(time_major, **options):
    def run(tf):
        rnn = tf.contrib.recurrent
        inputs, lengths = tf.constant(features(3, 4, 2)), tf.constant([2, 0, 3])
        if time_major:
            inputs = tf.transpose(inputs, [1, 0, 2])
        start = tf.constant(features(3, 3) * (not options.get("reverse")))  # see above
        start = tf.nn.rnn_cell.LSTMStateTuple(start, start)
        outputs, state = rnn.functional_rnn(
            tf.nn.rnn_cell.LSTMCell(3), inputs, lengths, initial_state=start, time_major=time_major, **options)
        both, states = rnn.bidirectional_functional_rnn(
            tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.GRUCell(3), inputs, dtype=tf.float32, sequence_length=lengths,
            time_major=time_major, fast_reverse=time_major)
        loss = tf.reduce_sum(tf.square(outputs)) + sum(tf.reduce_sum(tf.square(one)) for one in both + states)
        return {"outputs": outputs, "state": state, "both": both, "states": states,
                "gradients": tf.gradients(loss, [inputs] + tf.trainable_variables()),
                "shapes": tf.constant([str(outputs.shape), str(state.c.shape)])}

    return run


CASES["functional_rnn"] = _functional_case(False)
CASES["functional_rnn_time_major"] = _functional_case(True)
CASES["functional_rnn_reverse"] = _functional_case(False, reverse=True)


def _network(tf, same):
    slim = tf.contrib.slim
    images = tf.placeholder(tf.float32, [1, None, None, 1], name="images")
    padding = "SAME" if same else "VALID"
    with slim.arg_scope([slim.conv2d, slim.max_pool2d], padding=padding):
        left = slim.conv2d(images, 1, [1, 1], stride=4, scope="left")
        right = slim.conv2d(tf.pad(images, [[0, 0], [1, 0], [1, 0], [0, 0]]), 2, [3, 3], stride=2, scope="right")
        right = slim.conv2d(right, 1, [3, 3], stride=2, padding="SAME", scope="deeper")
        deep = slim.max_pool2d(right, [3, 3], stride=2, scope="pool")
    return images, left, right, deep


@case
def receptive_field(tf):
    fields = tf.contrib.receptive_field
    found = {}
    for same in (False, True):
        with tf.Graph().as_default() as graph:
            images, left, right, deep = _network(tf, same)
            definition = graph.as_graph_def()
        for name, output in (("left", left), ("right", right), ("deep", deep)):
            for size in (None, [33, 64]):
                field = fields.compute_receptive_field_from_graph_def(
                    definition, "images", output.op.name, input_resolution=size)
                key = "%s_%s_%s" % (name, "same" if same else "valid", size)
                found[key] = tf.constant([str(value) for value in field])
        infos, nodes = fields.get_compute_order(definition, "images", [33, 64])
        rows = [infos[name] for name in ("images", left.op.name, right.op.name, deep.op.name)]
        found["orders_%s" % same] = tf.constant([str((row.input_size, row.output_size)) for row in rows])
        centres = field.compute_input_center_coordinates([[0, 1], [2, 3]])
        found["centres_%s" % same] = [centres, field.compute_feature_coordinates(centres)]
    return {name: [tf.constant(one) if not tf.contrib.framework.is_tensor(one) else one
                   for one in (value if isinstance(value, list) else [value])] for name, value in found.items()}
