"""Cases of tf.contrib.learn's heads: losses, predictions and the metrics' names."""

from numbers_harness import features

CASES = {}


def _ops(tf, head, labels, mode="train", logits=None):
    given = {"w": tf.constant([1., 2., .5])}
    logits = tf.constant(features(3, head.logits_dimension)) if logits is None else logits
    ops = head.create_model_fn_ops(given, mode, labels=labels, train_op_fn=lambda loss: tf.no_op(), logits=logits)
    metrics = ops.eval_metric_ops
    with tf.control_dependencies([update for _, update in metrics.values()]):
        done = tf.identity(ops.loss)
    return {"loss": done, "predictions": [ops.predictions[key] for key in sorted(ops.predictions)],
            "keys": tf.constant(sorted(map(str, [*ops.predictions, *metrics])))}


HEADS = {
    "regression": lambda tf, heads: (heads.regression_head(label_dimension=2), tf.constant(features(3, 2))),
    "weighted_regression": lambda tf, heads: (heads.regression_head(weight_column_name="w"), tf.constant([1., 2., 3.])),
    "poisson": lambda tf, heads: (heads.poisson_regression_head(), tf.constant([[1.], [0.], [4.]])),
    "binary": lambda tf, heads: (heads.multi_class_head(2, weight_column_name="w", head_name="h", thresholds=[.3, .6]),
                             tf.constant([[1], [0], [1]])),
    "centered": lambda tf, heads: (heads.multi_class_head(2, enable_centered_bias=True), tf.constant([[1], [0], [1]])),
    "svm": lambda tf, heads: (heads.binary_svm_head(weight_column_name="w"), tf.constant([[1], [0], [1]])),
    "multi_class": lambda tf, heads: (heads.multi_class_head(3, metric_class_ids=[0, 2], weight_column_name="w"),
                                  tf.constant([[2], [0], [1]])),
    "label_keys": lambda tf, heads: (heads.multi_class_head(3, label_keys=["a", "b", "c"]),
                                 tf.constant(["c", "a", "b"])),
    "multi_label": lambda tf, heads: (heads.multi_label_head(3, metric_class_ids=[1]),
                                  tf.constant([[1, 0, 1], [0, 0, 1], [1, 1, 0]])),
}


def _case(make):
    def run(tf):
        head, labels = make(tf, tf.contrib.learn.head)
        return _ops(tf, head, labels)

    return run


CASES.update({name: _case(make) for name, make in HEADS.items()})


def multi_head(tf):
    learn = tf.contrib.learn
    head = learn.multi_head([learn.multi_class_head(2, label_name="a", head_name="a"),
                             learn.regression_head(label_name="b", head_name="b")], loss_weights=[1., .5])
    labels = {"a": tf.constant([[1], [0], [1]]), "b": tf.constant([[1.], [2.], [0.]])}
    return _ops(tf, head, labels, mode="eval")


CASES["multi_head"] = multi_head


def _of_estimator(tf, make, labels):
    """The loss, the metrics and the predictions of a head of tf.contrib.estimator."""
    head = make(tf.contrib.estimator)
    logits = tf.constant(features(3, head.logits_dimension))
    given = {"w": tf.constant([1., 2., .5])}
    modes = tf.estimator.ModeKeys
    train = head.create_estimator_spec(
        given, modes.TRAIN, labels=labels, train_op_fn=lambda loss: tf.no_op(), logits=logits)
    evaluation = head.create_estimator_spec(given, modes.EVAL, labels=labels, logits=logits)
    metrics = evaluation.eval_metric_ops
    with tf.control_dependencies([update for _, update in metrics.values()]):
        done = tf.identity(train.loss)
    predictions = evaluation.predictions
    return {"loss": [done, evaluation.loss], "predictions": [predictions[key] for key in sorted(predictions)],
            "keys": tf.constant(sorted(map(str, [*predictions, *metrics])))}


_OF_ESTIMATOR = {
    "binary": (lambda e: e.binary_classification_head("w", thresholds=[.3], name="h"), [[1], [0], [1]]),
    "multi_class": (lambda e: e.multi_class_head(3, "w"), [[2], [0], [1]]),
    "regression": (lambda e: e.regression_head(label_dimension=2), features(3, 2)),
    "logistic_regression": (lambda e: e.logistic_regression_head("w"), [[.5], [0.], [1.]]),
    "poisson_regression": (lambda e: e.poisson_regression_head(), [[1.], [0.], [4.]]),
    "multi_label": (lambda e: e.multi_label_head(3, "w"), [[1, 0, 1], [0, 0, 1], [1, 1, 0]]),
}
CASES.update({
    "estimator_" + name: lambda tf, make=make, labels=labels: _of_estimator(tf, make, tf.constant(labels))
    for name, (make, labels) in _OF_ESTIMATOR.items()})


def estimator_multi_head(tf):
    e = tf.contrib.estimator
    head = e.multi_head([e.multi_class_head(3, name="a"), e.regression_head(name="b")], head_weights=[1., .5])
    logits, modes = tf.constant(features(2, 4)), tf.estimator.ModeKeys
    labels = {"a": tf.constant([[1], [2]]), "b": tf.constant([[1.], [0.]])}
    given = {"x": tf.zeros([2, 1])}
    predicted = head.create_estimator_spec(given, modes.PREDICT, logits=logits)
    train = head.create_estimator_spec(given, modes.TRAIN, labels=labels, logits=logits, train_op_fn=tf.identity)
    evaluation = head.create_estimator_spec(given, modes.EVAL, labels=labels, logits=logits)
    return {"loss": [train.loss, train.train_op, evaluation.loss],
            "metrics": [update for _, (_, update) in sorted(evaluation.eval_metric_ops.items())],
            "names": tf.constant([head.name] + sorted(evaluation.eval_metric_ops) + sorted(predicted.export_outputs)
                                 + ["/".join(key) for key in sorted(predicted.predictions)])}


CASES["estimator_multi_head"] = estimator_multi_head
