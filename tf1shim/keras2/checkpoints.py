"""When `tf.keras.callbacks.ModelCheckpoint` saves within an epoch.

TF1: an integer ``save_freq`` is a number of samples: the model is saved at the end of the batch that makes them full
    (TF 1.15 `python/keras/callbacks.py`).
TF2: it is a number of batches.
Here: samples. Logs of TensorFlow 2's own training do not tell them; there it stays batches.
"""

from tf1shim.keras2 import installed


def install(journal):
    """Change the callback; ``journal`` takes it back."""
    checkpoint = installed.module("callbacks").ModelCheckpoint
    journal.wrap(checkpoint, "on_train_batch_end", _end)
    journal.wrap(checkpoint, "_should_save_on_batch", _due)


def _end(wrapped, instance, args, kwargs):
    logs = args[1] if len(args) > 1 else kwargs.get("logs")
    vars(instance)["_tf1shim_size"] = (logs or {}).get("size")
    return wrapped(*args, **kwargs)


def _due(wrapped, instance, args, kwargs):
    size = vars(instance).get("_tf1shim_size")
    if size is None or not isinstance(instance.save_freq, int):
        return wrapped(*args, **kwargs)
    seen = vars(instance).get("_tf1shim_seen", 0) + size
    due = seen >= instance.save_freq
    vars(instance)["_tf1shim_seen"] = 0 if due else seen
    return due
