"""`keras.callbacks` of standalone Keras, where it differs from the installed callbacks.

Source: keras 2.3.1 `callbacks/`.
"""

import functools

from tf1shim.keras2 import installed


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name == "TensorBoard":
        return _tensorboard()
    raise AttributeError(name)


def _tensorboard():
    native = installed.module("callbacks_v1").TensorBoard

    class TensorBoard(native):
        """TensorBoard of keras 2.3.1: writes summaries for TensorBoard into ``log_dir``."""

        def __init__(self, log_dir="./logs", histogram_freq=0, batch_size=None, write_graph=True,
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
