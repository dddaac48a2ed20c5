"""tf.contrib.learn's heads: what a model's logits mean (source: contrib/learn/python/learn/estimators/head.py)."""

import tensorflow.compat.v1 as tf
import tf_slim

from tf1shim.contrib.learn import head_losses as losses
from tf1shim.contrib.learn import head_metrics as measured
from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.metric_key import MetricKey as mkey
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps
from tf1shim.contrib.learn.prediction_key import PredictionKey

__all__ = ["Head", "binary_svm_head", "loss_only_head", "multi_class_head", "multi_head", "multi_label_head",
           "no_op_train_fn", "poisson_regression_head", "regression_head"]


class Head:
    """What a model's logits mean: losses, predictions, metrics."""

    @property
    def logits_dimension(self):
        """How many logits an example has."""
        raise NotImplementedError("Calling an abstract method.")

    def create_model_fn_ops(self, features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None,
                            scope=None):
        """What a model function returns.

        Args:
            features: dict of tensors.
            mode: one of `ModeKeys`.
            labels: tensor, or dict of tensors.
            train_op_fn: loss -> train op; needed to train.
            logits: ``[batch, logits_dimension]``; or
            logits_input: the layer that a linear one makes logits of.
            scope: variable scope.

        Returns:
            `ModelFnOps`.

        Raises:
            ValueError: an unknown mode, or logits given twice or not at all.
        """
        raise NotImplementedError("Calling an abstract method.")


class _SingleHead(Head):
    """A head with a loss of its own; ``kind`` names its scope."""

    kind = problem_type = None

    def __init__(self, logits_dimension, loss_fn, label_name=None, weight_column_name=None,
                 enable_centered_bias=False, head_name=None, thresholds=None, metric_class_ids=None):
        if logits_dimension is None or logits_dimension < 1:
            raise ValueError(f"Invalid logits_dimension {logits_dimension}.")
        self._logits_dimension = logits_dimension
        self._loss_fn = loss_fn
        self._label_name = label_name
        self._weight_column_name = weight_column_name
        self._enable_centered_bias = enable_centered_bias
        self._head_name = head_name
        self._thresholds = thresholds or (.5,)
        self._metric_class_ids = tuple(metric_class_ids or ())
        for class_id in self._metric_class_ids:
            if not 0 <= class_id < logits_dimension:
                raise ValueError(f"Class ID {class_id} not in [0, {logits_dimension}).")

    logits_dimension = property(lambda self: self._logits_dimension)
    label_name = property(lambda self: self._label_name)
    weight_column_name = property(lambda self: self._weight_column_name)
    head_name = property(lambda self: self._head_name)

    def create_model_fn_ops(self, features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None,
                            scope=None):
        values = (*features.values(), labels, logits, logits_input)
        with tf.variable_scope(scope, default_name=self.head_name or self.kind, values=values):
            labels = None if mode == ModeKeys.INFER or labels is None else self._transform_labels(labels)
            logits = _logits(logits_input, logits, self.logits_dimension)
            _check_mode(mode)
            bias = None
            if self._enable_centered_bias:
                bias = _centered_bias(self.logits_dimension, self.head_name)
                logits = tf.nn.bias_add(logits, bias)
            with tf.name_scope(None, "predictions", (logits,)):
                predictions = self._logits_to_predictions(logits)
            loss = train_op = metrics = None
            if labels is not None:
                weights = losses.weights_of(features, self.weight_column_name)
                loss, reported = self._loss(labels, logits, weights)
                _summarise_loss(self._key(mkey.LOSS), reported)
                if mode == ModeKeys.TRAIN:
                    train_op = self._train_op(loss, labels, train_op_fn, bias, tf.shape(logits)[0], weights)
                with tf.name_scope("metrics", values=[reported]):
                    found = {mkey.LOSS: tf.metrics.mean(reported), **self._metrics(predictions, labels, weights)}
                metrics = {self._key(name): metric for name, metric in found.items()}
            return ModelFnOps(mode=mode, predictions=predictions, loss=loss, train_op=train_op,
                              eval_metric_ops=metrics,
                              output_alternatives={self._head_name: (self.problem_type, self._exported(predictions))})

    def _key(self, name):
        return f"{name}/{self.head_name}" if self.head_name else name

    def _loss(self, labels, logits, weights):
        return self._loss_fn(labels, logits, weights=weights)

    def _transform_labels(self, labels):
        labels = self._tensor_of(labels)
        if isinstance(labels, tf.SparseTensor):
            raise ValueError("SparseTensor is not supported.")
        return labels

    def _tensor_of(self, labels):
        return tf.convert_to_tensor_or_sparse_tensor(labels[self._label_name] if isinstance(labels, dict) else labels)

    def _exported(self, predictions):
        return predictions

    def _train_op(self, loss, labels, train_op_fn, bias, batch, weights):
        if train_op_fn is None:
            raise ValueError("train_op_fn can not be None in TRAIN mode")
        step = None
        if bias is not None:
            with tf.name_scope(None, "centered_bias_step", (labels,) if not isinstance(labels, dict) else ()) as name:
                width = tf.shape(bias)[0]
                logits = tf.reshape(tf.tile(bias, (batch,)), (batch, width))
                with tf.name_scope(None, "centered_bias", (logits,)):
                    bias_loss = tf.reduce_mean(self._loss(labels, logits, weights), name="training_loss")
            step = tf.train.AdagradOptimizer(.1).minimize(bias_loss, var_list=(bias,), name=name)
        with tf.name_scope(None, "train_op", (loss,)):
            train_op = train_op_fn(loss)
            return train_op if step is None else tf.group(train_op, step)


