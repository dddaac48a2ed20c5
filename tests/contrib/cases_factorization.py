"""Cases of tf.contrib.factorization."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function




@case
def gmm_graph(tf):
    outputs = {}
    for kind in ("full", "diag"):
        with tf.Graph().as_default(), tf.Session() as session:
            points = tf.constant(features(12, 2) * 3)
            mixture = tf.contrib.factorization.GmmAlgorithm(
                [points[:6], points[6:]], 2, features(2, 2), covariance_type=kind)
            session.run(tf.global_variables_initializer())
            session.run(mixture.init_ops())
            for _ in range(3):
                session.run(mixture.training_ops())
            outputs[kind] = session.run([
                mixture.alphas(), mixture.clusters(), mixture.covariances(), mixture.log_likelihood_op(),
                mixture.assignments()])
            names = sorted(v.name for v in tf.global_variables())
    outputs["names"] = names
    return {name: [tf.constant(v) for v in tf.nest.flatten(value)] for name, value in outputs.items()}


@case
def gmm_draws(tf):
    from tensorflow.contrib.factorization.python.ops import gmm_ops

    points = tf.constant(features(12, 2) * 3)
    return {"full": gmm_ops._covariance(points, False), "diagonal": gmm_ops._covariance(points, True),
            "drawn": gmm_ops._init_clusters_random([points[:5], points[5:]], 4, 3)}


@case
def kmeans_graph(tf):
    points = features(16, 3)
    outputs = {}
    # Small batches are left out: there TF 1.15's own steps race.
    for name, options in {"full": {}, "cosine": {"distance_metric": "cosine"}}.items():
        graph = tf.Graph()
        with graph.as_default(), tf.Session() as session:
            kmeans = tf.contrib.factorization.KMeans(
                tf.constant(points), 3, initial_clusters=points[:3], **options)
            scores, index, distance, initialized, init, train = kmeans.training_graph()
            session.run(tf.global_variables_initializer())
            session.run(init)
            for _ in range(4):
                session.run(train)
            values = session.run([scores, index, distance, initialized] + sorted(
                tf.global_variables(), key=lambda v: v.name))
            names = sorted(v.name for v in tf.global_variables())
        outputs[name] = [tf.constant(v) for v in tf.nest.flatten(values)] + [tf.constant(names)]
    return outputs


@case
def kmeans_draws(tf):
    points = features(16, 3)
    outputs = {}
    for init in ("random", "kmeans_plus_plus"):
        with tf.Graph().as_default(), tf.Session() as session:
            kmeans = tf.contrib.factorization.KMeans(tf.constant(points), 3, init, random_seed=5)
            _, index, _, _, init_op, _ = kmeans.training_graph()
            session.run(tf.global_variables_initializer())
            session.run(init_op)
            outputs[init] = session.run(index)[0]
    return {name: tf.constant(value) for name, value in outputs.items()}


def _matrix():
    dense = np.where(np.abs(features(5, 7)) > 0.4, features(5, 7), 0).astype(np.float32)
    rows, columns = np.nonzero(dense)
    return np.stack([rows, columns], 1).astype(np.int64), dense[rows, columns], dense.shape


def _wals(tf, name, **options):
    indices, values, shape = _matrix()
    with tf.Graph().as_default() as graph, tf.Session() as session:
        model = tf.contrib.factorization.WALSModel(
            5, 7, 2, num_row_shards=2, num_col_shards=3,
            row_init=[features(3, 2), features(2, 2)],
            col_init=[features(3, 2) * 2, features(2, 2) + 1, features(2, 2) - 1], **options)
        matrix = tf.SparseTensor(indices, values, shape)
        found = []
        session.run(model.initialize_op)
        session.run(model.worker_init)
        update_rows, update_columns = model.update_row_factors(matrix), model.update_col_factors(matrix)
        for _ in range(2):
            session.run(model.row_update_prep_gramian_op)
            session.run(model.initialize_row_update_op)
            found += session.run(update_rows[2:])
            session.run(update_rows[1])
            session.run(model.col_update_prep_gramian_op)
            session.run(model.initialize_col_update_op)
            found += session.run(update_columns[2:])
            session.run(update_columns[1])
        session.run(model.row_update_prep_gramian_op)
        session.run(model.initialize_row_update_op)
        found += session.run(model.row_factors + model.col_factors)
        found.append(session.run(model.project_row_factors(matrix, projection_weights=0.5)))
        names = [v.name for v in graph.get_collection("variables") + graph.get_collection("local_variables")]
    return [tf.constant(v) for v in found + [names]]


@case
def wals(tf):
    weights = {"row_weights": [[0.1, 0.2, 0.3], [0.4, 0.5]],
               "col_weights": [[0.1, 0.2, 0.3], [0.4, 0.5], [0.6, 0.7]]}
    return {
        "weighted": _wals(tf, "weighted", regularization=0.01, **weights),
        "uncached": _wals(tf, "uncached", use_factors_weights_cache=False, use_gramian_cache=False, **weights),
        "scalar": _wals(tf, "scalar", unobserved_weight=0.3, use_scoped_vars=True),
        "plain": _wals(tf, "plain", row_weights=None, col_weights=None, regularization=0.05),
    }
