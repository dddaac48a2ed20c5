"""An estimator with its input (source: contrib/learn/python/learn/experiment.py)."""

import time

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn import monitors as monitors_lib


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
            min_eval_frequency: steps between two evaluations in `train_and_evaluate`; only at the end with 0 or None.
            export_strategies: list of `ExportStrategy`.
            train_steps_per_iteration: steps between two evaluations in `continuous_train_and_eval`.
            delay_workers_by_global_step, checkpoint_and_export, check_interval_secs: kept for the signature.
            saving_listeners: for tf.estimator's.

        Raises:
            ValueError: arguments that the estimator's kind does not take.
        """
        self._core = not hasattr(estimator, "fit")
        if self._core and eval_metrics is not None:
            raise ValueError("`eval_metrics` must be `None` with `tf.estimator.Estimator`. Use "
                             "`eval_metric_ops` in `tf.estimator.EstimatorSpec` instead.")
        if not self._core and saving_listeners is not None:
            raise ValueError("`saving_listeners` must be `None` for non-core Estimators.")
        self._estimator = estimator
        self._train_input_fn, self._eval_input_fn = train_input_fn, eval_input_fn
        self._eval_metrics = eval_metrics
        self._train_steps, self._eval_steps = train_steps, eval_steps
        self._train_monitors, self._eval_hooks = list(train_monitors or []), list(eval_hooks or [])
        self._local_eval_frequency = local_eval_frequency
        self._eval_delay_secs = eval_delay_secs
        self._throttle_secs = continuous_eval_throttle_secs
        self._min_eval_frequency = min_eval_frequency
        self._saving_listeners = saving_listeners or []
        self._train_steps_per_iteration = train_steps_per_iteration
        self.reset_export_strategies(export_strategies)

    estimator = property(lambda self: self._estimator)
    eval_metrics = property(lambda self: self._eval_metrics)
    train_steps = property(lambda self: self._train_steps)
    eval_steps = property(lambda self: self._eval_steps)

    def extend_train_hooks(self, additional_hooks):
        """Add hooks or monitors to the training."""
        self._train_monitors.extend(additional_hooks)

    def reset_export_strategies(self, new_export_strategies=None):
        """Set the export strategies; returns the ones before."""
        before = getattr(self, "_export_strategies", ())
        given = new_export_strategies or ()
        self._export_strategies = tuple(given) if isinstance(given, (list, tuple)) and not hasattr(
            given, "export") else (given,)
        return before

    def train(self, delay_secs=None):
        """Train up to ``train_steps``, after a delay in seconds; returns the trained estimator."""
        time.sleep(delay_secs or 0)
        return self._train(max_steps=self._train_steps)

    def evaluate(self, delay_secs=None, name=None):
        """Evaluate the newest checkpoint, after a delay in seconds; returns {metric: value}."""
        time.sleep(self._eval_delay_secs if delay_secs is None else delay_secs)
        return self._evaluate(name=name)

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
        hooks = []
        if self._min_eval_frequency:
            hooks.append(monitors_lib.ValidationMonitor(
                input_fn=self._eval_input_fn, eval_steps=self._eval_steps,
                metrics=self._eval_metrics, every_n_steps=self._min_eval_frequency,
                name="one_pass" if self._eval_steps is None else None, hooks=self._eval_hooks))
        self._train(max_steps=self._train_steps, more=hooks)
        results = self._evaluate(name="one_pass" if self._eval_steps is None else None)
        return results, self._export(results)

    def continuous_train_and_eval(self, continuous_eval_predicate_fn=None):
        """Train and evaluate in turns until ``train_steps``, or until the predicate of results is False.

        Returns:
            as `train_and_evaluate`.
        """
        results = None
        size = self._train_steps_per_iteration or (
            max(1, self._train_steps // 10) if self._train_steps else 1000)
        while continuous_eval_predicate_fn is None or continuous_eval_predicate_fn(results):
            if results and self._train_steps and results["global_step"] >= self._train_steps:
                break
            self._train(steps=size)
            results = self._evaluate(name="continuous")
        return results, self._export(results)

    def continuous_eval(self, delay_secs=None, throttle_delay_secs=None,
                        evaluate_checkpoint_only_once=True, continuous_eval_predicate_fn=None,
                        name="continuous"):
        """Evaluate every new checkpoint until ``train_steps``, or until the predicate of results is False."""
        time.sleep(self._eval_delay_secs if delay_secs is None else delay_secs)
        pause = self._throttle_secs if throttle_delay_secs is None else throttle_delay_secs
        results = path = None
        while continuous_eval_predicate_fn is None or continuous_eval_predicate_fn(results):
            if results and self._train_steps and results["global_step"] >= self._train_steps:
                return
            started, before = time.time(), path
            path = tf.train.latest_checkpoint(self._estimator.model_dir)
            if path and not (evaluate_checkpoint_only_once and path == before):
                results = self._evaluate(name=name, checkpoint_path=path)
                self._export(results, path)
            time.sleep(max(0.0, pause - (time.time() - started)))

    def continuous_eval_on_train_data(self, delay_secs=None, throttle_delay_secs=None,
                                      continuous_eval_predicate_fn=None,
                                      name="continuous_on_train_data"):
        """`continuous_eval` on the training data."""
        evaluation_fn, self._eval_input_fn = self._eval_input_fn, self._train_input_fn
        try:
            self.continuous_eval(delay_secs, throttle_delay_secs,
                                 continuous_eval_predicate_fn=continuous_eval_predicate_fn,
                                 name=name)
        finally:
            self._eval_input_fn = evaluation_fn

    def run_std_server(self):
        """Serve as parameter server; does not return."""
        config = self._estimator.config
        tf.train.Server(config.cluster_spec, job_name=config.task_type, task_index=config.task_id,
                        config=config.session_config, protocol=config.protocol).join()

    def test(self):
        """Train and evaluate one step each; as `train_and_evaluate`."""
        self._train(steps=1)
        results = self._evaluate(name="one_pass", steps=1)
        return results, self._export(results)

    def _train(self, steps=None, max_steps=None, more=()):
        hooks = [*self._train_monitors, *more]
        if not self._core:
            return self._estimator.fit(input_fn=self._train_input_fn, steps=steps,
                                       max_steps=max_steps, monitors=hooks)
        return self._estimator.train(
            input_fn=self._train_input_fn, steps=steps, max_steps=max_steps,
            hooks=monitors_lib.replace_monitors_with_hooks(hooks, self._estimator),
            saving_listeners=self._saving_listeners)

    def _evaluate(self, name=None, steps=None, checkpoint_path=None):
        given = {} if self._core else {"metrics": self._eval_metrics}
        return self._estimator.evaluate(
            input_fn=self._eval_input_fn, steps=steps or self._eval_steps, name=name,
            hooks=self._eval_hooks, checkpoint_path=checkpoint_path, **given)

    def _export(self, results, checkpoint_path=None):
        exports = []
        for strategy in self._export_strategies:
            folder = f"{self._estimator.model_dir}/export/{strategy.name}"
            exports.append(strategy.export(self._estimator, folder,
                                           checkpoint_path=checkpoint_path,
                                           eval_result=results))
        return exports
