"""``tf.contrib.gan``: generative adversarial networks (contrib/gan of TF 1.14; TF 1.15 had it no more)."""

from tf1shim.contrib.gan import eval, features, losses  # noqa: A004,F401
from tf1shim.contrib.gan.model import (  # noqa: F401
    acgan_model,
    cyclegan_model,
    gan_model,
    infogan_model,
)
from tf1shim.contrib.gan.namedtuples import *  # noqa: F403
from tf1shim.contrib.gan.train import (  # noqa: F401
    RunTrainOpsHook,
    cyclegan_loss,
    gan_loss,
    gan_train,
    gan_train_ops,
    get_joint_train_hooks,
    get_sequential_train_hooks,
    get_sequential_train_steps,
)
