"""tf.contrib.learn.RunConfig: tf.estimator's, under the older arguments (source: contrib/learn/.../run_config.py)."""

import copy

import tensorflow.compat.v1 as tf

from tf1shim.estimator import api

_UID_WHITE_LIST = ("_save_checkpoints_secs", "_save_checkpoints_steps", "_save_summary_steps",
                   "_session_config", "_keep_checkpoint_max", "_keep_checkpoint_every_n_hours",
                   "_log_step_count_steps", "_tf_config", "_master", "_model_dir")


class Environment:
    """Where a program runs."""

    CLOUD = "cloud"
    GOOGLE = "google"
    LOCAL = "local"


class TaskType:
    """Kinds of machines in a cluster."""

    MASTER = "master"
    PS = "ps"
    WORKER = "worker"


class RunConfig(api.RunConfig):
    """How estimators run."""

    def __init__(self, master=None, num_cores=0, log_device_placement=False,
                 gpu_memory_fraction=1, tf_random_seed=None, save_summary_steps=100,
                 save_checkpoints_secs=600, save_checkpoints_steps=None, keep_checkpoint_max=5,
                 keep_checkpoint_every_n_hours=10000, log_step_count_steps=100, protocol=None,
                 evaluation_master="", model_dir=None, session_config=None,
                 session_creation_timeout_secs=7200):
        """Make a configuration.

        Args:
            master: address of the TensorFlow master; by default read from TF_CONFIG.
            num_cores: threads of a session; as many as cores by default.
            log_device_placement: log where ops are placed.
            gpu_memory_fraction: part of a GPU's memory a session may take.
            evaluation_master: address for evaluation.
            session_config: `tf.ConfigProto` instead of the three above.
            session_creation_timeout_secs: kept for the signature.

        The others are `tf.estimator.RunConfig`'s.
        """
        if session_config is None:
            session_config = tf.ConfigProto(
                log_device_placement=log_device_placement, inter_op_parallelism_threads=num_cores,
                intra_op_parallelism_threads=num_cores,
                gpu_options=tf.GPUOptions(
                    per_process_gpu_memory_fraction=gpu_memory_fraction))
        if save_checkpoints_steps is not None:
            save_checkpoints_secs = None
        super().__init__(
            model_dir=model_dir, tf_random_seed=tf_random_seed,
            save_summary_steps=save_summary_steps, save_checkpoints_secs=save_checkpoints_secs,
            save_checkpoints_steps=save_checkpoints_steps, session_config=session_config,
            keep_checkpoint_max=keep_checkpoint_max,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            log_step_count_steps=log_step_count_steps, protocol=protocol,
            session_creation_timeout_secs=session_creation_timeout_secs)
        if master is not None:
            self._master = master
        self._evaluation_master = evaluation_master or self._evaluation_master
        self._tf_config = session_config

    @property
    def tf_config(self):
        """The session's `tf.ConfigProto`."""
        return self._tf_config

    @property
    def environment(self):
        """One of `Environment`."""
        return Environment.LOCAL

    def uid(self, whitelist=None):
        """A text that is the same for configurations that differ only in how they run."""
        skipped = _UID_WHITE_LIST if whitelist is None else whitelist
        state = {k: v for k, v in vars(self).items() if k not in skipped}
        return ", ".join("%s=%r" % item for item in sorted(state.items()))

    def replace(self, **kwargs):
        """A copy with other values."""
        if set(kwargs) <= {"model_dir"}:
            new = copy.copy(self)
            new._model_dir = kwargs.get("model_dir", self.model_dir)
            return new
        return super().replace(**kwargs)
