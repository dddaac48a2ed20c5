"""``tf.contrib.cudnn_rnn``: cuDNN's recurrent layers, computed by ordinary ops on any device.

The one weight vector has cuDNN's layout, and checkpoints hold the canonical weights under TF 1.15's
names, so models move freely between these layers and the "CudnnCompatible" cells.
"""

from tf1shim.contrib.cudnn_rnn.compatible_cells import (  # noqa: F401
    CudnnCompatibleGRUCell,
    CudnnCompatibleLSTMCell,
)
from tf1shim.contrib.cudnn_rnn.cudnn_rnn import (  # noqa: F401
    CudnnGRU,
    CudnnLSTM,
    CudnnRNNRelu,
    CudnnRNNTanh,
)
from tf1shim.contrib.cudnn_rnn.format_converters import (  # noqa: F401
    CudnnParamsFormatConverterGRU,
    CudnnParamsFormatConverterLSTM,
    CudnnParamsFormatConverterRelu,
    CudnnParamsFormatConverterTanh,
)
from tf1shim.contrib.cudnn_rnn.saveables import (  # noqa: F401
    CudnnGRUSaveable,
    CudnnLSTMSaveable,
    CudnnRNNReluSaveable,
    CudnnRNNTanhSaveable,
)
