"""Names of TF 1.15's `tf.keras` that the installed v1 API lost.

Source: TF 1.15 `python/keras/utils`, `mixed_precision/experimental`, `optimizer_v2/learning_rate_schedule.py`.
"""

from tf1shim.keras2 import installed
from tf1shim.keras2.hdf5_tools import HDF5Matrix  # noqa: F401
from tf1shim.keras2.multi_gpu import multi_gpu_model  # noqa: F401
from tf1shim.keras2.old_tools import convert_all_kernels_in_model, deserialize_keras_object  # noqa: F401


def set_policy(policy):
    """Set the mixed-precision policy of layers made from now on; a name or a `Policy`."""
    _mixed_precision().set_global_policy(policy)


def global_policy():
    """The policy that layers get."""
    return _mixed_precision().global_policy()


def terminate_keras_multiprocessing_pools(grace_period=0.1, use_sigkill=False):
    """End the worker processes that fit has left behind.

    Returns:
        Always the empty list: no worker failed to end.
    """
    pools = getattr(installed.module("utils.data_utils"), "_DATA_POOLS", None) or ()
    for pool in list(pools):
        pool.terminate()
    return []


def _mixed_precision():
    return installed.module("mixed_precision.policy")


def __getattr__(name):
    if name in ("LinearCosineDecay", "NoisyLinearCosineDecay"):
        return getattr(installed.module("optimizers.schedules.learning_rate_schedule"), name)
    if name == "Policy":
        return _mixed_precision().Policy
    if name == "LossScaleOptimizer":
        return installed.module("mixed_precision.loss_scale_optimizer").LossScaleOptimizer
    if name in ("Network", "Container"):
        return installed.module("engine.training").Model
    raise AttributeError(name)
