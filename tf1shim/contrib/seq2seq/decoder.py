"""``tf.contrib.seq2seq.python.ops.decoder``: the contract of a decoder, and the loop that drives
it.
"""

import abc

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import control_flow_util

from tf1shim.contrib.rnn.cell_base import zero_state_tensors as _zero_state_tensors
from tf1shim.contrib.rnn.rnn import _transpose_batch_time


class Decoder(abc.ABC):
    """What `dynamic_decode` needs of a decoder."""

    @property
    def batch_size(self):
        """Scalar int32 tensor."""
        raise NotImplementedError

    @property
    def output_size(self):
        """Nest of ints or shapes: what ``step`` gives, without batch."""
        raise NotImplementedError

    @property
    def output_dtype(self):
        """Nest of dtypes, like ``output_size``."""
        raise NotImplementedError

    @abc.abstractmethod
    def initialize(self, name=None):
        """Return (finished bool [batch], first inputs, first state)."""

    @abc.abstractmethod
    def step(self, time, inputs, state, name=None):
        """Return (outputs, next state, next inputs, finished bool [batch])."""

    def finalize(self, outputs, final_state, sequence_lengths):
        """Turn stacked outputs and the last state into the results; optional."""
        raise NotImplementedError

    @property
    def tracks_own_finished(self):
        """Whether ``finished`` of ``step`` stands for itself, not OR-ed with the steps before."""
        return False


class DecoderOfInputs:
    """What marks a decoder that gets its tensors by ``initialize``, see `decoder_layers`."""


def _create_zero_outputs(size, dtype, batch_size):
    """Zeros [batch] + size for each entry of the nests ``size`` and ``dtype``."""
    return tf.nest.map_structure(
        lambda one, kind: _zero_state_tensors(one, batch_size, kind), size, dtype
    )


def dynamic_decode(
    decoder,
    output_time_major=False,
    impute_finished=False,
    maximum_iterations=None,
    parallel_iterations=32,
    swap_memory=False,
    scope=None,
    **kwargs,
):
    """Step ``decoder`` until every entry of the batch is finished.

    Args:
        decoder: a `Decoder`, or a `BaseDecoder`.
        output_time_major: outputs are [time, batch, ...] instead of [batch, time, ...].
        impute_finished: of finished entries, copy the state through and give zero outputs.
        maximum_iterations: int or scalar tensor, None for no bound.
        parallel_iterations, swap_memory: as for `tf.while_loop`.
        scope: variable scope, default "decoder".
        **kwargs: ``decoder_init_input`` and ``decoder_init_kwargs`` of a `BaseDecoder`; others are ignored.

    Returns:
        (outputs, final state, sequence lengths int32 [batch]).

    Raises:
        TypeError: ``decoder`` is not a `Decoder`.
        ValueError: ``maximum_iterations`` is not a scalar, or is missing under XLA.
    """
    if not isinstance(decoder, (Decoder, DecoderOfInputs)):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    with tf.variable_scope(scope, "decoder") as varscope:
        is_xla = _cache_variables_and_find_xla(varscope)
        if maximum_iterations is not None:
            maximum_iterations = tf.convert_to_tensor(
                maximum_iterations, dtype=tf.int32, name="maximum_iterations"
            )
            if maximum_iterations.shape.ndims != 0:
                raise ValueError("maximum_iterations must be a scalar")
        elif is_xla:
            raise ValueError("maximum_iterations is required for XLA compilation.")

        if isinstance(decoder, Decoder):
            finished, inputs, state = decoder.initialize()
        else:
            finished, inputs, state = decoder.initialize(
                kwargs.get("decoder_init_input"), **kwargs.get("decoder_init_kwargs", {})
            )
        zero_outputs = _create_zero_outputs(
            decoder.output_size, decoder.output_dtype, decoder.batch_size
        )
        if maximum_iterations is not None:
            finished = tf.logical_or(finished, maximum_iterations <= 0)
        # XLA knows no arrays that grow.
        size = maximum_iterations if is_xla else 0

        def array_for(one, dtype):
            return tf.TensorArray(
                dtype=dtype,
                size=size,
                dynamic_size=not is_xla,
                element_shape=_element_shape(decoder.batch_size, one),
            )

        arrays = tf.nest.map_structure(array_for, decoder.output_size, decoder.output_dtype)
        loop = tf.while_loop(
            lambda time, arrays, state, inputs, finished, lengths: tf.logical_not(
                tf.reduce_all(finished)
            ),
            _loop_body(decoder, zero_outputs, impute_finished),
            loop_vars=(
                tf.constant(0, dtype=tf.int32),
                arrays,
                state,
                inputs,
                finished,
                tf.zeros_like(finished, dtype=tf.int32),
            ),
            parallel_iterations=parallel_iterations,
            maximum_iterations=maximum_iterations,
            swap_memory=swap_memory,
        )
        _, arrays, final_state, _, _, lengths = loop
        outputs = tf.nest.map_structure(lambda array: array.stack(), arrays)
        try:
            outputs, final_state = decoder.finalize(outputs, final_state, lengths)
        except NotImplementedError:
            pass
        if not output_time_major:
            outputs = tf.nest.map_structure(_transpose_batch_time, outputs)
    return outputs, final_state, lengths


def _cache_variables_and_find_xla(varscope):
    """Read variables once, not at each step; return whether XLA compiles this graph."""
    if tf.executing_eagerly():
        return False
    context = tf.get_default_graph()._get_control_flow_context()
    in_loop = control_flow_util.GetContainingWhileContext(context) is not None
    if not in_loop and varscope.caching_device is None:
        varscope.set_caching_device(lambda op: op.device)
    return control_flow_util.GetContainingXLAContext(context) is not None


def _element_shape(batch_size, size):
    if not isinstance(size, tf.TensorShape) or size.ndims == 0:
        return None
    batch_size = tf.get_static_value(tf.convert_to_tensor(batch_size, name="batch_size"))
    return tf.TensorShape([batch_size]).concatenate(size)


def _loop_body(decoder, zero_outputs, impute_finished):
    def body(time, arrays, state, inputs, finished, lengths):
        outputs, next_state, next_inputs, step_finished = decoder.step(time, inputs, state)
        if decoder.tracks_own_finished:
            next_finished = step_finished
        else:
            next_finished = tf.logical_or(step_finished, finished)
        next_lengths = tf.where(
            tf.logical_not(finished), tf.fill(tf.shape(lengths), time + 1), lengths
        )
        tf.nest.assert_same_structure(state, next_state)
        tf.nest.assert_same_structure(arrays, outputs)
        tf.nest.assert_same_structure(inputs, next_inputs)

        def keep_state(new, old):
            if isinstance(old, tf.TensorArray):
                return new
            new.set_shape(old.shape)
            return new if new.shape.ndims == 0 else tf.where(finished, old, new)

        if impute_finished:
            outputs = tf.nest.map_structure(
                lambda out, zero: tf.where(finished, zero, out), outputs, zero_outputs
            )
            next_state = tf.nest.map_structure(keep_state, next_state, state)
        arrays = tf.nest.map_structure(lambda array, out: array.write(time, out), arrays, outputs)
        return time + 1, arrays, next_state, next_inputs, next_finished, next_lengths

    return body


def __getattr__(name):
    if name == "BaseDecoder":
        from tf1shim.contrib.seq2seq.decoder_layers import BaseDecoder

        return BaseDecoder
    raise AttributeError(name)
