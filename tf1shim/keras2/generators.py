"""Training of standalone Keras' models from generators and Sequences.

Keras 2.3.1: validation data is read by one queue for the whole training; the length of a Sequence is asked again after
    each epoch; a Sequence read without workers hears of the end of an epoch too; a batch may be empty where the model
    has tensors as inputs (its `engine/training_generator.py` and `utils/data_utils.py`).
Installed: a queue for each validation, which reads ahead each time; the length is asked once.
Here: keras 2.3.1's way, in a loop of our own, for models of standalone Keras.
"""

import contextlib
import functools
import random
import threading

from tf1shim.keras2 import installed, mirror, training_tools


def install(journal):
    """Change what trains from generators; ``journal`` takes it back."""
    journal.wrap(installed.module("engine.training_generator_v1"), "fit_generator", _fit)


def _fit(wrapped, instance, args, kwargs):
    if len(args) == 2 and isinstance(type(args[0]), mirror.Mirrored) and _is_source(args[1]):
        return _train(*args, **kwargs)
    return wrapped(*args, **kwargs)


def _is_source(data):
    import tensorflow as tf

    return not isinstance(data, tf.data.Iterator) and (hasattr(data, "__next__") or training_tools.is_sequence(data))


def _train(model, data, steps_per_epoch=None, epochs=1, verbose=1, callbacks=None, validation_data=None,
           validation_steps=None, validation_freq=1, class_weight=None, max_queue_size=10, workers=1,
           use_multiprocessing=False, shuffle=True, initial_epoch=0, steps_name="steps_per_epoch"):
    loops, tools = installed.module("engine.training_generator_v1"), installed.module("engine.training_utils_v1")
    modes, hooks = installed.module("utils.mode_keys").ModeKeys, installed.module("callbacks")
    follow = steps_per_epoch is None and training_tools.is_sequence(data)
    steps = len(data) if follow else steps_per_epoch
    loops._validate_arguments(training_tools.is_sequence(data), False, use_multiprocessing, workers, steps,
                              validation_data, validation_steps, modes.TRAIN, {})
    told = {"do_validation": validation_data is not None, "epochs": epochs, "samples": steps, "verbose": verbose,
            "mode": modes.TRAIN}
    callbacks = hooks.configure_callbacks(callbacks, model, steps_per_epoch=steps, count_mode="steps", **told)
    read = functools.partial(_Source, workers=workers, use_multiprocessing=use_multiprocessing,
                             max_queue_size=max_queue_size)
    with contextlib.ExitStack() as sources:
        if validation_data is not None and _is_source(validation_data):
            if training_tools.is_sequence(validation_data):
                validation_steps = validation_steps or len(validation_data)
            validation_data = sources.enter_context(read(validation_data)).batches
        source = sources.enter_context(read(data, shuffle=shuffle))
        callbacks._call_begin_hook(modes.TRAIN)
        callbacks.model.stop_training = False
        for epoch in range(initial_epoch, epochs):
            model.reset_metrics()
            callbacks.on_epoch_begin(epoch, {})
            aggregator, step, size = tools.MetricsAggregator(True, steps=steps), 0, None
            while step < steps:
                batch = loops._get_next_batch(source.batches)
                if batch is None:
                    loops.logging.warning(
                        f"Your generator ran out of data; interrupting training. It has to give {steps_name} * epochs "
                        f"batches, here {steps * epochs}.")
                    callbacks.model.stop_training = True
                    break
                size = _samples(batch[0])
                logs = {"batch": step, "size": size}
                callbacks._call_batch_hook(modes.TRAIN, "begin", step, logs)
                compiled = model._is_compiled
                outs = model.train_on_batch(*batch, class_weight=class_weight, reset_metrics=False)
                outs = outs if isinstance(outs, list) else [outs]
                if not compiled:  # the first batch told what the model is
                    hooks.set_callback_parameters(callbacks, model, steps_per_epoch=steps, **told)
                if step == 0:
                    aggregator.create(outs)
                aggregator.aggregate(outs)
                logs.update(zip(model.metrics_names, outs))
                callbacks._call_batch_hook(modes.TRAIN, "end", step, logs)
                step += 1
                if callbacks.model.stop_training:
                    break
            logs = {}
            if step:
                aggregator.finalize()
                logs.update(zip(model.metrics_names, aggregator.results))
            if step >= steps and validation_data is not None and tools.should_run_validation(validation_freq, epoch):
                outs = loops.model_iteration(
                    model, validation_data, steps_per_epoch=validation_steps, batch_size=size, workers=0,
                    callbacks=callbacks, verbose=0, mode=modes.TEST, steps_name="validation_steps")
                outs = outs if isinstance(outs, list) else [outs]
                logs.update(("val_" + name, value) for name, value in zip(model.metrics_names, outs))
            callbacks.on_epoch_end(epoch, logs)
            if callbacks.model.stop_training:
                break
            source.end_epoch(wait=follow)
            if follow:
                steps = len(data)
                callbacks.set_params({**callbacks.params, "steps": steps, "samples": steps})
    model._successful_loop_finish = True
    callbacks._call_end_hook(modes.TRAIN)
    return model.history


def _samples(inputs):
    """Number of samples in a batch; one where the model's inputs are tensors and nothing is given."""
    from tensorflow import nest

    return next((int(array.shape[0]) for array in nest.flatten(inputs) if array is not None), 1)


class _Source:
    """Batches of a generator or Sequence without end, read ahead by workers where there are any."""

    def __init__(self, data, workers, use_multiprocessing, max_queue_size, shuffle=False):
        self._data, self._sequence, self._queue = data, training_tools.is_sequence(data), None
        if workers > 0:
            if self._sequence:
                self._queue = _ordered_queue()(data, use_multiprocessing=use_multiprocessing, shuffle=shuffle)
            else:
                self._queue = installed.module("utils.data_utils").GeneratorEnqueuer(
                    data, use_multiprocessing=use_multiprocessing)
            self._queue.start(workers=workers, max_queue_size=max_queue_size)
            self.batches = self._queue.get()
        else:
            self.batches = training_tools.iter_sequence_infinite(data) if self._sequence else (b for b in data)

    def end_epoch(self, wait):
        """Have a Sequence hear of the end of an epoch; ``wait`` until the workers have told it."""
        if self._sequence and self._queue is None:
            self._data.on_epoch_end()
        elif self._sequence and wait:
            self._queue.join_end_of_epoch()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._queue is not None:
            self._queue.stop()


@functools.lru_cache(maxsize=None)
def _ordered_queue():
    class OrderedQueue(installed.module("utils.data_utils").OrderedEnqueuer):
        """A queue of a Sequence's batches that asks for its length in every epoch."""

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self._told = threading.Event()

        def _run(self):
            while not self.stop_signal.is_set():
                self._send_sequence()
                indices = list(range(len(self.sequence)))
                if self.shuffle:
                    random.shuffle(indices)
                with contextlib.closing(self.executor_fn(data_utils._SHARED_SEQUENCES)) as pool:
                    for index in indices:
                        if self.stop_signal.is_set():
                            return
                        self.queue.put(pool.apply_async(data_utils.get_index, (self.uid, index)), block=True)
                    self._wait_queue()
                if self.stop_signal.is_set():
                    return
                self.sequence.on_epoch_end()
                self._told.set()

        def join_end_of_epoch(self):
            """Wait until the Sequence has heard of the end of the epoch."""
            self._told.wait(timeout=30)
            self._told.clear()

    data_utils = installed.module("utils.data_utils")
    return OrderedQueue
