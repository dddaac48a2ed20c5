"""`tf.data.experimental.CheckpointInputPipelineHook`, for the TensorFlows that dropped it (2.16 and newer).

Source: TF 1.15 python/data/experimental/ops/iterator_ops.py.
"""

import types

import tensorflow.compat.v1 as tf

_ITERATORS = "iterators"  # the collection that v1 iterators put themselves in


class CheckpointInputPipelineHook(tf.train.SessionRunHook):
    """Saves the state of the graph's iterators beside the model's checkpoints, and restores it when training resumes.

    Args:
        estimator: the `tf.estimator.Estimator` that trains; its model_dir and its RunConfig say where and how often.
    """

    def __init__(self, estimator):
        config = estimator._config
        prefix = "input"
        if config.num_worker_replicas > 1:
            prefix += f"_{config.task_type}_{config.task_id}"
        self._folder = estimator.model_dir
        self._list = f"checkpoint_{prefix}"
        self._hook = tf.train.CheckpointSaverHook(
            self._folder, save_secs=config.save_checkpoints_secs, save_steps=config.save_checkpoints_steps,
            checkpoint_basename=f"{prefix}.ckpt")
        self._fresh = True

    def begin(self):
        resources = tf.get_collection(_ITERATORS)
        self._saver = self._hook._saver = _Saver(
            [tf.data.experimental.make_saveable_from_iterator(types.SimpleNamespace(_iterator_resource=resource))
             for resource in resources], self._list)
        self._hook.begin()

    def before_run(self, run_context):
        if self._fresh:
            self._fresh = False
            self._resume(run_context.session)
        return self._hook.before_run(run_context)

    def after_run(self, run_context, run_values):
        self._hook.after_run(run_context, run_values)

    def end(self, session):
        self._hook.end(session)

    def _resume(self, session):
        latest = tf.train.latest_checkpoint(self._folder, latest_filename=self._list)
        if latest:
            self._saver.restore(session, latest)
            return
        step = session.run(tf.train.get_global_step())
        self._hook._save(session, step)
        self._hook._timer.update_last_triggered_step(step)


class _Saver(tf.train.Saver):
    """A Saver with a list of checkpoints of its own, so that the model's is left alone."""

    def __init__(self, saveables, latest_filename):
        super().__init__(saveables)
        self._list = latest_filename

    def save(self, sess, save_path, global_step=None, latest_filename=None, **options):
        return super().save(sess, save_path, global_step, latest_filename or self._list, **options)
