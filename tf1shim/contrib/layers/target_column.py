"""The heads of models before tf.contrib.learn's (source: contrib/layers/python/layers/target_column.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import metrics as metric_ops

__all__ = ["ProblemType", "binary_svm_target", "get_default_binary_metrics_for_eval", "multi_class_target",
           "regression_target"]


class ProblemType:
    """What a head predicts."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3


class _TargetColumn:
    """A head: loss, predictions and metrics of logits.

    Args:
        loss_fn: ``(logits, target)`` -> losses of the examples.
        num_label_columns: width of the logits.
        label_name: key of the labels where they are a dict.
        weight_column_name: feature with the weights of the examples.
        problem_type: one of `ProblemType`.
    """

    def __init__(self, loss_fn, num_label_columns, label_name, weight_column_name, problem_type):
        if not loss_fn:
            raise ValueError("loss_fn must be provided")
        if num_label_columns is None:
            raise ValueError("num_label_columns must be provided")
        self._loss_fn = loss_fn
        self._num_label_columns = num_label_columns
        self._label_name = label_name
        self._weight_column_name = weight_column_name
        self._problem_type = problem_type

    label_name = property(lambda self: self._label_name)
    weight_column_name = property(lambda self: self._weight_column_name)
    num_label_columns = property(lambda self: self._num_label_columns)
    problem_type = property(lambda self: self._problem_type)

    def logits_to_predictions(self, logits, proba=False):
        """Predictions of logits; probabilities if ``proba``."""
        raise NotImplementedError

    def get_eval_ops(self, features, logits, labels, metrics=None):
        """Metrics of the head, {name: (value, update op)}."""
        raise NotImplementedError

    def get_weight_tensor(self, features):
        """``[batch]`` weights of the examples, or None."""
        if not self._weight_column_name:
            return None
        return tf.reshape(tf.cast(features[self._weight_column_name], tf.float32), (-1,))

    def training_loss(self, logits, target, features, name="training_loss"):
        """The mean of the weighted losses."""
        loss, weights = self._losses(logits, target, features)
        return tf.reduce_mean(loss if weights is None else loss * weights, name=name)

    def loss(self, logits, target, features):
        """The losses' mean by weight: what is reported."""
        loss, weights = self._losses(logits, target, features)
        if weights is None:
            return tf.reduce_mean(loss, name="loss")
        return tf.div(tf.reduce_sum(loss * weights), tf.reduce_sum(weights), name="loss")

    def _losses(self, logits, target, features):
        target = target[self.label_name] if isinstance(target, dict) else target
        loss, weights = self._loss_fn(logits, target), self.get_weight_tensor(features)
        return (loss, None) if weights is None else (tf.reshape(loss, (-1,)), weights)

    def _run(self, predictions, labels, metrics, features):
        weights = self.get_weight_tensor(features)
        labels = tf.cast(labels, predictions.dtype)
        more = {} if weights is None else {"weights": weights}
        return {name: metric(predictions, labels, **more) for name, metric in (metrics or {}).items()}


class _RegressionTargetColumn(_TargetColumn):
    def __init__(self, loss_fn, label_name, weight_column_name, label_dimension):
        super().__init__(loss_fn, label_dimension, label_name, weight_column_name, ProblemType.LINEAR_REGRESSION)

    def logits_to_predictions(self, logits, proba=False):
        return tf.squeeze(logits, axis=[1]) if self.num_label_columns == 1 else logits

    def get_eval_ops(self, features, logits, labels, metrics=None):
        result = {"loss": metric_ops.streaming_mean(self.loss(logits, labels, features))}
        if metrics:
            result.update(self._run(self.logits_to_predictions(logits), labels, metrics, features))
        return result


class _MultiClassTargetColumn(_TargetColumn):
    def __init__(self, loss_fn, n_classes, label_name, weight_column_name):
        if n_classes < 2:
            raise ValueError("n_classes must be >= 2")
        super().__init__(loss_fn, 1 if n_classes == 2 else n_classes, label_name, weight_column_name,
                         ProblemType.CLASSIFICATION)

    def logits_to_predictions(self, logits, proba=False):
        if self.num_label_columns == 1:
            logits = tf.concat([tf.zeros_like(logits), logits], 1)
        return tf.nn.softmax(logits) if proba else tf.argmax(logits, 1)

    def get_eval_ops(self, features, logits, labels, metrics=None):
        result = {"loss": metric_ops.streaming_mean(self.loss(logits, labels, features))}
        if metrics is None:
            metrics = {("accuracy", "classes"): metric_ops.streaming_accuracy}
        if self._num_label_columns == 1:
            for name, metric in get_default_binary_metrics_for_eval([.5]).items():
                result[name] = metric(tf.sigmoid(logits), tf.cast(labels, tf.float32))
        by_kind = {"classes": {}, "probabilities": {}}
        for name, metric in metrics.items():
            name, kind = _metric_name(name)
            by_kind[kind][name] = metric
        for kind, chosen in by_kind.items():
            if chosen:
                predictions = self.logits_to_predictions(logits, proba=kind == "probabilities")
                result.update(self._run(predictions, labels, chosen, features))
        return result


