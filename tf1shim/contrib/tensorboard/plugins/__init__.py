"""tf.contrib.tensorboard.plugins."""

from tf1shim.contrib.tensorboard.plugins import projector  # noqa: F401
