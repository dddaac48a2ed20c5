"""Cases of tf.contrib.layers' feature columns."""

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _features(tf):
    return {
        "age": tf.constant([[23.], [41.], [70.]]),
        "size": tf.constant([[1, 20], [3, 0], [12, 5]]),
        "word": tf.SparseTensor([[0, 0], [0, 1], [1, 0], [2, 0]], ["cat", "dog", "dog", "eel"], [3, 2]),
        "count": tf.SparseTensor([[0, 0], [0, 1], [1, 0], [2, 0]], [2., .5, 1., 3.], [3, 2]),
        "id": tf.constant([[3], [0], [11]], tf.int64),
        "color": tf.constant([["red"], ["blue"], ["green"]]),
    }


def _columns(tf):
    layers = tf.contrib.layers
    age, size = layers.real_valued_column("age"), layers.real_valued_column("size", dimension=2, dtype=tf.int32)
    return {
        "age": age,
        "size": size,
        "normal": layers.real_valued_column("age", normalizer=lambda x: (x - 40.) / 10.),
        "ages": layers.bucketized_column(age, [30, 60]),
        "sizes": layers.bucketized_column(size, [2, 10]),
        "word": layers.sparse_column_with_keys("word", ["cat", "dog", "fox"]),
        "hashed": layers.sparse_column_with_hash_bucket("word", 7, combiner="sqrtn"),
        "strong": layers.sparse_column_with_hash_bucket("word", 7, hash_keys=[[1, 2], [3, 4]]),
        "id": layers.sparse_column_with_integerized_feature("id", 5),
        "color": layers.sparse_column_with_hash_bucket("color", 4),
    }


@case
def input_layer(tf):
    layers, c = tf.contrib.layers, _columns(tf)
    weighted = layers.weighted_sparse_column(c["word"], "count")
    shared = layers.shared_embedding_columns([c["hashed"], c["strong"]], 2, initializer=tf.constant_initializer(.5))
    chosen = [
        c["normal"], c["size"], c["ages"], c["sizes"],
        layers.one_hot_column(c["word"]), layers.one_hot_column(weighted),
        layers.embedding_column(c["id"], 3), layers.embedding_column(weighted, 2, combiner="sum"),
        layers.embedding_column(layers.crossed_column([c["color"], c["ages"]], 9), 2, max_norm=.1),
        layers.scattered_embedding_column("word", 20, 3, hash_key=7), *shared]
    outputs = {}
    layer = layers.input_from_feature_columns(_features(tf), chosen, cols_to_outs=outputs)
    gradients = tf.gradients(tf.reduce_sum(layer * layer), tf.trainable_variables())
    return {"layer": layer, "gradients": [tf.convert_to_tensor(g) for g in gradients],
            "embedded": outputs[chosen[6]]}


@case
def weighted_sum(tf):
    layers, c = tf.contrib.layers, _columns(tf)
    chosen = [c["age"], c["size"], c["ages"], c["sizes"], c["word"], c["hashed"], c["strong"], c["id"],
              layers.weighted_sparse_column(c["color"], "count"),
              layers.crossed_column([c["word"], c["sizes"], layers.crossed_column([c["color"], c["ages"]], 9)], 11)]
    features = {**_features(tf), "color": tf.SparseTensor(
        [[0, 0], [0, 1], [1, 0], [2, 0]], ["red", "red", "blue", "green"], [3, 2])}
    logits, variables, bias = layers.weighted_sum_from_feature_columns(features, chosen, num_outputs=2)
    loss = tf.reduce_sum(tf.square(logits - 1.))
    wanted = [v for column in chosen for v in variables[column]] + [bias]
    return {"logits": logits, "gradients": [tf.convert_to_tensor(g) for g in tf.gradients(loss, wanted)]}


@case
def joint_weighted_sum(tf):
    layers, c = tf.contrib.layers, _columns(tf)
    logits, variables, bias = layers.joint_weighted_sum_from_feature_columns(
        _features(tf), [c["word"], c["id"], layers.crossed_column([c["color"], c["ages"]], 9, hash_key=3)], 2)
    gradients = tf.gradients(tf.reduce_sum(tf.square(logits - 1.)), variables + [bias])
    return {"logits": logits, "gradients": [tf.convert_to_tensor(g) for g in gradients]}


@case
def sequence_input(tf):
    layers, c = tf.contrib.layers, _columns(tf)
    ids = tf.SparseTensor([[0, 0, 0], [0, 1, 0], [1, 0, 1]], tf.constant([3, 1, 4], tf.int64), [2, 2, 2])
    values = tf.reshape(tf.range(8.), [2, 2, 2])
    return {"sequence": layers.sequence_input_from_feature_columns(
        {"id": ids, "age": values}, [layers.embedding_column(c["id"], 3), layers.one_hot_column(c["id"]), c["age"]])}


@case
def transformed(tf):
    c = _columns(tf)
    features = tf.contrib.layers.transform_features(_features(tf), [c["strong"], c["ages"], c["word"]])
    return {"strong": tf.sparse_tensor_to_dense(features[c["strong"]]), "ages": features[c["ages"]],
            "word": tf.sparse_tensor_to_dense(features[c["word"]], default_value=-2)}
