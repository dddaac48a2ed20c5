"""When `keras.callbacks.EarlyStopping` stops.

TF1: ``baseline`` is the best value so far from the start: an epoch counts as one without improvement until the value
    passes it, and then passes that one (TF 1.15 `python/keras/callbacks.py`; keras 2.3.1 too). Best weights are put
    back only when training is stopped by it.
TF2: ``baseline`` is asked beside the best value so far; best weights are kept from the first epoch on, and put back
    a second time when training ends.
Here: TF1's rule, for both spellings.
"""

import numpy as np

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change the callback; ``journal`` takes it back."""
    stopping = installed.module("callbacks").EarlyStopping
    journal.wrap(stopping, "on_train_begin", _begin)
    journal.wrap(stopping, "on_epoch_end", _end)
    journal.wrap(stopping, "on_train_end", _stopped)


def _begin(wrapped, instance, args, kwargs):
    wrapped(*args, **kwargs)
    rises = instance.monitor_op in (np.greater, np.greater_equal)
    worst = -np.inf if rises else np.inf
    instance.best = worst if instance.baseline is None else instance.baseline


def _end(wrapped, instance, args, kwargs):
    return _judge(instance, *args, **kwargs)


def _judge(callback, epoch, logs=None):
    current = callback.get_monitor_value(logs)
    if current is None or epoch < getattr(callback, "start_from_epoch", 0):
        return
    if callback.monitor_op(current - callback.min_delta, callback.best):
        callback.best, callback.wait = current, 0
        if callback.restore_best_weights:
            callback.best_weights = callback.model.get_weights()
        return
    callback.wait += 1
    if callback.wait < callback.patience:
        return
    callback.stopped_epoch = epoch
    callback.model.stop_training = True
    if callback.restore_best_weights and callback.best_weights is not None:
        if callback.verbose > 0:
            stop = "" if isinstance(type(callback.model), mirror.Mirrored) else "."
            print(f"Restoring model weights from the end of the best epoch{stop}")
        callback.model.set_weights(callback.best_weights)


def _stopped(wrapped, instance, args, kwargs):
    if instance.stopped_epoch > 0 and instance.verbose > 0:
        print(f"Epoch {instance.stopped_epoch + 1:05d}: early stopping")
