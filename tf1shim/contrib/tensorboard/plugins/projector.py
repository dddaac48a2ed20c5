"""tf.contrib.tensorboard.plugins.projector: what TensorBoard's projector shows.

Source: TF 1.15, contrib/tensorboard/plugins/projector/__init__.py.
"""

import os

import tensorflow.compat.v1 as tf
from google.protobuf import text_format

from tf1shim.contrib.tensorboard.plugins.projector_config_pb2 import (  # noqa: F401
    EmbeddingInfo,
    ProjectorConfig,
    SpriteMetadata,
)


def visualize_embeddings(summary_writer, config):
    """Write the projector's configuration into a writer's directory, for TensorBoard.

    Args:
        summary_writer: `tf.summary.FileWriter`.
        config: `ProjectorConfig`.

    Raises:
        ValueError: the writer has no directory.
    """
    logdir = summary_writer.get_logdir()
    if logdir is None:
        raise ValueError("Summary writer must have a logdir")
    with tf.gfile.Open(os.path.join(logdir, "projector_config.pbtxt"), "w") as file:
        file.write(text_format.MessageToString(config))
