"""LSTM cells of ``tf.contrib.rnn`` that also run along frequency
(http://arxiv.org/abs/1507.01526).
"""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell, batch_size_of, clip, static_depth
from tf1shim.contrib.rnn.lstm_variants import _get_concat_variable
from tf1shim.contrib.rnn.time_freq_lstm import frequency_windows


class GridLSTMCell(RNNCell):
    """LSTM over time and frequency, each with its own state and (unless shared) weights.

    Args:
        num_units: width of each state.
        use_peepholes: gates look at the cell states through diagonal weights.
        share_time_frequency_weights: one set of weights for both directions.
        cell_clip: bound of the cell states, None for none.
        initializer: kept for the signature; as in TF 1.15 the scope's initializer counts.
        num_unit_shards: number of variables a weight matrix is split into.
        forget_bias: added to the forget gates.
        feature_size, frequency_skip: width and step of the windows over the input.
        num_frequency_blocks: list, number of windows of each block.
        start_freqindex_list, end_freqindex_list: where each block begins and ends.
        couple_input_forget_gates: the forget gate is one minus the input gate.
        state_is_tuple: whether the state is a tuple or one tensor.
        reuse: as for variable scopes.

    Raises:
        ValueError: ``num_frequency_blocks`` is missing, or does not fit the input (when called).
    """

    _DIRECTIONS = ("",)
    _TUPLE_NAME = "GridLSTMStateTuple"

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        share_time_frequency_weights=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=None,
        num_frequency_blocks=None,
        start_freqindex_list=None,
        end_freqindex_list=None,
        couple_input_forget_gates=False,
        state_is_tuple=True,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if not state_is_tuple:
            tf.logging.warn(
                "%s: Using a concatenated state is slower and will soon be deprecated.  "
                "Use state_is_tuple=True.",
                self,
            )
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._share_time_frequency_weights = share_time_frequency_weights
        self._couple_input_forget_gates = couple_input_forget_gates
        self._state_is_tuple = state_is_tuple
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip
        self._start_freqindex_list = start_freqindex_list
        self._end_freqindex_list = end_freqindex_list
        self._num_frequency_blocks = num_frequency_blocks
        self._total_blocks = sum(int(count) for count in num_frequency_blocks)
        width = num_units * self._total_blocks * 2 * len(self._DIRECTIONS)
        self._output_size = width
        if state_is_tuple:
            fields = [
                f"{direction}state_f{freq:02d}_b{block:02d}_{part}"
                for direction in self._DIRECTIONS
                for block, count in enumerate(num_frequency_blocks)
                for freq in range(count)
                for part in "cm"
            ]
            self._state_tuple_type = collections.namedtuple(self._TUPLE_NAME, fields)
            self._state_size = self._state_tuple_type(*[num_units] * len(fields))
        else:
            self._state_tuple_type = None
            self._state_size = width

    @property
    def output_size(self):
        return self._output_size

    @property
    def state_size(self):
        return self._state_size

    @property
    def state_tuple_type(self):
        return self._state_tuple_type

    def call(self, inputs, state):
        outputs, states = [], []
        for block, windows in enumerate(self._make_tf_features(inputs)):
            block_outputs, block_states = self._compute(
                windows, block, state, batch_size_of(inputs), state_is_tuple=self._state_is_tuple
            )
            outputs += block_outputs
            states += block_states
        new_state = (
            self._state_tuple_type(*states) if self._state_is_tuple else tf.concat(states, 1)
        )
        return tf.concat(outputs, 1), new_state

    def _variables(self, kind, block, depth, dtype):
        """Kernel and bias of one direction (``kind``: "f" frequency, "t" time)."""
        units = self._num_units
        width = (3 if self._couple_input_forget_gates else 4) * units
        kernel = _get_concat_variable(
            f"W_{kind}_{block}", [depth, width], dtype, self._num_unit_shards
        )
        bias = tf.get_variable(
            f"B_{kind}_{block}", shape=[width], initializer=tf.zeros_initializer(), dtype=dtype
        )
        return kernel, bias

    def _peephole_variables(self, kind, block, dtype):
        gates = "IO" if self._couple_input_forget_gates else "FIO"
        return {
            gate: [
                tf.get_variable(
                    f"W_{gate}_diag_{kind}{side}_{block}", shape=[self._num_units], dtype=dtype
                )
                for side in "ft"
            ]
            for gate in gates
        }

    def _gates(self, joined, variables):
        kernel, bias = variables
        values = tf.nn.bias_add(tf.matmul(joined, kernel), bias)
        names = "ijo" if self._couple_input_forget_gates else "ijfo"
        return dict(zip(names, tf.split(values, len(names), axis=1)))

    def _cell_state(self, gates, peepholes, c_freq, c_time, c_prev):
        """New cell state of one direction from its gates; ``c_prev`` is that direction's own."""

        def gate(name, bias):
            value = gates[name.lower()] + bias
            if peepholes:
                value = value + peepholes[name][0] * c_freq + peepholes[name][1] * c_time
            return tf.sigmoid(value)

        i = gate("I", 0.0)
        f = 1.0 - i if self._couple_input_forget_gates else gate("F", self._forget_bias)
        return clip(f * c_prev + i * tf.tanh(gates["j"]), self._cell_clip)

    def _output(self, gates, peepholes, c_freq, c_time, c_own):
        value = gates["o"]
        if peepholes:
            value = value + peepholes["O"][0] * c_freq + peepholes["O"][1] * c_time
        return tf.sigmoid(value) * tf.tanh(c_own)

    def _compute(
        self, freq_inputs, block, state, batch_size, state_prefix="state", state_is_tuple=True
    ):
        """One block: (outputs, states) as lists over its windows."""
        units, dtype = self._num_units, freq_inputs[0].dtype
        depth = freq_inputs[0].shape.as_list()[1] + 2 * units
        shared = self._share_time_frequency_weights
        weights_f = self._variables("f", block, depth, dtype)
        weights_t = weights_f if shared else self._variables("t", block, depth, dtype)
        peep_f = peep_t = None
        if self._use_peepholes:
            peep_f = self._peephole_variables("freq", block, dtype)
            peep_t = peep_f if shared else self._peephole_variables("time", block, dtype)

        m_freq = tf.zeros([batch_size, units], dtype)
        c_freq = tf.zeros([batch_size, units], dtype)
        outputs, states = [], []
        for index, window in enumerate(freq_inputs):
            if state_is_tuple:
                prefix = f"{state_prefix}_f{index:02d}_b{block:02d}"
                c_time = getattr(state, prefix + "_c")
                m_time = getattr(state, prefix + "_m")
            else:
                c_time = tf.slice(state, [0, 2 * index * units], [-1, units])
                m_time = tf.slice(state, [0, (2 * index + 1) * units], [-1, units])
            joined = tf.concat([window, m_time, m_freq], 1)
            gates_f = self._gates(joined, weights_f)
            gates_t = gates_f if shared else self._gates(joined, weights_t)
            c_freq, c_time = (
                self._cell_state(gates_f, peep_f, c_freq, c_time, c_freq),
                self._cell_state(gates_t, peep_t, c_freq, c_time, c_time),
            )
            m_freq = self._output(gates_f, peep_f, c_freq, c_time, c_freq)
            m_time = self._output(gates_t, peep_t, c_freq, c_time, c_time)
            states += [c_time, m_time]
            outputs += [m_time, m_freq]
        return outputs, states

    def _make_tf_features(self, input_feat, slice_offset=0):
        """Blocks of windows over the input, shifted by ``slice_offset`` columns with zero padding.
        """
        depth = static_depth(input_feat)
        if slice_offset > 0:
            input_feat = tf.pad(input_feat, [[0, 0], [0, slice_offset]])
        elif slice_offset < 0:
            input_feat = tf.pad(input_feat, [[0, 0], [-slice_offset, 0]])
            slice_offset = 0
        counts = self._num_frequency_blocks
        starts, ends = self._start_freqindex_list, self._end_freqindex_list
        if not starts:
            if len(counts) != 1:
                raise ValueError(
                    f"Length of num_frequency_blocks is not 1, but instead is {len(counts)}"
                )
            starts, ends = [0], [depth]
        if len(starts) != len(ends):
            raise ValueError(
                "Length of start and end freqindex_list does not match "
                f"{len(starts)} {len(ends)}"
            )
        if len(counts) != len(starts):
            raise ValueError(
                "Length of num_frequency_blocks is not equal to start_freqindex_list "
                f"{len(counts)} {len(starts)}"
            )
        blocks = []
        for count, start, end in zip(counts, starts, ends):
            windows = frequency_windows(
                input_feat, start, end, self._feature_size, self._frequency_skip, slice_offset
            )
            if len(windows) != count:
                raise ValueError(
                    f"Invalid num_frequency_blocks, requires {count} but gets {len(windows)}, "
                    "please check the input size and filter config are correct."
                )
            blocks.append(windows)
        return blocks