def _metric_name(name):
    if isinstance(name, str):
        return name, "classes"
    if not isinstance(name, tuple):
        raise ValueError(f"Ignoring metric {name}. Its name is not in the correct form.")
    if len(name) != 2:
        raise ValueError(f"Ignoring metric {name}. It returned a tuple with len {len(name)}, expected 2.")
    if name[1] not in ("classes", "probabilities"):
        raise ValueError(f"Ignoring metric {name}. The 2nd element of its name should be either 'classes' or "
                         "'probabilities'.")
    return name


class _BinarySvmTargetColumn(_MultiClassTargetColumn):
    def __init__(self, label_name, weight_column_name):
        super().__init__(_hinge_loss, 2, label_name, weight_column_name)

    def logits_to_predictions(self, logits, proba=False):
        if proba:
            raise ValueError("logits to probabilities is not supported for _BinarySvmTargetColumn")
        return super().logits_to_predictions(logits)


def _hinge_loss(logits, target):
    from tf1shim.contrib import losses

    fits = tf.Assert(tf.less_equal(tf.rank(target), 2),
                     ["target's shape should be either [batch_size, 1] or [batch_size]"])
    with tf.control_dependencies([fits]):
        target = tf.reshape(target, [tf.shape(target)[0], 1])
    return losses.hinge_loss(logits, target)


def _mean_squared_loss(logits, target):
    target = _as_column(target)  # or the difference would broadcast
    logits.get_shape().assert_is_compatible_with(target.get_shape())
    return tf.squared_difference(logits, tf.cast(target, tf.float32))


def _log_loss_with_two_classes(logits, target):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(_as_column(target), tf.float32), logits=logits)


def _softmax_cross_entropy_loss(logits, target):
    if not target.dtype.is_integer:
        raise ValueError(f"Target's dtype should be integer Instead got {target.dtype}.")
    if len(target.get_shape()) == 2:
        target = tf.squeeze(target, axis=[1])
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logits)


def _as_column(target):
    return tf.expand_dims(target, axis=1) if len(target.get_shape()) == 1 else target


def regression_target(label_name=None, weight_column_name=None, label_dimension=1):
    """A head for regression by least squares; arguments: see `_TargetColumn`, and the width of the labels."""
    return _RegressionTargetColumn(_mean_squared_loss, label_name, weight_column_name, label_dimension)


def multi_class_target(n_classes, label_name=None, weight_column_name=None):
    """A head for classification by cross entropy.

    Raises:
        ValueError: fewer than 2 classes.
    """
    if n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification.")
    loss = _log_loss_with_two_classes if n_classes == 2 else _softmax_cross_entropy_loss
    return _MultiClassTargetColumn(loss, n_classes, label_name, weight_column_name)


def binary_svm_target(label_name=None, weight_column_name=None):
    """A head for two classes by hinge loss."""
    return _BinarySvmTargetColumn(label_name, weight_column_name)


def get_default_binary_metrics_for_eval(thresholds):
    """Metrics of a binary classifier: {name: function of predictions, labels and weights}.

    Args:
        thresholds: list of probabilities for accuracy, precision and recall.
    """

    def labels_mean(predictions, labels, weights=None):
        return metric_ops.streaming_mean(labels, weights=weights)

    def predictions_mean(predictions, labels, weights=None):
        return metric_ops.streaming_mean(predictions, weights=weights)

    def auc(predictions, labels, weights=None):
        return metric_ops.streaming_auc(predictions, labels, weights=_as_float(weights))

    found = {"labels/prediction_mean": predictions_mean, "labels/actual_target_mean": labels_mean,
             "accuracy/baseline_target_mean": labels_mean, "auc": auc}
    for threshold in thresholds:
        found[f"accuracy/threshold_{threshold:f}_mean"] = _accuracy_at(threshold)
        for kind, metric in (("precision", metric_ops.streaming_precision_at_thresholds),
                             ("recall", metric_ops.streaming_recall_at_thresholds)):
            found[f"{kind}/positive_threshold_{threshold:f}_mean"] = _at_threshold(metric, threshold)
    return found


def _as_float(weights):
    return None if weights is None else tf.cast(weights, tf.float32)


def _accuracy_at(threshold):
    def accuracy(predictions, labels, weights=None):
        return metric_ops.streaming_accuracy(tf.cast(tf.greater_equal(predictions, threshold), tf.float32), labels,
                                             weights=weights)

    return accuracy


def _at_threshold(metric, threshold):
    def at_threshold(predictions, labels, weights=None):
        value, update = metric(predictions, labels=labels, thresholds=[threshold], weights=_as_float(weights))
        return tf.squeeze(value), update

    return at_threshold
