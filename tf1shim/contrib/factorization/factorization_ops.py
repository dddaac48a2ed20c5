"""Weighted alternating least squares as a graph (contrib/factorization/python/ops/factorization_ops.py).

TF 1.15 had two kernels for the sparse sums; here they are gathers and segment sums.
"""

import collections.abc
import contextlib
import numbers

import tensorflow.compat.v1 as tf


class WALSModel:
    """Factors a sparse matrix A (n x m) into U V', n x k by k x m.

    The loss is the sum over all entries of ``w_ij (a_ij - u_i v_j)**2`` plus ``regularization`` times the squares of
    both factors; ``w_ij`` is ``unobserved_weight``, plus ``row_weight_i * col_weight_j`` where an entry is given.
    """

    def __init__(self, input_rows, input_cols, n_components, unobserved_weight=0.1, regularization=None,
                 row_init="random", col_init="random", num_row_shards=1, num_col_shards=1, row_weights=1,
                 col_weights=1, use_factors_weights_cache=True, use_gramian_cache=True, use_scoped_vars=False):
        """Create the variables.

        Args:
            input_rows, input_cols: n and m.
            n_components: k.
            unobserved_weight: weight of every entry.
            regularization: weight of the factors' squares, or None.
            row_init, col_init: first factors: "random" (standard normal), a tensor or array, a list with one for each
                shard, or a function that returns one of these.
            num_row_shards, num_col_shards: variables that a factor is kept in.
            row_weights, col_weights: a number, a list for each shard, or both None: every entry weighs
                ``unobserved_weight``.
            use_factors_weights_cache, use_gramian_cache: copy what a sweep reads to local variables first.
            use_scoped_vars: put the variables into name scopes, too.

        Raises:
            ValueError: weights of no such form.
            AssertionError: weights for one side only, or lists of another length than there are shards.
        """
        assert (row_weights is None) == (col_weights is None)
        self._input_rows, self._input_cols = input_rows, input_cols
        self._n_components = n_components
        self._unobserved_weight = unobserved_weight
        self._regularization = regularization
        self._regularization_matrix = None if regularization is None else regularization * tf.eye(n_components)

        def scoped(name):
            return tf.name_scope(name) if use_scoped_vars else contextlib.nullcontext()

        rows, cols = _Side("row", input_rows, num_row_shards), _Side("col", input_cols, num_col_shards)
        for side, weights in ((rows, row_weights), (cols, col_weights)):
            with scoped(side.name + "_weights"):
                side.create_weights(weights)
        for side, init in ((rows, row_init), (cols, col_init)):
            with scoped(side.name + "_factors"):
                side.create_factors(n_components, init)
        for side in (rows, cols):
            side.create_gramian(n_components)
        with tf.name_scope("row_prepare_gramian"):
            cols.prepare_gramian()
        with tf.name_scope("col_prepare_gramian"):
            rows.prepare_gramian()
        self._rows, self._cols = rows, cols
        self._row_weights, self._col_weights = rows.weights, cols.weights
        self._row_factors, self._col_factors = rows.factors, cols.factors
        with tf.name_scope("transient_vars"):
            self._create_caches(use_factors_weights_cache, use_gramian_cache)

    def _create_caches(self, cache_factors, cache_gramian):
        sides = (self._rows, self._cols)
        for side in sides:
            side.factors_cache = _Cache(side.factors, side.name + "_factors_cache", cache_factors)
        for side in sides:
            side.weights_cache = _Cache(side.weights, side.name + "_wt_cache", cache_factors)
        for side in sides:
            side.gramian_cache = _Cache(side.gramian, side.name + "_gramian_cache", cache_gramian)
        # A sweep over one side reads the other: its own copy is let go.
        self._row_updates_init = self._sweep_init(self._cols, self._rows)
        self._col_updates_init = self._sweep_init(self._rows, self._cols)
        # the weights stay
        weights = [side.weights_cache.fill() for side in sides if side.weights is not None]
        self._worker_init = tf.group(*weights, name="worker_init")

    def _sweep_init(self, read, written):
        with tf.control_dependencies([written.factors_cache.reset, written.gramian_cache.reset]):
            return tf.group(read.factors_cache.fill(), read.gramian_cache.fill())

    @property
    def row_factors(self):
        """The variables of U, one a shard."""
        return self._rows.factors

    @property
    def col_factors(self):
        """The variables of V, one a shard."""
        return self._cols.factors

    @property
    def row_weights(self):
        """The variables of the row weights, or None."""
        return self._rows.weights

    @property
    def col_weights(self):
        """The variables of the column weights, or None."""
        return self._cols.weights

    @property
    def initialize_op(self):
        """Gives all variables their first values."""
        variables = self._row_factors + self._col_factors + [self._rows.gramian, self._cols.gramian]
        if self._row_weights is not None:
            variables += self._row_weights + self._col_weights
        return tf.variables_initializer(variables)

    @property
    def row_update_prep_gramian_op(self):
        """To run before a sweep over the rows: V'V."""
        return self._cols.gramian_op

    @property
    def col_update_prep_gramian_op(self):
        """To run before a sweep over the columns: U'U."""
        return self._rows.gramian_op

    @property
    def initialize_row_update_op(self):
        """To run after `row_update_prep_gramian_op`: fills the local copies."""
        return self._row_updates_init

    @property
    def initialize_col_update_op(self):
        """To run after `col_update_prep_gramian_op`: fills the local copies."""
        return self._col_updates_init

    @property
    def worker_init(self):
        """To run once in each worker: copies the weights."""
        return self._worker_init

    def update_row_factors(self, sp_input=None, transpose_input=False):
        """Solve for the rows of U that ``sp_input`` has entries of.

        Args:
            sp_input: SparseTensor of whole rows, in any order, numbered as in A.
            transpose_input: whether ``sp_input`` holds them as columns.

        Returns:
            ``(new_values, update_op, unregularized_loss, regularization, sum_weights)``: the rows; the op that stores
            them; the loss, its regularization and the weights, scaled up to all rows.
        """
        return self._solve(self._rows, self._cols, sp_input, transpose_input)

    def update_col_factors(self, sp_input=None, transpose_input=False):
        """Solve for the rows of V that ``sp_input`` has columns of; see `update_row_factors`."""
        return self._solve(self._cols, self._rows, sp_input, not transpose_input)

    def project_row_factors(self, sp_input=None, transpose_input=False, projection_weights=None):
        """The rows of U that best fit ``sp_input``, without storing them; with the given weights of rows, or 1."""
        weights = 1 if projection_weights is None else projection_weights
        return self._solve(self._rows, self._cols, sp_input, transpose_input, weights)[0]

    def project_col_factors(self, sp_input=None, transpose_input=False, projection_weights=None):
        """The rows of V that best fit ``sp_input``, without storing them; with the given weights of columns, or 1."""
        weights = 1 if projection_weights is None else projection_weights
        return self._solve(self._cols, self._rows, sp_input, not transpose_input, weights)[0]

    def _solve(self, left, right, sp_input, transposed, given_weights=None):
        assert isinstance(sp_input, tf.SparseTensor)
        left_ids, right_ids = sp_input.indices[:, 0], sp_input.indices[:, 1]
        if transposed:
            left_ids, right_ids = right_ids, left_ids
        rows, row = tf.unique(left_ids)
        columns, column = tf.unique(right_ids)
        count = tf.shape(rows)[0]
        factors = tf.nn.embedding_lookup(right.factors_cache.value, columns, partition_strategy="div")
        entries = tf.gather(factors, column)  # of V, for each entry of the input
        gramian = right.gramian_cache.value

        lhs = self._unobserved_weight * gramian
        if self._regularization_matrix is not None:
            lhs += self._regularization_matrix
        if left.weights is None:
            weights = tf.zeros_like(sp_input.values)
            rhs = self._unobserved_weight * _sums(sp_input.values[:, None] * entries, row, count)
            values = tf.transpose(tf.matrix_solve(lhs, tf.transpose(rhs)))
        else:
            of_rows = _row_weights(left, rows, given_weights)
            of_columns = tf.nn.embedding_lookup(right.weights_cache.value, columns, partition_strategy="div")
            weights = tf.gather(of_rows, row) * tf.gather(of_columns, column)
            outer = entries[:, :, None] * entries[:, None, :]
            lhs = lhs[None] + _sums(weights[:, None, None] * outer, row, count)
            weighted = (self._unobserved_weight + weights) * sp_input.values
            rhs = _sums(weighted[:, None] * entries, row, count)
            values = tf.squeeze(tf.matrix_solve(lhs, rhs[:, :, None]), [2])
        update = left.scatter_update(rows, values)
        return (values, update, *self._loss(left, right, sp_input.values, weights, values, row, entries, gramian))

    def _loss(self, left, right, observed, weights, values, row, entries, gramian):
        found = tf.reduce_sum(tf.gather(values, row) * entries, 1)
        residual = tf.square(observed - found)
        own = tf.matmul(values, values, transpose_a=True)
        scale = left.size / tf.cast(tf.shape(values)[0], tf.float32)
        everywhere = tf.reduce_sum(residual) - tf.reduce_sum(tf.square(found)) + tf.trace(tf.matmul(own, gramian))
        loss = (self._unobserved_weight * everywhere + tf.reduce_sum(weights * residual)) * scale
        if self._regularization is None:
            regularization = tf.constant(0.0)
        else:
            regularization = self._regularization * (tf.trace(own) * scale + tf.trace(gramian))
        sum_weights = self._unobserved_weight * tf.cast(left.size * right.size, tf.float32)
        return loss, regularization, sum_weights + tf.reduce_sum(weights) * scale


