"""``tf.contrib.model_pruning``: weights that are masked, more and more of them (contrib/model_pruning)."""

from tf1shim.contrib.model_pruning.layers import (  # noqa: F401
    masked_conv2d,
    masked_convolution,
    masked_fully_connected,
)
from tf1shim.contrib.model_pruning.learning import train  # noqa: F401
from tf1shim.contrib.model_pruning.pruning import (  # noqa: F401
    Pruning,
    apply_mask,
    get_masked_weights,
    get_masks,
    get_pruning_hparams,
    get_thresholds,
    get_weight_sparsity,
    get_weights,
)
from tf1shim.contrib.model_pruning.rnn_cells import MaskedBasicLSTMCell, MaskedLSTMCell  # noqa: F401
from tf1shim.contrib.model_pruning.strip_pruning_vars_lib import (  # noqa: F401
    graph_def_from_checkpoint,
    strip_pruning_vars_fn,
)
