"""Feature columns: what is checked, which variables there are, and the seeds of what is built behind them."""

import numpy as np
import tensorflow as tf

NUMBERS = tf.feature_column.numeric_column("x", shape=(4,))
IDENTITY = tf.feature_column.categorical_column_with_identity("c", 5)
WORDS = tf.feature_column.categorical_column_with_vocabulary_list("w", ["a", "b"], num_oov_buckets=1)
CATEGORIES = {
    "identity": IDENTITY, "words": WORDS, "buckets": tf.feature_column.bucketized_column(NUMBERS, [0.2, 0.5]),
    "default": tf.feature_column.categorical_column_with_identity("c", 5, default_value=0),
    "hashed": tf.feature_column.categorical_column_with_hash_bucket("w", 7),
    "crossed": tf.feature_column.crossed_column(["w", "v"], 7)}


def _features():
    return {"x": tf.constant(np.ones((2, 4), np.float32)), "c": tf.constant([[1], [2]]),
            "w": tf.constant([["a"], ["b"]]), "v": tf.constant([["a"], ["b"]])}


def _seeds(build, *args):
    """Seeds of the draws of a build, which is given features first, and of a layer behind it."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        tf.layers.dense(build(_features(), *args), 3)
        return [(op.name, op.get_attr("seed2")) for op in graph.get_operations()
                if op.type in ("TruncatedNormal", "RandomUniform")]


def case_seeds_behind_columns():
    kinds = {}
    for name, category in CATEGORIES.items():
        kinds[name + " embedded"] = tf.feature_column.embedding_column(category, 3)
        kinds[name + " indicated"] = tf.feature_column.indicator_column(category)
    kinds["numbers"] = NUMBERS
    found = {name: _seeds(tf.feature_column.input_layer, [column]) for name, column in kinds.items()}
    for name, column in dict(CATEGORIES, numbers=NUMBERS).items():
        found[name + " linear"] = _seeds(tf.feature_column.linear_model, [column])
    return found


def case_seeds_behind_sparse_lookups():
    def ids(dtype):
        return tf.SparseTensor([[0, 0], [1, 1]], tf.constant([1, 2], dtype), [2, 2])

    def look_up(features, function, parts, dtype, weighted, resource):
        shards = [tf.get_variable("p%d" % i, [6, 3], use_resource=resource) for i in range(parts)]
        weights = tf.SparseTensor([[0, 0], [1, 1]], [1., 2.], [2, 2]) if weighted else None
        return function(shards[0] if parts == 1 else shards, ids(dtype), weights, combiner="mean")

    return [_seeds(look_up, function, *how)
            for function in (tf.nn.embedding_lookup_sparse, tf.nn.safe_embedding_lookup_sparse)
            for how in (
                (1, tf.int64, False, False), (2, tf.int64, False, False), (1, tf.int32, False, False),
                (1, tf.int64, True, False), (1, tf.int64, False, True), (1, tf.int64, True, True))]


def case_identities_are_checked():
    ids = tf.placeholder(tf.int64, [None, 1])
    value = tf.placeholder(tf.int64, [None])
    given = tf.SparseTensor([[0, 0]], value, [1, 1])
    fetches = [tf.feature_column.linear_model({"c": ids}, [IDENTITY]),
               tf.feature_column.input_layer({"c": ids}, [tf.feature_column.indicator_column(IDENTITY)]),
               tf.feature_column.input_layer({"c": given}, [tf.feature_column.indicator_column(IDENTITY)])]
    variables = [(variable.name, variable.dtype.name, type(variable).__name__) for variable in tf.global_variables()]
    told = []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for fetch in fetches:
            for number in (4, 5, -1, -2):
                try:
                    told.append(sess.run(fetch, {ids: [[number]], value: [number]}))
                except tf.errors.InvalidArgumentError as error:
                    told.append(error.message.splitlines()[0])
    return variables, told
