"""tf.contrib.framework: variables and arg_scope from `tf_slim`, the rest from TensorFlow or written here.

Source: TF 1.15, contrib/framework/__init__.py.
"""

from tf1shim.contrib import slim_support

import tensorflow.compat.v1 as tf
from tensorflow.python.framework.ops import prepend_name_scope, strip_name_scope  # noqa: F401
from tensorflow.python.framework.smart_cond import (  # noqa: F401
    smart_case, smart_cond, smart_constant_value,
)
from tensorflow.python.framework.tensor_spec import BoundedTensorSpec  # noqa: F401
from tensorflow.python.ops.critical_section_ops import CriticalSection  # noqa: F401
from tensorflow.python.ops.data_flow_ops import RecordInput  # noqa: F401
from tensorflow.python.ops.init_ops import (  # noqa: F401
    convolutional_delta_orthogonal, convolutional_orthogonal_1d, convolutional_orthogonal_2d,
    convolutional_orthogonal_3d,
)
from tensorflow.python.util.deprecation import (  # noqa: F401
    deprecated, deprecated_arg_values, deprecated_args,
)
from tf_slim import (  # noqa: F401
    add_arg_scope, arg_scope, arg_scope_func_key, arg_scoped_arguments, current_arg_scope,
    has_arg_scope,
)
from tf_slim.ops.variables import *  # noqa: F401,F403

from tf1shim.contrib.framework import nest  # noqa: F401
from tf1shim.contrib.framework.checkpoint_ops import *  # noqa: F401,F403
from tf1shim.contrib.framework.checkpoint_utils import *  # noqa: F401,F403
from tf1shim.contrib.framework.experimental import experimental  # noqa: F401
from tf1shim.contrib.framework.graph_util import *  # noqa: F401,F403
from tf1shim.contrib.framework.ops import (  # noqa: F401
    get_graph_from_inputs, get_name_scope, zero_initializer,
)
from tf1shim.contrib.framework.prettyprint_ops import print_op  # noqa: F401
from tf1shim.contrib.framework.script_ops import py_func  # noqa: F401
from tf1shim.contrib.framework.tensor_util import *  # noqa: F401,F403

TensorSpec = tf.TensorSpec
argsort = tf.argsort
sort = tf.sort

slim_support.mirror(__name__, {"variables": "tf_slim.ops.variables"})
