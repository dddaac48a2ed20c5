"""The estimator of weighted matrix factorization (contrib/factorization/python/ops/wals.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.factorization.factorization_ops import WALSModel
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps


class WALSMatrixFactorization(Estimator):
    """Factors a matrix in sweeps: all rows, then all columns, and so on; see `WALSModel`.

    An ``input_fn`` gives a dict with ``INPUT_ROWS`` and ``INPUT_COLS``: SparseTensors of some rows, and of some rows of
    the transposed matrix. To predict or evaluate, ``PROJECT_ROW`` says which of the two counts, and
    ``PROJECTION_WEIGHTS`` may give weights.
    """

    INPUT_ROWS = "input_rows"
    INPUT_COLS = "input_cols"
    PROJECT_ROW = "project_row"
    PROJECTION_WEIGHTS = "projection_weights"
    PROJECTION_RESULT = "projection"
    COMPLETED_SWEEPS = "completed_sweeps"
    LOSS = "WALS_loss"
    RWSE = "WALS_RWSE"

    def __init__(self, num_rows, num_cols, embedding_dimension, unobserved_weight=0.1, regularization_coeff=None,
                 row_init="random", col_init="random", num_row_shards=1, num_col_shards=1, row_weights=1,
                 col_weights=1, use_factors_weights_cache_for_training=True, use_gramian_cache_for_training=True,
                 max_sweeps=None, model_dir=None, config=None):
        """``max_sweeps``: sweeps after which training stops; the other arguments: see `WALSModel` and `Estimator`.

        Raises:
            ValueError: more than one worker.
        """
        def build(mode):
            training = mode == ModeKeys.TRAIN
            return WALSModel(
                num_rows, num_cols, embedding_dimension, unobserved_weight=unobserved_weight,
                regularization=regularization_coeff, row_init=row_init, col_init=col_init,
                num_row_shards=num_row_shards, num_col_shards=num_col_shards, row_weights=row_weights,
                col_weights=col_weights,
                use_factors_weights_cache=training and use_factors_weights_cache_for_training,
                use_gramian_cache=training and use_gramian_cache_for_training)

        def model_fn(features, labels, mode):
            assert labels is None
            model = build(mode)
            if mode == ModeKeys.TRAIN:
                return _training(model, features, num_rows, num_cols, max_sweeps)
            if mode == ModeKeys.INFER:
                return _projection(model, features)
            if mode == ModeKeys.EVAL:
                return _evaluation(model, features)
            raise ValueError(f"mode={mode} is not recognized.")

        super().__init__(model_fn=model_fn, model_dir=model_dir, config=config)
        if self._config.num_worker_replicas > 1:
            raise ValueError("WALSMatrixFactorization must be run on a single worker replica.")
        self._shards = {"row": num_row_shards, "col": num_col_shards}

    def get_row_factors(self):
        """The trained U: list of arrays, one a shard."""
        return self._factors("row")

    def get_col_factors(self):
        """The trained V: list of arrays, one a shard."""
        return self._factors("col")

    def _factors(self, side):
        return [self.get_variable_value(f"{side}_factors_shard_{i}") for i in range(self._shards[side])]

    def get_projections(self, input_fn):
        """Generator of the factors that best fit the rows or columns of ``input_fn``."""
        return (result[self.PROJECTION_RESULT] for result in self.predict(input_fn=input_fn))


def _training(model, features, num_rows, num_cols, max_sweeps):
    keys = WALSMatrixFactorization
    row_sweep, done = _state(True, "is_row_sweep"), _state(False, "is_sweep_done")
    sweeps, loss, rwse = _state(0, keys.COMPLETED_SWEEPS), _state(0.0, keys.LOSS), _state(0.0, keys.RWSE)
    for name, variable in (("loss", loss), ("root_weighted_squared_error", rwse), ("completed_sweeps", sweeps)):
        tf.summary.scalar(name, variable)

    def side(name, size, matrix, updates):
        seen = _state(tf.fill([size], False), "processed_" + name)
        _, update, its_loss, regularization, weights = updates
        stored = [update, tf.assign(loss, its_loss + regularization), tf.assign(rwse, tf.sqrt(its_loss / weights))]
        rows = matrix.indices[:, 0]
        with tf.control_dependencies(stored):
            marked = tf.scatter_update(seen, rows, tf.ones_like(rows, dtype=tf.bool),
                                       name=f"update_processed_{name}_indices")
        with tf.control_dependencies([marked]):
            all_seen = tf.reduce_all(seen)
            step = tf.group(tf.assign(done, all_seen), tf.assign_add(sweeps, tf.cast(all_seen, tf.int32)),
                            name=name + "_sweep_train_op")
        return seen.initializer, step

    rows, columns = features[keys.INPUT_ROWS], features[keys.INPUT_COLS]
    forget_rows, row_step = side("rows", num_rows, rows, model.update_row_factors(rows))
    forget_columns, column_step = side(
        "cols", num_cols, columns, model.update_col_factors(columns, transpose_input=True))
    switch = tf.group(tf.assign(row_sweep, tf.logical_not(row_sweep)), forget_rows, forget_columns,
                      name="sweep_switch_op")
    hooks = [
        _SweepHook(
            row_sweep, done, model.worker_init,
            [model.row_update_prep_gramian_op, model.initialize_row_update_op],
            [model.col_update_prep_gramian_op, model.initialize_col_update_op], row_step, column_step, switch),
        _IncrementGlobalStepHook()]
    if max_sweeps is not None:
        hooks.append(_StopAtSweepHook(max_sweeps))
    return ModelFnOps(mode=ModeKeys.TRAIN, predictions={}, loss=loss, eval_metric_ops={}, train_op=tf.no_op(),
                      training_hooks=hooks)


def _state(value, name):
    return tf.Variable(value, trainable=False, name=name, collections=[tf.GraphKeys.GLOBAL_VARIABLES])


def _projection(model, features):
    keys = WALSMatrixFactorization
    weights = features.get(keys.PROJECTION_WEIGHTS)
    result = tf.cond(
        features[keys.PROJECT_ROW],
        lambda: model.project_row_factors(features[keys.INPUT_ROWS], projection_weights=weights),
        lambda: model.project_col_factors(features[keys.INPUT_COLS], True, projection_weights=weights))
    return ModelFnOps(mode=ModeKeys.INFER, predictions={keys.PROJECTION_RESULT: result}, loss=None,
                      eval_metric_ops={}, train_op=tf.no_op(), training_hooks=[])


def _evaluation(model, features):
    keys = WALSMatrixFactorization
    loss = tf.cond(
        features[keys.PROJECT_ROW],
        lambda: tf.add(*model.update_row_factors(features[keys.INPUT_ROWS])[2:4]),
        lambda: tf.add(*model.update_col_factors(features[keys.INPUT_COLS], transpose_input=True)[2:4]))
    return ModelFnOps(mode=ModeKeys.EVAL, predictions={}, loss=loss, eval_metric_ops={}, train_op=tf.no_op(),
                      training_hooks=[])


class _SweepHook(tf.train.SessionRunHook):
    """Before every step: starts the next sweep where one is done, and asks for the step of the side it is at."""

    def __init__(self, is_row_sweep_var, is_sweep_done_var, init_op, row_prep_ops, col_prep_ops, row_train_op,
                 col_train_op, switch_op):
        self._is_row_sweep, self._is_done = is_row_sweep_var, is_sweep_done_var
        self._init_op, self._switch_op = init_op, switch_op
        self._prepare = {True: row_prep_ops, False: col_prep_ops}
        self._train = {True: row_train_op, False: col_train_op}
        self._started = False

    def before_run(self, run_context):
        session = run_context.session
        done = session.run(self._is_done)
        if not self._started:
            session.run(self._init_op)
        if done:
            session.run(self._switch_op)
        rows = bool(session.run(self._is_row_sweep))
        if done or not self._started:
            for op in self._prepare[rows]:
                session.run(op)
        self._started = True
        return tf.train.SessionRunArgs(fetches=[self._train[rows]])


class _IncrementGlobalStepHook(tf.train.SessionRunHook):
    """Counts the steps."""

    def __init__(self):
        step = tf.train.get_global_step()
        self._add = None if step is None else tf.assign_add(step, 1, name="global_step_incr").op

    def before_run(self, run_context):
        if self._add is not None:
            run_context.session.run(self._add)


class _StopAtSweepHook(tf.train.SessionRunHook):
    """Stops after a number of sweeps."""

    def __init__(self, last_sweep):
        self._last_sweep = last_sweep

    def begin(self):
        name = WALSMatrixFactorization.COMPLETED_SWEEPS
        try:
            self._sweeps = tf.get_default_graph().get_tensor_by_name(name + ":0")
        except KeyError:
            raise RuntimeError(f"{name} counter should be created to use StopAtSweepHook.") from None

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._sweeps)

    def after_run(self, run_context, run_values):
        if run_values.results >= self._last_sweep:
            run_context.request_stop()
