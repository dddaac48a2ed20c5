"""tf.contrib.nccl: sums over devices of one process (source: TF 1.14, contrib/nccl; gone in 1.15).

NCCL works only between GPUs; on other devices the same sums are made by plain ops.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import nccl_ops


def all_sum(tensors):
    """List of the sum of ``tensors``, one copy on the device of each."""
    return _all(tensors, "all_sum", tf.add_n)


def all_prod(tensors):
    """List of the product of ``tensors``, one copy on the device of each."""
    return _all(tensors, "all_prod", _folded(tf.multiply))


def all_min(tensors):
    """List of the minimum of ``tensors``, one copy on the device of each."""
    return _all(tensors, "all_min", _folded(tf.minimum))


def all_max(tensors):
    """List of the maximum of ``tensors``, one copy on the device of each."""
    return _all(tensors, "all_max", _folded(tf.maximum))


def reduce_sum(tensors):
    """The sum of ``tensors``."""
    return nccl_ops.reduce_sum(tensors) if _on_gpus(tensors) else tf.add_n(tensors)


def broadcast(tensor):
    """``tensor``, to be read on any device."""
    return nccl_ops.broadcast(tensor) if _on_gpus([tensor]) else tf.identity(tensor)


def _all(tensors, name, combine):
    if not tensors:
        raise ValueError("Must pass >0 tensors to all reduce operations")
    if _on_gpus(tensors):
        return getattr(nccl_ops, name)(tensors)
    result = combine(tensors)
    copies = []
    for tensor in tensors:
        with tf.device(tensor.device):
            copies.append(tf.identity(result))
    return copies


def _on_gpus(tensors):
    return all("GPU" in (tensor.device or "").upper() for tensor in tensors) and bool(
        tf.config.experimental.list_physical_devices("GPU"))


def _folded(op):
    def combine(tensors):
        result = tensors[0]
        for tensor in tensors[1:]:
            result = op(result, tensor)
        return result

    return combine