class _Side:
    """The rows, or the columns: their variables."""

    def __init__(self, name, size, shards):
        self.name, self.size, self.shards = name, size, shards
        small, more = divmod(size, shards)
        self.sizes = [small + 1] * more + [small] * (shards - more)

    def create_weights(self, given):
        self.weights = None
        if given is None:
            return
        if isinstance(given, collections.abc.Iterable):
            if self.shards == 1 and len(given) == self.size:
                given = [given]
            assert len(given) == self.shards
            values = [lambda value=value: value for value in given]
        elif isinstance(given, numbers.Real) and given >= 0:
            values = [lambda size=size: given * tf.ones([size]) for size in self.sizes]
        else:
            raise ValueError("Invalid weight initialization argument. Must be one of these: None, a real non-negative "
                             "real number, or a list of lists of non-negative real numbers (or equivalent iterables) "
                             "corresponding to sharded factors.")
        self.weights = self._variables(values, "weights")

    def create_factors(self, width, init):
        if callable(init):
            init = init()
        if isinstance(init, str) and init == "random":
            values = [lambda size=size: tf.random_normal([size, width]) for size in self.sizes]
        else:
            parts = init if isinstance(init, list) or self.shards > 1 else [init]
            assert not isinstance(init, list) or len(init) == self.shards
            values = [lambda i=i: parts[i] for i in range(self.shards)]
        self.factors = self._variables(values, "factors")

    def _variables(self, values, kind):
        return [tf.Variable(value, dtype=tf.float32, name=f"{self.name}_{kind}_shard_{i}")
                for i, value in enumerate(values)]

    def create_gramian(self, width):
        self.gramian = tf.Variable(tf.zeros([width, width]), dtype=tf.float32, name=self.name + "_gramian")

    def prepare_gramian(self):
        parts = []
        for factor in self.factors:
            with tf.colocate_with(factor):
                parts.append(tf.matmul(factor, factor, transpose_a=True))
        with tf.colocate_with(self.gramian):
            self.gramian_op = tf.assign(self.gramian, tf.add_n(parts)).op

    def scatter_update(self, rows, values):
        """The op that stores ``values`` as the rows with these numbers."""
        rows = tf.cast(rows, tf.int32)
        if self.shards == 1:
            with tf.colocate_with(self.factors[0]):
                return tf.scatter_update(self.factors[0], rows, values, name=self.name + "_update").op
        starts = [sum(self.sizes[:i]) for i in range(1, self.shards)]
        shard = tf.add_n([tf.cast(rows >= start, tf.int32) for start in starts])
        rows -= tf.gather(tf.constant([0, *starts]), shard)
        updates = []
        for factor, its_rows, its_values in zip(
                self.factors, tf.dynamic_partition(rows, shard, self.shards),
                tf.dynamic_partition(values, shard, self.shards)):
            with tf.colocate_with(factor):
                updates.append(tf.scatter_update(factor, its_rows, its_values))
        return tf.group(*updates, name=self.name + "_update")


