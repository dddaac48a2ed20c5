"""tf.contrib.slim: `tf_slim`, with the few names it left behind (source: contrib/slim/__init__.py)."""

from tf1shim.contrib import slim_support

import tf_slim
import tf_slim.nets  # noqa: F401
from tf_slim import *  # noqa: F401,F403
from tf_slim import (  # noqa: F401
    add_arg_scope, arg_scope, arg_scope_func_key, arg_scoped_arguments, current_arg_scope,
    data_decoder, data_provider, dataset, dataset_data_provider, evaluation, has_arg_scope,
    learning, losses, model_analyzer, parallel_reader, prefetch_queue, queues, summaries,
    tfexample_decoder,
)

from tf1shim.contrib import layers as _layers
from tf1shim.contrib import losses, metrics  # noqa: F401,F811

# slim re-exported everything of contrib.layers, its sub-modules included.
globals().update({n: v for n, v in vars(_layers).items() if not n.startswith("_")})

_nets = slim_support.children("tf_slim.nets")
slim_support.mirror(__name__, {
    "nets": "tf_slim.nets",
    **{f"nets.{name}": full for name, full in _nets.items()},
    **slim_support.children("tf_slim.data"),
    **{name: f"tf_slim.{name}" for name in (
        "learning", "evaluation", "model_analyzer", "queues", "summaries")},
})
