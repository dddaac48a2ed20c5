"""``tf.contrib.rnn.python.ops.rnn_cell``: all cells that contrib added, under TF 1.15's one module
name.
"""

from tf1shim.contrib.rnn.cell_base import (  # noqa: F401
    LayerRNNCell,
    LSTMStateTuple,
    RNNCell,
)
from tf1shim.contrib.rnn.cell_wrappers import (  # noqa: F401
    AttentionCellWrapper,
    CompiledWrapper,
    HighwayWrapper,
)
from tf1shim.contrib.rnn.conv_lstm import (  # noqa: F401
    Conv1DLSTMCell,
    Conv2DLSTMCell,
    Conv3DLSTMCell,
    ConvLSTMCell,
    _conv,
)
from tf1shim.contrib.rnn.core_rnn_cell import _Linear, _linear  # noqa: F401
from tf1shim.contrib.rnn.gated_cells import (  # noqa: F401
    IndRNNCell,
    IndyGRUCell,
    IndyLSTMCell,
    IntersectionRNNCell,
    NASCell,
    SRUCell,
    UGRNNCell,
)
from tf1shim.contrib.rnn.grid_lstm import (  # noqa: F401
    BidirectionalGridLSTMCell,
    GridLSTMCell,
)
from tf1shim.contrib.rnn.keras_style_cells import CFNCell, MinimalRNNCell  # noqa: F401
from tf1shim.contrib.rnn.lstm_variants import (  # noqa: F401
    CoupledInputForgetGateLSTMCell,
    GLSTMCell,
    _get_concat_variable,
    _get_sharded_variable,
)
from tf1shim.contrib.rnn.normalized_lstm import (  # noqa: F401
    LayerNormBasicLSTMCell,
    LayerNormLSTMCell,
    WeightNormLSTMCell,
)
from tf1shim.contrib.rnn.ntm import NTMCell, NTMControllerState  # noqa: F401
from tf1shim.contrib.rnn.phased_lstm import (  # noqa: F401
    PhasedLSTMCell,
    _random_exp_initializer,
)
from tf1shim.contrib.rnn.time_freq_lstm import TimeFreqLSTMCell  # noqa: F401
