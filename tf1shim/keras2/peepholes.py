"""`tf.keras.experimental.PeepholeLSTMCell`, where the installed Keras dropped it.

Source: TF 1.15 doc of the class; Gers et al. 2002, Learning precise timing with LSTM recurrent networks.
"""

import functools

from tf1shim.keras2 import installed


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name != "PeepholeLSTMCell":
        raise AttributeError(name)
    return _make(installed.api("layers").LSTMCell)


def _make(lstm_cell):
    from tensorflow.compat.v1 import matmul

    class PeepholeLSTMCell(lstm_cell):
        """LSTMCell whose gates see the carried state: input and forget gate the last one, the output gate the new one.

        Args:
            units: int, size of the state; the other arguments are those of `tf.keras.layers.LSTMCell`.
        """

        def build(self, input_shape):
            """Make the LSTM's weights, and three vectors of [units]."""
            super().build(input_shape)
            for gate in ("input", "forget", "output"):
                name = f"{gate}_gate_peephole_weights"
                setattr(self, name, self.add_weight(name, (self.units,), initializer=self.kernel_initializer))

        def _compute_carry_and_output(self, x, h_tm1, c_tm1):
            kernels = (self.recurrent_kernel[:, gate * self.units:(gate + 1) * self.units] for gate in range(4))
            sums = [given + matmul(last, kernel) for given, last, kernel in zip(x, h_tm1, kernels)]
            return self._compute_carry_and_output_fused(sums, c_tm1)

        def _compute_carry_and_output_fused(self, z, c_tm1):
            open_to_input, kept, new, shown = z
            open_to_input = self.recurrent_activation(open_to_input + self.input_gate_peephole_weights * c_tm1)
            kept = self.recurrent_activation(kept + self.forget_gate_peephole_weights * c_tm1)
            carry = kept * c_tm1 + open_to_input * self.activation(new)
            return carry, self.recurrent_activation(shown + self.output_gate_peephole_weights * carry)

    PeepholeLSTMCell.__module__ = "tensorflow.keras.experimental"
    PeepholeLSTMCell.__qualname__ = "PeepholeLSTMCell"
    return PeepholeLSTMCell
