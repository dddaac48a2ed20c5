"""tf.contrib.graph_editor: selecting, copying and rewiring parts of a graph (source: TF 1.15, contrib/graph_editor)."""

from tf1shim.contrib.graph_editor import (  # noqa: F401
    edit,
    reroute,
    select,
    subgraph,
    transform,
    util,
)
from tf1shim.contrib.graph_editor.edit import *  # noqa: F401,F403
from tf1shim.contrib.graph_editor.reroute import *  # noqa: F401,F403
from tf1shim.contrib.graph_editor.select import *  # noqa: F401,F403
from tf1shim.contrib.graph_editor.subgraph import *  # noqa: F401,F403
from tf1shim.contrib.graph_editor.transform import *  # noqa: F401,F403
from tf1shim.contrib.graph_editor.util import *  # noqa: F401,F403

ph = util.make_placeholder_from_dtype_and_shape
sgv = subgraph.make_view
sgv_scope = subgraph.make_view_from_scope
ts = select.select_ts
ops = select.select_ops
