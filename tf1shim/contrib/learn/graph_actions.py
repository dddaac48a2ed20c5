"""Training loops on plain graphs (source: contrib/learn/python/learn/graph_actions.py)."""

import itertools
import time

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.ops import resources
from tensorflow.python.training import coordinator  # noqa: F401 - read here by programs' tests
from tf_slim.ops import variables as slim_variables

from tf1shim.contrib.learn import monitors as monitors_lib


def get_summary_writer(logdir):
    """The one `tf.summary.FileWriter` of a directory."""
    return tf.summary.FileWriterCache.get(logdir)


def clear_summary_writers():
    """Forget the writers of `get_summary_writer`."""
    tf.summary.FileWriterCache.clear()


def run_n(output_dict, feed_dict=None, restore_checkpoint_path=None, n=1):
    """Values of a dict of tensors in ``n`` runs, as a list of dicts; see `run_feeds`."""
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)


def run_feeds(*args, **kwargs):
    """The list of what `run_feeds_iter` yields."""
    return list(run_feeds_iter(*args, **kwargs))


def run_feeds_iter(output_dict, feed_dicts, restore_checkpoint_path=None):
    """Yield the values of tensors for each feed_dict.

    Args:
        output_dict: {name: tensor}, of the default graph.
        feed_dicts: iterable of feed_dicts.
        restore_checkpoint_path: checkpoint to read; else the variables are initialised.

    Raises:
        ValueError: no tensors, or no feeds.
    """
    if not output_dict:
        raise ValueError("output_dict is invalid: %s." % output_dict)
    if not feed_dicts:
        raise ValueError("feed_dicts is invalid: %s." % feed_dicts)
    with _graph_of(output_dict.values()).as_default() as graph, tf.Session("") as session:
        session.run(resources.initialize_resources(resources.shared_resources() + resources.local_resources()))
        saver = _saver(graph)
        if not restore_checkpoint_path:
            session.run(tf.global_variables_initializer())
        elif saver:
            saver.restore(session, restore_checkpoint_path)
        session.run([tf.local_variables_initializer(), tf.tables_initializer()])
        stopper = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, stopper)
        try:
            for feed_dict in feed_dicts:
                yield session.run(output_dict, feed_dict)
        finally:
            stopper.request_stop()
            stopper.join(threads or (), stop_grace_period_secs=120)


def _graph_of(values):
    """The one graph of tensors; raises ValueError where there are several."""
    graphs = {getattr(value, "graph", None) for value in values} - {None}
    if len(graphs) > 1:
        raise ValueError(f"{values} are from different graphs.")
    return graphs.pop() if graphs else tf.get_default_graph()


def _saver(graph, keep=5):
    """A saver of everything in a graph, or None where there is nothing."""
    values = graph.get_collection(tf.GraphKeys.GLOBAL_VARIABLES) + graph.get_collection(
        tf.GraphKeys.SAVEABLE_OBJECTS)
    return tf.train.Saver(values, sharded=True, max_to_keep=keep) if values else None


def infer(restore_checkpoint_path, output_dict, feed_dict=None):
    """Values of a dict of tensors with a checkpoint's variables."""
    return run_n(output_dict=output_dict, feed_dict=feed_dict, n=1,
                 restore_checkpoint_path=restore_checkpoint_path)[0]


