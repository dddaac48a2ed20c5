"""``tf.contrib.grid_rnn``: cells that recur along several dimensions
(http://arxiv.org/abs/1507.01526).
"""

from tf1shim.contrib.grid_rnn.grid_rnn_cell import (  # noqa: F401
    Grid1BasicLSTMCell,
    Grid1BasicRNNCell,
    Grid1LSTMCell,
    Grid2BasicLSTMCell,
    Grid2BasicRNNCell,
    Grid2GRUCell,
    Grid2LSTMCell,
    Grid3LSTMCell,
    GridRNNCell,
)
