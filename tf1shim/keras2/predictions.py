"""`predict` of standalone Keras' models: no samples, and stateful models' batches.

Source: keras 2.3.1 `engine/training.py`, `engine/training_arrays.py`.
"""

import numpy as np

BATCH = 32  # samples, unless told otherwise


class PredictionChanges:
    """Mixed into every model class of standalone Keras."""

    def predict(self, x, batch_size=None, verbose=0, steps=None, callbacks=None, max_queue_size=10, workers=1,
                use_multiprocessing=False, **kwargs):
        """Outputs for ``x``, an array or a list of them: see tf.keras' Model.predict. An empty list for no samples.

        Raises:
            ValueError: if the model is stateful and the samples are no whole number of batches.
        """
        samples = None if steps else _samples(x)
        if samples == 0:
            return []
        batch = batch_size or BATCH
        if samples is not None and getattr(self, "stateful", False) and samples > batch and samples % batch:
            raise ValueError("In a stateful network, you should only pass inputs with a number of samples that can be "
                             f"divided by the batch size. Found: {samples} samples. Batch size: {batch}.")
        return super().predict(
            x, batch_size=batch_size, verbose=verbose, steps=steps, callbacks=callbacks,
            max_queue_size=max_queue_size, workers=workers, use_multiprocessing=use_multiprocessing, **kwargs)


def _samples(x):
    """How many samples arrays hold; None for what is no array."""
    first = next(iter(x.values() if isinstance(x, dict) else x), None) if isinstance(x, (dict, list, tuple)) else x
    return len(first) if isinstance(first, np.ndarray) and first.ndim else None
