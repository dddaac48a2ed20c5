"""Monitors: the hooks of tf.contrib.learn (source: contrib/learn/python/learn/monitors.py)."""

import copy
import inspect
import time

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.monitor_base import BaseMonitor, EveryN, output_of
from tf1shim.contrib.learn.recording_monitors import (  # noqa: F401
    CaptureVariable,
    GraphDump,
    StepCounter,
    SummarySaver,
)

NanLossDuringTrainingError = tf.train.NanLossDuringTrainingError


class StopAtStep(BaseMonitor):
    """Stop after ``num_steps`` steps, or at step ``last_step``."""

    def __init__(self, num_steps=None, last_step=None):
        """One of both; raises ValueError otherwise."""
        super().__init__()
        if num_steps is None and last_step is None:
            raise ValueError("One of num_steps or last_step must be specified.")
        if num_steps is not None and last_step is not None:
            raise ValueError("Only one of num_steps or last_step can be specified.")
        self._num_steps, self._last_step = num_steps, last_step

    @property
    def run_on_all_workers(self):
        return True

    def step_begin(self, step):
        super().step_begin(step)
        if self._last_step is None:
            self._last_step = step + self._num_steps - 1
        return []

    def step_end(self, step, output):
        super().step_end(step, output)
        return step >= self._last_step


class PrintTensor(EveryN):
    """Log tensors: list of names, or {label: name}."""

    def __init__(self, tensor_names, every_n=100, first_n=1):
        super().__init__(every_n, first_n)
        self._tensor_names = (tensor_names if isinstance(tensor_names, dict)
                              else {name: name for name in tensor_names})

    def every_n_step_begin(self, step):
        return list(self._tensor_names.values())

    def every_n_step_end(self, step, outputs):
        tf.logging.info("Step %d: %s", step, ", ".join(
            f"{label} = {output_of(outputs, name)}" for label, name in self._tensor_names.items()
            if name in outputs))


class LoggingTrainable(EveryN):
    """Log the trainable variables of a scope."""

    def __init__(self, scope=None, every_n=100, first_n=1):
        super().__init__(every_n, first_n)
        self._scope = scope

    def every_n_step_begin(self, step):
        self._names = {var.name: var.value().name for var in tf.get_collection(
            tf.GraphKeys.TRAINABLE_VARIABLES, scope=self._scope)}
        return list(self._names.values())

    def every_n_step_end(self, step, outputs):
        tf.logging.info("Logging Trainable: Step %d: %s", step, ", ".join(
            f"{label} = {output_of(outputs, name)}" for label, name in self._names.items()
            if name in outputs))


class NanLoss(EveryN):
    """Stop, or raise `NanLossDuringTrainingError`, when the loss is NaN."""

    def __init__(self, loss_tensor, every_n_steps=100, fail_on_nan_loss=True):
        super().__init__(every_n_steps=every_n_steps)
        self._loss_tensor = loss_tensor
        self._fail_on_nan_loss = fail_on_nan_loss

    def every_n_step_begin(self, step):
        return [self._loss_tensor]

    def every_n_step_end(self, step, outputs):
        loss = output_of(outputs, self._loss_tensor)
        if loss == loss:
            return False
        if self._fail_on_nan_loss:
            raise NanLossDuringTrainingError
        tf.logging.warning("Model diverged with loss = NaN.")
        return True


class CheckpointSaver(BaseMonitor):
    """Save checkpoints every so many seconds or steps."""

    def __init__(self, checkpoint_dir, save_secs=None, save_steps=None, saver=None,
                 checkpoint_basename="model.ckpt", scaffold=None):
        """One of ``save_secs`` and ``save_steps``; raises ValueError otherwise."""
        super().__init__()
        if (save_secs is None) == (save_steps is None):
            raise ValueError("Exactly one of save_steps and save_secs should be provided.")
        self._saver, self._scaffold = saver, scaffold
        self._path = f"{checkpoint_dir}/{checkpoint_basename}"
        self._save_secs, self._save_steps = save_secs, save_steps
        self._last = (None, None)

    def post_step(self, step, session):
        super().post_step(step, session)
        last_time, last_step = self._last
        if last_time is None or (self._save_steps is not None
                                 and step >= last_step + self._save_steps) or (
                self._save_secs is not None and time.time() >= last_time + self._save_secs):
            self._save(step, session)

    def end(self, session=None):
        super().end(session)
        self._save(tf.train.get_global_step().eval(session), session)

    def _save(self, step, session):
        saver = self._saver or self._scaffold.saver
        saver.save(session, self._path, global_step=step)
        self._last = (time.time(), step)


