"""The phased LSTM of ``tf.contrib.rnn`` (https://arxiv.org/abs/1610.09513)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import LSTMStateTuple, UnitsCell
from tf1shim.contrib.rnn.core_rnn_cell import _Linear


def _random_exp_initializer(minval, maxval, seed=None, dtype=tf.float32):
    """Initializer whose logarithm is uniform between those of ``minval`` and ``maxval``."""

    def initializer(shape, dtype=dtype, partition_info=None):
        del partition_info
        # Logarithms by TensorFlow: in float32, and counted where seeds count ops.
        low, high = tf.log(minval), tf.log(maxval)
        return tf.exp(tf.random_uniform(shape, low, high, dtype, seed=seed))

    return initializer


class PhasedLSTMCell(UnitsCell):
    """LSTM whose units open and close with learned periods (https://arxiv.org/abs/1610.09513).

    Inputs are tuples ``(time [batch, 1], features [batch, depth])``.

    Args:
        num_units: width of the state.
        use_peepholes: gates look at the cell state.
        leak: of a closed unit.
        ratio_on: part of the period a unit is open.
        trainable_ratio_on: whether it is learned.
        period_init_min, period_init_max: range of the first periods.
        reuse: as for variable scopes.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        leak=0.001,
        ratio_on=0.1,
        trainable_ratio_on=True,
        period_init_min=1.0,
        period_init_max=1000.0,
        reuse=None,
    ):
        # Time may be float64 beside float32 features: Keras must not cast it.
        super().__init__(num_units, reuse, autocast=False)
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max
        self._linears = {}

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    def _linear(self, scope, args, output_size):
        with tf.variable_scope(scope):
            if scope not in self._linears:
                self._linears[scope] = _Linear(args, output_size, True)
            return self._linears[scope](args)

    def _mod(self, x, y):
        """Modulo whose gradient with respect to ``x`` is one."""
        return tf.stop_gradient(tf.mod(x, y) - x) + x

    def _get_cycle_ratio(self, time, phase, period):
        period = tf.cast(period, time.dtype)
        shifted = time - tf.cast(phase, time.dtype)
        return tf.cast(self._mod(shifted, period) / period, tf.float32)

    def _openness(self, time):
        period = tf.get_variable(
            "period",
            [self._num_units],
            initializer=_random_exp_initializer(self._period_init_min, self._period_init_max),
        )
        phase = tf.get_variable(
            "phase",
            [self._num_units],
            initializer=tf.random_uniform_initializer(0.0, period.initial_value),
        )
        ratio_on = tf.get_variable(
            "ratio_on",
            [self._num_units],
            initializer=tf.constant_initializer(self._ratio_on),
            trainable=self._trainable_ratio_on,
        )
        cycle_ratio = self._get_cycle_ratio(time, phase, period)
        rising = 2 * cycle_ratio / ratio_on
        openness = tf.where(cycle_ratio < ratio_on, 2 - rising, self._leak * cycle_ratio)
        return tf.where(cycle_ratio < 0.5 * ratio_on, rising, openness)

    def call(self, inputs, state):
        c_prev, h_prev = state
        time, x = inputs
        peep = [c_prev] if self._use_peepholes else []
        mask_gates = self._linear("mask_gates", [x, h_prev] + peep, 2 * self._num_units)
        input_gate, forget_gate = tf.split(tf.sigmoid(mask_gates), 2, axis=1)
        new_input = tf.tanh(self._linear("new_input", [x, h_prev], self._num_units))
        new_c = c_prev * forget_gate + input_gate * new_input
        peep = [new_c] if self._use_peepholes else []
        output_gate = self._linear("output_gate", [x, h_prev] + peep, self._num_units)
        new_h = tf.tanh(new_c) * tf.sigmoid(output_gate)
        k = self._openness(time)
        new_c = k * new_c + (1 - k) * c_prev
        new_h = k * new_h + (1 - k) * h_prev
        return new_h, LSTMStateTuple(new_c, new_h)