class _Cache:
    """A local copy of a variable or of a list of them; or, where not ``wanted``, the thing itself."""

    def __init__(self, source, name, wanted):
        self.value, self._pairs = source, []
        if source is not None and wanted:
            if isinstance(source, list):
                self.value = [_local(f"{name}_shard_{i}") for i in range(len(source))]
                self._pairs = list(zip(self.value, source))
            else:
                self.value = _local(name)
                self._pairs = [(self.value, source)]
        self.reset = tf.group(*[_assign(copy, 1.0) for copy, _ in self._pairs])

    def fill(self):
        """An op that copies, one variable after another, so that memory holds one at a time."""
        last = []
        for copy, variable in self._pairs:
            with tf.control_dependencies(last):
                last = [_assign(copy, variable)]
        return tf.group(*last)


def _local(name):
    return tf.Variable(1.0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES], validate_shape=False,
                       name=name)


def _assign(variable, value):
    with tf.colocate_with(variable):
        return tf.assign(variable, value, validate_shape=False)


def _row_weights(side, rows, given):
    if given is None:
        return tf.nn.embedding_lookup(side.weights_cache.value, rows, partition_strategy="div")
    given = tf.cast(given, tf.float32)
    with tf.control_dependencies([tf.assert_less_equal(tf.rank(given), 1)]):
        return given * tf.ones(tf.shape(rows))


def _sums(values, row, count):
    return tf.unsorted_segment_sum(values, row, count)
