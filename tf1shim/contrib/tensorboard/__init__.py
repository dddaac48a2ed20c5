"""tf.contrib.tensorboard."""

from tf1shim.contrib.tensorboard import plugins  # noqa: F401
