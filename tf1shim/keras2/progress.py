"""What `fit`, `evaluate` and `predict` print while they run.

TF1: `evaluate` and `predict` show a bar, too; a line of ``verbose=2`` ends with the last metric; TF 1.15 says
    `Epoch 1/1` never and counts time per sample, keras 2.3.1 always and calls a sample a step, prints ` - 1s - loss`
    for an epoch, and starts a new line for each state of a bar that is not shown on a terminal (TF 1.15
    `python/keras/utils/generic_utils.py`, `callbacks.py`; keras 2.3.1 `utils/generic_utils.py`, `callbacks/`).
TF2: training alone shows a bar, with time per epoch as well, and with the batch's number among the metrics.
Here: the lines of the spelling that the model is of, for legacy callers.
"""

import sys
import threading
import time

import numpy as np

from tf1shim.keras2 import installed, mirror, summaries

_local = threading.local()


def install(journal):
    """Change who prints progress; ``journal`` takes it back."""
    callbacks = installed.module("callbacks")
    journal.wrap(callbacks, "configure_callbacks", _configure)
    journal.wrap(installed.module("engine.training_v1").Model, "_select_training_loop", _select)
    journal.wrap(installed.module("engine.training_arrays_v1"), "_print_train_info", _train_info)
    for name, ours in (("on_epoch_begin", _epoch_begin), ("_batch_update_progbar", _batch_end),
                       ("on_predict_batch_end", _batch_end), ("_finalize_progbar", _epoch_end),
                       ("_maybe_init_progbar", _start)):
        journal.wrap(callbacks.ProgbarLogger, name, _of_logger(ours))


def _of_logger(ours):
    def method(wrapped, instance, args, kwargs):
        if getattr(instance, "_tf1shim_bar", None) is None:
            return wrapped(*args, **kwargs)
        return ours(instance, *args, **kwargs)

    return method


def _select(wrapped, instance, args, kwargs):
    _local.standalone = isinstance(type(instance), mirror.Mirrored)
    return wrapped(*args, **kwargs)


def _train_info(wrapped, instance, args, kwargs):
    validation = args[1] if len(args) > 1 else kwargs.get("val_samples_or_steps")
    if validation or not getattr(_local, "standalone", False):
        wrapped(*args, **kwargs)


def _configure(wrapped, instance, args, kwargs):
    callbacks = installed.module("callbacks")
    given = args[0] if args else kwargs.get("callbacks")
    made = wrapped(*args, **kwargs)
    if made is given or not summaries.asked_by_legacy(sys._getframe(1)):
        return made
    model = args[1] if len(args) > 1 else kwargs["model"]
    standalone = isinstance(type(model), mirror.Mirrored)
    verbose, mode = kwargs.get("verbose", 1), str(kwargs.get("mode", "train")).rpartition(".")[2].lower()
    training = mode == "train"
    loggers = [one for one in made.callbacks if isinstance(one, callbacks.ProgbarLogger)]
    if not training and not loggers and (verbose == 1 or verbose and not standalone):
        logger = callbacks.ProgbarLogger(kwargs.get("count_mode", "steps"))
        logger.set_model(made.model)
        logger.set_params(made.params)
        if mode == "test":
            logger.stateful_metrics = set(model.metrics_names[1:])
        made.append(logger)
        # The list has looked for batch methods already.
        for kind in ("test", "predict"):
            setattr(made, f"_should_call_{kind}_batch_hooks", True)
        if hasattr(made, "_batch_hooks_support_tf_logs"):
            made._batch_hooks_support_tf_logs = False
        loggers = [logger]
    for logger in loggers:
        logger._tf1shim_bar = (StandaloneBar if standalone else Bar), training, made
    return made


def _start(logger):
    kind, _, callbacks = logger._tf1shim_bar
    logger.seen, logger._tf1shim_values = 0, []
    logger.target = callbacks.params["steps" if logger.use_steps else "samples"]
    logger.progbar = kind(logger.target, logger.verbose, logger.stateful_metrics,
                          "step" if logger.use_steps else "sample")


def _epoch_begin(logger, epoch, logs=None):
    if logger.verbose and (logger.epochs > 1 or logger._tf1shim_bar[0] is StandaloneBar):
        print(f"Epoch {epoch + 1}/{logger.epochs}")
    _start(logger)


