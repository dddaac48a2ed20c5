"""tf.contrib.distribute: strategies of `tf.distribute` under contrib's constructors.

Source: TF 1.15, contrib/distribute; see `data/reexports.json` for what TensorFlow keeps elsewhere.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import reexports

reexports.serve(globals())


class MirroredStrategy(tf.distribute.MirroredStrategy):
    """`tf.distribute.MirroredStrategy` that takes a number of GPUs."""

    def __init__(self, devices=None, num_gpus=None, num_gpus_per_worker=None,
                 cross_device_ops=None, auto_shard_dataset=False, cross_tower_ops=None):
        """Mirror over ``devices``, or the first GPUs; on the CPU where there are none.

        Args:
            devices: list of device names.
            num_gpus, num_gpus_per_worker: how many GPUs, instead.
            cross_device_ops, cross_tower_ops: how values are reduced.
            auto_shard_dataset: kept for the signature.

        Raises:
            ValueError: two ways at once to name the devices or the reduction.
        """
        if num_gpus is not None and num_gpus_per_worker is not None:
            raise ValueError("You cannot specify both `num_gpus` and `num_gpus_per_worker`.")
        count = num_gpus if num_gpus_per_worker is None else num_gpus_per_worker
        if devices is not None and count is not None:
            raise ValueError("Must only specify one of `devices` and `num_gpus_per_worker`.")
        if cross_device_ops is not None and cross_tower_ops is not None:
            raise ValueError("`cross_tower_ops` is the older name of `cross_device_ops`.")
        if devices is None:
            devices = _gpus(count)
        super().__init__(devices=devices, cross_device_ops=cross_device_ops or cross_tower_ops)


class OneDeviceStrategy(tf.distribute.OneDeviceStrategy):
    """`tf.distribute.OneDeviceStrategy`."""


class ParameterServerStrategy(tf.distribute.experimental.ParameterServerStrategy):
    """`tf.distribute.experimental.ParameterServerStrategy`; the cluster is read from TF_CONFIG."""

    def __init__(self, num_gpus_per_worker=0):
        """``num_gpus_per_worker`` is kept for the signature: the strategy takes what there is."""
        super().__init__()


class CollectiveAllReduceStrategy(tf.distribute.experimental.MultiWorkerMirroredStrategy):
    """`tf.distribute.experimental.MultiWorkerMirroredStrategy`; the cluster is read from TF_CONFIG."""

    def __init__(self, num_gpus_per_worker=0, communication=None):
        """``num_gpus_per_worker`` and ``communication`` are kept for the signature."""
        super().__init__()


class Monitor:
    """Run a step again and again in one session."""

    def __init__(self, step_callable, session=None):
        """``step_callable()`` gives the op to run; a ``session`` is made where none is given."""
        if tf.executing_eagerly():
            if session is not None:
                raise ValueError("Should not provide a `session` in Eager mode.")
            self._run_step = step_callable
        else:
            session = session or tf.Session()
            self._run_step = session.make_callable(step_callable())
            session.run(tf.global_variables_initializer())

    def run_steps(self, num_steps=None):
        """Run ``num_steps`` steps, or until the data end."""
        step = 0
        while num_steps is None or step < num_steps:
            try:
                self._run_step()
            except tf.errors.OutOfRangeError:
                return
            step += 1


def _gpus(count):
    found = len(tf.config.experimental.list_physical_devices("GPU"))
    wanted = found if count is None else min(count, found) if found else 0
    return [f"/device:GPU:{i}" for i in range(wanted)] or ["/device:CPU:0"]
