"""The k-means estimator (contrib/factorization/python/ops/kmeans.py): tensorflow_estimator's."""

import numpy as np
from tensorflow_estimator.python.estimator.canned import kmeans as canned
from tensorflow_estimator.python.estimator.canned.kmeans import (  # noqa: F401
    _LossRelativeChangeHook,
    _parse_features_if_necessary,
)


class KMeansClustering(canned.KMeansClustering):
    """Clusters the rows of a matrix; see `tf.estimator.experimental.KMeans`."""

    def __init__(self, num_clusters, model_dir=None, initial_clusters=canned.KMeansClustering.RANDOM_INIT,
                 distance_metric=canned.KMeansClustering.SQUARED_EUCLIDEAN_DISTANCE, random_seed=0,
                 use_mini_batch=True, mini_batch_steps_per_iteration=1, kmeans_plus_plus_num_retries=2,
                 relative_tolerance=None, config=None, feature_columns=None):
        """``random_seed``: seed of the first centers; the other arguments are those of the estimator.

        Raises:
            ValueError: there is no such initialization or distance.
        """
        super().__init__(
            num_clusters, model_dir, initial_clusters, distance_metric, random_seed, use_mini_batch,
            mini_batch_steps_per_iteration, kmeans_plus_plus_num_retries, relative_tolerance, config, feature_columns)

    def transform(self, input_fn):
        """Yields for each example its distances to all centers; Euclidean ones are squared."""
        for distances in super().transform(input_fn):
            squared = self._distance_metric == self.SQUARED_EUCLIDEAN_DISTANCE
            yield np.square(distances) if squared else distances
