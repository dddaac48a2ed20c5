"""The k-means estimator of tf.contrib.learn (source: contrib/learn/python/learn/estimators/kmeans.py)."""

import time

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.factorization import clustering_ops
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.model_fn import ModelFnOps

__all__ = ["KMeansClustering"]


class _LossRelativeChangeHook(tf.train.SessionRunHook):
    """Stops when the loss changes less than ``tolerance``, relatively."""

    def __init__(self, tolerance):
        self._tolerance = tolerance
        self._previous = None

    def begin(self):
        self._loss = tf.get_default_graph().get_tensor_by_name(KMeansClustering.LOSS_OP_NAME + ":0")

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._loss)

    def after_run(self, run_context, run_values):
        loss, previous = run_values.results, self._previous
        if previous is not None and abs(loss - previous) / (1 + abs(previous)) < self._tolerance:
            run_context.request_stop()
        self._previous = loss


class _InitializeClustersHook(tf.train.SessionRunHook):
    """Chooses the first centers; workers wait for it."""

    def __init__(self, init_op, is_initialized_op, is_chief):
        self._init_op = init_op
        self._is_initialized_op = is_initialized_op
        self._is_chief = is_chief

    def after_create_session(self, session, _):
        while True:
            try:
                if session.run(self._is_initialized_op):
                    return
                if self._is_chief:
                    session.run(self._init_op)
                else:
                    time.sleep(1)
            except RuntimeError as error:
                tf.logging.info(error)


def _parse_tensor_or_dict(features):
    """A matrix; of a dict, its features side by side, in the order of their names."""
    if not isinstance(features, dict):
        return features
    return tf.concat([features[name] for name in sorted(features)], 1)


def _kmeans_clustering_model_fn(features, labels, mode, params, config):
    assert labels is None, labels
    params = dict(params)
    tolerance = params.pop("relative_tolerance")
    scores, clusters, losses, is_initialized, init_op, train_op = clustering_ops.KMeans(
        _parse_tensor_or_dict(features), **params).training_graph()
    counted = tf.assign_add(tf.train.get_global_step(), 1)
    loss = tf.reduce_sum(losses, name=KMeansClustering.LOSS_OP_NAME)
    tf.summary.scalar("loss/raw", loss)
    with tf.control_dependencies([train_op, counted]):
        train_op = tf.identity(loss)
    hooks = [_InitializeClustersHook(init_op, is_initialized, config.is_chief)]
    if tolerance is not None:
        hooks.append(_LossRelativeChangeHook(tolerance))
    return ModelFnOps(
        mode=mode, loss=loss, train_op=train_op, training_hooks=hooks,
        predictions={KMeansClustering.ALL_SCORES: scores[0], KMeansClustering.CLUSTER_IDX: clusters[0]},
        eval_metric_ops={KMeansClustering.SCORES: loss})


class KMeansClustering(Estimator):
    """Clusters the rows of a matrix.

    Args:
        num_clusters: how many clusters.
        model_dir, config: as for `Estimator`.
        initial_clusters, distance_metric, random_seed, use_mini_batch, mini_batch_steps_per_iteration,
            kmeans_plus_plus_num_retries: as for `tf.contrib.factorization.KMeans`.
        relative_tolerance: change of the loss below which training stops, or None.
    """

    SQUARED_EUCLIDEAN_DISTANCE = clustering_ops.SQUARED_EUCLIDEAN_DISTANCE
    COSINE_DISTANCE = clustering_ops.COSINE_DISTANCE
    RANDOM_INIT = clustering_ops.RANDOM_INIT
    KMEANS_PLUS_PLUS_INIT = clustering_ops.KMEANS_PLUS_PLUS_INIT
    SCORES = "scores"
    CLUSTER_IDX = "cluster_idx"
    CLUSTERS = "clusters"
    ALL_SCORES = "all_scores"
    LOSS_OP_NAME = "kmeans_loss"

    def __init__(self, num_clusters, model_dir=None, initial_clusters=RANDOM_INIT,
                 distance_metric=SQUARED_EUCLIDEAN_DISTANCE, random_seed=0, use_mini_batch=True,
                 mini_batch_steps_per_iteration=1, kmeans_plus_plus_num_retries=2, relative_tolerance=None,
                 config=None):
        super().__init__(model_fn=_kmeans_clustering_model_fn, model_dir=model_dir, config=config, params={
            "num_clusters": num_clusters, "initial_clusters": initial_clusters, "distance_metric": distance_metric,
            "random_seed": random_seed, "use_mini_batch": use_mini_batch,
            "mini_batch_steps_per_iteration": mini_batch_steps_per_iteration,
            "kmeans_plus_plus_num_retries": kmeans_plus_plus_num_retries, "relative_tolerance": relative_tolerance})

    def predict_cluster_idx(self, input_fn=None):
        """Yields the cluster of each row."""
        for found in self.predict(input_fn=input_fn, outputs=[self.CLUSTER_IDX]):
            yield found[self.CLUSTER_IDX]

    def score(self, input_fn=None, steps=None):
        """The sum of all rows' distances to their centers."""
        return np.sum(self.evaluate(input_fn=input_fn, steps=steps)[self.SCORES])

    def transform(self, input_fn=None, as_iterable=False):
        """The rows' distances to all centers; Euclidean ones are squared."""
        found = self.predict(input_fn=input_fn, outputs=[self.ALL_SCORES], as_iterable=as_iterable)
        return found if as_iterable else found[self.ALL_SCORES]

    def clusters(self):
        """The centers."""
        return self.get_variable_value(self.CLUSTERS)
