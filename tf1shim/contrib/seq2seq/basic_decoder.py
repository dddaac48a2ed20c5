"""``tf.contrib.seq2seq.python.ops.basic_decoder``: a cell, a helper that feeds it, an output
layer.
"""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import assert_like_rnncell
from tf1shim.contrib.seq2seq.decoder import Decoder
from tf1shim.contrib.seq2seq.helper import Helper
from tf1shim.contrib.seq2seq.sampler import Sampler


class BasicDecoderOutput(
    collections.namedtuple("BasicDecoderOutput", ("rnn_output", "sample_id"))
):
    """What the cell (or the output layer) gave, and what the helper drew from it."""

    __slots__ = ()


def check_output_layer(layer):
    """Raise ``TypeError`` unless ``layer`` is a layer or None."""
    if layer is not None and not isinstance(layer, (tf.layers.Layer, tf.keras.layers.Layer)):
        raise TypeError(f"output_layer must be a Layer, received: {type(layer)}")


def output_size_through(cell, layer):
    """Size of ``cell``'s output behind ``layer`` (which may be None), without batch."""
    size = cell.output_size
    if layer is None:
        return size
    with_batch = tf.nest.map_structure(lambda s: tf.TensorShape([None]).concatenate(s), size)
    return tf.nest.map_structure(lambda s: s[1:], layer.compute_output_shape(with_batch))


class BasicDecoder(Decoder):
    """Samples by a `Helper` (TF 1.15: ``tf.contrib.seq2seq.BasicDecoder``).

    Args:
        cell: an RNN cell.
        helper: a `Helper`.
        initial_state: nest of tensors, the cell's first state.
        output_layer: a layer applied to the cell's output before it is sampled, or None.

    Raises:
        TypeError: an argument is of the wrong kind.
    """

    def __init__(self, cell, helper, initial_state, output_layer=None):
        assert_like_rnncell("cell", cell)
        if not isinstance(helper, (Helper, Sampler)):
            raise TypeError(f"helper must be a Helper, received: {type(helper)}")
        check_output_layer(output_layer)
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    def _rnn_output_size(self):
        return output_size_through(self._cell, self._output_layer)

    @property
    def output_size(self):
        return BasicDecoderOutput(self._rnn_output_size(), self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        dtype = tf.nest.flatten(self._initial_state)[0].dtype
        return BasicDecoderOutput(
            tf.nest.map_structure(lambda _: dtype, self._rnn_output_size()),
            self._helper.sample_ids_dtype,
        )

    def initialize(self, name=None):
        return self._helper.initialize() + (self._initial_state,)

    def step(self, time, inputs, state, name=None):
        with tf.name_scope(name, "BasicDecoderStep", (time, inputs, state)):
            outputs, state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), next_state, next_inputs, finished


def __getattr__(name):
    if name == "BasicDecoderV2":
        from tf1shim.contrib.seq2seq.decoder_layers import BasicDecoderV2

        return BasicDecoderV2
    raise AttributeError(name)
