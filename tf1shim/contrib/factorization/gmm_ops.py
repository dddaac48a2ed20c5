"""Gaussian mixtures by expectation maximization, as a graph (contrib/factorization/python/ops/gmm_ops.py)."""

import numpy as np
import tensorflow.compat.v1 as tf

FULL_COVARIANCE = "full"
DIAG_COVARIANCE = "diag"

# What is added to every variance, so that covariances can be inverted; to every divisor, so that it is not zero.
_LEAST_VARIANCE = 1e-3
MEPS = np.finfo(float).eps


class GmmAlgorithm:
    """The graph of a mixture: variables ``clusters`` (k x 1 x d), ``clusters_covs`` (k x d x d, or k x d where they are
    diagonal) and ``alphas`` (k).
    """

    CLUSTERS_WEIGHT = "alphas"
    CLUSTERS_VARIABLE = "clusters"
    CLUSTERS_COVS_VARIABLE = "clusters_covs"

    def __init__(self, data, num_classes, initial_means=None, params="wmc",
                 covariance_type=FULL_COVARIANCE, random_seed=0):
        """Build the graph.

        Args:
            data: list of float matrices of the same width d, one example a row.
            num_classes: k, how many Gaussians.
            initial_means: k x d; None draws k examples.
            params: what training changes, any of "w" (weights), "m" (means), "c" (covariances).
            covariance_type: "full" or "diag".
            random_seed: seed of the draw.

        Raises:
            Exception: there is no such covariance type.
        """
        if covariance_type not in (DIAG_COVARIANCE, FULL_COVARIANCE):
            raise Exception(f"programmer error: Invalid covariance type: {covariance_type}")
        self._params = params
        self._random_seed = random_seed
        self._full = covariance_type == FULL_COVARIANCE
        self._num_classes = num_classes
        self._dimensions = tf.shape(data[0])[1]
        self._min_var = tf.diag(tf.ones(tf.stack([self._dimensions]))) * _LEAST_VARIANCE
        self._create_variables()
        self._initialize_variables(data, initial_means)
        self._define_graph(data)

    def _create_variables(self):
        nothing = tf.constant([], dtype=tf.float32)
        self._means = tf.Variable(nothing, name=self.CLUSTERS_VARIABLE, validate_shape=False)
        self._covs = tf.Variable(nothing, name=self.CLUSTERS_COVS_VARIABLE, validate_shape=False)
        self._alpha = tf.Variable(tf.tile([1.0 / self._num_classes], [self._num_classes]),
                                  name=self.CLUSTERS_WEIGHT, validate_shape=False)
        self._cluster_centers_initialized = tf.Variable(False, dtype=tf.bool, name="initialized")

    def _initialize_variables(self, data, initial_means):
        if initial_means is None:
            initial_means = _init_clusters_random(data, self._num_classes, self._random_seed)
        means = tf.expand_dims(initial_means, 1)
        cov = _covariance(data[0], diag=not self._full) + self._min_var
        if not self._full:
            cov = tf.diag_part(cov)
        covs = tf.stack([cov] * self._num_classes)

        def first_values():
            assigned = [tf.assign(self._means, means, validate_shape=False),
                        tf.assign(self._covs, covs, validate_shape=False)]
            with tf.control_dependencies(assigned):
                return tf.identity(tf.assign(self._cluster_centers_initialized, True))

        self._init_op = tf.cond(self._cluster_centers_initialized, lambda: tf.identity(True), first_values).op

    def init_ops(self):
        """The op that gives the variables their first values, where they have none yet."""
        return tf.group(self._init_op)

    def training_ops(self):
        """The op of one iteration."""
        return tf.group(*self._train_ops)

    def is_initialized(self):
        """Boolean variable: whether `init_ops` has run."""
        return self._cluster_centers_initialized

    def alphas(self):
        """The weights of the Gaussians."""
        return self._alpha

    def clusters(self):
        """The means, k x 1 x d."""
        return self._means

    def covariances(self):
        """The covariances, k x d x d or k x d."""
        return self._covs

    def assignments(self):
        """The likeliest Gaussian of each example, a vector for each matrix of the data."""
        return [tf.argmax(w, 1) for w in self._w]

    def scores(self):
        """Log likelihood of each example."""
        return self._scores

    def log_likelihood_op(self):
        """Log of the summed likelihoods of all examples."""
        return self._log_likelihood_op

    def _define_graph(self, data):
        self._w, priors, counts, sums, squares = [], [], [], [], []
        for shard in data:
            log_probs = self._log_probs(tf.expand_dims(shard, 0)) + tf.log(self._alpha)
            prior = tf.reduce_logsumexp(log_probs, axis=1, keepdims=True)
            w = tf.exp(log_probs - prior)
            priors.append(prior)
            self._w.append(w)
            counts.append(tf.reduce_sum(w, 0, keepdims=True))
            sums.append(tf.expand_dims(tf.matmul(w, shard, transpose_a=True), 1))
            # for each class, the sum over examples of w x x'
            weighted = tf.expand_dims(tf.transpose(w), 1) * tf.expand_dims(tf.transpose(shard), 0)
            squares.append(tf.matmul(weighted, tf.stack([shard] * self._num_classes)))
        self._define_maximization(counts, sums, squares)
        self._log_likelihood_op = tf.reduce_logsumexp([tf.reduce_logsumexp(p) for p in priors])
        self._scores = tf.squeeze(
            tf.reduce_logsumexp([p + tf.log(w) for p, w in zip(priors, self._w)], axis=2, keepdims=True), axis=0)

    def _log_probs(self, shard):
        """Log density of each example under each Gaussian, n x k; ``shard`` is 1 x n x d."""
        if self._full:
            root = tf.cholesky(self._covs + self._min_var)
            log_det = 2.0 * tf.reduce_sum(tf.log(tf.matrix_diag_part(root)), 1)
            away = tf.transpose(shard - self._means, perm=[0, 2, 1])
            distance = tf.reduce_sum(tf.square(tf.matrix_triangular_solve(root, away, lower=True)), 1)
        else:
            variances = self._covs + _LEAST_VARIANCE
            log_det = tf.reduce_sum(tf.log(variances), 1)
            distance = tf.squeeze(
                tf.matmul(tf.squared_difference(shard, self._means), tf.expand_dims(1.0 / variances, 2)), [2])
        constant = tf.cast(self._dimensions, tf.float32) * np.log(2 * np.pi)
        return -0.5 * (tf.transpose(distance) + constant + log_det)

    def _define_maximization(self, counts, sums, squares):
        self._train_ops = []
        with tf.control_dependencies(self._w):
            points = tf.squeeze(tf.add_n(counts), axis=[0])
            if "w" in self._params:
                mean_points = points / len(counts)
                self._train_ops.append(self._alpha.assign(mean_points / (tf.reduce_sum(mean_points) + MEPS)))
            divisor = tf.reshape(points, [self._num_classes, 1, 1]) + MEPS
            new_means = []
            if "m" in self._params:
                new_means = [self._means.assign(tf.add_n(sums) / divisor)]
                self._train_ops += new_means
            if "c" in self._params:
                with tf.control_dependencies(new_means):
                    means = tf.identity(self._means)
                    covs = tf.add_n(squares) / divisor - tf.matmul(means, means, transpose_a=True) + self._min_var
                    if not self._full:
                        covs = tf.matrix_diag_part(covs)
                    self._train_ops.append(tf.assign(self._covs, covs, validate_shape=False))


