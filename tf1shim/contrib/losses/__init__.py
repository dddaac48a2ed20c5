"""tf.contrib.losses: `tf_slim.losses` (source: contrib/losses/__init__.py)."""

from tf1shim.contrib import slim_support

from tf_slim.losses import *  # noqa: F401,F403
from tf_slim.losses import metric_learning  # noqa: F401

slim_support.mirror(__name__, {
    "loss_ops": "tf_slim.losses.loss_ops",
    "metric_learning": "tf_slim.losses.metric_learning",
    "metric_loss_ops": "tf_slim.losses.metric_learning",
})
