"""tf.contrib.recurrent: recurrent networks from functions of a step.

Source: TF 1.15, contrib/recurrent.
"""

from tf1shim.contrib.recurrent.functional_rnn import bidirectional_functional_rnn, functional_rnn
from tf1shim.contrib.recurrent.recurrent import Recurrent

__all__ = ["Recurrent", "bidirectional_functional_rnn", "functional_rnn"]
