"""Cases of tf.contrib.tensor_forest. With a single feature nothing is drawn but which is known."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _grown(tf, steps=8, **options):
    from tensorflow.contrib.tensor_forest.python import tensor_forest
    from tensorflow.python.ops import resources

    values = features(100, 1)
    labels = np.where(values[:, 0] > 0.3, 2, np.where(values[:, 0] < -0.2, 0, 1))
    regression = options.get("regression", False)
    params = tensor_forest.ForestHParams(
        num_features=1, num_trees=2, max_nodes=15, num_splits_to_consider=5, split_after_samples=15,
        num_classes=1 if regression else 3, base_random_seed=3, **options).fill()
    with tf.Graph().as_default() as graph, tf.Session() as session:
        x, y = tf.placeholder(tf.float32, [None, 1]), tf.placeholder(tf.float32, [None])
        forest = tensor_forest.RandomForestGraphs(params)
        train, size = forest.training_graph(x, y), forest.average_size()
        predictions, _, variance = forest.inference_graph(x)
        session.run(tf.global_variables_initializer())
        session.run(resources.initialize_resources(resources.shared_resources()))
        sizes = []
        for step in range(steps):
            # Few at a time, so that TF 1.15 uses one thread.
            batch = np.arange(step * 12, step * 12 + 12) % 100
            session.run(train, {x: values[batch], y: values[batch, 0] * 2 if regression else labels[batch]})
            sizes.append(session.run(size))
        found = session.run([predictions, variance, forest.feature_importances()], {x: values[:20]})
        names = [v.name for v in graph.get_collection("variables")]
        saved = [s.name for s in graph.get_collection("saveable_objects")]
    return [tf.constant(v) for v in [sizes, *found, names, saved]]


@case
def grown(tf):
    return {
        "classes": _grown(tf),
        "sparse": _grown(tf, model_name="all_sparse", split_name="less"),
        "averaged": _grown(tf, initialize_average_splits=True, collate_examples=True),
        "pruned": _grown(tf, split_pruning_name="half", prune_every_samples=4),
        "hoeffding": _grown(tf, split_pruning_name="hoeffding", prune_every_samples=4),
        "regression": _grown(tf, regression=True),
    }


@case
def metrics(tf):
    from tensorflow.contrib.tensor_forest.client import eval_metrics

    chances = tf.nn.softmax(tf.constant(features(4, 3)))
    labels = tf.constant([[0], [2], [1], [2]])
    classes = tf.argmax(chances, 1)
    outputs = {name: eval_metrics.get_metric(name)(chances, labels)[1] for name in ("classification_log_loss", "r2")}
    outputs["accuracy"] = eval_metrics.get_metric("accuracy")(classes, labels[:, 0])[1]
    outputs["auc"] = eval_metrics.get_metric("auc")(chances[:, :2], tf.constant([[0], [1], [1], [0]]))[1]
    return outputs


@case
def hashed_strings(tf):
    from tensorflow.contrib.tensor_forest.python.ops import tensor_forest_ops

    words = ["", "a", "abcdefgh", "abcdefghi", "a longer string, of more than two words"]
    return {"hashes": tensor_forest_ops.reinterpret_string_to_float(tf.constant(words))}