class BidirectionalGridLSTMCell(GridLSTMCell):
    """`GridLSTMCell` up and down the frequencies; variables under ``fwd`` and ``bwd``.

    Args:
        backward_slice_offset: columns by which the backward windows are shifted.
        others: as `GridLSTMCell`.
    """

    _DIRECTIONS = ("fwd_", "bwd_")
    _TUPLE_NAME = "BidirectionalGridLSTMStateTuple"

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        share_time_frequency_weights=False,
        cell_clip=None,
        initializer=None,
        num_unit_shards=1,
        forget_bias=1.0,
        feature_size=None,
        frequency_skip=None,
        num_frequency_blocks=None,
        start_freqindex_list=None,
        end_freqindex_list=None,
        couple_input_forget_gates=False,
        backward_slice_offset=0,
        reuse=None,
    ):
        super().__init__(
            num_units,
            use_peepholes,
            share_time_frequency_weights,
            cell_clip,
            initializer,
            num_unit_shards,
            forget_bias,
            feature_size,
            frequency_skip,
            num_frequency_blocks,
            start_freqindex_list,
            end_freqindex_list,
            couple_input_forget_gates,
            True,
            reuse,
        )
        self._backward_slice_offset = int(backward_slice_offset)

    def call(self, inputs, state):
        forward = backward = self._make_tf_features(inputs)
        if self._backward_slice_offset:
            backward = self._make_tf_features(inputs, self._backward_slice_offset)
        backward = [windows[::-1] for windows in backward]
        outputs, states = [], []
        for direction, blocks in (("fwd", forward), ("bwd", backward)):
            with tf.variable_scope(direction):
                for block, windows in enumerate(blocks):
                    block_outputs, block_states = self._compute(
                        windows, block, state, batch_size_of(inputs), f"{direction}_state"
                    )
                    outputs += block_outputs
                    states += block_states
        return tf.concat(outputs, 1), self._state_tuple_type(*states)
