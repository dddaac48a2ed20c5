"""``tf.contrib.legacy_seq2seq``: sequence-to-sequence models over lists of time steps."""

from tf1shim.contrib.legacy_seq2seq.seq2seq import (  # noqa: F401
    attention_decoder,
    basic_rnn_seq2seq,
    embedding_attention_decoder,
    embedding_attention_seq2seq,
    embedding_rnn_decoder,
    embedding_rnn_seq2seq,
    embedding_tied_rnn_seq2seq,
    model_with_buckets,
    one2many_rnn_seq2seq,
    rnn_decoder,
    sequence_loss,
    sequence_loss_by_example,
    tied_rnn_seq2seq,
)