class _RegressionHead(_SingleHead):
    kind, problem_type = "regression_head", ProblemType.LINEAR_REGRESSION

    def __init__(self, label_dimension, loss_fn, link_fn, **settings):
        super().__init__(label_dimension, loss_fn, **settings)
        self._link_fn = link_fn

    def _logits_to_predictions(self, logits):
        if self.logits_dimension == 1:
            logits = tf.squeeze(logits, axis=(1,), name=PredictionKey.SCORES)
        return {PredictionKey.SCORES: self._link_fn(logits)}

    def _metrics(self, predictions, labels, weights):
        return {}


class _Classifier(_SingleHead):
    """A head whose probabilities are exported beside the names of all classes."""

    label_keys = None

    def _exported(self, predictions):
        probabilities = predictions[PredictionKey.PROBABILITIES]
        with tf.name_scope(None, "_classification_output_alternatives", (probabilities,)):
            shape = tf.shape(probabilities)
            if self.label_keys:
                classes = tf.tile(tf.expand_dims(self.label_keys, axis=0), [shape[0], 1], name="classes_tensor")
            else:
                ids = tf.tile(tf.expand_dims(tf.range(shape[1]), axis=0), [shape[0], 1])
                classes = tf.as_string(ids, name="classes_tensor")
        return {PredictionKey.PROBABILITIES: probabilities, PredictionKey.CLASSES: classes}


class _BinaryLogisticHead(_Classifier):
    kind, problem_type = "binary_logistic_head", ProblemType.LOGISTIC_REGRESSION

    def _logits_to_predictions(self, logits):
        both = tf.concat((tf.zeros_like(logits), logits), 1)
        return {PredictionKey.LOGITS: logits,
                PredictionKey.LOGISTIC: tf.sigmoid(logits, name=PredictionKey.LOGISTIC),
                PredictionKey.PROBABILITIES: tf.nn.softmax(both, name=PredictionKey.PROBABILITIES),
                PredictionKey.CLASSES: tf.argmax(both, 1, name=PredictionKey.CLASSES)}

    def _metrics(self, predictions, labels, weights):
        logistic = predictions[PredictionKey.LOGISTIC]
        metrics = {mkey.ACCURACY: tf.metrics.accuracy(labels, predictions[PredictionKey.CLASSES], weights),
                   mkey.PREDICTION_MEAN: measured.mean(logistic, weights),
                   mkey.LABEL_MEAN: measured.mean(labels, weights),
                   mkey.ACCURACY_BASELINE: measured.mean(labels, weights),
                   mkey.AUC: measured.auc(logistic, labels, weights),
                   mkey.AUC_PR: measured.auc(logistic, labels, weights, curve="PR")}
        for cut in self._thresholds:
            metrics[mkey.ACCURACY_MEAN % cut] = measured.accuracy_at(cut, logistic, labels, weights)
            metrics[mkey.PRECISION_MEAN % cut] = measured.precision_at(cut, logistic, labels, weights)
            metrics[mkey.RECALL_MEAN % cut] = measured.recall_at(cut, logistic, labels, weights)
        return metrics


class _BinarySvmHead(_SingleHead):
    kind, problem_type = "binary_svm_head", ProblemType.LOGISTIC_REGRESSION

    def _logits_to_predictions(self, logits):
        both = tf.concat((tf.zeros_like(logits), logits), 1)
        return {PredictionKey.LOGITS: logits, PredictionKey.CLASSES: tf.argmax(both, 1, name=PredictionKey.CLASSES)}

    def _metrics(self, predictions, labels, weights):
        return {mkey.ACCURACY: tf.metrics.accuracy(labels, predictions[PredictionKey.CLASSES], weights)}


