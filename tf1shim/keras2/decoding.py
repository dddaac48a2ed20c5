"""`keras.backend.ctc_decode`.

TF1: what is decoded is as wide as its longest text, so that a batch of one has no padding of -1, which programs that
    read text would take for the last letter.
TF2: as wide as the input has steps.
Here: as in TF 1, for both spellings.
"""

from tf1shim.graph import intercept
from tf1shim.keras2 import installed


def install(journal):
    """Change the installed backend's function; ``journal`` takes it back."""
    # tf.keras.backend holds the function under its own name, too.
    intercept.intercept(journal, installed.backend().ctc_decode, lambda genuine, args, kwargs: decode(*args, **kwargs))


def decode(y_pred, input_length, greedy=True, beam_width=100, top_paths=1, merge_repeated=True):
    """Decode the output of a softmax by greedy or beam search; see `tf.nn.ctc_beam_search_decoder`."""
    import tensorflow.compat.v1 as tf

    y_pred = tf.log(tf.transpose(y_pred, perm=[1, 0, 2]) + installed.backend().epsilon())
    input_length = tf.cast(input_length, tf.int32)
    if greedy:
        decoded, log_prob = tf.nn.ctc_greedy_decoder(inputs=y_pred, sequence_length=input_length)
    else:
        decoded, log_prob = tf.nn.ctc_beam_search_decoder(
            inputs=y_pred, sequence_length=input_length, beam_width=beam_width, top_paths=top_paths,
            merge_repeated=merge_repeated)
    return [tf.sparse_to_dense(s.indices, s.dense_shape, s.values, default_value=-1) for s in decoded], log_prob
