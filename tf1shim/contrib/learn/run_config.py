"""tf.contrib.learn.RunConfig: tf.estimator's, under the older arguments (source: contrib/learn/.../run_config.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.cluster_config import ClusterConfig, Environment, TaskType, from_tf_config  # noqa: F401
from tf1shim.estimator import api

# What does not make another configuration, for `RunConfig.uid`.
_DEFAULT_UID_WHITE_LIST = [
    "tf_random_seed", "save_summary_steps", "save_checkpoints_steps", "save_checkpoints_secs", "session_config",
    "keep_checkpoint_max", "keep_checkpoint_every_n_hours", "log_step_count_steps"]
# tf.estimator.RunConfig's own fields, which this configuration has no argument for.
_UNUSED = ("_train_distribute", "_eval_distribute", "_experimental_distribute", "_distribute_coordinator_mode",
           "_experimental_max_worker_delay_secs", "_device_fn", "_service", "_global_id_in_cluster")


class RunConfig(ClusterConfig, api.RunConfig):
    """How estimators run."""

    _USE_DEFAULT = 0

    def __init__(self, master=None, num_cores=0, log_device_placement=False, gpu_memory_fraction=1,
                 tf_random_seed=None, save_summary_steps=100, save_checkpoints_secs=_USE_DEFAULT,
                 save_checkpoints_steps=None, keep_checkpoint_max=5, keep_checkpoint_every_n_hours=10000,
                 log_step_count_steps=100, protocol=None, evaluation_master="", model_dir=None, session_config=None,
                 session_creation_timeout_secs=7200):
        """Make a configuration.

        Args:
            master: address of the TensorFlow master; by default read from TF_CONFIG.
            num_cores: threads of a session; as many as cores by default.
            log_device_placement: log where ops are placed.
            gpu_memory_fraction: part of a GPU's memory a session may take.
            evaluation_master: address for evaluation.
            session_config: `tf.ConfigProto` instead of the three above.
            session_creation_timeout_secs: longest wait for a session.

        The others are `tf.estimator.RunConfig`'s.

        Raises:
            ValueError: TF_CONFIG says otherwise.
        """
        # tf.estimator's own constructor does not know clusters with a master.
        ClusterConfig.__init__(self, master=master, evaluation_master=evaluation_master)
        vars(self).update(dict.fromkeys(_UNUSED))
        self._tf_config = tf.ConfigProto(
            log_device_placement=log_device_placement, inter_op_parallelism_threads=num_cores,
            intra_op_parallelism_threads=num_cores,
            gpu_options=tf.GPUOptions(per_process_gpu_memory_fraction=gpu_memory_fraction))
        if save_checkpoints_secs == RunConfig._USE_DEFAULT:
            save_checkpoints_secs = 600 if save_checkpoints_steps is None else None
        self._tf_random_seed = tf_random_seed
        self._save_summary_steps = save_summary_steps
        self._save_checkpoints_secs = save_checkpoints_secs
        self._save_checkpoints_steps = save_checkpoints_steps
        self._log_step_count_steps = log_step_count_steps
        self._protocol = protocol
        self._session_config = session_config
        self._keep_checkpoint_max = keep_checkpoint_max
        self._keep_checkpoint_every_n_hours = keep_checkpoint_every_n_hours
        self._model_dir = _model_dir(model_dir)
        self._session_creation_timeout_secs = session_creation_timeout_secs

    @property
    def tf_config(self):
        """The session's `tf.ConfigProto`, as the arguments make it."""
        return self._tf_config

    def uid(self, whitelist=None):
        """A text that is the same for configurations that differ only in how they run.

        Args:
            whitelist: names of the fields left out.
        """
        left_out = {f"_{name}" for name in (_DEFAULT_UID_WHITE_LIST if whitelist is None else whitelist)}
        state = {name: value for name, value in vars(self).items() if name not in left_out and name not in _UNUSED}
        state["_cluster_spec"] = dict(sorted(self._cluster_spec.as_dict().items()))
        return ", ".join(f"{name}={value!r}" for name, value in sorted(state.items()))


def _model_dir(model_dir):
    given = from_tf_config().get("model_dir")
    if given is None:
        return model_dir
    if model_dir is not None and given != model_dir:
        raise ValueError("`model_dir` provided in RunConfig construct, if set, must have the same value as the "
                         f'model_dir in TF_CONFIG. model_dir: {model_dir}\nTF_CONFIG["model_dir"]: {given}.\n')
    tf.logging.info("Using model_dir in TF_CONFIG: %s", given)
    return given