class _MultiClassHead(_Classifier):
    kind, problem_type = "multi_class_head", ProblemType.CLASSIFICATION

    def __init__(self, n_classes, loss_fn, label_keys=None, **settings):
        super().__init__(n_classes, loss_fn, **settings)
        if label_keys and len(label_keys) != n_classes:
            raise ValueError("Length of label_keys must equal n_classes.")
        self.label_keys = label_keys

    def _transform_labels(self, labels):
        labels = ids = super()._transform_labels(labels)
        if self.label_keys:
            from tensorflow.python.ops import lookup_ops

            ids = lookup_ops.index_table_from_tensor(self.label_keys, name="label_id_lookup").lookup(labels)
        return {"labels": labels, "label_ids": ids}

    def _loss(self, labels, logits, weights):
        return self._loss_fn(labels["label_ids"], logits, weights=weights)

    def _logits_to_predictions(self, logits):
        classes = tf.argmax(logits, 1, name=PredictionKey.CLASSES)
        if self.label_keys:
            from tensorflow.python.ops import lookup_ops

            classes = lookup_ops.index_to_string_table_from_tensor(
                self.label_keys, name="class_string_lookup").lookup(classes)
        return {PredictionKey.LOGITS: logits,
                PredictionKey.PROBABILITIES: tf.nn.softmax(logits, name=PredictionKey.PROBABILITIES),
                PredictionKey.CLASSES: classes}

    def _metrics(self, predictions, labels, weights):
        classes = predictions[PredictionKey.CLASSES]
        metrics = {mkey.ACCURACY: tf.metrics.accuracy(labels["labels"], classes, weights)}
        for number in () if self.label_keys else self._metric_class_ids:
            metrics.update({
                mkey.CLASS_PREDICTION_MEAN % number: measured.class_share(classes, weights, number),
                mkey.CLASS_LABEL_MEAN % number: measured.class_share(labels["label_ids"], weights, number),
                mkey.CLASS_PROBABILITY_MEAN % number: measured.mean(
                    predictions[PredictionKey.PROBABILITIES], weights, number),
                mkey.CLASS_LOGITS_MEAN % number: measured.mean(predictions[PredictionKey.LOGITS], weights, number)})
        return metrics


class _MultiLabelHead(_Classifier):
    kind, problem_type = "multi_label_head", ProblemType.CLASSIFICATION

    def _transform_labels(self, labels):
        labels = self._tensor_of(labels)
        if not isinstance(labels, tf.SparseTensor):
            return labels
        if self.logits_dimension < 2:
            raise ValueError("Must set num_classes >= 2 when passing labels as a SparseTensor.")
        return tf.cast(tf.sparse_to_indicator(labels, self.logits_dimension), tf.int64)

    def _logits_to_predictions(self, logits):
        return {PredictionKey.LOGITS: logits,
                PredictionKey.PROBABILITIES: tf.sigmoid(logits, name=PredictionKey.PROBABILITIES),
                PredictionKey.CLASSES: tf.cast(tf.greater(logits, 0), tf.int64, name=PredictionKey.CLASSES)}

    def _metrics(self, predictions, labels, weights):
        classes, probabilities = predictions[PredictionKey.CLASSES], predictions[PredictionKey.PROBABILITIES]
        metrics = {mkey.ACCURACY: tf.metrics.accuracy(labels, classes, weights),
                   mkey.AUC: measured.auc(probabilities, labels, weights),
                   mkey.AUC_PR: measured.auc(probabilities, labels, weights, curve="PR")}
        for number in self._metric_class_ids:
            metrics.update({
                mkey.CLASS_PREDICTION_MEAN % number: measured.mean(classes, weights, number),
                mkey.CLASS_LABEL_MEAN % number: measured.mean(labels, weights, number),
                mkey.CLASS_PROBABILITY_MEAN % number: measured.mean(probabilities, weights, number),
                mkey.CLASS_LOGITS_MEAN % number: measured.mean(predictions[PredictionKey.LOGITS], weights, number),
                mkey.CLASS_AUC % number: measured.auc(probabilities, labels, weights, number),
                mkey.CLASS_AUC_PR % number: measured.auc(probabilities, labels, weights, number, curve="PR")})
        return metrics


def _check_mode(mode):
    if mode not in (ModeKeys.TRAIN, ModeKeys.EVAL, ModeKeys.INFER):
        raise ValueError(f"mode={mode} unrecognized.")


def _logits(logits_input, logits, width):
    if logits is None:
        if logits_input is None:
            raise ValueError("Neither logits nor logits_input supplied.")
        return tf_slim.layers.linear(logits_input, width, scope="logits")
    if logits_input is not None:
        raise ValueError("Both logits and logits_input supplied.")
    logits = tf.convert_to_tensor(logits, name="logits")
    if logits.get_shape().dims is not None:
        logits.get_shape().dims[-1].assert_is_compatible_with(width)
    return logits