def _batch_end(logger, batch, logs=None):
    logs = logs or {}
    many = logs.get("num_steps", 1)
    logger.seen += many if logger.use_steps else logs.get("size", 0) * many
    logger._tf1shim_values = _metrics(logger, logs)
    if logger.verbose and (logger.target is None or logger.seen < logger.target):
        logger.progbar.update(logger.seen, logger._tf1shim_values)


def _epoch_end(logger, logs=None, counter=None):
    # The last batch is shown together with the epoch's results, and counts in the average once more.
    values = logger._tf1shim_values + _metrics(logger, logs or {})
    if logger.target is None:
        logger.target = logger.progbar.target = logger.seen
    if logger.verbose:
        logger.progbar.update(logger.seen, values)


def _metrics(logger, logs):
    kind, training, callbacks = logger._tf1shim_bar
    if kind is StandaloneBar and not training:
        return []
    return [(name, logs[name]) for name in callbacks.params["metrics"] if name in logs]


class Bar:
    """The progress bar of TF 1.15's tf.keras.

    Args:
        target: number of samples or steps; None where it is not known.
        verbose: 1 for a bar, 2 for a line.
        stateful: names of metrics that are shown as they come, not averaged.
        unit: "step" or "sample".
    """

    WIDTH, INTERVAL = 30, 0.05

    def __init__(self, target, verbose, stateful, unit):
        self.target, self.verbose, self.stateful, self.unit = target, verbose, set(stateful or ()), unit
        self.values = {}
        self.seen = self.length = self.shown = 0
        self.start = time.time()

    def update(self, current, values=()):
        """Show that ``current`` units are done, with (name, value) pairs of the last ones."""
        new, self.seen = current - self.seen, current
        for name, value in values:
            total, count = self.values.get(name, (0, 0))
            self.values[name] = (value, 1) if name in self.stateful else (total + value * new, count + new)
        now = time.time()
        done = bool(self.target is not None and current >= self.target)  # either may be NumPy's
        if self.verbose == 1:
            if done or self.target is None or now - self.shown >= self.INTERVAL:
                self._show(current, done, now - self.start)
                self.shown = now
        elif self.verbose == 2 and done:
            self._write(self._head() + f" - {now - self.start:.0f}s" + self._numbers() + "\n")

    def _show(self, current, done, spent):
        before = self.length
        bar = f"{current:7d}/Unknown"
        if self.target is not None:
            full = int(self.WIDTH * current / self.target)
            bar = f"{current:{len(str(self.target))}d}/{self.target} ["
            bar += ("=" * (full - 1) + ("=" if done else ">") if full else "") + "." * (self.WIDTH - full) + "]"
        each = spent / current if current else 0
        if self.target is not None and not done:
            text = f" - ETA: {_clock(each * (self.target - current))}"
        else:
            text = f" - {spent:.0f}s {_pace(each)}/{self.unit}"
        text += self._numbers()
        self.length = len(bar) + len(text)
        text += " " * (before - self.length)
        self._write(self._back(before) + bar + text + "\n" * done)

    def _numbers(self):
        text = ""
        for name, (total, count) in self.values.items():
            mean = np.mean(total / max(1, count))
            text += f" - {name}: {mean:.4f}" if abs(mean) > 1e-3 else f" - {name}: {mean:.4e}"
        return text

    def _head(self):
        return f"{self.target}/{self.target}"

    def _back(self, length):
        return "\b" * length + "\r"

    def _write(self, text):
        sys.stdout.write(text)
        sys.stdout.flush()


class StandaloneBar(Bar):
    """The progress bar of keras 2.3.1, which calls every unit a step."""

    def __init__(self, target, verbose, stateful, unit):
        super().__init__(target, verbose, stateful, "step")

    def _head(self):
        return ""

    def _back(self, length):
        screen = getattr(sys.stdout, "isatty", None)
        return super()._back(length) if screen and screen() or "ipykernel" in sys.modules else "\n"


def _clock(seconds):
    seconds = int(seconds)
    if seconds > 3600:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds > 60 else f"{seconds}s"


def _pace(seconds):
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s"
    return f"{seconds * 1e3:.0f}ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f}us"
