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
