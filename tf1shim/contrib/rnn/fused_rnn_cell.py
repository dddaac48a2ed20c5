"""``tf.contrib.rnn.python.ops.fused_rnn_cell``: cells that run over a whole time-major sequence at
once.
"""

import abc

import tensorflow.compat.v1 as tf


class FusedRNNCell(abc.ABC):
    """Contract of a cell that maps ``[time, batch, depth]`` to ``(outputs, final state)``."""

    @abc.abstractmethod
    def __call__(
        self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None
    ):
        """Run over the sequence.

        Args:
            inputs: [time, batch, depth] tensor, or a list of [batch, depth] tensors.
            initial_state: state to start from, or None for zeros.
            dtype: of the zero state; needed without ``initial_state``.
            sequence_length: int vector [batch], or None.
            scope: variable scope.
        """


class FusedRNNCellAdaptor(FusedRNNCell):
    """An ordinary cell as a fused one, looped by ``dynamic_rnn`` or ``static_rnn``.

    Args:
        cell: an RNN cell.
        use_dynamic_rnn: which loop.
    """

    def __init__(self, cell, use_dynamic_rnn=False):
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(
        self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None
    ):
        is_list = isinstance(inputs, list)
        options = {
            "sequence_length": sequence_length,
            "initial_state": initial_state,
            "dtype": dtype,
            "scope": scope,
        }
        if self._use_dynamic_rnn:
            if is_list:
                inputs = tf.stack(inputs)
            outputs, state = tf.nn.dynamic_rnn(self._cell, inputs, time_major=True, **options)
            return (tf.unstack(outputs) if is_list else outputs), state
        if not is_list:
            inputs = tf.unstack(inputs)
        outputs, state = tf.nn.static_rnn(self._cell, inputs, **options)
        return (outputs if is_list else tf.stack(outputs)), state


class TimeReversedFusedRNN(FusedRNNCell):
    """Runs a fused cell from the last step to the first, for a backward layer.

    Args:
        cell: a fused cell.
    """

    def __init__(self, cell):
        self._cell = cell

    def _reverse(self, sequence, lengths):
        if isinstance(sequence, list):
            return list(reversed(sequence))
        if lengths is None:
            return tf.reverse(sequence, [0])
        return tf.reverse_sequence(sequence, lengths, seq_axis=0, batch_axis=1)

    def __call__(
        self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None
    ):
        outputs, state = self._cell(
            self._reverse(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return self._reverse(outputs, sequence_length), state