class ValidationMonitor(EveryN):
    """Evaluate new checkpoints while training, and stop when a metric no longer gets better."""

    def __init__(self, x=None, y=None, input_fn=None, batch_size=None, eval_steps=None,
                 every_n_steps=100, metrics=None, hooks=None, early_stopping_rounds=None,
                 early_stopping_metric="loss", early_stopping_metric_minimize=True, name=None,
                 check_interval_secs=5):
        """Make the monitor.

        Args:
            x, y, input_fn, batch_size, eval_steps, metrics, hooks, name: for the estimator's ``evaluate``.
            every_n_steps: steps between two looks for a new checkpoint.
            early_stopping_rounds: stop after so many steps without a better value.
            early_stopping_metric: the metric to look at.
            early_stopping_metric_minimize: whether less is better.
            check_interval_secs: least seconds between two looks.

        Raises:
            ValueError: neither ``x`` nor ``input_fn``.
        """
        super().__init__(every_n_steps=every_n_steps, first_n_steps=-1)
        if x is None and input_fn is None:
            raise ValueError("Either x or input_fn should be provided.")
        self.x, self.y, self.input_fn, self.batch_size = x, y, input_fn, batch_size
        self.eval_steps, self.metrics, self.hooks, self.name = eval_steps, metrics, hooks, name
        self.early_stopping_rounds = early_stopping_rounds
        self.early_stopping_metric = early_stopping_metric
        self.early_stopping_metric_minimize = early_stopping_metric_minimize
        self.early_stopped = False
        self.best_step = self.best_value = self.best_metrics = None
        self._latest_path = self._last_check = None
        self._check_interval_secs = check_interval_secs

    def every_n_step_end(self, step, outputs):
        if self._estimator is None:
            raise ValueError("Missing call to set_estimator.")
        now = time.time()
        if self._check_interval_secs is not None and self._last_check is not None and (
                now - self._last_check <= self._check_interval_secs):
            return False
        self._last_check = now
        path = tf.train.latest_checkpoint(self._estimator.model_dir)
        if path is None or path == self._latest_path:
            return False
        self._latest_path = path
        results = self._evaluate()
        tf.logging.info("Validation (step %d): %s", step, ", ".join(
            f"{name} = {value}" for name, value in results.items()))
        if self.early_stopping_rounds is None:
            return False
        if self.early_stopping_metric not in results:
            raise ValueError("Metric %s missing from outputs %s."
                             % (self.early_stopping_metric, set(results)))
        value = results[self.early_stopping_metric]
        if self.best_value is None or (value < self.best_value
                                       if self.early_stopping_metric_minimize
                                       else value > self.best_value):
            self.best_value, self.best_step = value, step
            self.best_metrics = copy.deepcopy(results)
        self.early_stopped = step - self.best_step >= self.early_stopping_rounds
        return self.early_stopped

    def _evaluate(self):
        if hasattr(self._estimator, "fit"):
            return self._estimator.evaluate(
                x=self.x, y=self.y, input_fn=self.input_fn, batch_size=self.batch_size,
                steps=self.eval_steps, metrics=self.metrics, hooks=self.hooks, name=self.name)
        if any(v is not None for v in (self.x, self.y, self.batch_size, self.metrics)):
            raise ValueError("tf.estimator.Estimator does not support following arguments: x, y, "
                             "batch_size, metrics. Should set as `None` in ValidationMonitor")
        return self._estimator.evaluate(input_fn=self.input_fn, steps=self.eval_steps,
                                        hooks=self.hooks, name=self.name)


class RunHookAdapterForMonitors(tf.train.SessionRunHook):
    """Monitors as one `tf.train.SessionRunHook`."""

    def __init__(self, monitors):
        self._monitors = monitors

    def begin(self):
        self._last_step = None
        self._global_step_tensor = tf.train.get_global_step()
        for monitor in self._monitors:
            monitor.begin(max_steps=None)

    def before_run(self, run_context):
        if self._last_step is None:
            self._last_step = run_context.session.run(self._global_step_tensor) + 1
        requests = [request for monitor in self._monitors for request in monitor.step_begin(self._last_step) or []]
        return tf.train.SessionRunArgs({
            "monitors": {request: _tensor(run_context.session.graph, request) for request in requests},
            "global_step": self._global_step_tensor})

    def after_run(self, run_context, run_values):
        stops = [monitor.step_end(self._last_step, run_values.results["monitors"]) for monitor in self._monitors]
        if any(stops):
            run_context.request_stop()
        for monitor in self._monitors:
            monitor.post_step(self._last_step, run_context.session)
        self._last_step = run_values.results["global_step"] + 1

    def end(self, session):
        self._last_step = None
        for monitor in self._monitors:
            if "session" in inspect.signature(monitor.end).parameters:
                monitor.end(session=session)
            else:
                monitor.end()


def _tensor(graph, request):
    """What a monitor asked for: a tensor, an op, or a name; that of an op is its first output's."""
    return graph.as_graph_element(
        f"{request}:0" if isinstance(request, str) and ":" not in request else request)


def replace_monitors_with_hooks(monitors_or_hooks, estimator):
    """The list of hooks for a list of monitors and hooks."""
    given = list(monitors_or_hooks or [])
    hooks = [m for m in given if isinstance(m, tf.train.SessionRunHook)]
    monitors = [m for m in given if not isinstance(m, tf.train.SessionRunHook)]
    if not estimator.config.is_chief:
        monitors = [m for m in monitors if m.run_on_all_workers]
    for monitor in monitors:
        monitor.set_estimator(estimator)
    return hooks + ([RunHookAdapterForMonitors(monitors)] if monitors else [])


def get_default_monitors(loss_op=None, summary_op=None, save_summary_steps=100, output_dir=None,
                         summary_writer=None):
    """Monitors that print the loss and save summaries."""
    monitors = [] if loss_op is None else [PrintTensor(tensor_names={"loss": loss_op.name})]
    if summary_op is not None:
        monitors.append(SummarySaver(summary_op, save_steps=save_summary_steps,
                                     output_dir=output_dir, summary_writer=summary_writer))
    return monitors
