"""`keras.utils.multi_gpu_model`: batches split over the GPUs there are.

Source: keras 2.3.1 `utils/multi_gpu_utils.py`.
"""

from tf1shim import report
from tf1shim.keras2 import backend


def multi_gpu_model(model, gpus=None, cpu_merge=True, cpu_relocation=False):
    """A model that runs copies of ``model`` on several GPUs, each on a part of the batch.

    Args:
        model: a Keras model.
        gpus: number of GPUs, or list of their numbers; None for all.
        cpu_merge: join the results on the CPU.
        cpu_relocation: create the weights on the CPU.

    Returns:
        The new model; ``model`` itself, with a notice, where fewer than two of the GPUs asked for are there.

    Raises:
        ValueError: ``gpus`` names fewer than two.
    """
    from tf1shim.keras2 import saving

    asked = _asked_for(gpus)
    there = len(backend._get_available_gpus())
    usable = [number for number in asked if number < there] if asked else list(range(there))
    if len(usable) < 2:
        report.notice(f"keras.utils.multi_gpu_model: {there} GPUs are there, too few to split batches over; "
                      "the model runs undivided")
        return model
    import tensorflow.compat.v1 as tf

    if cpu_relocation:
        with tf.device("/cpu:0"):
            model = saving.clone_model(model)
    return _join(model, [_replica(model, number, part, len(usable)) for part, number in enumerate(usable)],
                 "/cpu:0" if cpu_merge else f"/gpu:{usable[0]}")


def _get_available_devices():
    return [*backend._get_available_gpus(), "/cpu:0"]


def _normalize_device_name(name):
    """The last two parts of a device's name: ``/gpu:0``."""
    return "/" + ":".join(name.lower().replace("/", "").split(":")[-2:])


def _asked_for(gpus):
    if not gpus:
        return []
    numbers = list(gpus) if isinstance(gpus, (list, tuple)) else list(range(gpus))
    if len(numbers) < 2:
        raise ValueError("For multi-gpu usage to be effective, call `multi_gpu_model` with `gpus >= 2`. "
                         f"Received: `gpus={gpus}`")
    return numbers


def _replica(model, number, part, parts):
    import tensorflow.compat.v1 as tf

    from tf1shim.keras2 import legacy_layers

    def share(data):
        size = tf.shape(data)[0] // parts
        return data[part * size:] if part == parts - 1 else data[part * size:(part + 1) * size]

    with tf.device(f"/gpu:{number}"), tf.name_scope(f"replica_{number}"):
        shares = [legacy_layers._layer("Lambda")(share)(x) for x in model.inputs]
        outputs = model(shares if len(shares) > 1 else shares[0])
    return outputs if isinstance(outputs, (list, tuple)) else [outputs]


def _join(model, replicas, device):
    import tensorflow.compat.v1 as tf

    from tf1shim.keras2 import engine, legacy_layers

    with tf.device(device):
        merged = [legacy_layers.concatenate(list(parts), axis=0, name=name)
                  for name, parts in zip(model.output_names, zip(*replicas))]
    return engine.__getattr__("Model")(model.inputs, merged)