def _centered_bias(width, head_name):
    bias = tf.Variable(initial_value=tf.zeros(shape=(width,)), trainable=True, name="centered_bias_weight")
    for number in range(width):
        tf.summary.scalar(f"centered_bias/bias_{number}/{head_name}" if head_name else
                          f"centered_bias/bias_{number}", bias[number])
    return bias


def _summarise_loss(key, loss):
    with tf.name_scope(""):
        tf.summary.scalar(key, tf.identity(loss))


def regression_head(label_name=None, weight_column_name=None, label_dimension=1, enable_centered_bias=False,
                    head_name=None, link_fn=None):
    """A head for least squares.

    Args:
        label_name: key of the labels where they are a dict.
        weight_column_name: feature with the weights of the examples.
        label_dimension: width of the labels.
        enable_centered_bias: train a bias beside the logits.
        head_name: suffix of the metrics' names, and the scope.
        link_fn: logits -> predictions.
    """
    return _RegressionHead(
        label_dimension, losses.mean_squared, link_fn or tf.identity, label_name=label_name,
        weight_column_name=weight_column_name, enable_centered_bias=enable_centered_bias, head_name=head_name)


def poisson_regression_head(label_name=None, weight_column_name=None, label_dimension=1, enable_centered_bias=False,
                            head_name=None):
    """A head for counts; arguments as for `regression_head`."""
    return _RegressionHead(
        label_dimension, losses.poisson, tf.exp, label_name=label_name, weight_column_name=weight_column_name,
        enable_centered_bias=enable_centered_bias, head_name=head_name)


def multi_class_head(n_classes, label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None,
                     thresholds=None, metric_class_ids=None, loss_fn=None, label_keys=None):
    """A head for classes that exclude each other.

    Args:
        n_classes: how many.
        label_name, weight_column_name, enable_centered_bias, head_name: as for `regression_head`.
        thresholds: probabilities at which two classes are measured.
        metric_class_ids: classes of more than two that are measured one by one.
        loss_fn: ``(labels, logits, weights)`` -> scalar.
        label_keys: names of more than two classes, where the labels are strings.

    Raises:
        ValueError: fewer than two classes, or arguments that do not fit their number.
    """
    if n_classes is None or n_classes < 2:
        raise ValueError(f"n_classes must be > 1 for classification: {n_classes}.")
    settings = {"label_name": label_name, "weight_column_name": weight_column_name, "head_name": head_name,
                "enable_centered_bias": enable_centered_bias, "thresholds": thresholds}
    loss_fn = losses.custom(loss_fn)
    if n_classes > 2:
        return _MultiClassHead(n_classes, loss_fn or losses.softmax_cross_entropy, label_keys=label_keys,
                               metric_class_ids=metric_class_ids, **settings)
    if metric_class_ids:
        raise ValueError("metric_class_ids invalid for n_classes==2.")
    if label_keys:
        raise ValueError("label_keys is not supported for n_classes=2.")
    return _BinaryLogisticHead(1, loss_fn or losses.log_loss_with_two_classes, **settings)


def binary_svm_head(label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None,
                    thresholds=None):
    """A head for two classes by hinge loss; arguments as for `multi_class_head`."""
    return _BinarySvmHead(1, losses.hinge, label_name=label_name, weight_column_name=weight_column_name,
                          enable_centered_bias=enable_centered_bias, head_name=head_name, thresholds=thresholds)


def multi_label_head(n_classes, label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None,
                     thresholds=None, metric_class_ids=None, loss_fn=None):
    """A head for classes that do not exclude each other; arguments as for `multi_class_head`."""
    if n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification.")
    return _MultiLabelHead(
        n_classes, losses.custom(loss_fn) or losses.sigmoid_cross_entropy, label_name=label_name,
        weight_column_name=weight_column_name, enable_centered_bias=enable_centered_bias, head_name=head_name,
        thresholds=thresholds, metric_class_ids=metric_class_ids)


def no_op_train_fn(loss):
    """A ``train_op_fn`` that trains nothing."""
    return tf.no_op()


from tf1shim.contrib.learn.multi_head import loss_only_head, multi_head  # noqa: E402

# The names before tf.contrib.learn made them public.
_Head, _regression_head, _poisson_regression_head = Head, regression_head, poisson_regression_head
_multi_class_head, _binary_svm_head, _multi_label_head = multi_class_head, binary_svm_head, multi_label_head
_multi_head = multi_head
