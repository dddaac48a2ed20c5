"""The words of callbacks that print: `Epoch 00002: early stopping`.

TF1: numbers of epochs have five digits; a learning rate is `reducing` to what a schedule says in TF 1.15, `setting` in
    keras 2.3.1 (TF 1.15 `python/keras/callbacks.py`; keras 2.3.1 `callbacks/callbacks.py`).
TF2: newer ones print the numbers as they are, and have one of the two words.
Here: the old words, which programs that read logs look for.
"""

import re

from tf1shim.keras2 import installed, mirror

_EPOCH = re.compile(r"\A(\n?)Epoch (\d+): ")


def install(journal):
    """Change what callbacks print; ``journal`` takes it back."""
    callbacks = installed.module("callbacks")
    journal.wrap(callbacks.LearningRateScheduler, "on_epoch_begin", _set_rate)
    printing = getattr(callbacks, "io_utils", None)
    if hasattr(printing, "print_msg"):
        journal.wrap(printing, "print_msg", _print)


def _print(wrapped, instance, args, kwargs):
    message, *rest = args or (kwargs.pop("message"),)
    if isinstance(message, str):
        message = _EPOCH.sub(lambda found: f"{found[1]}Epoch {int(found[2]):05d}: ", message, count=1)
    return wrapped(message, *rest, **kwargs)


def _set_rate(wrapped, instance, args, kwargs):
    verbose, schedule, rates = instance.verbose, instance.schedule, []

    def recorded(*values):
        rates.append(schedule(*values))
        return rates[-1]

    instance.verbose, instance.schedule = 0, recorded
    try:
        wrapped(*args, **kwargs)
    finally:
        instance.verbose, instance.schedule = verbose, schedule
    if verbose > 0:
        epoch = args[0] if args else kwargs["epoch"]
        word = "setting" if isinstance(type(instance.model), mirror.Mirrored) else "reducing"
        print(f"\nEpoch {epoch + 1:05d}: LearningRateScheduler {word} learning rate to {rates[-1]}.")
