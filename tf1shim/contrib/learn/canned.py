"""What the canned estimators share (source: contrib/learn/python/learn/estimators/dnn.py, linear.py)."""

import tensorflow.compat.v1 as tf
import tf_slim
from tensorflow.python.ops import partitioned_variables

from tf1shim.contrib.layers import feature_column, feature_column_ops
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.metric_spec import MetricSpec
from tf1shim.contrib.learn.model_fn import ModeKeys
from tf1shim.contrib.learn.prediction_key import PredictionKey

__all__ = ["Classifier", "Regressor", "feature_dict", "input_layer", "linear_model", "lr_multipliers", "made",
           "network", "partitioner"]


class Classifier(Estimator):
    """An estimator that predicts classes."""

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """`predict_classes`; with ``outputs``, a list of `PredictionKey`, dicts of those."""
        if not outputs:
            return self.predict_classes(x, input_fn, batch_size, as_iterable)
        return super().predict(x=x, input_fn=input_fn, batch_size=batch_size, outputs=outputs,
                               as_iterable=as_iterable)

    def predict_classes(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The class of each example; arguments as for `BaseEstimator.predict`."""
        return self._predict_one(PredictionKey.CLASSES, x, input_fn, batch_size, as_iterable)

    def predict_proba(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The classes' probabilities of each example."""
        return self._predict_one(PredictionKey.PROBABILITIES, x, input_fn, batch_size, as_iterable)

    def _predict_one(self, key, x, input_fn, batch_size, as_iterable):
        return one_output(super().predict(x=x, input_fn=input_fn, batch_size=batch_size, outputs=[key],
                                          as_iterable=as_iterable), key, as_iterable)


class Regressor(Estimator):
    """An estimator that predicts numbers."""

    def evaluate(self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None, metrics=None,
                 name=None, checkpoint_path=None, hooks=None):
        """`BaseEstimator.evaluate`; metrics by plain names are of the scores."""
        metrics = {name if isinstance(metric, MetricSpec) or isinstance(name, tuple) else
                   (name, PredictionKey.SCORES): metric for name, metric in (metrics or {}).items()}
        return super().evaluate(x=x, y=y, input_fn=input_fn, feed_fn=feed_fn, batch_size=batch_size, steps=steps,
                                metrics=metrics, name=name, checkpoint_path=checkpoint_path, hooks=hooks)

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """`predict_scores`; with ``outputs``, a list of `PredictionKey`, dicts of those."""
        if not outputs:
            return self.predict_scores(x, input_fn, batch_size, as_iterable)
        return super().predict(x=x, input_fn=input_fn, batch_size=batch_size, outputs=outputs,
                               as_iterable=as_iterable)

    def predict_scores(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The number (or numbers) of each example; arguments as for `BaseEstimator.predict`."""
        return one_output(super().predict(x=x, input_fn=input_fn, batch_size=batch_size,
                                          outputs=[PredictionKey.SCORES], as_iterable=as_iterable),
                          PredictionKey.SCORES, as_iterable)


def one_output(predictions, key, as_iterable):
    """One of the outputs that predictions have."""
    return (prediction[key] for prediction in predictions) if as_iterable else predictions[key]


def feature_dict(features):
    """Features as a dict; one tensor is the feature ""."""
    return features if isinstance(features, dict) else {"": features}


def made(optimizer):
    """An optimizer, made now where a function that makes one was given."""
    return optimizer() if callable(optimizer) else optimizer


def partitioner(config, **limits):
    """A partitioner over a RunConfig's parameter servers."""
    replicas = config.num_ps_replicas if config else 0
    return partitioned_variables.min_max_variable_partitioner(max_partitions=replicas, **limits)


def _are_ours(columns):
    return all(isinstance(column, feature_column._FeatureColumn) for column in columns)


def input_layer(features, columns, scope, collection):
    """The first layer of a network, of columns of tf.contrib.layers or of tf.feature_column.

    Args:
        features: dict of tensors.
        columns: the columns.
        scope: variable scope, entered.
        collection: collection for the variables.
    """
    if _are_ours(columns):
        return feature_column_ops.input_from_feature_columns(
            columns_to_tensors=features, feature_columns=columns, weight_collections=[collection], scope=scope)
    return tf.feature_column.input_layer(features=features, feature_columns=columns, weight_collections=[collection])


def linear_model(features, columns, width, scope, collection, joint=False):
    """The logits of a linear model, of columns of tf.contrib.layers or of tf.feature_column.

    Args:
        features, columns, scope, collection: as for `input_layer`.
        width: number of logits.
        joint: keep all weights in one variable.
    """
    if not _are_ours(columns):
        return tf.feature_column.linear_model(features=features, feature_columns=columns, units=width,
                                              weight_collections=[collection])
    build = (feature_column_ops.joint_weighted_sum_from_feature_columns if joint
             else feature_column_ops.weighted_sum_from_feature_columns)
    return build(columns_to_tensors=features, feature_columns=columns, num_outputs=width,
                 weight_collections=[collection], scope=scope)[0]


def network(net, hidden_units, width, activation_fn, dropout, mode, collection, summary_form):
    """Fully connected layers on an input layer, up to the logits.

    Args:
        net: the input layer.
        hidden_units: list of widths.
        width: number of logits.
        activation_fn: of the hidden layers.
        dropout: probability to drop a unit in training, or None.
        mode: one of `ModeKeys`.
        collection: collection for the variables.
        summary_form: what stands between a layer's name and its summary's: "/" or "_".
    """
    for number, units in enumerate(hidden_units):
        with tf.variable_scope(f"hiddenlayer_{number}", values=(net,)) as scope:
            net = tf_slim.layers.fully_connected(net, units, activation_fn=activation_fn,
                                                 variables_collections=[collection], scope=scope)
            if dropout is not None and mode == ModeKeys.TRAIN:
                net = tf_slim.layers.dropout(net, keep_prob=1. - dropout)
        summarise(net, scope.name, summary_form)
    with tf.variable_scope("logits", values=(net,)) as scope:
        logits = tf_slim.layers.fully_connected(net, width, activation_fn=None, variables_collections=[collection],
                                                scope=scope)
    summarise(logits, scope.name, summary_form)
    return logits


def summarise(value, name, form):
    """The summaries of a layer."""
    tf.summary.scalar(f"{name}{form}fraction_of_zero_values", tf.nn.zero_fraction(value))
    tf.summary.histogram(f"{name}{form}activation", value)


def embedding_variables(column, collection, input_scope):
    """The variables of an embedding column in an input layer."""
    return tf.get_collection(collection, f"{input_scope}/{column.name}")


def lr_multipliers(embedding_lr_multipliers, collection, input_scope):
    """{variable: factor of its gradient} of {embedding column: factor}, or None.

    Raises:
        ValueError: a column that is no embedding, or has no variable.
    """
    if not embedding_lr_multipliers:
        return None
    found = {}
    for column, factor in embedding_lr_multipliers.items():
        if not isinstance(column, feature_column._EmbeddingColumn):
            raise ValueError("learning rate multipler can only be defined for embedding columns. It is defined for "
                             f"{column}")
        variables = embedding_variables(column, collection, input_scope)
        if not variables:
            raise ValueError(f"Couldn't find a variable for column {column}")
        found.update(dict.fromkeys(variables, factor))
    return found
