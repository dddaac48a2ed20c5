"""The estimator of Gaussian mixtures (contrib/factorization/python/ops/gmm.py)."""

import time

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.factorization import gmm_ops
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.model_fn import ModelFnOps


class GMM(Estimator):
    """Clusters the rows of a matrix by a mixture of Gaussians; see `gmm_ops.GmmAlgorithm`."""

    SCORES = "scores"
    LOG_LIKELIHOOD = "loss"
    ASSIGNMENTS = "assignments"

    def __init__(self, num_clusters, model_dir=None, random_seed=0, params="wmc", initial_clusters="random",
                 covariance_type="full", config=None):
        """``num_clusters``: Gaussians; ``model_dir``, ``config``: see `Estimator`; the others: see `gmm_ops.gmm`."""
        def model_fn(features, labels, mode, config):
            if labels is not None:
                raise ValueError("a GMM takes no labels")
            if isinstance(features, dict):
                features = tf.concat([features[key] for key in sorted(features)], 1)
            loss, scores, assignments, training_op, init_op, initialized = gmm_ops.gmm(
                features, initial_clusters, num_clusters, random_seed, covariance_type, params)
            with tf.control_dependencies([training_op, tf.assign_add(tf.train.get_global_step(), 1)]):
                train_op = tf.identity(loss)
            return ModelFnOps(
                mode=mode, predictions={self.ASSIGNMENTS: assignments[0][0]}, loss=loss, train_op=train_op,
                eval_metric_ops={self.SCORES: scores, self.LOG_LIKELIHOOD: _streaming_sum(loss)},
                training_hooks=[_InitializeClustersHook(init_op, initialized, config.is_chief)])

        super().__init__(model_fn=model_fn, model_dir=model_dir, config=config)

    def predict_assignments(self, input_fn=None, batch_size=None, outputs=None):
        """Yields the number of the likeliest Gaussian for each example."""
        for result in self.predict(input_fn=input_fn, batch_size=batch_size, outputs=outputs):
            yield result[self.ASSIGNMENTS]

    def score(self, input_fn=None, batch_size=None, steps=None):
        """Log likelihood of all examples."""
        results = self.evaluate(input_fn=input_fn, batch_size=batch_size, steps=steps)
        return np.log(np.sum(np.exp(results[self.SCORES])))

    def weights(self):
        """The Gaussians' weights."""
        return self.get_variable_value(gmm_ops.GmmAlgorithm.CLUSTERS_WEIGHT)

    def clusters(self):
        """The means, k x d."""
        return np.squeeze(self.get_variable_value(gmm_ops.GmmAlgorithm.CLUSTERS_VARIABLE), 1)

    def covariances(self):
        """The covariances, k x d x d or k x d."""
        return self.get_variable_value(gmm_ops.GmmAlgorithm.CLUSTERS_COVS_VARIABLE)


class _InitializeClustersHook(tf.train.SessionRunHook):
    """The chief gives the clusters their first values; the others wait for it."""

    def __init__(self, init_op, is_initialized, is_chief):
        self._init_op, self._is_initialized, self._is_chief = init_op, is_initialized, is_chief

    def after_create_session(self, session, coord):
        while not session.run(self._is_initialized):
            if self._is_chief:
                session.run(self._init_op)
            else:
                time.sleep(1)


def _streaming_sum(scalar):
    total = tf.Variable(0.0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
    return total, total.assign_add(scalar)
