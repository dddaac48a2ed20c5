"""tf.contrib.learn.ops: ops of the first estimators (source: contrib/learn/python/learn/ops)."""

from tf1shim.contrib.learn.ops.embeddings_ops import categorical_variable, embedding_lookup  # noqa: F401
from tf1shim.contrib.learn.ops.losses_ops import mean_squared_error_regressor, softmax_classifier  # noqa: F401
from tf1shim.contrib.learn.ops.seq2seq_ops import (  # noqa: F401
    rnn_decoder,
    rnn_seq2seq,
    seq2seq_inputs,
    sequence_classifier,
)
