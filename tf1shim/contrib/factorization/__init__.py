"""``tf.contrib.factorization``: clustering (k-means, Gaussian mixtures) and weighted matrix factorization (WALS)."""

from tf1shim.contrib.factorization.clustering_ops import (  # noqa: F401
    COSINE_DISTANCE,
    KMEANS_PLUS_PLUS_INIT,
    RANDOM_INIT,
    SQUARED_EUCLIDEAN_DISTANCE,
    KMeans,
)
from tf1shim.contrib.factorization.factorization_ops import WALSModel  # noqa: F401
from tf1shim.contrib.factorization.gmm_ops import GmmAlgorithm, gmm  # noqa: F401


def __getattr__(name):
    # The estimators need libraries that the graphs do not.
    if name == "KMeansClustering":
        from tf1shim.contrib.factorization.kmeans import KMeansClustering as value
    elif name == "GMM":
        from tf1shim.contrib.factorization.gmm import GMM as value
    elif name == "WALSMatrixFactorization":
        from tf1shim.contrib.factorization.wals import WALSMatrixFactorization as value
    else:
        raise AttributeError(name)
    globals()[name] = value
    return value
