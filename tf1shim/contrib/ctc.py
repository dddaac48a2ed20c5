"""tf.contrib.ctc: the CTC ops, which had moved to tf.nn."""

import tensorflow.compat.v1 as _tf

ctc_loss = _tf.nn.ctc_loss
ctc_greedy_decoder = _tf.nn.ctc_greedy_decoder
ctc_beam_search_decoder = _tf.nn.ctc_beam_search_decoder
