"""``tf.contrib.gan.losses``: losses of models, and in ``wargs`` the same of tensors (contrib/gan/python/losses)."""

from tf1shim.contrib.gan import losses_impl as wargs  # noqa: F401
from tf1shim.contrib.gan.tuple_losses import *  # noqa: F403
