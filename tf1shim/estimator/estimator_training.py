"""What tf.estimator asks of ``tensorflow.python.distribute.estimator_training``, which TensorFlow 2.16 dropped.

Local training, distribution strategies within one process and parameter-server clusters by TF_CONFIG go past the
distribute coordinator and are served here. The coordinator's own modes (several workers and a strategy) raise.
"""

import tensorflow.compat.v1 as tf

from tf1shim.errors import UnavailableError, unavailable_message


def init_run_config(config, tf_config):
    """Fill a `tf.estimator.RunConfig` in.

    Args:
        config: the RunConfig being made.
        tf_config: dict, the parsed TF_CONFIG.

    Raises:
        ValueError: a strategy is given twice.
        UnavailableError: the cluster would need the distribute coordinator.
    """
    asked = config._experimental_distribute
    for phase in ("train", "eval"):
        given = asked and getattr(asked, f"{phase}_distribute")
        if given:
            if getattr(config, f"_{phase}_distribute"):
                raise ValueError(f"Either `{phase}_distribute` or `experimental_distribute."
                                 f"{phase}_distribute` can be set.")
            setattr(config, f"_{phase}_distribute", given)
    cluster = tf.train.ClusterSpec(tf_config.get("cluster", {}))
    config._init_distributed_setting_from_environment_var({})
    if config._train_distribute and (
            (asked and asked.remote_cluster) or (cluster and "master" not in cluster.jobs)):
        _no_coordinator()
    config._distribute_coordinator_mode = None
    config._init_distributed_setting_from_environment_var(tf_config)
    config._maybe_overwrite_session_config_for_distributed_training()
    tf.logging.info("Not using Distribute Coordinator.")


def should_run_distribute_coordinator(config):
    """Whether the distribute coordinator runs the training: never here."""
    if getattr(config, "_distribute_coordinator_mode", None) is not None:
        _no_coordinator()
    return False


def train_and_evaluate(estimator, train_spec, eval_spec, executor_cls):
    """Raises UnavailableError."""
    _no_coordinator()


def estimator_train(estimator, train_distributed_fn, hooks):
    """Raises UnavailableError."""
    _no_coordinator()


def estimator_evaluate(estimator, evaluate_distributed_fn, hooks):
    """Raises UnavailableError."""
    _no_coordinator()


def _no_coordinator():
    raise UnavailableError(unavailable_message(
        "tf.estimator on several workers with a distribution strategy",
        "TensorFlow 2.16 dropped the estimator's part of the distribute coordinator",
        "a strategy in one process, or a cluster with parameter servers and no strategy"))
