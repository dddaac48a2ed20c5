"""Model functions on several GPUs (source: tensorflow_estimator/contrib/estimator/.../replicate_model_fn.py).

On one device, which is where programs without GPUs run, the model function stays as it is. Several devices are what
`tf.distribute.MirroredStrategy` is for.
"""

import tensorflow.compat.v1 as tf

from tf1shim.errors import UnavailableError, unavailable_message


class TowerOptimizer(tf.train.Optimizer):
    """An optimizer for `replicate_model_fn`; on one device it is the wrapped one."""

    COLLECTION_FOR_GRAPH_STATES = "replicate_model_fn_graph_states"

    def __init__(self, optimizer_or_optimizer_fn):
        """``optimizer_or_optimizer_fn``: the optimizer, or a function that makes it."""
        self._optimizer_or_fn = optimizer_or_optimizer_fn
        self._made = None

    @property
    def _optimizer(self):
        if self._made is None:
            given = self._optimizer_or_fn
            self._made = given() if callable(given) else given
        return self._made

    def get_slot(self, *args, **kwargs):
        return self._optimizer.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._optimizer.get_slot_names(*args, **kwargs)

    def get_name(self, *args, **kwargs):
        return self._optimizer.get_name(*args, **kwargs)

    def variables(self, *args, **kwargs):
        return self._optimizer.variables(*args, **kwargs)

    def compute_gradients(self, loss, *args, **kwargs):
        return self._optimizer.compute_gradients(loss, *args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, **kwargs):
        return self._optimizer.apply_gradients(grads_and_vars, global_step, **kwargs)

    @staticmethod
    def has_been_used():
        return False


def replicate_model_fn(model_fn, loss_reduction=tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS,
                       devices=None):
    """Replicate a model function over devices.

    Args:
        model_fn: model function of tf.estimator.
        loss_reduction: how the losses of the devices are put together.
        devices: list of device names; all GPUs by default, else the CPU.

    Returns:
        ``model_fn`` where there is one device.

    Raises:
        ValueError: ``loss_reduction`` is NONE.
        UnavailableError: several devices.
    """
    if loss_reduction == tf.losses.Reduction.NONE:
        raise ValueError(f"Tower losses need to be reduced in some way, yet {loss_reduction} "
                         "reduction is specified.")
    if devices is None:
        devices = [d.name for d in tf.config.experimental.list_physical_devices("GPU")]
    if len(devices) > 1:
        raise UnavailableError(unavailable_message(
            "tf.contrib.estimator.replicate_model_fn on several devices",
            "TensorFlow's tower machinery for it is gone",
            "tf.estimator.RunConfig(train_distribute=tf.distribute.MirroredStrategy())"))
    return model_fn