def train(graph, output_dir, train_op, loss_op, global_step_tensor=None, init_op=None, init_feed_dict=None,
          init_fn=None, log_every_steps=10, supervisor_is_chief=True, supervisor_master="",
          supervisor_save_model_secs=600, keep_checkpoint_max=5, supervisor_save_summaries_steps=100, feed_fn=None,
          steps=None, fail_on_nan_loss=True, monitors=None, max_steps=None):
    """Train a graph, from the newest checkpoint of a directory on.

    Args:
        graph: the graph.
        output_dir: directory of checkpoints and summaries.
        train_op: a step, which counts the global step up.
        loss_op: the loss.
        global_step_tensor: the graph's own by default.
        init_op, init_feed_dict, init_fn: as for `tf.train.Supervisor`.
        log_every_steps: steps between two lines in the log.
        supervisor_is_chief, supervisor_master, supervisor_save_model_secs: as for `tf.train.Supervisor`.
        keep_checkpoint_max: how many checkpoints stay.
        supervisor_save_summaries_steps: steps between summaries, by the monitors that there are by default.
        feed_fn: gives each step's feed_dict; StopIteration ends the training.
        steps: steps to train, or
        max_steps: step to train up to; without either, until the input ends.
        fail_on_nan_loss: raise where the loss is NaN, else warn.
        monitors: list of monitors.

    Returns:
        the last loss.

    Raises:
        ValueError: something is missing, or both ``steps`` and ``max_steps`` are given.
        NanLossDuringTrainingError: the loss is NaN.
    """
    if steps is not None and max_steps is not None:
        raise ValueError("Can not provide both steps and max_steps.")
    if not output_dir:
        raise ValueError("Output directory should be non-empty %s." % output_dir)
    for name, value in (("train_op", train_op), ("loss_op", loss_op)):
        if value is None:
            raise ValueError(f"Missing {name}.")
    with graph.as_default():
        step = _global_step(graph, global_step_tensor)
        writer = get_summary_writer(output_dir) if supervisor_is_chief else None
        if not monitors:
            monitors = monitors_lib.get_default_monitors(
                loss_op=loss_op, summary_op=_merged_summaries(graph), summary_writer=writer,
                save_summary_steps=supervisor_save_summaries_steps) if supervisor_is_chief else []
        monitors = [m for m in monitors if supervisor_is_chief or m.run_on_all_workers]
        if max_steps is None and steps:
            max_steps = _saved_step(output_dir, step) + steps
        for monitor in monitors:
            monitor.begin(max_steps=max_steps)
    supervisor = tf.train.Supervisor(
        graph, init_op=init_op or tf.train.Supervisor.USE_DEFAULT, init_feed_dict=init_feed_dict,
        is_chief=supervisor_is_chief, logdir=output_dir, saver=_saver(graph, keep_checkpoint_max), global_step=step,
        summary_op=None, summary_writer=writer, save_model_secs=supervisor_save_model_secs, init_fn=init_fn)
    session = supervisor.PrepareSession(master=supervisor_master, start_standard_services=True)
    supervisor.StartQueueRunners(session)
    run = _Run(session, monitors, train_op, loss_op, step, fail_on_nan_loss, log_every_steps)
    with session:
        try:
            while not supervisor.ShouldStop() and (max_steps is None or run.step < max_steps):
                if run.one(feed_fn() if feed_fn else None, max_steps):
                    break
        except (tf.errors.OutOfRangeError, StopIteration) as error:
            tf.logging.info("The input has ended: %s.", error)
        finally:
            _finish(supervisor, session, step, monitors if supervisor_is_chief else None)
    return run.loss


class _Run:
    """The steps of one training; ``step`` and ``loss`` are the last ones."""

    def __init__(self, session, monitors, train_op, loss_op, step_tensor, fail_on_nan, log_every):
        self._session, self._monitors, self._step_tensor = session, monitors, step_tensor
        self._train_op, self._loss_op, self._fail_on_nan, self._log_every = train_op, loss_op, fail_on_nan, log_every
        self.step = self._logged = session.run(step_tensor)
        self.loss = None

    def one(self, feed_dict, max_steps):
        """A step; returns whether a monitor wants to stop."""
        begun, number = time.time(), self.step + 1
        wanted = [self._train_op, self._loss_op]
        for monitor in self._monitors:
            wanted += monitor.step_begin(number) or []
        by_name = {value if isinstance(value, str) else value.name: value for value in wanted}
        outputs = self._session.run(by_name, feed_dict=feed_dict)
        stops = [monitor.step_end(number, outputs) for monitor in self._monitors]
        self.loss = outputs[self._loss_op.name]
        if np.isnan(self.loss):
            tf.logging.error("Model diverged with loss = NaN.")
            if self._fail_on_nan:
                raise monitors_lib.NanLossDuringTrainingError()
        if any(stops):
            return True
        before, self.step = self.step, self._session.run(self._step_tensor)
        if self.step <= before:
            tf.logging.error("Global step was not incremented by train op at step %s: new step %d", before, self.step)
        if self.step == max_steps or self.step - self._logged >= self._log_every:
            tf.logging.info("training step %d, loss = %.5f (%.3f sec/batch).", self.step, self.loss,
                            time.time() - begun)
            self._logged = self.step
        return False


