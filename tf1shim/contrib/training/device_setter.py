"""Strategies for `tf.train.replica_device_setter` (source: contrib/training/python/training/device_setter.py)."""

import hashlib

import numpy as np
import tensorflow.compat.v1 as tf

__all__ = ["GreedyLoadBalancingStrategy", "RandomStrategy", "byte_size_load_fn"]


class RandomStrategy:
    """Choose a parameter server by a hash of the op's name, the same in every run."""

    def __init__(self, num_ps_tasks, seed=0):
        """``num_ps_tasks`` servers; another ``seed`` gives another distribution."""
        self._num_tasks = num_ps_tasks
        self._seed = seed

    def __call__(self, op):
        key = f"{op.name}_{self._seed}".encode()
        return int(hashlib.md5(key, usedforsecurity=False).hexdigest(), 16) % self._num_tasks


class GreedyLoadBalancingStrategy:
    """Choose the parameter server with the least load so far."""

    def __init__(self, num_tasks, load_fn):
        """``num_tasks`` servers; ``load_fn(op)`` is a number."""
        self._num_tasks = num_tasks
        self._load_fn = load_fn
        self._ps_loads = np.zeros(num_tasks)

    def __call__(self, op):
        task = np.argmin(self._ps_loads)
        self._ps_loads[task] += self._load_fn(op)
        return task


def byte_size_load_fn(op):
    """Bytes of an op's only output; raises ValueError for other ops and for unknown shapes."""
    if len(op.outputs) != 1:
        raise ValueError("Op %s must have a single output" % op)
    shape = op.outputs[0].get_shape()
    if not shape.is_fully_defined():
        shape = tf.TensorShape(op.get_attr("shape"))
    shape.assert_is_fully_defined()
    return shape.num_elements() * op.outputs[0].dtype.size
