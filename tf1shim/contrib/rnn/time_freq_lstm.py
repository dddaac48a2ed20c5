"""An LSTM cell that also runs along frequency (http://arxiv.org/abs/1507.01526)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell, batch_size_of, clip, static_depth
from tf1shim.contrib.rnn.lstm_variants import _get_concat_variable


def frequency_windows(inputs, first, end, size, skip, offset=0):
    """Slices of ``size`` columns of [batch, depth] inputs, one every ``skip`` from ``first`` on."""
    count = int((end - first - size) / skip) + 1
    return [
        tf.slice(inputs, [0, first + offset + i * skip], [-1, size]) for i in range(count)
    ]


class TimeFreqLSTMCell(RNNCell):
    """LSTM that passes its output along time and, within a step, along frequency.

    Args:
        num_units: width of the state per frequency.
        use_peepholes: gates look at the cell state through diagonal weights.
        cell_clip: bound of the cell state, None for none.
        initializer: kept for the signature; as in TF 1.15 the scope's initializer counts.
        num_unit_shards: number of variables the weight matrix is split into.
        forget_bias: added to the forget gate.
        feature_size, frequency_skip: width and step of the windows over the input.
        reuse: as for variable scopes.
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=1,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip

    @property
    def output_size(self):
        return self._num_units

    @property
    def state_size(self):
        return 2 * self._num_units

    def _make_tf_features(self, input_feat):
        depth = static_depth(input_feat)
        return frequency_windows(input_feat, 0, depth, self._feature_size, self._frequency_skip)

    def call(self, inputs, state):
        units, dtype = self._num_units, inputs.dtype
        windows = self._make_tf_features(inputs)
        depth = windows[0].shape.as_list()[1] + 2 * units
        weights = _get_concat_variable("W", [depth, 4 * units], dtype, self._num_unit_shards)
        bias = tf.get_variable(
            "B", shape=[4 * units], initializer=tf.zeros_initializer(), dtype=dtype
        )
        w_f = w_i = w_o = 0.0
        if self._use_peepholes:
            w_f, w_i, w_o = (
                tf.get_variable(name, shape=[units], dtype=dtype)
                for name in ("W_F_diag", "W_I_diag", "W_O_diag")
            )
        below = tf.zeros([batch_size_of(inputs), units], dtype)
        outputs, states = [], []
        for index, window in enumerate(windows):
            c_prev = tf.slice(state, [0, 2 * index * units], [-1, units])
            m_prev = tf.slice(state, [0, (2 * index + 1) * units], [-1, units])
            joined = tf.concat([window, m_prev, below], 1)
            i, j, f, o = tf.split(tf.nn.bias_add(tf.matmul(joined, weights), bias), 4, axis=1)
            f += self._forget_bias
            if self._use_peepholes:
                f += w_f * c_prev
                i += w_i * c_prev
            c = clip(tf.sigmoid(f) * c_prev + tf.sigmoid(i) * tf.tanh(j), self._cell_clip)
            if self._use_peepholes:
                o += w_o * c
            below = tf.sigmoid(o) * tf.tanh(c)
            outputs.append(below)
            states += [c, below]
        return tf.concat(outputs, 1), tf.concat(states, 1)