def gmm(inp, initial_clusters, num_clusters, random_seed, covariance_type=FULL_COVARIANCE, params="wmc"):
    """The graph of a Gaussian mixture.

    Args:
        inp: float matrix, or list of them, one example a row.
        initial_clusters: k x d means to start from, or "random" for k examples.
        num_clusters: k.
        random_seed: seed of the draw.
        covariance_type: "full" or "diag".
        params: what training changes, see `GmmAlgorithm`.

    Returns:
        ``(loss, scores, [assignments], training_op, init_op, is_initialized)``.
    """
    means = None
    # TF 1.15 draws examples also where a tensor is given.
    if not isinstance(initial_clusters, (str, tf.Tensor)):
        means = tf.constant(initial_clusters, dtype=tf.float32)
    tool = GmmAlgorithm(inp if isinstance(inp, list) else [inp], num_clusters, means, params, covariance_type,
                        random_seed)
    return (tool.log_likelihood_op(), tool.scores(), [tool.assignments()], tool.training_ops(), tool.init_ops(),
            tool.is_initialized())


def _covariance(x, diag):
    """Unbiased covariance of the columns of ``x``: d x d, or 1 x d of variances where ``diag``."""
    degrees = tf.cast(tf.shape(x)[0], tf.float32) - 1
    x -= tf.reduce_mean(x, 0, keepdims=True)
    if diag:
        return tf.reduce_sum(tf.square(x), 0, keepdims=True) / degrees
    return tf.matmul(x, x, transpose_a=True) / degrees


def _init_clusters_random(data, num_clusters, random_seed):
    """``num_clusters`` examples of ``data``, drawn with replacement."""
    total = tf.add_n([tf.shape(shard)[0] for shard in data])
    with tf.control_dependencies([tf.assert_less_equal(num_clusters, total)]):
        chosen = tf.random_uniform([num_clusters], maxval=tf.cast(total, tf.int64), seed=random_seed, dtype=tf.int64)
    return tf.nn.embedding_lookup(data, chosen, partition_strategy="div")
