"""LSTM cells whose weights are masked (contrib/model_pruning/python/layers/rnn_cells.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.model_pruning import core_layers as core


class _Masked:
    """Gives a cell a mask for its kernel; before a cell's class among the bases."""

    def build(self, inputs_shape):
        super().build(inputs_shape)
        self.built = False  # a layer that is built takes its variables from before
        shape = self._kernel.shape
        self._mask = self.add_variable(name="mask", shape=shape, initializer=tf.ones_initializer(), trainable=False,
                                       dtype=self.dtype)
        self._threshold = self.add_variable(name="threshold", shape=[], initializer=tf.zeros_initializer(),
                                            trainable=False, dtype=self.dtype)
        self._masked_kernel = core.masked(self._kernel, self._mask, self._threshold)
        self.built = True

    def call(self, inputs, state):
        own, self._kernel = self._kernel, self._masked_kernel
        try:
            return super().call(inputs, state)
        finally:
            self._kernel = own


class MaskedBasicLSTMCell(_Masked, tf.nn.rnn_cell.BasicLSTMCell):
    """`tf.nn.rnn_cell.BasicLSTMCell` with masked weights."""

    def __init__(self, num_units, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None):
        super().__init__(num_units, forget_bias=forget_bias, state_is_tuple=state_is_tuple, activation=activation,
                         reuse=reuse, name=name)


class MaskedLSTMCell(_Masked, tf.nn.rnn_cell.LSTMCell):
    """`tf.nn.rnn_cell.LSTMCell` with masked weights; the projection is not masked."""

    def __init__(self, num_units, use_peepholes=False, cell_clip=None, initializer=None, num_proj=None,
                 proj_clip=None, num_unit_shards=None, num_proj_shards=None, forget_bias=1.0, state_is_tuple=True,
                 activation=None, reuse=None):
        super().__init__(
            num_units, use_peepholes=use_peepholes, cell_clip=cell_clip, initializer=initializer, num_proj=num_proj,
            proj_clip=proj_clip, num_unit_shards=num_unit_shards, num_proj_shards=num_proj_shards,
            forget_bias=forget_bias, state_is_tuple=state_is_tuple, activation=activation, reuse=reuse)
