"""`keras.callbacks` of standalone Keras, where it differs from the installed callbacks.

Source: keras 2.3.1 `callbacks/`.
"""

import functools
import warnings

from tf1shim.keras2 import installed
from tf1shim.keras2.logs import Logs


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _MADE:
        return _MADE[name]()
    raise AttributeError(name)


def _tensorboard():
    native = installed.module("callbacks_v1").TensorBoard

    class TensorBoard(native):
        """TensorBoard of keras 2.3.1: writes summaries for TensorBoard into ``log_dir``."""

        def __init__(self, log_dir="./logs", histogram_freq=0, batch_size=32, write_graph=True,
                     write_grads=False, write_images=False, embeddings_freq=0,
                     embeddings_layer_names=None, embeddings_metadata=None, embeddings_data=None,
                     update_freq="epoch", **kwargs):
            super().__init__(
                log_dir=log_dir, histogram_freq=histogram_freq, batch_size=batch_size or 32,
                write_graph=write_graph, write_grads=write_grads, write_images=write_images,
                embeddings_freq=embeddings_freq, embeddings_layer_names=embeddings_layer_names,
                embeddings_metadata=embeddings_metadata, embeddings_data=embeddings_data,
                update_freq=update_freq, **kwargs)

    return TensorBoard


def _reduce_on_plateau():
    native = installed.module("callbacks").ReduceLROnPlateau

    class ReduceLROnPlateau(native):
        """ReduceLROnPlateau of keras 2.3.1: lowers the learning rate when a metric has stopped improving."""

        def __init__(self, monitor="val_loss", factor=0.1, patience=10, verbose=0, mode="auto", min_delta=1e-4,
                     cooldown=0, min_lr=0, **kwargs):
            if "epsilon" in kwargs:
                min_delta = kwargs.pop("epsilon")
                warnings.warn("`epsilon` argument is deprecated and will be removed, use `min_delta` instead.",
                              stacklevel=2)
            super().__init__(monitor=monitor, factor=factor, patience=patience, verbose=verbose, mode=mode,
                             min_delta=min_delta, cooldown=cooldown, min_lr=min_lr, **kwargs)

    return ReduceLROnPlateau


def _checkpoint():
    native = installed.module("callbacks").ModelCheckpoint

    class ModelCheckpoint(native):
        """ModelCheckpoint of keras 2.3.1: saves the model, or its weights, every ``period`` epochs."""

        def __init__(self, filepath, monitor="val_loss", verbose=0, save_best_only=False, save_weights_only=False,
                     mode="auto", period=1, **kwargs):
            super().__init__(filepath, monitor=monitor, verbose=verbose, save_best_only=save_best_only,
                             save_weights_only=save_weights_only, mode=mode, **kwargs)
            self.period = period

        def on_epoch_end(self, epoch, logs=None):
            """Save, if it is time and, where only the best is kept, the monitored value has improved."""
            self.epochs_since_last_save += 1
            if self.epochs_since_last_save < self.period:
                return
            self.epochs_since_last_save = 0
            logs = Logs(logs or {})
            path = self.filepath.format_map(Logs(logs, epoch=epoch + 1))
            news = f"saving model to {path}"
            if self.save_best_only:
                current = logs.get(self.monitor)
                if current is None:
                    warnings.warn(f"Can save best model only with {self.monitor} available, skipping.",
                                  RuntimeWarning, stacklevel=2)
                    return
                if not self.monitor_op(current, self.best):
                    self._say(epoch, f"{self.monitor} did not improve from {self.best:0.5f}")
                    return
                news = f"{self.monitor} improved from {self.best:0.5f} to {current:0.5f}, {news}"
                self.best = current
            self._say(epoch, news)
            save = self.model.save_weights if self.save_weights_only else self.model.save
            save(path, overwrite=True)

        def _say(self, epoch, news):
            if self.verbose > 0:
                print(f"\nEpoch {epoch + 1:05d}: {news}")

    return ModelCheckpoint


_MADE = {"ModelCheckpoint": _checkpoint, "TensorBoard": _tensorboard, "ReduceLROnPlateau": _reduce_on_plateau}
