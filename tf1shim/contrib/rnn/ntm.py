"""The Neural Turing Machine cell of ``tf.contrib.rnn`` (https://arxiv.org/abs/1807.08518)."""

import collections
import math

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import LayerRNNCell, assert_like_rnncell, batch_size_of

NTMControllerState = collections.namedtuple(
    "NTMControllerState", ("controller_state", "read_vector_list", "w_list", "M", "time")
)


class NTMCell(LayerRNNCell):
    """A controller cell that reads and writes a memory through addressed heads.

    Args:
        controller: an RNN cell.
        memory_size, memory_vector_dim: rows and columns of the memory.
        read_head_num, write_head_num: number of heads.
        shift_range: farthest shift of a head in one step.
        output_dim: width of the output, default that of the input.
        clip_value: bound of the controller's output and of the cell's.
        dtype, name: as for layers.

    Raises:
        TypeError: ``controller`` is not a cell.
    """

    def __init__(
        self,
        controller,
        memory_size,
        memory_vector_dim,
        read_head_num,
        write_head_num,
        shift_range=1,
        output_dim=None,
        clip_value=20,
        dtype=tf.float32,
        name=None,
    ):
        super().__init__(dtype=dtype, name=name)
        assert_like_rnncell("NTM RNN controller cell", controller)
        self.controller = controller
        self.memory_size = memory_size
        self.memory_vector_dim = memory_vector_dim
        self.read_head_num = read_head_num
        self.write_head_num = write_head_num
        self.clip_value = clip_value
        self.output_dim = output_dim
        self.shift_range = shift_range
        self.num_heads = read_head_num + write_head_num
        # Per head: a key, its strength, the gate, the shifts, the sharpening.
        self.num_parameters_per_head = memory_vector_dim + 2 * shift_range + 4
        self.total_parameter_num = (
            self.num_parameters_per_head * self.num_heads
            + memory_vector_dim * 2 * write_head_num
        )

    @property
    def state_size(self):
        return NTMControllerState(
            controller_state=self.controller.state_size,
            read_vector_list=[self.memory_vector_dim] * self.read_head_num,
            w_list=[self.memory_size] * self.num_heads,
            M=tf.TensorShape([self.memory_size * self.memory_vector_dim]),
            time=tf.TensorShape([]),
        )

    @property
    def output_size(self):
        return self.output_dim

    def build(self, inputs_shape):
        if self.output_dim is None:
            self.output_dim = tf.dimension_value(tf.TensorShape(inputs_shape)[1])
            if self.output_dim is None:
                raise ValueError(
                    f"Expected inputs.shape[-1] to be known, saw shape: {inputs_shape}"
                )
        width = self.controller.output_size
        read_width = width + self.memory_vector_dim * self.read_head_num

        def add_linear(name, rows, columns):
            kernel = self.add_weight(
                f"{name}_kernel",
                [rows, columns],
                initializer=tf.truncated_normal_initializer(stddev=1.0 / math.sqrt(rows)),
            )
            bias = self.add_weight(
                f"{name}_bias", [columns], initializer=tf.constant_initializer(0.0)
            )
            return kernel, bias

        def add_rows(name, count, columns):
            return [
                self.add_weight(
                    f"{name}_{i}", [1, columns], initializer=tf.glorot_uniform_initializer()
                )
                for i in range(count)
            ]

        self._params = add_linear("parameters", width, self.total_parameter_num)
        self._output = add_linear("output", read_width, self.output_dim)
        self._init_read_vectors = add_rows(
            "initial_read_vector", self.read_head_num, self.memory_vector_dim
        )
        self._init_address_weights = add_rows(
            "initial_address_weights", self.num_heads, self.memory_size
        )
        self._M = self.add_weight(
            "memory",
            [self.memory_size, self.memory_vector_dim],
            initializer=tf.constant_initializer(1e-6),
        )
        self.built = True

    def _first_or(self, time, first, later):
        """``first()`` at time 0, else ``later``; a list stays a list even with one element."""
        result = tf.cond(tf.equal(time, 0), first, lambda: later)
        if isinstance(later, list) and len(later) == 1 and not isinstance(result, list):
            return [result]
        return result

    def _linear(self, inputs, weights):
        result = tf.nn.bias_add(tf.matmul(inputs, weights[0]), weights[1])
        return tf.clip_by_value(result, -self.clip_value, self.clip_value)

    def call(self, x, prev_state):
        batch = batch_size_of(x)

        # The ops that TF 1.15 made: the seeds of the controller's variables count them.
        def tiled(value):
            if not isinstance(batch, int):
                return tf.tile(tf.expand_dims(value, 0), [batch] + [1] * value.shape.ndims)
            return tf.concat([tf.expand_dims(value, 0) for _ in range(batch)], axis=0)

        def learned(row):
            return tf.squeeze(tf.matmul(tf.ones([1, 1]), row))

        time = prev_state.time
        reads = self._first_or(
            time,
            lambda: [tiled(tf.tanh(learned(v))) for v in self._init_read_vectors],
            prev_state.read_vector_list,
        )
        controller_output, controller_state = self.controller(
            tf.concat([x] + reads, axis=1), prev_state.controller_state
        )
        parameters = self._linear(controller_output, self._params)
        head_width = self.num_parameters_per_head * self.num_heads
        heads = tf.split(parameters[:, :head_width], self.num_heads, axis=1)
        erase_add = tf.split(parameters[:, head_width:], 2 * self.write_head_num, axis=1)
        prev_w = self._first_or(
            time,
            lambda: [tiled(tf.nn.softmax(learned(w))) for w in self._init_address_weights],
            prev_state.w_list,
        )
        memory = self._first_or(time, lambda: tiled(self._M), prev_state.M)

        w_list = [
            self._addressing(*self._head(head), memory, w) for head, w in zip(heads, prev_w)
        ]
        reads = [
            tf.reduce_sum(tf.expand_dims(w, 2) * memory, axis=1)
            for w in w_list[: self.read_head_num]
        ]
        for i, w in enumerate(w_list[self.read_head_num :]):
            w = tf.expand_dims(w, axis=2)
            erase = tf.expand_dims(tf.sigmoid(erase_add[2 * i]), axis=1)
            add = tf.expand_dims(tf.tanh(erase_add[2 * i + 1]), axis=1)
            memory = memory * (1.0 - tf.matmul(w, erase)) + tf.matmul(w, add)
        output = self._linear(tf.concat([controller_output] + reads, axis=1), self._output)
        return output, NTMControllerState(controller_state, reads, w_list, memory, time + 1)

    def _head(self, parameters):
        """Split a head's parameters into (key, strength, gate, shifts, sharpening)."""
        columns = self.memory_vector_dim
        shifts = parameters[:, columns + 2 : columns + 3 + self.shift_range * 2]
        return (
            tf.tanh(parameters[:, :columns]),
            tf.nn.softplus(parameters[:, columns]),
            tf.sigmoid(parameters[:, columns + 1]),
            tf.nn.softmax(shifts),
            tf.nn.softplus(parameters[:, -1]) + 1,
        )

    def _addressing(self, k, beta, g, s, gamma, memory, prev_w):
        """New address weights [batch, memory_size]: by content, then gate, shift, sharpen."""
        k = tf.expand_dims(k, axis=2)
        k_norm = tf.sqrt(tf.reduce_sum(tf.square(k), axis=1, keepdims=True))
        m_norm = tf.sqrt(tf.reduce_sum(tf.square(memory), axis=2, keepdims=True))
        similarity = tf.squeeze(tf.matmul(memory, k) / (m_norm * k_norm + 1e-8), axis=2)
        content = tf.exp(tf.expand_dims(beta, axis=1) * similarity)
        content /= tf.reduce_sum(content, axis=1, keepdims=True)
        g = tf.expand_dims(g, axis=1)
        gated = g * content + (1 - g) * prev_w

        size, reach = self.memory_size, self.shift_range
        gap = tf.zeros([batch_size_of(s), size - (reach * 2 + 1)])
        ring = tf.concat([s[:, : reach + 1], gap, s[:, s.shape[1] - reach :]], axis=1)
        twice = tf.concat([tf.reverse(ring, axis=[1])] * 2, axis=1)
        shifts = tf.stack(
            [twice[:, size - i - 1 : size * 2 - i - 1] for i in range(size)], axis=1
        )
        shifted = tf.reduce_sum(tf.expand_dims(gated, axis=1) * shifts, axis=2)
        sharp = tf.pow(shifted, tf.expand_dims(gamma, axis=1))
        return sharp / tf.reduce_sum(sharp, axis=1, keepdims=True)

    def zero_state(self, batch_size, dtype):
        rows, columns = self.memory_size, self.memory_vector_dim
        return NTMControllerState(
            controller_state=self.controller.zero_state(batch_size, dtype),
            read_vector_list=[
                tf.zeros([batch_size, columns]) for _ in range(self.read_head_num)
            ],
            w_list=[tf.zeros([batch_size, rows]) for _ in range(self.num_heads)],
            M=tf.zeros([batch_size, rows, columns]),
            time=0,
        )