def _finish(supervisor, session, step, monitors):
    """Stop the threads; the chief (with a list of monitors) writes a last checkpoint."""
    try:
        supervisor.Stop(close_summary_writer=False)
        if monitors is not None:
            supervisor.saver.save(session, supervisor.save_path, global_step=session.run(step))
            for monitor in monitors:
                monitor.end()
    except tf.errors.OutOfRangeError as error:
        tf.logging.warning("The input ended while the last checkpoint was written: %s.", error)


def evaluate(graph, output_dir, checkpoint_path, eval_dict, update_op=None, global_step_tensor=None,
             supervisor_master="", log_every_steps=10, feed_fn=None, max_steps=None):
    """Evaluate a graph on a checkpoint, and write a summary of the results.

    Args:
        graph: the graph.
        output_dir: directory of the summary.
        checkpoint_path: the checkpoint, or its directory; None where the graph has no variables.
        eval_dict: {name: tensor}.
        update_op: run in each step; ``eval_dict`` is then run at the end alone.
        global_step_tensor: the graph's own by default.
        supervisor_master: for the session.
        log_every_steps: steps between two lines in the log.
        feed_fn: gives each step's feed_dict.
        max_steps: steps; by default until the input ends.

    Returns:
        ({name: value} of the last step, global step).

    Raises:
        ValueError: no ``output_dir``.
    """
    if not output_dir:
        raise ValueError("Output directory should be non-empty %s." % output_dir)
    with graph.as_default():
        step_tensor = _global_step(graph, global_step_tensor)
        scaffold = tf.train.Scaffold().finalize()
        session, initialized = tf.train.SessionManager(
            local_init_op=scaffold.local_init_op, ready_op=scaffold.ready_op).recover_session(
                master=supervisor_master, saver=scaffold.saver, checkpoint_dir=checkpoint_path)
        stopper = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, stopper)
    with session:
        if not initialized:
            tf.logging.warning("Failed to initialize from %s.", checkpoint_path)
            session.run(scaffold.init_op)
            if checkpoint_path:
                scaffold.saver.restore(session, checkpoint_path)
        step = session.run(step_tensor)
        results = _evaluated(session, eval_dict, update_op, feed_fn, max_steps, log_every_steps)
        stopper.request_stop()
        try:
            stopper.join(threads, stop_grace_period_secs=120)
        except (RuntimeError, tf.errors.CancelledError) as error:
            tf.logging.warning("Coordinator didn't stop cleanly: %s", error)
    _write_results(output_dir, results, step)
    return results, step


def _evaluated(session, eval_dict, update_op, feed_fn, max_steps, log_every):
    """The values of ``eval_dict`` after the last step."""
    results = feed_dict = None
    fresh = False
    try:
        for number in itertools.count(1) if max_steps is None else range(1, max_steps + 1):
            fresh = False
            feed_dict = feed_fn() if feed_fn else feed_dict
            if update_op is not None:
                session.run(update_op, feed_dict=feed_dict)
            if update_op is None or number % log_every == 0:
                results, fresh = session.run(eval_dict, feed_dict=feed_dict), True
            if number % log_every == 0:
                tf.logging.info("Results after %d steps: %s.", number, results)
    except (tf.errors.OutOfRangeError, StopIteration) as error:
        tf.logging.info("The input has ended: %s.", error)
    if not fresh:
        try:
            results = session.run(eval_dict, feed_dict=feed_dict)
        except tf.errors.OutOfRangeError:
            pass
    return results


def _write_results(output_dir, results, step):
    summary = tf.Summary()
    for key, value in (results or {}).items():
        if isinstance(value, (np.float32, float)):
            summary.value.add(tag=key, simple_value=float(value))
    writer = get_summary_writer(output_dir)
    writer.add_summary(summary, step)
    writer.flush()


def _global_step(graph, tensor):
    """The graph's global step; raises ValueError where there is none."""
    step = slim_variables.get_global_step(graph) if tensor is None else tensor
    if step is None:
        raise ValueError('No "global_step" was provided or found in the graph.')
    return step


def _saved_step(output_dir, step):
    try:
        return tf.train.load_variable(output_dir, step.name.partition(":")[0])
    except (tf.errors.NotFoundError, ValueError):
        return 0


def _merged_summaries(graph):
    """The one op that writes all summaries, as `tf.train.Supervisor` keeps it."""
    kept = graph.get_collection_ref(tf.GraphKeys.SUMMARY_OP)
    if not kept and graph.get_collection(tf.GraphKeys.SUMMARIES):
        kept.append(tf.summary.merge_all())
    return kept[0] if kept else None
