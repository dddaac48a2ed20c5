"""An estimator with its input (source: contrib/learn/python/learn/experiment.py)."""

import inspect
import math
import os
import time

import tensorflow.compat.v1 as tf
from tensorflow.python.training import server_lib  # programs' tests put their own Server there

from tf1shim.contrib.learn import monitors as monitors_lib
from tf1shim.contrib.learn.export_strategy import ExportStrategy
from tf1shim.contrib.learn.run_config import Environment
from tf1shim.estimator import api


class Experiment:
    """All that is needed to train and evaluate a model."""

    def __init__(self, estimator, train_input_fn, eval_input_fn, eval_metrics=None,
                 train_steps=None, eval_steps=100, train_monitors=None, eval_hooks=None,
                 local_eval_frequency=None, eval_delay_secs=120, continuous_eval_throttle_secs=60,
                 min_eval_frequency=None, delay_workers_by_global_step=False, export_strategies=None,
                 train_steps_per_iteration=None, checkpoint_and_export=False,
                 saving_listeners=None, check_interval_secs=5):
        """Make the experiment.

        Args:
            estimator: tf.contrib.learn or tf.estimator's.
            train_input_fn, eval_input_fn: give ``(features, labels)``.
            eval_metrics: for a tf.contrib.learn estimator.
            train_steps: step to train up to; for ever by default.
            eval_steps: steps of an evaluation; until the input ends with None.
            train_monitors: list of monitors and hooks.
            eval_hooks: list of hooks.
            local_eval_frequency: ``min_eval_frequency`` of `local_run`.
            eval_delay_secs: seconds to wait before evaluations beside a training.
            continuous_eval_throttle_secs: least seconds between two of them.
            min_eval_frequency: steps between two evaluations in `train_and_evaluate`; only at the end with 0; 1 by
                default (1000 where the model's directory is in a cloud).
            export_strategies: list of `ExportStrategy`.
            train_steps_per_iteration: steps between two evaluations in `continuous_train_and_eval`.
            delay_workers_by_global_step: workers start by steps that are done, not by seconds.
            checkpoint_and_export: `train_and_evaluate` evaluates and exports at each checkpoint.
            check_interval_secs: least seconds between two looks for a checkpoint in `train_and_evaluate`.
            saving_listeners: for tf.estimator's.

        Raises:
            ValueError: arguments that the estimator's kind does not take.
        """
        self._core = isinstance(estimator, api.Estimator)
        if not self._core and not (hasattr(estimator, "evaluate") and hasattr(estimator, "fit")):
            raise ValueError("`estimator` must implement `tf.contrib.learn.Evaluable` or `tf.estimator.Estimator`.")
        if self._core and eval_metrics is not None:
            raise ValueError("`eval_metrics` must be `None` with `tf.estimator.Estimator`. Use "
                             "`eval_metric_ops` in `tf.estimator.EstimatorSpec` instead.")
        if not self._core and saving_listeners is not None:
            raise ValueError("`saving_listeners` must be `None` with `tf.contrib.learn.Estimator`.")
        if train_steps_per_iteration is not None and not isinstance(train_steps_per_iteration, int):
            raise ValueError("`train_steps_per_iteration` must be an integer.")
        self._estimator = estimator
        self._train_input_fn, self._eval_input_fn = train_input_fn, eval_input_fn
        self._eval_metrics = eval_metrics
        self._train_steps, self._eval_steps = train_steps, eval_steps
        self._train_monitors, self._eval_hooks = list(train_monitors or []), list(eval_hooks or [])
        self._local_eval_frequency = local_eval_frequency
        self._eval_delay_secs = eval_delay_secs
        self._throttle_secs = continuous_eval_throttle_secs
        if min_eval_frequency is None:
            min_eval_frequency = 1000 if str(estimator.model_dir).startswith("gs://") else 1
        self._min_eval_frequency = min_eval_frequency
        self._delay_workers_by_global_step = delay_workers_by_global_step
        self._checkpoint_and_export = checkpoint_and_export
        self._check_interval_secs = check_interval_secs
        self._saving_listeners = list(saving_listeners or []) if isinstance(
            saving_listeners, (list, tuple, type(None))) else saving_listeners
        self._train_steps_per_iteration = train_steps_per_iteration
        self._export_strategies = ()
        self.reset_export_strategies(export_strategies)

    estimator = property(lambda self: self._estimator)
    eval_metrics = property(lambda self: self._eval_metrics)
    train_steps = property(lambda self: self._train_steps)
    eval_steps = property(lambda self: self._eval_steps)

    def extend_train_hooks(self, additional_hooks):
        """Add hooks or monitors to the training."""
        self._train_monitors.extend(additional_hooks)

    def reset_export_strategies(self, new_export_strategies=None):
        """Set the export strategies; returns the ones before.

        Raises:
            ValueError: something else than `ExportStrategy`.
        """
        before, given = self._export_strategies, new_export_strategies or ()
        if isinstance(given, ExportStrategy):
            given = (given,)
        for strategy in given:
            if not isinstance(strategy, ExportStrategy):
                raise ValueError("`export_strategies` must be an ExportStrategy, an iterable of ExportStrategy, "
                                 f"or `None`, found {strategy}.")
        self._export_strategies = tuple(given)
        return before

    def train(self, delay_secs=None):
        """Train up to ``train_steps``; returns the trained estimator.

        A worker of a cluster starts its server first.

        Args:
            delay_secs: seconds to wait; by default five for each worker before this one, up to a minute.
        """
        started, config, hooks = time.time(), self._estimator.config, []
        if config.cluster_spec and config.master:
            environment = getattr(config, "environment", None)
            if environment == Environment.LOCAL:
                tf.logging.warn("ClusterSpec and master are provided, but environment is set to 'local'. Set "
                                "environment to 'cloud' if you intend to use the distributed runtime.")
            elif environment != Environment.GOOGLE:
                self._start_server()
        if delay_secs is None:
            before = config.task_id or 0
            delay_secs = min(60, before * 5)
            if self._delay_workers_by_global_step:
                delay_secs = 0
                hooks.append(tf.train.GlobalStepWaiterHook(int(8000 * math.log(before + 1))))
        if delay_secs > 0:
            time.sleep(max(0, delay_secs - (time.time() - started)))
        return self._call_train(max_steps=self._train_steps, hooks=self._train_monitors + hooks)

    def evaluate(self, delay_secs=None, name=None):
        """Evaluate the newest checkpoint, after a delay in seconds; returns {metric: value}."""
        delay_secs = self._eval_delay_secs if delay_secs is None else delay_secs
        if delay_secs:
            time.sleep(delay_secs)
        return self._call_evaluate(input_fn=self._eval_input_fn, steps=self._eval_steps, metrics=self._eval_metrics,
                                   name=name or "one_pass", hooks=self._eval_hooks)

    def local_run(self):
        """`train_and_evaluate`, every ``local_eval_frequency`` steps if that is set."""
        before = self._min_eval_frequency
        if self._local_eval_frequency is not None:
            self._min_eval_frequency = self._local_eval_frequency
        try:
            return self.train_and_evaluate()
        finally:
            self._min_eval_frequency = before

    def train_and_evaluate(self):
        """Train, with evaluations in between if ``min_eval_frequency`` is set, and evaluate.

        Returns:
            ``({metric: value}, list of exports)``.
        """
        if self._checkpoint_and_export:
            return self._train_with_checkpoints()
        hooks = list(self._train_monitors)
        if self._min_eval_frequency:
            hooks += monitors_lib.replace_monitors_with_hooks([monitors_lib.ValidationMonitor(
                input_fn=self._eval_input_fn, eval_steps=self._eval_steps,
                metrics=self._eval_metrics, every_n_steps=self._min_eval_frequency,
                name="one_pass" if self._eval_steps is None else None, hooks=self._eval_hooks,
                check_interval_secs=self._check_interval_secs)], self._estimator)
        self._call_train(max_steps=self._train_steps, hooks=hooks)
        results = self._call_evaluate(input_fn=self._eval_input_fn, steps=self._eval_steps,
                                      metrics=self._eval_metrics, hooks=self._eval_hooks)
        return results, self._maybe_export(results)

    def _train_with_checkpoints(self):
        listener = _EvaluateAndExport(self)
        if self._core:
            self._call_train(max_steps=self._train_steps, hooks=self._train_monitors,
                             saving_listeners=[*self._saving_listeners, listener])
        else:
            config = self._estimator.config
            saver = tf.train.CheckpointSaverHook(
                self._estimator.model_dir, save_secs=config.save_checkpoints_secs,
                save_steps=config.save_checkpoints_steps, listeners=[listener])
            self._call_train(max_steps=self._train_steps, hooks=[*self._train_monitors, saver])
        return listener.results, listener.exports

    def continuous_train_and_eval(self, continuous_eval_predicate_fn=None):
        """Train and evaluate in turns until ``train_steps``, or until the predicate of results is False.

        Returns:
            as `train_and_evaluate`, of the last turn.
        """
        goes_on = _predicate(continuous_eval_predicate_fn)
        results = exports = path = None
        size = self._train_steps_per_iteration or (
            1000 if self._train_steps is None else int(self._train_steps / 10))
        while goes_on(results, path if results else None) and not self._is_done(results):
            self._call_train(steps=size, hooks=self._train_monitors)
            path = tf.train.latest_checkpoint(self._estimator.model_dir)
            results = self._call_evaluate(input_fn=self._eval_input_fn, steps=self._eval_steps,
                                          metrics=self._eval_metrics, name="one_pass", checkpoint_path=path,
                                          hooks=self._eval_hooks)
            exports = self._maybe_export(results)
        return results, exports

    def continuous_eval(self, delay_secs=None, throttle_delay_secs=None,
                        evaluate_checkpoint_only_once=True, continuous_eval_predicate_fn=None,
                        name="continuous"):
        """Evaluate every new checkpoint until ``train_steps``, or until the predicate of results is False.

        Args:
            delay_secs: seconds before the first; ``eval_delay_secs`` by default.
            throttle_delay_secs: least seconds between two; ``continuous_eval_throttle_secs`` by default.
            evaluate_checkpoint_only_once: wait for another checkpoint.
            continuous_eval_predicate_fn: ``(results)`` or ``(eval_result, checkpoint_path)`` -> whether to go on.
            name: of the evaluation.
        """
        self._continuous_eval(self._eval_input_fn, name, delay_secs, throttle_delay_secs,
                              evaluate_checkpoint_only_once, continuous_eval_predicate_fn)

    def continuous_eval_on_train_data(self, delay_secs=None, throttle_delay_secs=None,
                                      continuous_eval_predicate_fn=None,
                                      name="continuous_on_train_data"):
        """`continuous_eval` on the training data, without exports."""
        self._continuous_eval(self._train_input_fn, name, delay_secs, throttle_delay_secs, True,
                              continuous_eval_predicate_fn, export=False)

    def _continuous_eval(self, input_fn, name, delay_secs, throttle_delay_secs, only_once, predicate, export=True):
        goes_on = _predicate(predicate)
        delay_secs = self._eval_delay_secs if delay_secs is None else delay_secs
        pause = self._throttle_secs if throttle_delay_secs is None else throttle_delay_secs
        if delay_secs:
            time.sleep(delay_secs)
        results = before = None
        while goes_on(results, before) and not self._is_done(results):
            started = time.time()
            path = tf.train.latest_checkpoint(self._estimator.model_dir)
            if path and not (only_once and path == before):
                results = self._call_evaluate(input_fn=input_fn, steps=self._eval_steps, metrics=self._eval_metrics,
                                              name=name, checkpoint_path=path, hooks=self._eval_hooks) or {}
                if export:
                    self._maybe_export(results, checkpoint_path=path)
                before = path
            else:
                results = {}
            if time.time() - started < pause:
                time.sleep(pause - (time.time() - started))

    def _is_done(self, results):
        return bool(results) and self._train_steps is not None and (
            results.get(tf.GraphKeys.GLOBAL_STEP, 0) >= self._train_steps)

    def run_std_server(self):
        """Serve as parameter server; does not return."""
        self._start_server().join()

    def _start_server(self):
        config = self._estimator.config
        if not config.cluster_spec or not config.task_type or not config.master or config.task_id is None:
            raise ValueError("Could not start server; be sure to specify cluster_spec, task_type, master, and task in "
                             "RunConfig or set the TF_CONFIG environment variable.")
        server = server_lib.Server(config.cluster_spec, job_name=config.task_type, task_index=config.task_id,
                                   config=getattr(config, "tf_config", None) or config.session_config, start=False)
        server.start()
        return server

    def test(self):
        """Train and evaluate one step each, and export; returns {metric: value}."""
        self._call_train(steps=1, hooks=self._train_monitors)
        results = self._call_evaluate(input_fn=self._eval_input_fn, steps=1, metrics=self._eval_metrics,
                                      name="one_pass")
        self._maybe_export(results)
        return results

    def _call_train(self, steps=None, hooks=None, max_steps=None, saving_listeners=None):
        if not self._core:
            return self._estimator.fit(input_fn=self._train_input_fn, steps=steps,
                                       max_steps=max_steps, monitors=hooks)
        return self._estimator.train(
            input_fn=self._train_input_fn, steps=steps, max_steps=max_steps,
            hooks=monitors_lib.replace_monitors_with_hooks(hooks, self._estimator),
            saving_listeners=saving_listeners or self._saving_listeners)

    def _call_evaluate(self, input_fn=None, steps=None, metrics=None, name=None, checkpoint_path=None, hooks=None):
        given = {} if self._core else {"metrics": metrics}
        return self._estimator.evaluate(input_fn=input_fn, steps=steps, name=name, hooks=hooks,
                                        checkpoint_path=checkpoint_path, **given)

    def _maybe_export(self, eval_result, checkpoint_path=None):
        return [strategy.export(self._estimator,
                                os.path.join(tf.compat.as_bytes(self._estimator.model_dir), b"export",
                                             tf.compat.as_bytes(strategy.name)),
                                checkpoint_path=checkpoint_path, eval_result=eval_result)
                for strategy in self._export_strategies]


class _EvaluateAndExport(tf.train.CheckpointSaverListener):
    """Evaluates and exports each checkpoint, once."""

    def __init__(self, experiment):
        self._experiment, self._path = experiment, None
        self.results = self.exports = None

    def after_save(self, session, global_step_value):
        experiment = self._experiment
        path = tf.train.latest_checkpoint(experiment.estimator.model_dir)
        if path is None or path == self._path:
            return
        self._path = path
        self.results = experiment._call_evaluate(
            input_fn=experiment._eval_input_fn, steps=experiment.eval_steps, metrics=experiment.eval_metrics,
            name="intermediate_export", checkpoint_path=path, hooks=experiment._eval_hooks)
        self.exports = experiment._maybe_export(self.results, checkpoint_path=path)


def _predicate(given):
    """``given`` as a function of results and checkpoint.

    Raises:
        ValueError: not callable.
    """
    if given is None:
        return lambda results, path: True
    if not callable(given):
        raise ValueError("`continuous_eval_predicate_fn` must be a callable, or None.")
    if "checkpoint_path" in inspect.signature(given).parameters:
        return lambda results, path: given(eval_result=results, checkpoint_path=path)
    return lambda results, path: given(results)
