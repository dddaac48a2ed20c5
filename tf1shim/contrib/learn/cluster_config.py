"""A task's place in a cluster, from TF_CONFIG (source: contrib/learn/python/learn/estimators/run_config.py)."""

import json
import os

import tensorflow.compat.v1 as tf

__all__ = ["ClusterConfig", "Environment", "TaskType", "from_tf_config"]


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


def from_tf_config():
    """The environment variable TF_CONFIG, as a dict."""
    return json.loads(os.environ.get("TF_CONFIG") or "{}")


class ClusterConfig:
    """A task's place in a cluster.

    Args:
        master: address of the TensorFlow master; by default read from TF_CONFIG.
        evaluation_master: address for evaluation.

    Raises:
        ValueError: TF_CONFIG names a task that the cluster has not.
    """

    def __init__(self, master=None, evaluation_master=None):
        config = from_tf_config()
        self._task_type = config.get("task", {}).get("type")
        self._task_id = self.get_task_id()
        self._cluster_spec = tf.train.ClusterSpec(config.get("cluster", {}))
        jobs = self._cluster_spec.as_dict()
        self._master = _address(jobs, self._task_type, self._task_id) if master is None else master
        self._num_ps_replicas = len(jobs.get("ps", ()))
        self._num_worker_replicas = len(jobs.get("worker", ())) + len(jobs.get("master", ()))
        self._environment = config.get("environment", Environment.LOCAL)
        chief = TaskType.MASTER if self._environment == Environment.CLOUD else TaskType.WORKER
        self._is_chief = self._task_id == 0 and self._task_type in (None, chief)
        self._evaluation_master = evaluation_master or ""

    cluster_spec = property(lambda self: self._cluster_spec)
    environment = property(lambda self: self._environment)
    evaluation_master = property(lambda self: self._evaluation_master)
    is_chief = property(lambda self: self._is_chief)
    master = property(lambda self: self._master)
    num_ps_replicas = property(lambda self: self._num_ps_replicas)
    num_worker_replicas = property(lambda self: self._num_worker_replicas)
    task_id = property(lambda self: self._task_id)
    task_type = property(lambda self: self._task_type)

    @staticmethod
    def get_task_id():
        """The task's number, from TF_CONFIG; 0 without one."""
        return int(from_tf_config().get("task", {}).get("index") or 0)


def _address(jobs, task_type, task_id):
    if sum(map(len, jobs.values())) <= 1 or not task_type:
        return ""
    where = (f"in the cluster_spec:\n{jobs}\n\nNote that these values may be coming from the TF_CONFIG environment "
             "variable.")
    if task_type not in jobs:
        raise ValueError(f"{task_type} is not a valid task_type {where}")
    if not 0 <= task_id < len(jobs[task_type]):
        raise ValueError(f"{task_id} is not a valid task_id for task_type {task_type} {where}")
    return f"grpc://{jobs[task_type][task_id]}"
