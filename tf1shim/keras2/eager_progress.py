"""What `fit`, `evaluate` and `predict` of a program that began with `tf.enable_eager_execution` print while they run.

TF1: arrays are counted by samples ("Train on 100 samples, validate on 10 samples", "32/100"), datasets and generators
    by steps ("Train for 5 steps", where the number is given; TF 1.15 `python/keras/engine/training_v2.py`,
    `python/keras/utils/generic_utils.py`).
TF2: everything is counted by steps, and a line of ``verbose=2`` ends with times.
Here: as in TF 1.15, without the bar of `evaluate` that runs over its end there ("100/1 [====...").
"""

import threading

from tf1shim.keras2 import installed, progress

_BATCH = 32
_ARGUMENTS = {
    "fit": ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data"),
    "evaluate": ("x", "y", "batch_size"),
    "predict": ("x", "batch_size"),
    "fit_generator": (),
}
_local = threading.local()


def install(journal):
    """Change what such calls print; ``journal`` takes it back."""
    model = installed.module("engine.training").Model
    for name in _ARGUMENTS:
        journal.wrap(model, name, _noting(name))
    journal.wrap(installed.module("callbacks").ProgbarLogger, "_maybe_init_progbar", _start)


def under_way(model):
    """The `Call` of fit, evaluate or predict that ``model`` is in, the innermost; None outside of one."""
    return next((call for call in reversed(getattr(_local, "calls", ())) if call.model is model), None)


class Call:
    """What a call of `fit`, `evaluate` or `predict` goes through.

    Attributes:
        trains, validates: whether it is `fit`, and whether that has validation data.
        samples: how many samples an epoch takes; None for what is counted by steps.
        batch_size: of how many samples a step is.
    """

    def __init__(self, model, name, given):
        split, self.validation = given.get("validation_split") or 0., given.get("validation_data")
        self.model, self.trains, self.verbose = model, name == "fit", given.get("verbose", 1)
        self.validates = bool(split) or self.validation is not None
        self.validation_steps, self.batch_size = given.get("validation_steps"), given.get("batch_size") or _BATCH
        self.steps = given.get("steps_per_epoch" if self.trains else "steps")
        every = _samples(given.get("x")) if self.steps is None else None
        self.samples = every if every is None else int(every * (1 - split))
        self.held_out = every - self.samples if split and every is not None else None

    def head(self):
        """The line before the first epoch, or None."""
        if not (self.trains and self.verbose and (self.samples or self.steps)):
            return None
        text = f"Train on {self.samples} samples" if self.samples else f"Train for {self.steps} steps"
        samples, steps = self.held_out, None
        if self.validation is not None:
            first = self.validation[0] if isinstance(self.validation, (list, tuple)) else None
            samples, steps = _samples(first), self.validation_steps or _length(self.validation)
        if samples is not None:
            return f"{text}, validate on {samples} samples"
        return text if steps is None else f"{text}, validate for {steps} steps"


def _noting(name):
    def call(wrapped, instance, args, kwargs):
        made = Call(instance, name, {**dict(zip(_ARGUMENTS[name], args)), **kwargs})
        calls = _local.__dict__.setdefault("calls", [])
        head = made.head() if under_way(instance) is None else None  # `fit_generator` ends in `fit` and says nothing
        if head:
            print(head)
        calls.append(made)
        try:
            return wrapped(*args, **kwargs)
        finally:
            calls.remove(made)

    return call


def _samples(x):
    """How many samples arrays hold; None for what is no array."""
    import tensorflow.compat.v1 as tf

    first = next(iter(tf.nest.flatten(x)), None)
    shape = getattr(first, "shape", None)
    return int(shape[0]) if shape is not None and len(shape) else None


def _length(data):
    import tensorflow.compat.v1 as tf

    if isinstance(data, tf.data.Dataset):
        length = int(tf.data.experimental.cardinality(data))
        return length if length >= 0 else None
    return len(data) if hasattr(data, "__len__") and not isinstance(data, (list, tuple)) else None


def _start(wrapped, instance, args, kwargs):
    new = instance.progbar is None
    wrapped(*args, **kwargs)
    call = under_way(getattr(instance, "model", None))
    if new and call is not None:
        instance.progbar = _Bar(instance.target, instance.verbose, call)


class _Bar:
    """TF 1.15's bar, told of steps by TF2's logger."""

    def __init__(self, target, verbose, call):
        self._size = call.batch_size if call.samples is not None else None
        self._samples = call.samples
        unit = "step" if self._size is None else "sample"
        self._bar = progress.Bar(target if self._size is None else call.samples, verbose, (), unit)

    @property
    def target(self):
        return self._bar.target

    @target.setter
    def target(self, steps):
        # Told late, when the data's end is reached; samples are known from the start.
        if self._size is None:
            self._bar.target = steps

    def _update_stateful_metrics(self, names):
        """Every metric comes as the mean so far: see `update`."""

    def update(self, current, values=(), finalize=False):
        current, values = int(current), list(values or ())
        self._bar.stateful.update(name for name, _ in values)
        seen = current if self._size is None else min(current * self._size, self._samples)
        if finalize and self._size is not None:
            seen = self._samples
        if finalize or self.target is None or seen < self.target:
            self._bar.update(seen, values)
