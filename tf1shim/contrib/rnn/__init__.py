"""``tf.contrib.rnn``: recurrent cells beyond `tf.nn.rnn_cell`, fused cells, bidirectional stacks.

Variable names and shapes are TF 1.15's, so its checkpoints restore by name.
"""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.core_rnn import (  # noqa: F401
    static_bidirectional_rnn,
    static_rnn,
    static_state_saving_rnn,
)
from tf1shim.contrib.rnn.core_rnn_cell import (  # noqa: F401
    EmbeddingWrapper,
    InputProjectionWrapper,
    OutputProjectionWrapper,
)
from tf1shim.contrib.rnn.fused_rnn_cell import (  # noqa: F401
    FusedRNNCell,
    FusedRNNCellAdaptor,
    TimeReversedFusedRNN,
)
from tf1shim.contrib.rnn.gru_ops import GRUBlockCell, GRUBlockCellV2  # noqa: F401
from tf1shim.contrib.rnn.lstm_ops import (  # noqa: F401
    LSTMBlockCell,
    LSTMBlockFusedCell,
    LSTMBlockWrapper,
)
from tf1shim.contrib.rnn.rnn import (  # noqa: F401
    best_effort_input_batch_size,
    stack_bidirectional_dynamic_rnn,
    stack_bidirectional_rnn,
    transpose_batch_time,
)
from tf1shim.contrib.rnn.rnn_cell import (  # noqa: F401
    AttentionCellWrapper,
    BidirectionalGridLSTMCell,
    CFNCell,
    CompiledWrapper,
    Conv1DLSTMCell,
    Conv2DLSTMCell,
    Conv3DLSTMCell,
    ConvLSTMCell,
    CoupledInputForgetGateLSTMCell,
    GLSTMCell,
    GridLSTMCell,
    HighwayWrapper,
    IndRNNCell,
    IndyGRUCell,
    IndyLSTMCell,
    IntersectionRNNCell,
    LayerNormBasicLSTMCell,
    LayerNormLSTMCell,
    LayerRNNCell,
    MinimalRNNCell,
    NASCell,
    NTMCell,
    NTMControllerState,
    PhasedLSTMCell,
    SRUCell,
    TimeFreqLSTMCell,
    UGRNNCell,
    WeightNormLSTMCell,
)

RNNCell = tf.nn.rnn_cell.RNNCell
BasicRNNCell = tf.nn.rnn_cell.BasicRNNCell
BasicLSTMCell = tf.nn.rnn_cell.BasicLSTMCell
GRUCell = tf.nn.rnn_cell.GRUCell
LSTMCell = tf.nn.rnn_cell.LSTMCell
LSTMStateTuple = tf.nn.rnn_cell.LSTMStateTuple
MultiRNNCell = tf.nn.rnn_cell.MultiRNNCell
DropoutWrapper = tf.nn.rnn_cell.DropoutWrapper
ResidualWrapper = tf.nn.rnn_cell.ResidualWrapper
DeviceWrapper = tf.nn.rnn_cell.DeviceWrapper
