"""On which machine of a cluster an estimator's ops are (source: contrib/learn/.../estimators/estimator.py)."""

import tensorflow.compat.v1 as tf

# What lives on the parameter servers: variables, and tables that are filled while training.
_HELD = ("Variable", "VariableV2", "VarHandleOp", "AutoReloadVariable", "MutableHashTable", "MutableHashTableV2",
         "MutableHashTableOfTensors", "MutableHashTableOfTensorsV2", "MutableDenseHashTable",
         "MutableDenseHashTableV2")


def device_function(config):
    """The function for `tf.device`, or None where there are no parameter servers.

    Args:
        config: `tf.contrib.learn.RunConfig`.
    """
    if not config.num_ps_replicas:
        return None
    worker = f"/job:{config.task_type}/task:{config.task_id}" if config.task_type else "/job:worker"
    return tf.train.replica_device_setter(ps_tasks=config.num_ps_replicas, worker_device=worker, merge_devices=True,
                                          ps_ops=list(_HELD), cluster=config.cluster_spec)
