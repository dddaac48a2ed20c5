"""k-means as a graph (contrib/factorization/python/ops/clustering_ops.py): TensorFlow keeps it, outside tf.contrib, but
draws with the graph's seed, whatever seed is given.
"""

from tensorflow.python.ops import clustering_ops
from tensorflow.python.ops.clustering_ops import (  # noqa: F401
    CLUSTERS_VAR_NAME,
    COSINE_DISTANCE,
    KMC2_INIT,
    KMEANS_PLUS_PLUS_INIT,
    RANDOM_INIT,
    SQUARED_EUCLIDEAN_DISTANCE,
)
from tensorflow.python.ops.gen_clustering_ops import (  # noqa: F401
    kmc2_chain_initialization,
    kmeans_plus_plus_initialization,
    nearest_neighbors,
)


class KMeans(clustering_ops.KMeans):
    """The graph of k-means."""

    def __init__(self, inputs, num_clusters, initial_clusters=RANDOM_INIT,
                 distance_metric=SQUARED_EUCLIDEAN_DISTANCE, use_mini_batch=False,
                 mini_batch_steps_per_iteration=1, random_seed=0, kmeans_plus_plus_num_retries=2,
                 kmc2_chain_length=200):
        """Create the object; its `training_graph` builds the graph.

        Args:
            inputs: float matrix, or list of them, one example a row.
            num_clusters: how many clusters.
            initial_clusters: a matrix of centers, a function ``f(inputs, k)``, "random", "kmeans_plus_plus" or "kmc2".
            distance_metric: "squared_euclidean" or "cosine".
            use_mini_batch: whether a batch is only a part of the examples.
            mini_batch_steps_per_iteration: batches after which the centers are moved.
            random_seed: seed of the draws.
            kmeans_plus_plus_num_retries: further draws for each center.
            kmc2_chain_length: candidates for each center.

        Raises:
            ValueError: there is no such initialization or distance.
        """
        super().__init__(inputs, num_clusters, initial_clusters, distance_metric, use_mini_batch,
                         mini_batch_steps_per_iteration, random_seed, kmeans_plus_plus_num_retries,
                         kmc2_chain_length)
        self._seed = random_seed
