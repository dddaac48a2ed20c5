"""tf.contrib.layers: `tf_slim.layers`, with the encoders and feature columns it left behind.

Source: TF 1.15, contrib/layers/python/layers/__init__.py.
"""

from tf_slim.layers import *  # noqa: F401,F403
from tf_slim.layers import summaries  # noqa: F401
from tf_slim.layers.initializers import *  # noqa: F401,F403
from tf_slim.layers.layers import *  # noqa: F401,F403
from tf_slim.layers.normalization import *  # noqa: F401,F403
from tf_slim.layers.optimizers import *  # noqa: F401,F403
from tf_slim.layers.optimizers import OPTIMIZER_CLS_NAMES, OPTIMIZER_SUMMARIES  # noqa: F401
from tf_slim.layers.regularizers import *  # noqa: F401,F403
from tf_slim.layers.rev_block_lib import *  # noqa: F401,F403
from tf_slim.layers.summaries import *  # noqa: F401,F403

from tf1shim.contrib import slim_support

slim_support.mirror(__name__, slim_support.children("tf_slim.layers"))

from tf1shim.contrib.layers import feature_column  # noqa: E402,F401
from tf1shim.contrib.layers.embedding_ops import *  # noqa: E402,F401,F403
from tf1shim.contrib.layers.encoders import *  # noqa: E402,F401,F403
from tf1shim.contrib.layers.feature_column import *  # noqa: E402,F401,F403
from tf1shim.contrib.layers.feature_column_ops import *  # noqa: E402,F401,F403
from tf1shim.contrib.layers.sparse_feature_cross_op import *  # noqa: E402,F401,F403
from tf1shim.contrib.layers.target_column import *  # noqa: E402,F401,F403
